//! Copies that are not word for word: known by the words at either end.

use std::ops::Range;

use super::{Reader, Seen};
use crate::rules::repetition::tokens::mix;
use crate::text::Shape;

/// How many words at either end a near copy shares with its first.
const EDGE: usize = 3;

impl Reader<'_> {
    /// An earlier line or sentence that differs by hardly a word or that one is a part of, and what
    /// of `words` stands there.
    pub(super) fn near(
        &self,
        words: &Range<usize>,
        edges: [Option<u64>; 2],
    ) -> Option<(Seen, Range<usize>)> {
        edges.into_iter().flatten().find_map(|edge| {
            let seen = self.first(edge)?;
            Some((seen.clone(), self.shared(&seen.words, words)?))
        })
    }

    /// What of the words `new` stands in `old`: all of them, with up to an eighth dropped or added at
    /// one place; or a beginning or end that is all there is of either.
    fn shared(&self, old: &Range<usize>, new: &Range<usize>) -> Option<Range<usize>> {
        /// The shortest sentence that is known again as a part of another, in words.
        const SHORTEST_PART: usize = 8;
        let ids = self.tokens.ids();
        let (a, b) = (&ids[old.clone()], &ids[new.clone()]);
        let (least, most) = (a.len().min(b.len()), a.len().max(b.len()));
        let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
        let from_end = a.iter().rev().zip(b.iter().rev());
        let tail = from_end.take_while(|(x, y)| x == y).count();
        let changed = most - head.min(least) - tail.min(least - head);
        let numbered = |words: &Range<usize>| {
            let odd = words.start + head.min(words.len())..words.end - tail.min(words.len() - head);
            self.doc.words()[odd]
                .iter()
                .any(|word| word.shape.contains(Shape::DIGIT))
        };
        if head + tail >= least && changed <= (most / 8).max(1) {
            return (!numbered(old) && !numbered(new)).then(|| new.clone());
        }
        match (least >= SHORTEST_PART, head == least, tail == least) {
            (true, true, _) => Some(new.start..new.start + least),
            (true, _, true) => Some(new.end - least..new.end),
            _ => None,
        }
    }

    /// Keys of the first and the last words.
    pub(super) fn edges(&self, words: &Range<usize>) -> [Option<u64>; 2] {
        if words.len() < 2 * EDGE {
            return [None, None];
        }
        let head = words.start..words.start + EDGE;
        let tail = words.end - EDGE..words.end;
        [(head, 1), (tail, 2)].map(|(words, end)| Some(mix(self.tokens.key(words)?, end)))
    }
}
