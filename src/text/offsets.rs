//! UTF-8 byte offsets in other units: UTF-16 code units, code points, line and column.

use super::segment::for_each_terminator;
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

/// A place in a text as people name it; lines end where [`Document::lines`] end.
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
        for_each_terminator(text, |_, next| line_starts.push(next as u32));
        let text_is_ascii = text.is_ascii();
        let mut checkpoints = Vec::new();
        if !text_is_ascii {
            let mut here = Checkpoint {
                byte: 0,
                utf16: 0,
                code_points: 0,
            };
            while (here.byte as usize) < text.len() {
                checkpoints.push(here);
                let at = here.byte as usize;
                let next = text.ceil_char_boundary(at + STRIDE);
                // Of each character the first byte counts, and of those beyond the basic plane,
                // which are two units of UTF-16, it counts twice.
                for &byte in &text.as_bytes()[at..next] {
                    here.code_points += u32::from(byte & 0xC0 != 0x80);
                    here.utf16 += u32::from(byte & 0xC0 != 0x80) + u32::from(byte >= 0xF0);
                }
                here.byte = next as u32;
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
        near.in_unit(unit) + rest.map(|c| len_in(c, unit)).sum::<usize>()
    }

    /// The byte offset in `text` of the offset `at` in `unit`; none where `at` lies beyond the end
    /// or inside a character.
    pub fn to_byte(&self, text: &str, at: usize, unit: OffsetEncoding) -> Option<usize> {
        if self.text_is_ascii || unit == OffsetEncoding::Utf8 {
            return text.is_char_boundary(at).then_some(at);
        }
        let index = self.checkpoints.partition_point(|c| c.in_unit(unit) <= at);
        let near = self.checkpoints[index.checked_sub(1)?];
        let mut left = at - near.in_unit(unit);
        let mut byte = near.byte as usize;
        for character in text[byte..].chars() {
            if left == 0 {
                break;
            }
            left = left.checked_sub(len_in(character, unit))?;
            byte += character.len_utf8();
        }
        (left == 0).then_some(byte)
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

impl Checkpoint {
    fn in_unit(self, unit: OffsetEncoding) -> usize {
        let offset = match unit {
            OffsetEncoding::Utf8 => self.byte,
            OffsetEncoding::Utf16 => self.utf16,
            OffsetEncoding::CodePoints => self.code_points,
        };
        offset as usize
    }
}

fn len_in(character: char, unit: OffsetEncoding) -> usize {
    match unit {
        OffsetEncoding::Utf8 => character.len_utf8(),
        OffsetEncoding::Utf16 => character.len_utf16(),
        OffsetEncoding::CodePoints => 1,
    }
}

impl View for Offsets {
    fn build(doc: &Document) -> Self {
        Offsets::of(doc.input())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_end_as_the_document_s_lines_do() {
        let text = "a\r\nb\rc\u{2028}d\u{85}\u{1F600}e";
        let offsets = Offsets::of(text);
        let at = |sign: char| {
            let place = offsets.line_column(text, text.find(sign).expect("it is there"));
            (place.line, place.column)
        };
        assert_eq!(
            ['a', 'b', 'c', 'd', 'e'].map(at),
            [(1, 1), (2, 1), (3, 1), (4, 1), (5, 2)]
        );
    }

    #[test]
    fn what_is_no_offset_gives_none() {
        let text = "é\u{1F600}";
        let offsets = Offsets::of(text);
        assert_eq!(offsets.to_byte(text, 2, OffsetEncoding::Utf16), None);
        assert_eq!(offsets.to_byte(text, 3, OffsetEncoding::Utf16), Some(6));
        assert_eq!(offsets.to_byte(text, 4, OffsetEncoding::Utf16), None);
        assert_eq!(offsets.to_byte(text, 3, OffsetEncoding::CodePoints), None);
        assert_eq!(offsets.to_byte(text, 1, OffsetEncoding::Utf8), None);
        assert_eq!(
            Offsets::of("").to_byte("", 0, OffsetEncoding::CodePoints),
            Some(0)
        );
        assert_eq!(
            Offsets::of("").to_byte("", 1, OffsetEncoding::CodePoints),
            None
        );
    }

    proptest! {
        #[test]
        fn every_boundary_comes_back_in_every_unit(text in "[aé中\u{1F600}\n]{0,700}") {
            let offsets = Offsets::of(&text);
            let boundaries = (0..=text.len()).filter(|&at| text.is_char_boundary(at));
            for (count, at) in boundaries.enumerate() {
                let utf16 = offsets.convert(&text, at, OffsetEncoding::Utf16);
                prop_assert_eq!(utf16, text[..at].encode_utf16().count());
                prop_assert_eq!(offsets.convert(&text, at, OffsetEncoding::CodePoints), count);
                for unit in [OffsetEncoding::Utf8, OffsetEncoding::Utf16, OffsetEncoding::CodePoints] {
                    let there = offsets.convert(&text, at, unit);
                    prop_assert_eq!(offsets.to_byte(&text, there, unit), Some(at));
                }
            }
        }
    }
}
