//! Whole sentences in a sister of the article's language: told by words that only one of them has.

use super::{Reader, Run};
use crate::language::Tally;
use crate::text::Word;

/// A shorter sentence has too few words that tell.
const LEAST_WORDS: usize = 6;

/// So much of an article says how it is written, in words.
const MOST_READ: usize = 4000;

impl Reader<'_> {
    /// The whole of `words`, a sentence, if its words are a sister's.
    pub(super) fn sister(&self, words: &[Word]) -> Option<Run> {
        let sisters = self.sisters?;
        if words.len() < LEAST_WORDS {
            return None;
        }
        let text = self.doc.text();
        let sentence = sisters.tally(words.iter().map(|word| word.text(text)));
        let article = self.tally.get_or_init(|| {
            let mut tally = Tally::default();
            let read = &self.doc.words()[..self.doc.words().len().min(MOST_READ)];
            // In parts, as sentences are: a word counts once in each.
            for part in read.chunks(24) {
                tally.add(&sisters.tally(part.iter().map(|word| word.text(text))));
            }
            tally
        });
        let tag = sisters.told(sentence, *article)?;
        Some(Run {
            tag,
            span: words[0].start()..words[words.len() - 1].end(),
            bits: 60.0,
            words: words.len(),
            weighed: words.len(),
            left_over: 0,
            rest: 0.0,
            in_sentence: words.len(),
            is_sure: true,
        })
    }
}
