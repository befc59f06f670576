//! Blocks of bytes, sorted at once: a bit for each byte says what it is.

pub(super) use crate::text::blocks::BLOCK;
use crate::text::blocks::marked;

/// What the bytes of a block are, a bit for each, the first the lowest.
#[derive(Default)]
pub(super) struct Block {
    /// ASCII letters, digits and underscores.
    pub word: u64,
    /// Those of them that are small letters.
    pub lower: u64,
    /// Part of a character beyond ASCII.
    pub beyond: u64,
}

impl Block {
    #[inline]
    pub(super) fn of(bytes: &[u8; BLOCK]) -> Self {
        let mut block = Block {
            word: marked(bytes, |byte| byte.is_ascii_alphanumeric() || byte == b'_'),
            lower: marked(bytes, |byte| byte.is_ascii_lowercase()),
            beyond: 0,
        };
        if !bytes.is_ascii() {
            block.beyond = marked(bytes, |byte| !byte.is_ascii());
        }
        block
    }

    /// The last block of a text, which blanks fill up: they end words as the text does.
    pub(super) fn of_rest(bytes: &[u8]) -> Self {
        let mut filled = [b' '; BLOCK];
        filled[..bytes.len()].copy_from_slice(bytes);
        Self::of(&filled)
    }

    /// Where runs of ASCII letters, digits and underscores start.
    pub(super) fn starts(&self) -> u64 {
        self.word & !(self.word << 1)
    }

    /// Whether there is nothing but small letters between `start` and `end`.
    #[inline]
    pub(super) fn is_lower(&self, start: usize, end: usize) -> bool {
        !self.lower & (u64::MAX << start) & !(u64::MAX << end) == 0
    }
}
