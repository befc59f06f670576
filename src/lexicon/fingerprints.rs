//! A read-only map from folded words to a few bytes each, as it lies in the binary: nothing to
//! load, nothing to allocate, two reads a look-up. `data/fingerprints.py` writes it.
//!
//! Words are kept as fingerprints of 24 bits: of ten million words that are not in the table, about
//! two will be taken for one that is.

/// Bytes of a fingerprint.
const FINGERPRINT: usize = 3;

/// Layout, little-endian: `u32` the number of buckets as a power of two; for every bucket, and once
/// more at the end, `u32` the number of its first record; the records, each a fingerprint and
/// `WIDTH` bytes of answer.
#[derive(Debug)]
pub(super) struct Fingerprints<const WIDTH: usize> {
    pub(super) table: &'static [u8],
}

impl<const WIDTH: usize> Fingerprints<WIDTH> {
    pub(super) fn get(&self, folded: &[u8]) -> Option<[u8; WIDTH]> {
        let hash = hash(folded);
        let bits = self.number_at(0);
        let bucket = (hash >> (64 - bits)) as usize;
        let records = 4 + ((1 << bits) + 1) * 4;
        let first = records + self.number_at(4 + bucket * 4) * (FINGERPRINT + WIDTH);
        let last = records + self.number_at(8 + bucket * 4) * (FINGERPRINT + WIDTH);
        let fingerprint = hash.to_le_bytes().first_chunk::<FINGERPRINT>().copied();
        self.table[first..last]
            .chunks_exact(FINGERPRINT + WIDTH)
            .find(|record| record.first_chunk() == fingerprint.as_ref())
            .and_then(|record| record[FINGERPRINT..].try_into().ok())
    }

    fn number_at(&self, at: usize) -> usize {
        let bytes = self.table[at..at + 4]
            .try_into()
            .expect("a range of four bytes");
        u32::from_le_bytes(bytes) as usize
    }
}

/// FNV-1a, its bits then mixed as `MurmurHash3` ends.
fn hash(bytes: &[u8]) -> u64 {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    for &byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
impl<const WIDTH: usize> Fingerprints<WIDTH> {
    /// The number of records; panics when the table is not whole.
    pub(super) fn count(&self) -> usize {
        let buckets = 1 << self.number_at(0);
        let firsts: Vec<usize> = (0..=buckets).map(|at| self.number_at(4 + at * 4)).collect();
        assert!(firsts.is_sorted() && firsts[0] == 0);
        let records = firsts[buckets] * (FINGERPRINT + WIDTH);
        assert_eq!(self.table.len(), 4 + (buckets + 1) * 4 + records);
        firsts[buckets]
    }
}
