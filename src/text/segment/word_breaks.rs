//! Word boundaries after UAX #29, fast where the rules are simple.
//!
//! One pass over the characters with one lookup each decides nearly every text: runs of letters,
//! digits and connectors, joined by single marks between two of a kind, with what extends them.
//! The rest (Hebrew quotes, flags, joined emoji, format controls) goes to the library, from a
//! boundary before it up to a boundary that is certain behind it.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::characters::{Class, Letters, Reader, Traits, traits};

/// Calls `emit` with start, end and letters (of the first character, of the others) of every word
/// of `text` that holds a letter or digit: the words of
/// `UnicodeSegmentation::unicode_word_indices`.
pub(super) fn words(text: &str, mut emit: impl FnMut(usize, usize, Letters, Letters)) {
    let reader = Reader::new(text);
    let bytes = text.as_bytes();
    let mut at = 0;
    // Where the next block of nothing but ASCII may begin.
    let mut plain = 0;
    while at < bytes.len() {
        if at < plain {
            at = step(&reader, at, &mut emit);
            continue;
        }
        let Some(block) = bytes[at..].first_chunk() else {
            plain = bytes.len();
            continue;
        };
        if let Some(beyond) = block.iter().rposition(|byte| !byte.is_ascii()) {
            plain = at + beyond + 1;
            continue;
        }
        let signs = AsciiBlock::of(block);
        let base = at;
        let mut starts = signs.starts();
        at += BLOCK;
        while starts != 0 {
            let start = starts.trailing_zeros() as usize;
            let end = start + (signs.word >> start).trailing_ones() as usize;
            if end + 1 >= BLOCK && start > 0 {
                at = base + start;
                break;
            }
            if end + 1 < BLOCK && signs.ends_at(end) {
                let (first, rest) = signs.letters(start, end);
                if !(first | rest).is_empty() {
                    emit(base + start, base + end, first, rest);
                }
                starts &= starts - 1;
                continue;
            }
            let behind = step(&reader, base + start, &mut emit);
            if behind >= base + BLOCK {
                at = behind;
                break;
            }
            starts &= u64::MAX << (behind - base);
        }
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
            if !(first | rest).is_empty() {
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
        if !run.unsure && (first.letters | run.letters).intersects(Letters::LETTER | Letters::DIGIT)
        {
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

/// How far a word goes.
struct Run {
    end: usize,
    letters: Letters,
    /// Whether the library has to say.
    unsure: bool,
}

/// The run of letters, digits and connectors that `first` starts; `at` is behind it.
fn run(reader: &Reader<'_>, mut at: usize, first: Traits) -> Run {
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
fn alike(reader: &Reader<'_>, mut at: usize, class: Class) -> Run {
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
fn boundary_before(reader: &Reader<'_>, start: usize) -> usize {
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
fn boundary_behind(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b' ', b'\n', &bytes[at..])
        .map(|offset| at + offset)
        .find(|&place| {
            let before = text[..place].chars().next_back();
            before.is_some_and(|c| !traits(c).class.intersects(Class::SPACE | Class::NEWLINE))
        })
        .unwrap_or(bytes.len())
}

/// So many bytes are cut at once where all of them are ASCII.
const BLOCK: usize = 64;

/// What the characters of a block are, a bit for each, the first the lowest.
struct AsciiBlock {
    /// Letters, digits and underscores.
    word: u64,
    lower: u64,
    upper: u64,
    digit: u64,
    /// Marks that may join two words.
    mark: u64,
}

impl AsciiBlock {
    #[inline]
    fn of(block: &[u8; BLOCK]) -> Self {
        let mut signs = AsciiBlock {
            word: 0,
            lower: 0,
            upper: 0,
            digit: 0,
            mark: 0,
        };
        let (eights, _) = block.as_chunks();
        for (n, &eight) in eights.iter().enumerate() {
            let eight = u64::from_le_bytes(eight);
            let letter = within(eight | (EACH * 0x20), b'a', b'z');
            let upper = letter & !(eight << 2);
            let digit = within(eight, b'0', b'9');
            let connector = is(eight, b'_');
            let pair = |first: u8, bit: u8| is(eight & !(EACH * u64::from(bit)), first);
            let mark = pair(b',', b'.' ^ b',') | pair(b':', b';' ^ b':') | is(eight, b'\'');
            let place = 8 * n;
            signs.word |= bits(letter | digit | connector) << place;
            signs.lower |= bits(letter & !upper) << place;
            signs.upper |= bits(upper) << place;
            signs.digit |= bits(digit) << place;
            signs.mark |= bits(mark) << place;
        }
        signs
    }

    fn starts(&self) -> u64 {
        self.word & !(self.word << 1)
    }

    /// Whether a word that reaches `end`, which is not the last place, ends there for certain.
    #[inline]
    fn ends_at(&self, end: usize) -> bool {
        let joining = (self.mark >> end) & 1;
        let goes_on = ((self.mark | self.word) >> (end + 1)) & 1;
        joining & goes_on == 0
    }

    /// The letters of the first character and of the others.
    #[inline]
    fn letters(&self, start: usize, end: usize) -> (Letters, Letters) {
        let rest = (u64::MAX << start << 1) & !(u64::MAX << end);
        let of = |places: u64| {
            let sort = |of: u64, letters: Letters| u8::from(of & places != 0) * letters.bits();
            let capital = Letters::CAPITAL.union(Letters::UPPER);
            let bits = sort(self.lower, Letters::LETTER.union(Letters::LOWER))
                | sort(self.upper, Letters::LETTER.union(capital))
                | sort(self.digit, Letters::DIGIT);
            Letters::from_bits_truncate(bits)
        };
        (of(1 << start), of(rest))
    }
}

/// A one in each of eight bytes.
const EACH: u64 = 0x0101_0101_0101_0101;
/// The high bit of each.
const HIGH: u64 = EACH * 0x80;

/// The high bits of those of `eight` ASCII characters that lie between `first` and `last`.
#[inline]
fn within(eight: u64, first: u8, last: u8) -> u64 {
    let from = |least: u8| eight + EACH * u64::from(0x80 - least);
    from(first) & !from(last + 1) & HIGH
}

/// The high bits of those of `eight` ASCII characters that are `character`.
#[inline]
fn is(eight: u64, character: u8) -> u64 {
    let other = (eight ^ (EACH * u64::from(character))) + EACH * 0x7F;
    !other & HIGH
}

/// The high bits of eight bytes as the lowest eight.
#[inline]
fn bits(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Where the run of ASCII letters, digits and underscores that reaches `at` ends, and what is in
/// it.
#[inline]
fn ascii_run(bytes: &[u8], mut at: usize) -> (usize, u8) {
    let mut sorts = 0;
    // Eight bytes at once: how long a word is cannot be foretold, and a loop over its bytes would
    // make the processor guess wrong once a word.
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let (len, found) = ascii_run_of_eight(u64::from_le_bytes(*eight));
        sorts |= found;
        at += len;
        if len < 8 {
            return (at, sorts);
        }
    }
    while let Some(&byte) = bytes.get(at)
        && ASCII[usize::from(byte)] & WORD != 0
    {
        sorts |= ASCII[usize::from(byte)];
        at += 1;
    }
    (at, sorts)
}

/// How many of `eight` bytes, the lowest first, are ASCII letters, digits and underscores, and what
/// is among them. The high bit of each byte stands for it.
#[inline]
fn ascii_run_of_eight(eight: u64) -> (usize, u8) {
    let low = eight & !HIGH;
    let letter = within(low | (EACH * 0x20), b'a', b'z');
    let digit = within(low, b'0', b'9');
    let other = (letter | digit | is(low, b'_')) & !eight ^ HIGH;
    let len = other.trailing_zeros() / 8;
    let run = HIGH & !u64::MAX.checked_shl(len * 8).unwrap_or(0);
    let sort = |found: u64, letters: Letters| u8::from(found & run != 0) * letters.bits();
    let lower = letter & (eight << 2);
    let sorts = sort(digit, Letters::DIGIT)
        | sort(lower, Letters::LETTER.union(Letters::LOWER))
        | sort(
            letter & !lower,
            Letters::LETTER
                .union(Letters::CAPITAL)
                .union(Letters::UPPER),
        );
    (len as usize, sorts)
}

/// Whether a word that reaches `end` ends there for certain: before an ASCII sign that joins
/// nothing, or a mark with such a sign behind it.
#[inline]
fn ends_at(bytes: &[u8], end: usize) -> bool {
    let sort = |at: usize| {
        bytes
            .get(at)
            .map_or(APART, |&byte| ASCII[usize::from(byte)])
    };
    sort(end) == APART || sort(end) == MARK && sort(end + 1) == APART
}

/// The letters in `sorts`.
#[inline]
fn letters(sorts: u8) -> Letters {
    Letters::from_bits_truncate(sorts & !(WORD | MARK))
}

/// In the table below: of a word, or a mark that may join two.
const WORD: u8 = 0x80;
const MARK: u8 = 0x40;
/// Joins nothing. `Letters` uses this bit for what is not ASCII.
const APART: u8 = 0x20;

/// The letters and the part of the ASCII characters; 0 for all else.
const ASCII: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => WORD | Letters::LETTER.union(Letters::LOWER).bits(),
            b'A'..=b'Z' => {
                let upper = Letters::LETTER.union(Letters::CAPITAL);
                WORD | upper.union(Letters::UPPER).bits()
            }
            b'0'..=b'9' => WORD | Letters::DIGIT.bits(),
            b'_' => WORD,
            b'.' | b',' | b':' | b';' | b'\'' => MARK,
            _ => APART,
        };
        byte += 1;
    }
    table
};

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
