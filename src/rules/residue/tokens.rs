//! Words of short lines, folded so that one phrase matches however it is written: case, accents,
//! vowel points, width and marks between words do not count. Knows no phrase.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

/// A word of a line: a run of letters and digits, or one sign of a script without spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it starts, bytes of the text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it says, folded.
    pub hash: u64,
    /// What it is.
    pub class: Class,
    /// Whether it starts with a capital.
    pub capital: bool,
}

/// What a token is to a phrase with slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Word,
    Number,
    /// The name of a social network or messenger.
    Network,
}

const SEED: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01B3;

/// The most code points of one token that are read; no word of a phrase is near it.
const LONGEST: usize = 40;

/// Appends the words of `text[span]` to `tokens`, at most `most` of them.
pub(super) fn read(text: &str, span: Range<usize>, most: usize, tokens: &mut Vec<Token>) {
    let mut at = span.start;
    for _ in 0..most {
        let Some(token) = first(text, at..span.end) else {
            return;
        };
        at = token.end;
        tokens.push(token);
    }
}

/// The first word of `text[span]`.
pub(super) fn first(text: &str, span: Range<usize>) -> Option<Token> {
    let bytes = text.as_bytes();
    let mut at = span.start;
    while at < span.end {
        let byte = bytes[at];
        if byte.is_ascii() {
            let lower = ASCII[usize::from(byte)];
            if lower == 0 {
                at += 1;
                continue;
            }
            let hash = (SEED ^ u64::from(lower)).wrapping_mul(PRIME);
            let (end, hash) = read_rest(text, at + 1..span.end, hash);
            return Some(Token {
                start: at,
                end,
                hash,
                class: if byte.is_ascii_digit() {
                    Class::Number
                } else {
                    Class::Word
                },
                capital: byte.is_ascii_uppercase(),
            });
        }
        let first = text[at..].chars().next()?;
        let behind = at + first.len_utf8();
        if !is_of_word(first) {
            at = behind;
            continue;
        }
        let hash = fold_into(SEED, first);
        let (end, hash) = if stands_alone(first) {
            (behind, hash)
        } else {
            read_rest(text, behind..span.end, hash)
        };
        return Some(Token {
            start: at,
            end,
            hash,
            class: if first.is_numeric() {
                Class::Number
            } else {
                Class::Word
            },
            capital: first.is_uppercase(),
        });
    }
    None
}

/// The last word of `text[span]`.
pub(super) fn last(text: &str, span: &Range<usize>) -> Option<Token> {
    let inside = &text[span.clone()];
    let head = inside.trim_end_matches(|c| !is_of_word(c));
    let last = head.chars().next_back()?;
    let start = if stands_alone(last) {
        head.len() - last.len_utf8()
    } else {
        let runs_on = |c| (is_of_word(c) || is_joiner(c)) && !stands_alone(c);
        head.trim_end_matches(runs_on).len()
    };
    first(text, span.start + start..span.start + head.len())
}

/// Reads on in a word whose first character `hash` holds: where it ends, and its hash.
fn read_rest(text: &str, span: Range<usize>, mut hash: u64) -> (usize, u64) {
    let mut rest = &text.as_bytes()[span.clone()];
    let mut read = 1;
    loop {
        // Nearly all words are ASCII to their end.
        while let [letter, behind @ ..] = rest
            && let lower @ 1.. = ASCII[usize::from(*letter)]
        {
            if read < LONGEST {
                hash = (hash ^ u64::from(lower)).wrapping_mul(PRIME);
            }
            read += 1;
            rest = behind;
        }
        let at = span.end - rest.len();
        if rest.first().is_none_or(u8::is_ascii) {
            return (at, hash);
        }
        let Some(next) = text[at..].chars().next() else {
            return (at, hash);
        };
        if !(is_of_word(next) || is_joiner(next)) || stands_alone(next) {
            return (at, hash);
        }
        if read < LONGEST {
            hash = fold_into(hash, next);
        }
        read += 1;
        // The stretch may end within it.
        rest = rest.get(next.len_utf8()..).unwrap_or_default();
    }
}

/// The ASCII characters of words, in lower case; 0 for all others.
static ASCII: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// Where a phrase stands that goes on from `phrase` with `word`.
#[inline]
pub(super) fn step(phrase: u64, word: u64) -> u64 {
    let mixed = (phrase.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 29)
}

