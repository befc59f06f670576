//! Sentences after UAX #29, cut at line ends as well.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::{Document, View};

/// The sentences of a text, trimmed of white space, never across a line end.
pub struct Sentences(Vec<Range<usize>>);

impl Sentences {
    /// In order of the text.
    pub fn as_slice(&self) -> &[Range<usize>] {
        &self.0
    }
}

impl View for Sentences {
    fn build(doc: &Document) -> Self {
        let text = doc.text();
        let mut sentences = Vec::new();
        for line in doc.lines() {
            let mut at = line.start;
            for sentence in text[line.clone()].split_sentence_bounds() {
                let start = at + sentence.len() - sentence.trim_start().len();
                let end = at + sentence.trim_end().len();
                if start < end {
                    sentences.push(start..end);
                }
                at += sentence.len();
            }
        }
        Sentences(sentences)
    }
}
