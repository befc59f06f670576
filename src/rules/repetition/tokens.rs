//! The words of a text as numbers that are equal for equal words, whatever their case, diacritics
//! and apostrophes; markup and entities left in plain text count as no words at all.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr_iter;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::text::{Document, Facts, Shape, View, Word, word_hash};

/// One number for each of [`Document::words`], in their order.
pub(super) struct Tokens {
    ids: Vec<u32>,
    sums: Sums,
}

/// What makes a number of any stretch of words in one step: a polynomial of the words up to each, those
/// that are no words left out.
struct Sums {
    sums: Vec<u64>,
    /// How many words there are up to each; nothing where all are words.
    counts: Vec<u32>,
}

/// What stands between two neighbouring words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing: a script that writes no spaces.
    Nothing,
    /// White space within a line.
    Space,
    /// A hyphen that joins.
    Hyphen,
    /// Quotation marks, dashes, brackets and the like.
    Sign,
    /// A comma, semicolon or colon.
    Comma,
    /// The end of a sentence.
    Stop,
    /// An exclamation mark.
    Bang,
    /// A line end.
    Line,
}

/// The number of a word that is no word: the name of a tag or of an entity.
pub(super) const NO_WORD: u32 = 0;

impl Tokens {
    /// In the order of the words.
    pub(super) fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// A number for a stretch of words, equal for stretches of equal words; `None` without any.
    #[inline]
    pub(super) fn key(&self, words: Range<usize>) -> Option<u64> {
        self.sums.key(words)
    }
}

impl Sums {
    const BASE: u64 = 0x9FB2_1C65_1E98_DF25;

    fn of(ids: &[u32]) -> Self {
        let mut sum = 0_u64;
        let mut sums = Vec::with_capacity(ids.len() + 1);
        sums.push(0);
        let mut counts = Vec::new();
        if ids.contains(&NO_WORD) {
            let mut count = 0;
            counts.push(0);
            for &id in ids {
                if id != NO_WORD {
                    sum = sum.wrapping_mul(Self::BASE).wrapping_add(id.into());
                    count += 1;
                }
                sums.push(sum);
                counts.push(count);
            }
        } else {
            sums.extend(ids.iter().map(|&id| {
                sum = sum.wrapping_mul(Self::BASE).wrapping_add(id.into());
                sum
            }));
        }
        Sums { sums, counts }
    }

    #[inline]
    fn key(&self, words: Range<usize>) -> Option<u64> {
        let count = if self.counts.is_empty() {
            words.len() as u32
        } else {
            self.counts[words.end] - self.counts[words.start]
        };
        let before = self.sums[words.start].wrapping_mul(Self::BASE.wrapping_pow(count));
        let sum = self.sums[words.end].wrapping_sub(before);
        (count > 0).then(|| mix(mix(SEED, sum), count.into()))
    }
}

impl View for Tokens {
    fn build(doc: &Document) -> Self {
        let text = doc.text();
        let mut buffer = String::new();
        let words = doc.words().iter().zip(doc.word_hashes());
        let mut ids: Vec<u32> = words
            .enumerate()
            .map(|(at, (word, &hash))| {
                doc.stop().leave_at(at);
                number(text, word, hash, &mut buffer)
            })
            .collect();
        if doc.facts().contains(Facts::AMP) {
            for at in memchr_iter(b'&', text.as_bytes()) {
                blank(
                    doc.words(),
                    &mut ids,
                    at..at + entity_len(&text.as_bytes()[at..]),
                );
            }
        }
        if doc.facts().contains(Facts::ANGLE) {
            for at in memchr_iter(b'<', text.as_bytes()) {
                blank(
                    doc.words(),
                    &mut ids,
                    at..at + tag_len(&text.as_bytes()[at..]),
                );
            }
        }
        Tokens {
            sums: Sums::of(&ids),
            ids,
        }
    }
}

impl Gap {
    /// What stands in `doc` before its word number `word`.
    pub(super) fn before(doc: &Document, word: usize) -> Self {
        let words = doc.words();
        let start = word
            .checked_sub(1)
            .map_or(0, |previous| words[previous].end());
        let end = words.get(word).map_or(doc.text().len(), Word::start);
        Gap::of(&doc.text()[start..end])
    }

