//! Where the lines of a text take turns in two languages.

use std::ops::Range;

use super::passages::Passage;
use crate::text::Document;

/// Lines that take turns.
#[derive(Clone, Debug)]
pub(super) struct Interleaving {
    /// From the first of them to the last.
    pub(super) span: Range<usize>,
    /// The language that is not the article's.
    pub(super) tag: &'static str,
    /// Whether the lines say which language they are in.
    pub(super) is_labelled: bool,
}

/// Fewer foreign lines are an accident.
const LEAST_LINES: usize = 3;

/// The stretches where a foreign line follows each of the article's own, or the other way round.
pub(super) fn interleaved(doc: &Document, passages: &[Passage]) -> Vec<Interleaving> {
    let mut found = Vec::new();
    if passages.len() < LEAST_LINES {
        return found;
    }
    let text = doc.text();
    let mut next = 0;
    // The line before, whether it is foreign, and the stretch that it ends.
    let mut turn = Turn::default();
    for line in doc.lines() {
        doc.stop().leave_if_set();
        if text[line.clone()].trim().is_empty() {
            continue;
        }
        while passages
            .get(next)
            .is_some_and(|passage| passage.span.end <= line.start)
        {
            next += 1;
        }
        let tag = passages
            .get(next)
            .filter(|passage| fills(&passage.span, line))
            .map(|p| p.tag);
        if !turn.takes(line, tag, text) {
            found.extend(turn.close());
            turn = Turn::default();
            turn.takes(line, tag, text);
        }
    }
    found.extend(turn.close());
    found
}

/// Whether a passage is most of one line, and no more.
fn fills(passage: &Range<usize>, line: &Range<usize>) -> bool {
    passage.start >= line.start && passage.end <= line.end && passage.len() * 5 >= line.len() * 3
}

/// A stretch being read.
#[derive(Default)]
struct Turn {
    span: Option<Range<usize>>,
    is_foreign: bool,
    tag: Option<&'static str>,
    foreign: usize,
    labels: usize,
}

impl Turn {
    /// Whether `line` goes on with the stretch.
    fn takes(&mut self, line: &Range<usize>, tag: Option<&'static str>, text: &str) -> bool {
        if let Some(span) = &mut self.span {
            let is_other = tag.is_some() && self.tag.is_some() && tag != self.tag;
            if tag.is_some() == self.is_foreign || is_other {
                return false;
            }
            span.end = line.end;
        } else {
            self.span = Some(line.clone());
        }
        self.is_foreign = tag.is_some();
        self.tag = self.tag.or(tag);
        self.foreign += usize::from(tag.is_some());
        self.labels += usize::from(is_labelled(&text[line.clone()]));
        true
    }

    fn close(&mut self) -> Option<Interleaving> {
        let (span, tag) = (self.span.take()?, self.tag?);
        (self.foreign >= LEAST_LINES).then_some(Interleaving {
            span,
            tag,
            is_labelled: self.labels * 2 >= self.foreign,
        })
    }
}

/// Whether a line begins with a label: `FR:`, `[English]`, `(de)`.
fn is_labelled(line: &str) -> bool {
    const LONGEST: usize = 16;
    let head = &line[..line.floor_char_boundary(LONGEST)];
    let label = head.find([':', ']', ')', '：', '|']);
    label.is_some_and(|end| !head[..end].trim_matches(['[', '(']).contains(' '))
}
