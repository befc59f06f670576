//! Markup read as a reader sees it: tags gone, entities standing for their characters, blocks on
//! lines of their own; and the way back from there to the input.

mod entity;
mod html;
mod map;
mod markdown;
mod tag;
mod writer;

use std::ops::Range;

use map::Map;
use writer::Writer;

use super::MediaType;

/// What markup reads as.
pub(super) struct Reading {
    /// The text as read.
    pub text: String,
    /// The stretches of it that are code.
    pub code: Vec<Range<usize>>,
    map: Map,
}

impl Reading {
    /// Reads `input`; none where the input reads as itself.
    pub(super) fn of(input: &str, media_type: MediaType) -> Option<Self> {
        let mut writer = Writer::new(input);
        match media_type {
            MediaType::Plain => return None,
            // Plain text that is called HTML keeps its lines.
            MediaType::Html if memchr::memchr2(b'<', b'&', input.as_bytes()).is_none() => {
                return None;
            }
            MediaType::Html => html::read(&mut writer, 0..input.len()),
            MediaType::Markdown => markdown::read(&mut writer),
        }
        Some(writer.finish())
    }

    /// The span of the input that `span` of the text stands for: on character boundaries, in the
    /// order of the text.
    pub(super) fn to_input(&self, span: Range<usize>) -> Range<usize> {
        self.map.to_input(span)
    }

    /// Whether `span` of the text stands in the input just so.
    pub(super) fn is_verbatim(&self, span: Range<usize>) -> bool {
        self.map.is_verbatim(span)
    }
}
