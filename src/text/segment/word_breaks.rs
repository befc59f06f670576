//! Word boundaries after UAX #29, fast where the rules are simple.
//!
//! Blocks of bytes are sorted at once, and words that are ASCII between ASCII are read off the
//! bits. What else there is takes one pass over its characters with one lookup each, which decides
//! nearly every text: runs of letters, digits and connectors, joined by single marks between two of
//! a kind, with what extends them. The rest (Hebrew quotes, flags, joined emoji, format controls)
//! goes to the library, from a boundary before it up to a boundary that is certain behind it.

mod ascii;
mod block;
mod runs;

use unicode_segmentation::UnicodeSegmentation;

use self::ascii::{ASCII, WORD, ascii_run, ends_at, letters, letters_of};
use self::block::{BLOCK, Block};
use self::runs::{alike, boundary_before, boundary_behind, run};
use crate::text::characters::{Class, Letters, Reader, traits};

/// Calls `emit` with start, end and letters (of the first character, of the others) of every word
/// of `text` that holds a letter or digit: the words of
/// `UnicodeSegmentation::unicode_word_indices`.
pub(super) fn words(text: &str, mut emit: impl FnMut(usize, usize, Letters, Letters)) {
    let reader = Reader::new(text);
    let bytes = text.as_bytes();
    let mut base = 0;
    while base < bytes.len() {
        let block = match bytes[base..].first_chunk() {
            Some(block) => Block::of(block),
            None => Block::of_rest(&bytes[base..]),
        };
        let mut next = base + BLOCK;
        // Where a word starts, or a character that needs a look of its own.
        let mut places = block.starts() | block.beyond;
        while places != 0 {
            let start = places.trailing_zeros() as usize;
            let end = start + (block.word >> start).trailing_ones() as usize;
            let is_whole = end + 1 < BLOCK && end > start;
            let ends_in_blank = || bytes.get(base + end) == Some(&b' ');
            if is_whole && (ends_in_blank() || ends_at(bytes, base + end)) {
                let first = letters(ASCII[usize::from(bytes[base + start])]);
                let rest = if end == start + 1 {
                    Letters::empty()
                } else if block.is_lower(start + 1, end) {
                    Letters::LETTER | Letters::LOWER
                } else {
                    letters_of(&bytes[base + start + 1..base + end])
                };
                if holds_letter(first | rest) {
                    emit(base + start, base + end, first, rest);
                }
                places &= places - 1;
                continue;
            }
            if end + 1 >= BLOCK && start > 0 {
                // It may go on: the next block starts with it.
                next = base + start;
                break;
            }
            let behind = step(&reader, base + start, &mut emit);
            if behind >= next {
                next = behind;
                break;
            }
            places &= u64::MAX << (behind - base);
        }
        base = next;
    }
}

/// Reads the word or sign that starts at `at`, and gives where the next one does.
fn step(
    reader: &Reader<'_>,
    mut at: usize,
    emit: &mut impl FnMut(usize, usize, Letters, Letters),
) -> usize {
    let text = reader.text();
    let bytes = text.as_bytes();
    let word = Class::LETTER | Class::DIGIT | Class::CONNECTOR;
    // Nearly all words of nearly all Latin text are ASCII between ASCII.
    let sort = ASCII[usize::from(bytes[at])];
    if sort & WORD != 0 {
        let (end, rest) = ascii_run(bytes, at + 1);
        if ends_at(bytes, end) {
            let (first, rest) = (letters(sort), letters(rest));
            if holds_letter(first | rest) {
                emit(at, end, first, rest);
            }
            return end + 1;
        }
    } else if sort != 0 {
        return at + 1;
    }
    if is_ideograph(bytes, at) && ends_ideograph(bytes, at + 3) {
        let letters = Letters::LETTER | Letters::BEYOND_ASCII;
        emit(at, at + 3, letters, Letters::empty());
        return at + 3;
    }
    let Some((first, len)) = reader.at(at) else {
        return bytes.len();
    };
    let start = at;
    at += len;
    let unsure = if first.class.intersects(word) {
        let run = run(reader, at, first);
        if !run.unsure && holds_letter(first.letters | run.letters) {
            emit(start, run.end, first.letters, run.letters);
        }
        at = run.end;
        run.unsure
    } else if first.class.is_empty() {
        false
    } else if first.class.intersects(Class::SOLO | Class::KATAKANA) {
        let run = alike(reader, at, first.class);
        let solo = first.class.contains(Class::SOLO);
        if !run.unsure && (solo || (first.letters | run.letters).contains(Letters::LETTER)) {
            emit(start, run.end, first.letters, run.letters);
        }
        at = run.end;
        run.unsure
    } else {
        first.class.intersects(Class::EXTEND | Class::OTHERS)
    };
    if unsure {
        let from = boundary_before(reader, start);
        let to = boundary_behind(text, at);
        for (offset, word) in text[from..to].unicode_word_indices() {
            let mut characters = word.chars().map(|c| traits(c).letters);
            let first = characters.next().unwrap_or(Letters::empty());
            let rest = characters.fold(Letters::empty(), |all, one| all | one);
            emit(from + offset, from + offset + word.len(), first, rest);
        }
        at = to;
    }
    at
}

