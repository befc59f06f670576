//! UTF-8 byte offsets in other units: UTF-16 code units, code points, line and column.

use crate::text::{Document, View};

/// The unit of an offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetEncoding {
    /// UTF-8 bytes.
    #[default]
    Utf8,
    /// UTF-16 code units.
    Utf16,
    /// Unicode code points.
    CodePoints,
}

/// A place in a text as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// From 1.
    pub line: usize,
    /// From 1, in code points.
    pub column: usize,
}

/// Offsets of one text in every unit: checkpoints every 256 bytes, so that a conversion reads a
/// bounded stretch.
pub struct Offsets {
    text_is_ascii: bool,
    checkpoints: Vec<Checkpoint>,
    line_starts: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Checkpoint {
    byte: u32,
    utf16: u32,
    code_points: u32,
}

const STRIDE: usize = 256;

impl Offsets {
    /// Prepares conversions for `text`.
    pub fn of(text: &str) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        let text_is_ascii = text.is_ascii();
        let mut checkpoints = Vec::new();
        if !text_is_ascii {
            let mut here = Checkpoint {
                byte: 0,
                utf16: 0,
                code_points: 0,
            };
            let mut next = 0;
            for (at, character) in text.char_indices() {
                if at >= next {
                    checkpoints.push(Checkpoint {
                        byte: at as u32,
                        ..here
                    });
                    next = at + STRIDE;
                }
                here.utf16 += character.len_utf16() as u32;
                here.code_points += 1;
            }
        }
        Offsets {
            text_is_ascii,
            checkpoints,
            line_starts,
        }
    }

    /// The byte offset `at`, a character boundary of `text`, in `unit`.
    pub fn convert(&self, text: &str, at: usize, unit: OffsetEncoding) -> usize {
        if self.text_is_ascii || unit == OffsetEncoding::Utf8 {
            return at;
        }
        let index = self.checkpoints.partition_point(|c| c.byte as usize <= at);
        let Some(near) = index.checked_sub(1).map(|i| self.checkpoints[i]) else {
            return 0;
        };
        let rest = text[near.byte as usize..at].chars();
        match unit {
            OffsetEncoding::Utf16 => near.utf16 as usize + rest.map(char::len_utf16).sum::<usize>(),
            _ => near.code_points as usize + rest.count(),
        }
    }

    /// The line and column of the byte offset `at` of `text`.
    pub fn line_column(&self, text: &str, at: usize) -> LineColumn {
        let line = self
            .line_starts
            .partition_point(|&start| start as usize <= at);
        let start = self.line_starts[line - 1] as usize;
        let column = self.convert(text, at, OffsetEncoding::CodePoints)
            - self.convert(text, start, OffsetEncoding::CodePoints)
            + 1;
        LineColumn { line, column }
    }
}

impl View for Offsets {
    fn build(doc: &Document) -> Self {
        Offsets::of(doc.input())
    }
}
