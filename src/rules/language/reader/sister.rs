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
        let texts = || words.iter().map(|word| word.text(text));
        let (tag, run) = match sisters.told(sentence, *article) {
            Some(tag) => (tag, 0..words.len()),
            // Where a stop is lost, it is a part of what stands as one sentence.
            None if words.len() < 2 * LEAST_WORDS => return None,
            None => {
                let run = sisters.strangest(texts())?;
                let part = sisters.tally(texts().skip(run.start).take(run.len()));
                (sisters.told(part, *article)?, run)
            }
        };
        Some(Run {
            tag,
            span: words[run.start].start()..words[run.end - 1].end(),
            bits: 60.0,
            words: run.len(),
            weighed: run.len(),
            left_over: words.len() - run.len(),
            rest: -f32::INFINITY,
            in_sentence: words.len(),
            is_sure: true,
        })
    }
}
