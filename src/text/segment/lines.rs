//! Lines and paragraphs.

use std::ops::Range;
use std::sync::OnceLock;

use crate::text::{Document, Facts, Places, View};

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
    #[inline]
    fn place(places: &Places) -> Option<&OnceLock<Self>> {
        Some(&places.lines)
    }

    fn build(doc: &Document) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        let rare = doc.facts().intersects(Facts::C1 | Facts::SEPARATOR);
        terminators(doc.text(), rare, |end, next| {
            lines.push(start..end);
            start = next;
        });
        if start < doc.text().len() {
            lines.push(start..doc.text().len());
        }
        Lines(lines)
    }
}

/// Calls `found` with the start and the end of every line terminator of `text`.
pub(in crate::text) fn for_each_terminator(text: &str, found: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    let rare = memchr::memchr2_iter(0xC2, 0xE2, bytes).any(|at| terminator_len(&bytes[at..]) > 0);
    terminators(text, rare, found);
}

/// The same; `rare`: there may be terminators beyond ASCII.
fn terminators(text: &str, rare: bool, mut found: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    let mut done = 0;
    let mut look = |at: usize| {
        let len = terminator_len(&bytes[at..]);
        if at >= done && len > 0 {
            done = at + len;
            found(at, done);
        }
    };
    if rare {
        (0..bytes.len()).for_each(&mut look);
    } else {
        memchr::memchr2_iter(b'\n', b'\r', bytes).for_each(&mut look);
    }
}

/// The length of the line terminator that `bytes` starts with, 0 if with none.
fn terminator_len(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
        _ => 0,
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
            if is_blank(&doc.text()[line.clone()]) {
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

/// Read from the front only: a line of prose is told from a blank one by its first character.
fn is_blank(line: &str) -> bool {
    line.chars().all(char::is_whitespace)
}
