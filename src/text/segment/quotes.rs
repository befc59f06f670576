//! Quoted stretches.

use std::ops::Range;

use crate::text::{Document, View};

/// A quoted stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub outer: Range<usize>,
    /// Without them.
    pub inner: Range<usize>,
}

/// The quoted stretches of a text that have both their marks, sorted by start; they may nest.
pub struct Quotations(Vec<Quotation>);

impl Quotations {
    /// In order of the text.
    pub fn as_slice(&self) -> &[Quotation] {
        &self.0
    }

    /// Whether `span` lies within a quotation.
    pub fn hold(&self, span: &Range<usize>) -> bool {
        let from = self.0.partition_point(|q| q.outer.start <= span.start);
        self.0[..from]
            .iter()
            .rev()
            .take(16)
            .any(|q| span.end <= q.outer.end)
    }
}

impl View for Quotations {
    fn build(_doc: &Document) -> Self {
        Quotations(Vec::new())
    }
}
