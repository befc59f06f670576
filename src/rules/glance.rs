//! One look at every word of an English article: each is looked up once, for all the rules that need
//! nothing but the few words that are worth a closer look. Knows what these rules look for, and
//! judges nothing itself.

mod notes;

use self::notes::Notes;
use super::names;
use crate::text::{Document, Shape, View};

/// The words of an article that some rule has to look at, by number and in order.
#[derive(Default)]
pub(in crate::rules) struct Glance {
    suspects: Vec<u32>,
    calques: Vec<u32>,
    cased: Vec<u32>,
    glued: Vec<u32>,
    romanised: Vec<u32>,
    spellings: Vec<u32>,
}

impl Glance {
    /// In each sentence with two words near each other that the lexicon does not know, the second.
    pub(in crate::rules) fn suspects(&self) -> &[u32] {
        &self.suspects
    }

    /// Words by which a calque is found.
    pub(in crate::rules) fn calques(&self) -> &[u32] {
        &self.calques
    }

    /// Words whose case may be wrong, or tells whether that of others is: the first of a sentence,
    /// those with a capital that stand beside or are words of an office or a body, and those in lower
    /// case that may be names.
    pub(in crate::rules) fn cased(&self) -> &[u32] {
        &self.cased
    }

    /// Words in lower case that may be several ones.
    pub(in crate::rules) fn glued(&self) -> &[u32] {
        &self.glued
    }

    /// Words in lower case that may be of another alphabet.
    pub(in crate::rules) fn romanised(&self) -> &[u32] {
        &self.romanised
    }

    /// Words in lower case that are spelled otherwise across the Atlantic.
    pub(in crate::rules) fn spellings(&self) -> &[u32] {
        &self.spellings
    }
}

impl View for Glance {
    fn build(doc: &Document) -> Self {
        let (text, words) = (doc.text(), doc.words());
        let mut glance = Glance {
            calques: Vec::with_capacity(words.len() / 8),
            cased: Vec::with_capacity(words.len() / 4),
            ..Glance::default()
        };
        // Whether the last words were unknown, a bit each; and whether the sentence is told.
        let (mut unknown, mut is_told) = (0_u8, false);
        let mut behind_capital = false;
        // The last word in lower case that no dictionary has.
        let mut stranger = None;
        for (at, (word, &hash)) in (0..).zip(words.iter().zip(doc.word_hashes())) {
            doc.stop().leave_at(at as usize);
            let shape = word.shape;
            let length = word.end() - word.start();
            if shape & REMARKABLE == Shape::LOWER
                && Notes::of(hash, length, || word.text(text)) == Notes::PLAIN
            {
                unknown <<= 1;
                behind_capital = false;
                continue;
            }
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
            let notes = Notes::of(hash, length, || word.text(text));
            if notes.contains(Notes::CALQUE) {
                glance.calques.push(at);
            }
            if is_capital {
                if is_first || notes.contains(Notes::OFFICE) {
                    glance.cased.push(at);
                }
                continue;
            }
            if before && notes.contains(Notes::OFFICE) && glance.cased.last() != Some(&(at - 1)) {
                glance.cased.push(at - 1);
            }
            let is_stranger = length >= names::lone_words::FEWEST_LETTERS
                && shape.contains(Shape::ASCII | Shape::LOWER)
                && !notes.contains(Notes::DICTIONARY);
            if is_first || is_stranger && before || notes.contains(Notes::PROPER) {
                glance.cased.push(at);
            } else if is_stranger {
                stranger = Some(at);
            }
            if notes.intersects(LISTED) && word.is_lower_case() {
                for (list, note) in [
                    (&mut glance.glued, Notes::GLUED),
                    (&mut glance.romanised, Notes::ROMANISED),
                    (&mut glance.spellings, Notes::SPELLING),
                ] {
                    if notes.contains(note) {
                        list.push(at);
                    }
                }
            }
            // What is weighed by its letters: names and numbers are not.
            if shape.intersects(Shape::INNER_UPPER | Shape::DIGIT) || !shape.contains(Shape::LETTER)
            {
                continue;
            }
            unknown = unknown << 1 | u8::from(!notes.contains(Notes::FAMILIAR));
            if !is_told && (unknown & 0xF).count_ones() >= 2 {
                is_told = true;
                glance.suspects.push(at);
            }
        }
        glance
    }
}

/// What tells a word apart from one in the run of a sentence, which has but [`Shape::LOWER`] of it.
const REMARKABLE: Shape = Shape::LOWER
    .union(Shape::CAPITAL)
    .union(Shape::INNER_UPPER)
    .union(Shape::DIGIT)
    .union(Shape::MASKED)
    .union(Shape::FIRST);

const LISTED: Notes = Notes::GLUED.union(Notes::ROMANISED).union(Notes::SPELLING);
