//! Offsets of the text as read to offsets of the input.

use std::ops::Range;

/// Pieces that cover the text without a gap, in its order and that of the input.
#[derive(Debug, Default)]
pub(super) struct Map(Vec<Piece>);

#[derive(Clone, Debug)]
struct Piece {
    text: Range<usize>,
    input: Range<usize>,
    /// Text and input are the same, byte by byte; else the whole stands for the whole.
    verbatim: bool,
}

impl Map {
    /// Adds a piece behind those there are. `input` never starts before the end of the last one.
    pub(super) fn push(&mut self, text: Range<usize>, input: Range<usize>, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.verbatim && verbatim && last.input.end == input.start => {
                last.text.end = text.end;
                last.input.end = input.end;
            }
            _ => self.0.push(Piece {
                text,
                input,
                verbatim,
            }),
        }
    }

    /// The end of the input read so far.
    pub(super) fn reached(&self) -> usize {
        self.0.last().map_or(0, |piece| piece.input.end)
    }

    pub(super) fn to_input(&self, span: Range<usize>) -> Range<usize> {
        let start = self.start(span.start);
        if span.is_empty() {
            return start..start;
        }
        start..self.end(span.end).max(start)
    }

    pub(super) fn is_verbatim(&self, span: Range<usize>) -> bool {
        let first = self.0.partition_point(|piece| piece.text.end <= span.start);
        self.0
            .get(first)
            .is_some_and(|piece| piece.verbatim && span.end <= piece.text.end)
    }

    fn start(&self, at: usize) -> usize {
        let index = self.0.partition_point(|piece| piece.text.end <= at);
        match self.0.get(index) {
            Some(piece) if piece.verbatim => piece.input.start + (at - piece.text.start),
            Some(piece) => piece.input.start,
            None => self.reached(),
        }
    }

    /// Where the character before `at` ends; a character of a replacement takes the whole of it.
    fn end(&self, at: usize) -> usize {
        let index = self.0.partition_point(|piece| piece.text.end < at);
        match self.0.get(index) {
            Some(piece) if piece.verbatim => piece.input.start + (at - piece.text.start),
            Some(piece) => piece.input.end,
            None => self.reached(),
        }
    }
}
