//! What the lexicon was asked of late: running text asks for the same few thousand words, and most
//! questions are answered here in two reads.

use std::sync::atomic::{AtomicU64, Ordering};

use super::words::Opinion;

/// A slot a word, by its hash: the upper 56 bits of the hash, then the opinion. A slot is read and
/// written whole, and what it holds depends on nothing but the word, so threads need no order.
static SLOTS: [AtomicU64; COUNT] = [const { AtomicU64::new(0) }; COUNT];
const COUNT: usize = 1 << BITS;
const BITS: u32 = 15;
/// The hash tells apart words of so many bytes; longer ones are asked each time.
const LONGEST: usize = 16;

/// What `ask` says of `word`, whose [`word_hash`](crate::text::word_hash) is `hash`; the same whatever the
/// case of the word.
#[inline]
pub(super) fn remembered(word: &[u8], hash: u64, ask: impl FnOnce() -> Opinion) -> Opinion {
    if word.len() > LONGEST {
        return ask();
    }
    let slot = &SLOTS[(hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - BITS)) as usize];
    let known = slot.load(Ordering::Relaxed);
    if known & !0xFF == hash & !0xFF {
        return Opinion(known as u8);
    }
    let opinion = ask();
    slot.store(hash & !0xFF | u64::from(opinion.0), Ordering::Relaxed);
    opinion
}
