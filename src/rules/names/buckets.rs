//! Items by key, in two allocations: a hash table for the few hundred keys of one document.

/// Items under keys; an item may be under several.
pub(super) struct Buckets {
    heads: Vec<u32>,
    entries: Vec<Entry>,
}

struct Entry {
    key: u32,
    item: u32,
    next: u32,
}

const END: u32 = u32::MAX;

impl Buckets {
    /// Room for that many entries; more only make it slower.
    pub fn with_capacity(entries: usize) -> Self {
        Buckets {
            heads: vec![END; (entries + 1).next_power_of_two()],
            entries: Vec::with_capacity(entries),
        }
    }

    /// Puts `item` under `key`.
    #[inline]
    pub fn insert(&mut self, key: u32, item: u32) {
        let slot = self.slot(key);
        self.entries.push(Entry {
            key,
            item,
            next: self.heads[slot],
        });
        self.heads[slot] = self.entries.len() as u32 - 1;
    }

    /// The items under `key`, the latest first.
    #[inline]
    pub fn get(&self, key: u32) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.heads[self.slot(key)];
        std::iter::from_fn(move || {
            let entry = self.entries.get(at as usize)?;
            at = entry.next;
            Some(entry)
        })
        .filter(move |entry| entry.key == key)
        .map(|entry| entry.item)
    }

    #[inline]
    fn slot(&self, key: u32) -> usize {
        // Fibonacci hashing: the high bits of the product are mixed best.
        let mixed = key.wrapping_mul(0x9E37_79B9) >> 7;
        mixed as usize & (self.heads.len() - 1)
    }
}

/// A key for the letters of a sequence, equal for equal sequences.
pub(super) fn key_of(letters: impl Iterator<Item = u8>) -> u32 {
    letters.fold(NO_LETTERS, with_letter)
}

/// The key of an empty sequence.
const NO_LETTERS: u32 = 0x811C_9DC5;

/// The key of a sequence and one more letter.
#[inline]
pub(super) fn with_letter(key: u32, letter: u8) -> u32 {
    (key ^ u32::from(letter)).wrapping_mul(0x0100_0193)
}
