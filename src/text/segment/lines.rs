//! Lines and paragraphs.

use std::ops::Range;

use crate::text::{Document, View};

/// The lines of a text without their terminators (LF, CR LF, CR, U+2028, U+2029, U+0085).
pub(in crate::text) struct Lines(Vec<Range<usize>>);

/// Runs of lines that hold something other than white space.
pub struct Paragraphs(Vec<Range<usize>>);

impl Lines {
    pub(in crate::text) fn as_slice(&self) -> &[Range<usize>] {
        &self.0
    }
}

impl View for Lines {
    fn build(doc: &Document) -> Self {
        let text = doc.text();
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.trim_end_matches(['\n', '\r']).len();
            lines.push(start..end);
            start += line.len();
        }
        Lines(lines)
    }
}

impl Paragraphs {
    /// In order of the text.
    pub fn as_slice(&self) -> &[Range<usize>] {
        &self.0
    }
}

impl View for Paragraphs {
    fn build(doc: &Document) -> Self {
        let mut paragraphs: Vec<Range<usize>> = Vec::new();
        let mut open = false;
        for line in doc.lines() {
            if doc.text()[line.clone()].trim().is_empty() {
                open = false;
            } else if let (true, Some(last)) = (open, paragraphs.last_mut()) {
                last.end = line.end;
            } else {
                paragraphs.push(line.clone());
                open = true;
            }
        }
        Paragraphs(paragraphs)
    }
}
