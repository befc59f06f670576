//! Words read character by character: how far each runs, and what the library has to say.

use crate::text::characters::{Class, Letters, Reader, Traits, traits};

/// How far a word goes.
pub(super) struct Run {
    pub end: usize,
    pub letters: Letters,
    /// Whether the library has to say.
    pub unsure: bool,
}

/// The run of letters, digits and connectors that `first` starts; `at` is behind it.
pub(super) fn run(reader: &Reader<'_>, mut at: usize, first: Traits) -> Run {
    let mut letters = Letters::empty();
    let mut last = first.class;
    let mut unsure = false;
    while let Some((next, len)) = reader.at(at) {
        if next
            .class
            .intersects(Class::LETTER | Class::DIGIT | Class::CONNECTOR)
        {
            last = next.class;
        } else if next.class.intersects(Class::MID_LETTER | Class::MID_DIGIT) {
            let Some((behind, _)) = reader.at(at + len) else {
                break;
            };
            unsure = behind.class.intersects(Class::EXTEND | Class::OTHERS);
            let joins = |mid, kind| {
                next.class.contains(mid) && last.contains(kind) && behind.class.contains(kind)
            };
            if unsure
                || !joins(Class::MID_LETTER, Class::LETTER)
                    && !joins(Class::MID_DIGIT, Class::DIGIT)
            {
                break;
            }
        } else if !next.class.contains(Class::EXTEND) {
            unsure = next.class.contains(Class::OTHERS)
                || next.class.contains(Class::KATAKANA) && last.contains(Class::CONNECTOR);
            break;
        }
        letters |= next.letters;
        at += len;
    }
    Run {
        end: at,
        letters,
        unsure,
    }
}

/// What extends a character of its own, or the Katakana it starts.
pub(super) fn alike(reader: &Reader<'_>, mut at: usize, class: Class) -> Run {
    let same = (class & Class::KATAKANA) | Class::EXTEND;
    let mut letters = Letters::empty();
    let mut unsure = false;
    while let Some((next, len)) = reader.at(at) {
        if !next.class.intersects(same) {
            unsure = next.class.contains(Class::OTHERS)
                || class.contains(Class::KATAKANA) && next.class.contains(Class::CONNECTOR);
            break;
        }
        letters |= next.letters;
        at += len;
    }
    Run {
        end: at,
        letters,
        unsure,
    }
}

/// The boundary before what cannot stand at the start of a segment: a mark or control extends
/// the sign or the spaces before it, though never a line end.
pub(super) fn boundary_before(reader: &Reader<'_>, start: usize) -> usize {
    let extends = reader
        .at(start)
        .is_some_and(|(t, _)| t.class.intersects(Class::EXTEND | Class::OTHERS));
    let mut from = start;
    if !extends {
        return from;
    }
    for character in reader.text()[..start].chars().rev() {
        let class = traits(character).class;
        if class.contains(Class::NEWLINE) || from < start && !class.contains(Class::SPACE) {
            break;
        }
        from -= character.len_utf8();
        if !class.contains(Class::SPACE) {
            break;
        }
    }
    from
}

/// The first boundary from `at` on that no rule can undo: before a line feed, or before a space
/// that follows none.
pub(super) fn boundary_behind(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b' ', b'\n', &bytes[at..])
        .map(|offset| at + offset)
        .find(|&place| {
            let before = text[..place].chars().next_back();
            before.is_some_and(|c| !traits(c).class.intersects(Class::SPACE | Class::NEWLINE))
        })
        .unwrap_or(bytes.len())
}