fn is_of_word(c: char) -> bool {
    match LETTERS.get(c as usize) {
        Some(letter) => letter.of_word,
        // The common ideographs, hexagrams aside; kana; syllables of Hangul.
        None if matches!(c,
            '\u{4E00}'..='\u{9FBF}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}'
            | '\u{AC00}'..='\u{D7A3}') =>
        {
            true
        }
        None => c.is_alphanumeric() || is_mark(c),
    }
}

/// What there is to know of a character.
#[derive(Clone, Copy)]
struct Letter {
    of_word: bool,
    folded: Folded,
}

#[derive(Clone, Copy)]
enum Folded {
    Nothing,
    To(char),
    /// More than one character.
    Otherwise,
}

/// The alphabets of Europe and the Near East.
static LETTERS: LazyLock<[Letter; 0x700]> = LazyLock::new(|| {
    std::array::from_fn(|code| {
        let c = char::from_u32(code as u32).unwrap_or_default();
        let mut folded = Folded::Nothing;
        fold(c, |part| {
            folded = match folded {
                Folded::Nothing => Folded::To(part),
                _ => Folded::Otherwise,
            };
        });
        Letter {
            of_word: c.is_alphanumeric() || is_mark(c),
            folded,
        }
    })
});

/// Signs of scripts that write no spaces: each is a word of its own.
fn stands_alone(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF
        | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF)
}

/// Stands inside a word and says nothing. Not U+200C: Persian writes a space in its place.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{200D}' | '\u{FEFF}')
}

fn is_mark(c: char) -> bool {
    is_ignored_mark(c) || matches!(u32::from(c), 0x0900..=0x0DFF | 0x3099 | 0x309A)
}

/// Accents and vowel points, which people and machines leave out.
fn is_ignored_mark(c: char) -> bool {
    matches!(u32::from(c),
        0x0300..=0x036F | 0x0591..=0x05C7 | 0x0610..=0x061A | 0x0640 | 0x064B..=0x065F | 0x0670)
}

fn fold_into(hash: u64, c: char) -> u64 {
    let add = |hash: u64, c: char| (hash ^ u64::from(u32::from(c))).wrapping_mul(PRIME);
    match LETTERS.get(c as usize).map(|letter| letter.folded) {
        Some(Folded::Nothing) => hash,
        Some(Folded::To(letter)) => add(hash, letter),
        None if matches!(c, '\u{3041}'..='\u{9FFF}') && !is_mark(c) => add(hash, c),
        Some(Folded::Otherwise) | None => {
            let mut folded = hash;
            fold(c, |part| folded = add(folded, part));
            folded
        }
    }
}

/// Gives what remains of `c` when its case, accents and width do not count.
fn fold(c: char, mut add: impl FnMut(char)) {
    if c.is_ascii() {
        return add(c.to_ascii_lowercase());
    }
    if is_joiner(c) || is_ignored_mark(c) {
        return;
    }
    let plain = match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' | 'ې' => 'ي',
        'ة' | 'ۀ' | 'ہ' | 'ھ' => 'ه',
        'ک' => 'ك',
        'ؤ' => 'و',
        'ς' => 'σ',
        'ı' => 'i',
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    for lower in plain.to_lowercase() {
        // Only alphabets whose marks are accents: a dakuten or a vowel sign is a letter's body.
        if matches!(u32::from(lower), 0xC0..=0x52F | 0x1E00..=0x1FFF) {
            decompose_canonical(lower, |part| {
                if !is_ignored_mark(part) {
                    add(part);
                }
            });
        } else if !is_ignored_mark(lower) {
            add(lower);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        let mut tokens = Vec::new();
        read(text, 0..text.len(), usize::MAX, &mut tokens);
        tokens.into_iter().map(|token| token.hash).collect()
    }

    #[test]
    fn spelling_does_not_count() {
        for (a, b) in [
            ("Commentaires désactivés", "COMMENTAIRES DESACTIVES"),
            ("إقرأ أيضًا", "اقرأ ايضا"),
            ("اشتراک\u{200C}گذاری", "اشتراك گذاری"),
            ("Διαβάστε επίσης", "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ"),
            ("İNDİR", "indir"),
            ("» Read -- more: «", "read more"),
            ("ＲＳＳ", "rss"),
        ] {
            assert_eq!(hashes(a), hashes(b), "{a} / {b}");
        }
        assert_ne!(hashes("가"), hashes("나"));
        assert_ne!(hashes("か"), hashes("が"));
        assert_eq!(hashes("関連記事").len(), 4);
    }
}