/// Whether what a run holds makes a word of it: a letter or a digit.
#[inline]
fn holds_letter(letters: Letters) -> bool {
    letters.intersects(Letters::LETTER.union(Letters::DIGIT))
}

/// Whether one of the common ideographs stands at `at`, not the hexagrams among them.
#[inline]
fn is_ideograph(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at], 0xE4..=0xE9)
        && !matches!(
            (bytes[at], bytes.get(at + 1)),
            (0xE4, Some(0xB7)) | (0xE9, Some(0xBF))
        )
}

/// Whether what stands at `at` extends nothing for certain: an ideograph, a comma or a full stop.
#[inline]
fn ends_ideograph(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at..) {
        Some([0xE3, 0x80, 0x81 | 0x82, ..] | [0xEF, 0xBC, 0x8C, ..]) => true,
        Some([_, ..]) => is_ideograph(bytes, at),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_script::Script;

    use super::*;
    use crate::text::characters::every_character;

    fn ours(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        words(text, |start, end, _, _| found.push(&text[start..end]));
        found
    }

    fn agree(text: &str) {
        let library: Vec<&str> = text.unicode_words().collect();
        assert_eq!(ours(text), library, "{text:?}");
    }

    #[test]
    fn every_character_is_what_the_library_says() {
        let mut wrong = Vec::new();
        let mut left = 0;
        for c in every_character() {
            let probe = format!("a{c}a 1{c}1 _{c}_ ア{c}ア {c}{c}. {c}\u{301}'{c} {c}");
            let known = c < '\u{10000}' && traits(c).script != Script::Unknown;
            left += usize::from(known && traits(c).class.contains(Class::OTHERS));
            if ours(&probe) != probe.unicode_words().collect::<Vec<_>>() {
                wrong.push(format!("{:X}", u32::from(c)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join(" "));
        assert!(left < 300, "the library is left a few only, not {left}");
    }

    #[test]
    fn languages_are_cut_as_the_library_cuts_them() {
        for text in [
            "The U.S.A.'s can't-do 3.5% of 1,000,000; e.g. site.example said: “it’s”…",
            "Как-то раз, в 20:30, «Волга» сказала: 3,14.",
            "قال الوزيرُ ١٢٬٣٤٥ دينارًا، ومی\u{200C}خواهم",
            "प्रधानमंत्री ने १२ बजे कहा।",
            "首相は３日、東京でテレビ_ゲームを見た。2024年",
            "รัฐบาลไทย ២០២៤ ພາສາລາວ",
            "צה\"ל אמר ג'ורג' 'שלום'",
            "👩‍👩‍👧 🇫🇷🇩🇪🇮🇹 👍🏽 ½ Ⅷ Ⓐ",
            "e\u{301}le\u{300}ve \u{301}x  \u{301} .\u{301}a \r\n\u{301}",
        ] {
            agree(text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn tricky_strings_are_cut_as_the_library_cuts_them(
            text in "[a-bA_1.,:;'\"\u{2019}\u{201D}\u{A0} \r\n\u{2003}я٣أאב中ひアー\u{301}\u{200D}\u{200C}\u{AD}👩🇫🏽\u{AC00}กｱ½-]{0,14}"
        ) {
            agree(&text);
        }

        #[test]
        fn any_string_is_cut_as_the_library_cuts_it(text in "\\PC{0,24}") {
            agree(&text);
        }
    }
}
