//! Blocks of bytes, sorted at once: a bit for each byte says what it is.

use super::ascii::{EACH, HIGH, is, within};

/// So many bytes are sorted at once.
pub(super) const BLOCK: usize = 64;

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
        let mut block = Block::default();
        let (eights, _) = bytes.as_chunks();
        for (n, &eight) in eights.iter().enumerate() {
            let eight = u64::from_le_bytes(eight);
            // Beyond ASCII the lower bits are anything: what they seem to be is cleared below.
            let low = eight & !HIGH;
            let lower = within(low, b'a', b'z');
            let letter = within(low | (EACH * 0x20), b'a', b'z');
            let digit = within(low, b'0', b'9');
            let place = 8 * n;
            block.word |= bits(letter | digit | is(low, b'_')) << place;
            block.lower |= bits(lower) << place;
            if eight & HIGH != 0 {
                block.beyond |= bits(eight & HIGH) << place;
            }
        }
        block.word &= !block.beyond;
        block.lower &= !block.beyond;
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

/// The high bits of eight bytes as the lowest eight.
#[inline]
fn bits(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}