    fn of(between: &str) -> Self {
        /// More than this between two words is no joint of anything.
        const LONGEST: usize = 64;
        if between.len() > LONGEST {
            return Gap::Line;
        }
        let mut gap = Gap::Nothing;
        let mut spaced = false;
        for character in between.chars() {
            let here = match character {
                '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => return Gap::Line,
                '\u{200B}'..='\u{200F}' | '\u{AD}' => Gap::Nothing,
                c if c.is_whitespace() => Gap::Space,
                '-' | '\u{2010}' | '\u{2011}' => Gap::Hyphen,
                ',' | ';' | ':' | '،' | '؛' | '、' | '，' | '；' | '：' => Gap::Comma,
                '.' | '?' | '…' | '。' | '．' | '？' | '؟' | '।' | '۔' | '።' | '։' => {
                    Gap::Stop
                }
                '!' | '！' | '¡' => Gap::Bang,
                _ => Gap::Sign,
            };
            spaced |= here == Gap::Space;
            gap = gap.max(here);
        }
        // A hyphen with a space beside it is a dash.
        if gap == Gap::Hyphen && spaced {
            Gap::Sign
        } else {
            gap
        }
    }
}

/// A fresh 64-bit number from two.
#[inline]
pub(super) fn mix(state: u64, value: u64) -> u64 {
    let product = (state ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ (product >> 29)
}

const SEED: u64 = 0x517C_C1B7_2722_0A95;
const ASCII_CASE: u64 = 0x2020_2020_2020_2020;

/// The number of a word with the hash `known`.
#[inline]
fn number(text: &str, word: &Word, known: u64, buffer: &mut String) -> u32 {
    let hash = if word.shape & (Shape::ASCII | Shape::JOINED) == Shape::ASCII
        && word.end() - word.start() <= HASHED
    {
        known
    } else {
        any_hash(text, word, buffer)
    };
    ((hash >> 32) as u32).max(NO_WORD + 1)
}

/// A [`word_hash`] tells apart words of so many bytes.
const HASHED: usize = 16;

#[inline(never)]
fn any_hash(text: &str, word: &Word, buffer: &mut String) -> u64 {
    let bytes = &text.as_bytes()[word.range()];
    if matches!(bytes, [0xE4..=0xE9, _, _]) {
        // An ideograph is a word of its own and folds to itself.
        return hash(bytes, 0);
    }
    fold(word.text(text), buffer);
    let folded = buffer.as_bytes();
    match folded.is_ascii() {
        true if folded.len() <= HASHED => word_hash(folded),
        true => hash(folded, ASCII_CASE),
        false => hash(folded, 0),
    }
}

fn hash(bytes: &[u8], case: u64) -> u64 {
    let mut state = SEED ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let chunk = chunk.try_into().expect("a chunk of eight");
        state = mix(state, u64::from_le_bytes(chunk) | case);
    }
    let mut rest = [0; 8];
    rest[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    mix(state, u64::from_le_bytes(rest) | case)
}

/// Letters and digits in lower case, without the marks that writers leave out at will.
fn fold(word: &str, buffer: &mut String) {
    buffer.clear();
    for character in word.chars() {
        if let Some(&folded) = FOLDED.get(u32::from(character) as usize) {
            match folded {
                Folded::Dropped => continue,
                Folded::To(letter) => {
                    buffer.push(letter);
                    continue;
                }
                Folded::Otherwise => {}
            }
        }
        fold_one(character, buffer);
    }
}

/// What becomes of a character.
#[derive(Clone, Copy)]
enum Folded {
    Dropped,
    To(char),
    /// More than one.
    Otherwise,
}

/// The alphabets of Europe and the Near East.
static FOLDED: LazyLock<[Folded; 0x700]> = LazyLock::new(|| {
    let mut folded = String::new();
    std::array::from_fn(|code| {
        folded.clear();
        fold_one(char::from_u32(code as u32).unwrap_or_default(), &mut folded);
        let mut letters = folded.chars();
        match (letters.next(), letters.next()) {
            (None, _) => Folded::Dropped,
            (Some(letter), None) => Folded::To(letter),
            _ => Folded::Otherwise,
        }
    })
});

fn fold_one(character: char, buffer: &mut String) {
    match character {
        // Scripts without case whose letters are whole, or whose marks are vowels.
        '\u{700}'..='\u{10FF}' | '\u{1100}'..='\u{1DFF}' | '\u{2E80}'..='\u{A63F}' => {
            buffer.push(character);
        }
        // Arabic vowel signs and kashida, Hebrew points: written or not.
        '\u{64B}'..='\u{652}' | '\u{640}' | '\u{591}'..='\u{5C7}' => {}
        _ => decompose_canonical(character, |part| {
            if part.is_alphanumeric() && !is_combining_mark(part) {
                buffer.extend(part.to_lowercase());
            }
        }),
    }
}

/// Makes the words in `span` no words.
fn blank(words: &[Word], ids: &mut [u32], span: Range<usize>) {
    if span.is_empty() {
        return;
    }
    let from = words.partition_point(|word| word.start() < span.start);
    for (word, id) in words[from..].iter().zip(&mut ids[from..]) {
        if word.end() > span.end {
            break;
        }
        *id = NO_WORD;
    }
}

/// The length of the character reference that `text`, beginning with `&`, begins with, broken ones
/// (`&# 171;`) and doubled ones (`&amp;quot;`) included; 0 without one.
fn entity_len(text: &[u8]) -> usize {
    let blank = |at: usize| at + usize::from(text.get(at) == Some(&b' '));
    let mut end = 0;
    let mut at = 1;
    loop {
        let start = at;
        at = blank(at);
        if text.get(at) == Some(&b'#') {
            at = blank(at + 1);
        }
        let name = text[at.min(text.len())..]
            .iter()
            .take(9)
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let stop = blank(at + name);
        if !(1..=8).contains(&name) || text.get(stop) != Some(&b';') {
            return end;
        }
        end = stop + 1;
        if !text[start..stop].trim_ascii().eq_ignore_ascii_case(b"amp") {
            return end;
        }
        at = end;
    }
}

/// The length of the tag that `text`, beginning with `<`, begins with; 0 without one.
fn tag_len(text: &[u8]) -> usize {
    const LONGEST: usize = 300;
    let named = text
        .get(1)
        .is_some_and(|&byte| byte.is_ascii_alphabetic() || byte == b'/');
    if !named {
        return 0;
    }
    let within = &text[..text.len().min(LONGEST)];
    match memchr::memchr2(b'>', b'\n', within) {
        Some(at) if text[at] == b'>' => at + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Option<u64> {
        let doc = Document::new(text);
        doc.view::<Tokens>().key(0..doc.words().len())
    }

    #[test]
    fn writing_habits_do_not_count() {
        let plain = key("Envoy calls it a 'brave' step, Perez's aide says");
        for other in [
            "ENVOY calls it a “brave” step — Pérez’s aide says",
            "<b>Envoy</b> calls it a &# 171;brave&# 187; step, Perez's aide says",
            "Envoy calls it a &amp;quot;brave&amp;quot; step, Perez's aide says...",
        ] {
            assert_eq!(key(other), plain, "{other}");
        }
        assert_ne!(
            key("Envoy calls it a 'grave' step, Perez's aide says"),
            plain
        );
        assert_ne!(key("कल"), key("काल"));
    }

    #[test]
    fn gaps_are_told_apart() {
        for (between, gap) in [
            ("", Gap::Nothing),
            ("\u{A0}", Gap::Space),
            ("-", Gap::Hyphen),
            (" - ", Gap::Sign),
            (", ", Gap::Comma),
            (".” ", Gap::Stop),
            ("! ", Gap::Bang),
            ("\n", Gap::Line),
        ] {
            assert_eq!(Gap::of(between), gap, "{between:?}");
        }
    }
}
