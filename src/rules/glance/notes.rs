//! What the rules have to say of an English word by itself, and what they said of late: running text
//! asks for the same few thousand words, and nearly every question is answered in one read.

use std::sync::atomic::{AtomicU64, Ordering};

use bitflags::bitflags;

use crate::language::is_familiar;
use crate::lexicon::Lexicon;
use crate::rules::language::{romanised_word, variant_mix};
use crate::rules::names::lone_words;
use crate::rules::names::vocabulary::{self, Part};
use crate::rules::{fluency, typography};

bitflags! {
    /// What there is to say of a word in small letters.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) struct Notes: u16 {
        /// A word of the dictionary.
        const DICTIONARY = 1;
        /// No rare one, or one that is shortened.
        const FAMILIAR = 1 << 1;
        /// A calque may be found by it.
        const CALQUE = 1 << 2;
        /// It has a capital wherever it stands, or is a state's name.
        const PROPER = 1 << 3;
        /// It may be several words glued together.
        const GLUED = 1 << 4;
        /// It may be a word of another alphabet.
        const ROMANISED = 1 << 5;
        /// It is spelled otherwise across the Atlantic.
        const SPELLING = 1 << 6;
        /// It plays a part in the names of offices and bodies.
        const OFFICE = 1 << 7;
    }
}

/// Two slots a place: the upper 48 bits of a word's hash, then its notes. A slot is read and written
/// whole, and what it holds depends on nothing but the word, so threads need no order.
static SLOTS: [AtomicU64; COUNT] = [const { AtomicU64::new(0) }; COUNT];
const COUNT: usize = 1 << 15;
const NOTES: u64 = 0xFFFF;
/// The hash tells apart words of so many bytes; longer ones are judged each time.
const LONGEST: usize = 16;

impl Notes {
    /// What a word says that no rule cares for.
    pub(super) const PLAIN: Self = Self::DICTIONARY.union(Self::FAMILIAR);

    /// The notes on a word of `length` bytes with this hash, which `word` gives.
    #[inline]
    pub(super) fn of<'t>(hash: u64, length: usize, word: impl FnOnce() -> &'t str) -> Self {
        let known = SLOTS[hash as usize % COUNT].load(Ordering::Relaxed);
        if (known ^ hash) & !NOTES == 0 && length <= LONGEST {
            return Notes::from_bits_retain(known as u16);
        }
        Self::beside(hash, length, word())
    }

    /// A frequent word is not put out by the first rare one that shares its place: it moves aside.
    #[inline(never)]
    fn beside(hash: u64, length: usize, word: &str) -> Self {
        if length > LONGEST {
            return Self::judged(word, hash);
        }
        let place = hash as usize % COUNT;
        let other = SLOTS[place ^ 1].load(Ordering::Relaxed);
        if (other ^ hash) & !NOTES == 0 {
            return Notes::from_bits_retain(other as u16);
        }
        let notes = Self::judged(word, hash);
        let known = SLOTS[place].load(Ordering::Relaxed);
        SLOTS[place ^ 1].store(known, Ordering::Relaxed);
        SLOTS[place].store(hash & !NOTES | u64::from(notes.bits()), Ordering::Relaxed);
        notes
    }

    fn judged(word: &str, hash: u64) -> Self {
        let Some(english) = Lexicon::of("en") else {
            return Notes::empty();
        };
        // One hash serves all cases.
        let small;
        let is_small = word.bytes().all(|byte| byte.is_ascii_lowercase());
        let word = if !is_small && word.contains(char::is_uppercase) {
            small = word.to_lowercase();
            &small
        } else {
            word
        };
        let opinion = english.opinion_hashed(word, hash);
        let mut notes = Notes::empty();
        notes.set(Notes::DICTIONARY, opinion.is_dictionary_word());
        notes.set(Notes::FAMILIAR, is_familiar(opinion, word, english));
        let calques = fluency::phrasebook::Phrasebook::get();
        notes.set(Notes::CALQUE, calques.has_anchor(hash));
        let part = vocabulary::part_hashed(word, hash);
        let is_proper =
            part.contains(Part::PROPER) || lone_words::is_state(word) || lone_words::is_month(word);
        notes.set(Notes::PROPER, is_proper);
        notes.set(Notes::OFFICE, !(part - Part::PROPER).is_empty());
        let glued = !opinion.is_known() && typography::glued_lower::holds_evidence(word);
        notes.set(Notes::GLUED, glued);
        notes.set(Notes::ROMANISED, romanised_word::may_be_listed(hash));
        notes.set(Notes::SPELLING, variant_mix::may_be_listed(hash));
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::word_hash;

    fn judged(word: &str) -> Notes {
        Notes::judged(word, word_hash(word.as_bytes()))
    }

    #[test]
    fn what_is_remembered_is_what_was_judged() {
        for word in [
            "Ferry",
            "harbour",
            "ferry",
            "qzx",
            "didn’t",
            "DIDN'T",
            "theminister",
            "wizara",
        ] {
            for _ in 0..2 {
                let notes = Notes::of(word_hash(word.as_bytes()), word.len(), || word);
                assert_eq!(notes, judged(word), "{word}");
            }
        }
        assert_eq!(judged("ferry"), judged("FERRY"));
        assert!(judged("theminister").contains(Notes::GLUED));
        assert!(judged("wizara").contains(Notes::ROMANISED));
        assert!(judged("harbour").contains(Notes::SPELLING | Notes::PLAIN));
    }
}
