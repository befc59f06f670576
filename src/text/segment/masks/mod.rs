//! Stretches that are not prose: rules about words and marks leave them alone.
//!
//! Found by byte scans for the one sign each kind cannot do without (`://`, `.`, `@`, `#`), so
//! that a text without any costs next to nothing; each scan never reads a byte more than twice.

mod characters;
mod contact;
mod domain;
mod url;

use std::ops::Range;
use std::sync::OnceLock;

use crate::text::{Document, Facts, Places, View};

/// Why a stretch is not prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaskKind {
    /// A web address, with or without a scheme.
    Url,
    /// An e-mail address.
    Email,
    /// `@name`
    Handle,
    /// `#tag`
    Hashtag,
    /// Code: a Markdown code span or block, an HTML `code` or `pre` element.
    Code,
}

/// A stretch that is not prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// Where.
    pub span: Range<usize>,
    /// Why.
    pub kind: MaskKind,
}

/// The stretches of a text that are not prose, sorted, disjoint.
pub struct Masks(Vec<Mask>);

impl Masks {
    /// In order of the text.
    pub fn as_slice(&self) -> &[Mask] {
        &self.0
    }

    /// The masked stretch that holds the byte at `offset`.
    pub fn at(&self, offset: usize) -> Option<&Mask> {
        let after = self.0.partition_point(|mask| mask.span.end <= offset);
        self.0.get(after).filter(|mask| mask.span.start <= offset)
    }

    /// Whether the byte at `offset` is masked.
    pub fn covers(&self, offset: usize) -> bool {
        !self.0.is_empty() && self.at(offset).is_some()
    }

    /// Whether any byte of `span` is masked.
    pub fn touches(&self, span: &Range<usize>) -> bool {
        let after = self.0.partition_point(|mask| mask.span.end <= span.start);
        self.0
            .get(after)
            .is_some_and(|mask| mask.span.start < span.end)
    }
}

impl View for Masks {
    #[inline]
    fn place(places: &Places) -> Option<&OnceLock<Self>> {
        Some(&places.masks)
    }

    fn build(doc: &Document) -> Self {
        let (text, facts) = (doc.text(), doc.facts());
        let code = doc.code().iter().map(|span| Mask {
            span: span.clone(),
            kind: MaskKind::Code,
        });
        let mut masks: Vec<Mask> = code.collect();
        if facts.contains(Facts::COLON | Facts::SLASH) {
            url::with_scheme(text, &mut masks);
        }
        if facts.contains(Facts::STOP) {
            domain::bare(text, &mut masks);
        }
        if facts.contains(Facts::AT) {
            contact::emails_and_handles(text, &mut masks);
        }
        if facts.contains(Facts::HASH) {
            contact::hashtags(text, &mut masks);
        }
        Masks(disjoint(masks))
    }
}

/// Sorted, and of two that overlap the one that starts first, or is longer, kept.
fn disjoint(mut masks: Vec<Mask>) -> Vec<Mask> {
    masks.sort_by_key(|mask| (mask.span.start, std::cmp::Reverse(mask.span.end)));
    let mut end = 0;
    masks.retain(|mask| {
        let free = mask.span.start >= end;
        if free {
            end = mask.span.end;
        }
        free
    });
    masks
}
