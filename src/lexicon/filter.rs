//! A filter that turns away words that are not in a list, and maps by the hashes of words.

use std::hash::{BuildHasherDefault, Hasher};

use crate::text::word_hash;

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
    fn what_is_listed_is_let_through_and_little_else() {
        let listed: Vec<String> = (0..3000).map(|n| format!("word{n}")).collect();
        let filter = WordFilter::of(listed.iter().map(String::as_str));
        assert!(listed.iter().all(|word| filter.lets_through(word)));
        assert!(filter.lets_through("WORD7"));
        let others = (0..3000).filter(|n| filter.lets_through(&format!("else{n}")));
        assert!(others.count() < 300);
    }
}
