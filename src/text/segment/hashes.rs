//! A number for each word, the same for small letters and capitals: reckoned once, for all who look
//! words up.

use std::hash::{BuildHasher, Hasher};
use std::sync::OnceLock;

use crate::text::{Document, Places, View};

/// The [`word_hash`] of each word, in order.
pub struct WordHashes(Vec<u64>);

impl WordHashes {
    /// In the order of [`Document::words`].
    pub fn as_slice(&self) -> &[u64] {
        &self.0
    }
}

impl View for WordHashes {
    #[inline]
    fn place(places: &Places) -> Option<&OnceLock<Self>> {
        Some(&places.word_hashes)
    }

    fn build(doc: &Document) -> Self {
        let text = doc.text().as_bytes();
        let words = doc.words().iter();
        WordHashes(
            words
                .map(|word| hash_within(text, word.start(), word.end()))
                .collect(),
        )
    }
}

/// A hash of the first and the last eight bytes of a word and its length, the same for small
/// letters and capitals: two reads, multiplied as wyhash does.
#[inline]
pub fn word_hash(word: &[u8]) -> u64 {
    let four = |chunk: Option<&[u8; 4]>| chunk.map_or(0, |&four| u32::from_le_bytes(four).into());
    let (head, tail) = match *word {
        [] => (0, 0),
        [first, .., last] if word.len() < 4 => {
            let middle = word.len() / 2;
            let inner = u64::from(word[middle]) << (8 * middle);
            let outer = u64::from(first) | u64::from(last) << (8 * (word.len() - 1));
            (inner | outer, 0)
        }
        [only] => (only.into(), 0),
        _ => match (word.first_chunk(), word.last_chunk()) {
            (Some(&head), Some(&tail)) if word.len() > 8 => {
                (u64::from_le_bytes(head), u64::from_le_bytes(tail))
            }
            _ => {
                let behind: u64 = four(word.last_chunk());
                let before: u64 = four(word.first_chunk());
                (before | behind << (8 * (word.len() - 4)), 0)
            }
        },
    };
    mixed(head, tail, word.len())
}

/// Keys of a map that are words in one case: [`word_hash`] for a hasher.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordHashing;

/// Hashes the one word it is given.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordHasher(u64);

impl BuildHasher for WordHashing {
    type Hasher = WordHasher;

    fn build_hasher(&self) -> WordHasher {
        WordHasher::default()
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, word: &[u8]) {
        self.0 ^= word_hash(word);
    }

    // What ends a `str`: nothing follows it.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The [`word_hash`] of the word of `text` between `start` and `end`, which is not empty: read with
/// what stands behind it.
#[inline]
fn hash_within(text: &[u8], start: usize, end: usize) -> u64 {
    let length = end - start;
    match text[start..].first_chunk() {
        Some(&head) if length <= 8 => {
            let head = u64::from_le_bytes(head) & u64::MAX >> (64 - 8 * length);
            mixed(head, 0, length)
        }
        _ => word_hash(&text[start..end]),
    }
}

#[inline]
fn mixed(head: u64, tail: u64, length: usize) -> u64 {
    /// The bit that tells a small letter from a capital; what it makes equal beyond letters is
    /// no word.
    const SMALL: u64 = 0x2020_2020_2020_2020;
    const HEAD: u64 = 0xA076_1D64_78BD_642F;
    const TAIL: u64 = 0xE703_7ED1_A0B4_28DB;
    let length = (length as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let product = u128::from((head | SMALL) ^ HEAD) * u128::from((tail | SMALL) ^ TAIL ^ length);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_hash_in_any_case_and_others_another() {
        assert_eq!(word_hash(b"Minister"), word_hash(b"miNISTER"));
        let words: Vec<Vec<u8>> = (1..=16)
            .flat_map(|length| {
                let word = vec![b'a'; length];
                let changed = (0..length).map(move |at| {
                    let mut word = vec![b'a'; length];
                    word[at] = b'b';
                    word
                });
                std::iter::once(word).chain(changed)
            })
            .collect();
        let hashes: std::collections::HashSet<_> =
            words.iter().map(|word| word_hash(word)).collect();
        assert_eq!(hashes.len(), words.len());
    }

    #[test]
    fn a_word_has_the_same_hash_wherever_it_stands() {
        let text =
            "a ab abc abcd abcde abcdef abcdefg abcdefgh abcdefghi abcdefghijklmnopqr été ab";
        let doc = Document::new(text);
        let hashes = doc.view::<WordHashes>().as_slice();
        for (word, &hash) in doc.words().iter().zip(hashes) {
            assert_eq!(hash, word_hash(word.text(text).as_bytes()));
        }
    }
}
