//! Whole sentences in a sister of the article's language: told by words that only one of them has.

use std::ops::Range;

use super::{Reader, Run};
use crate::language::Tally;

/// A shorter sentence has too few words that tell.
const LEAST_WORDS: usize = 6;

/// So much of an article says how it is written, in words.
const MOST_READ: usize = 4000;
/// A sentence has about so many words.
const PART: usize = 24;

impl Reader<'_> {
    /// The whole of the words `at`, a sentence, if they are a sister's.
    pub(super) fn sister(&self, at: Range<usize>) -> Option<Run> {
        let sisters = self.sisters?;
        if at.len() < LEAST_WORDS {
            return None;
        }
        let who = self.who.get_or_init(|| sisters.who(self.doc));
        let tally = |at: Range<usize>| {
            let words = self.doc.words()[at.clone()].iter();
            let texts = words.map(|word| word.text(self.doc.text()));
            sisters.tally(texts.zip(who[at].iter().copied()))
        };
        let sentence = tally(at.clone());
        let article = self.tally.get_or_init(|| {
            let mut all = Tally::default();
            let read = who.len().min(MOST_READ);
            // In parts, as sentences are: a word counts once in each.
            for start in (0..read).step_by(PART) {
                all.add(&tally(start..read.min(start + PART)));
            }
            all
        });
        let (tag, run) = match sisters.told(sentence, *article) {
            Some(tag) => (tag, at.clone()),
            // Where a stop is lost, it is a part of what stands as one sentence.
            None if at.len() < 2 * LEAST_WORDS => return None,
            None => {
                let run = sisters.strangest(&who[at.clone()])?;
                let run = at.start + run.start..at.start + run.end;
                (sisters.told(tally(run.clone()), *article)?, run)
            }
        };
        let words = &self.doc.words()[run.clone()];
        Some(Run {
            tag,
            span: words[0].start()..words[words.len() - 1].end(),
            bits: 60.0,
            words: run.len(),
            weighed: run.len(),
            left_over: at.len() - run.len(),
            rest: -f32::INFINITY,
            in_sentence: at.len(),
            is_sure: true,
        })
    }
}
