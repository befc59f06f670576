//! A quick hash of a word, and a filter that turns away words that are not in a list.

use std::hash::{BuildHasherDefault, Hasher};

/// Which words may be in a list, whatever their case: one read tells, and one word in twenty or
/// fewer that is not in a list of three thousand is let through.
#[derive(Debug)]
pub struct WordFilter {
    bits: Box<[u64; CELLS]>,
}

const CELLS: usize = 1 << 10;

impl WordFilter {
    /// The filter of a list.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut bits = Box::new([0; CELLS]);
        for word in words {
            let (cell, bit) = place(word_hash(word.as_bytes()));
            bits[cell] |= bit;
        }
        WordFilter { bits }
    }

    /// Whether `word` may be in the list; when not, it is not.
    #[inline]
    pub fn lets_through(&self, word: &str) -> bool {
        self.lets_hash_through(word_hash(word.as_bytes()))
    }

    /// Whether the word with this [`word_hash`] may be in the list.
    #[inline]
    pub fn lets_hash_through(&self, hash: u64) -> bool {
        let (cell, bit) = place(hash);
        self.bits[cell] & bit != 0
    }
}

#[inline]
fn place(hash: u64) -> (usize, u64) {
    ((hash >> 54) as usize, 1 << (hash >> 48 & 63))
}

/// A hash of the first and the last eight bytes of a word and its length, the same for small
/// letters and capitals: two overlapping reads, multiplied as wyhash does.
#[inline]
pub fn word_hash(word: &[u8]) -> u64 {
    /// The bit that tells a small letter from a capital; what it makes equal beyond letters is
    /// no word.
    const SMALL: u64 = 0x2020_2020_2020_2020;
    const HEAD: u64 = 0xA076_1D64_78BD_642F;
    const TAIL: u64 = 0xE703_7ED1_A0B4_28DB;
    let four = |chunk: Option<&[u8; 4]>| chunk.map_or(0, |&four| u32::from_le_bytes(four).into());
    let eight = |chunk: Option<&[u8; 8]>| chunk.map_or(0, |&eight| u64::from_le_bytes(eight));
    let (head, tail) = match *word {
        [] => (0, 0),
        [only] => (u64::from(only), 0),
        [first, last] => (u64::from(u16::from_le_bytes([first, last])), 0),
        [first, middle, last] => (u32::from_le_bytes([first, middle, last, 0]).into(), 0),
        [_, _, _, _, ..] if word.len() <= 8 => (four(word.first_chunk()), four(word.last_chunk())),
        _ => (eight(word.first_chunk()), eight(word.last_chunk())),
    };
    let length = (word.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let product = u128::from((head | SMALL) ^ HEAD) * u128::from((tail | SMALL) ^ TAIL ^ length);
    product as u64 ^ (product >> 64) as u64
}

/// For maps by [`word_hash`], which needs no further hashing.
pub type HashedWords = BuildHasherDefault<AsIs>;

/// Takes a hash for what it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = word_hash(bytes);
    }
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
    fn what_is_listed_is_let_through_and_little_else() {
        let listed: Vec<String> = (0..3000).map(|n| format!("word{n}")).collect();
        let filter = WordFilter::of(listed.iter().map(String::as_str));
        assert!(listed.iter().all(|word| filter.lets_through(word)));
        assert!(filter.lets_through("WORD7"));
        let others = (0..3000).filter(|n| filter.lets_through(&format!("else{n}")));
        assert!(others.count() < 300);
    }
}
