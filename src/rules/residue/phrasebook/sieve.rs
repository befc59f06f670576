//! Which prefixes of phrases there may be, in a few bits each.

/// A bit for each prefix, a few of which share it: it turns away nearly all words that go on with
/// no phrase, and stays in the nearest cache while the prefixes do not.
pub(super) struct Sieve(Box<[u64]>);

impl Sieve {
    const BITS: usize = 1 << 18;

    pub(super) fn add(&mut self, prefix: u64) {
        let bit = Self::bit(prefix);
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    #[inline]
    pub(super) fn passes(&self, prefix: u64) -> bool {
        let bit = Self::bit(prefix);
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }

    #[inline]
    fn bit(prefix: u64) -> usize {
        (prefix >> 20) as usize % Self::BITS
    }
}

impl Default for Sieve {
    fn default() -> Self {
        Sieve(vec![0; Self::BITS / 64].into())
    }
}
