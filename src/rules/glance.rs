//! One look at every word of an English article: each is hashed and looked up once, for all the
//! rules that need nothing but the few words that are worth a closer look. Knows what these rules
//! look for, and judges nothing itself.

use super::{fluency, names};
use crate::language::is_familiar;
use crate::lexicon::{Lexicon, word_hash};
use crate::text::{Document, Shape, View};

/// The words of an article that some rule has to look at, by number and in order.
#[derive(Default)]
pub(in crate::rules) struct Glance {
    suspects: Vec<u32>,
    calques: Vec<u32>,
    cased: Vec<u32>,
}

impl Glance {
    /// In each sentence with two words near each other that the lexicon does not know, the second.
    pub(in crate::rules) fn suspects(&self) -> &[u32] {
        &self.suspects
    }

    /// Words by which a calque may be found.
    pub(in crate::rules) fn calques(&self) -> &[u32] {
        &self.calques
    }

    /// Words whose case may be wrong, or tells whether that of others is: those with a capital, the
    /// first of a sentence, and those in lower case that may be names.
    pub(in crate::rules) fn cased(&self) -> &[u32] {
        &self.cased
    }
}

impl View for Glance {
    fn build(doc: &Document) -> Self {
        let Some(english) = Lexicon::of("en") else {
            return Glance::default();
        };
        let (text, words) = (doc.text(), doc.words());
        let anchors = fluency::phrasebook::Phrasebook::get().anchors();
        let proper = names::vocabulary::proper_words();
        let mut glance = Glance {
            suspects: Vec::new(),
            calques: Vec::with_capacity(words.len() / 8),
            cased: Vec::with_capacity(words.len() / 4),
        };
        // Whether the last words were unknown, a bit each; and whether the sentence is told.
        let (mut unknown, mut is_told) = (0_u8, false);
        let mut behind_capital = false;
        // The last word in lower case that no dictionary has.
        let mut stranger = None;
        for (at, word) in (0..).zip(words) {
            doc.stop().leave_at(at as usize);
            let shape = word.shape;
            let is_first = shape.contains(Shape::FIRST);
            if is_first {
                (unknown, is_told) = (0, false);
            }
            let is_capital = shape.contains(Shape::CAPITAL);
            if is_capital && stranger.is_some_and(|stranger| stranger + 1 == at) {
                glance.cased.extend(stranger.take());
            }
            let before = std::mem::replace(&mut behind_capital, is_capital);
            if shape.contains(Shape::MASKED) {
                if is_first {
                    glance.cased.push(at);
                }
                continue;
            }
            let said = word.text(text);
            let hash = word_hash(said.as_bytes());
            if anchors.lets_hash_through(hash) {
                glance.calques.push(at);
            }
            if is_capital {
                glance.cased.push(at);
                continue;
            }
            let opinion = english.opinion_hashed(said, hash);
            let is_stranger = said.len() >= names::lone_words::FEWEST_LETTERS
                && shape.contains(Shape::ASCII | Shape::LOWER)
                && !opinion.is_dictionary_word();
            if is_first
                || is_stranger && before
                || proper.lets_hash_through(hash)
                || names::lone_words::is_state(said)
            {
                glance.cased.push(at);
            } else if is_stranger {
                stranger = Some(at);
            }
            // What is weighed by its letters: names and numbers are not.
            if shape.intersects(Shape::INNER_UPPER | Shape::DIGIT) || !shape.contains(Shape::LETTER)
            {
                continue;
            }
            unknown = unknown << 1 | u8::from(!is_familiar(opinion, said, english));
            if !is_told && (unknown & 0xF).count_ones() >= 2 {
                is_told = true;
                glance.suspects.push(at);
            }
        }
        glance
    }
}
