//! Sentences after UAX #29, cut at line ends as well, and not cut behind the abbreviations of news.

use std::ops::Range;
use std::sync::OnceLock;

use super::abbreviations;
use super::sentence_breaks::sentences;
use super::sentence_class::ends_sentences;
use crate::text::{Document, Facts, Places, View};

/// The sentences of a text, trimmed of white space, never across a line end.
pub struct Sentences(Vec<Range<usize>>);

impl Sentences {
    /// In order of the text.
    pub fn as_slice(&self) -> &[Range<usize>] {
        &self.0
    }
}

impl View for Sentences {
    #[inline]
    fn place(places: &Places) -> Option<&OnceLock<Self>> {
        Some(&places.sentences)
    }

    fn build(doc: &Document) -> Self {
        let foreign = may_end_otherwise(doc);
        // News has a sentence for every 150 bytes or so.
        let mut found = Vec::with_capacity(doc.text().len() / 128 + 1);
        for line in doc.lines() {
            let text = &doc.text()[line.clone()];
            let mut open: Option<usize> = None;
            sentences(text, foreign, |start, end| {
                doc.stop().leave_if_set();
                let start = open.take().unwrap_or(start);
                if let Some(end) = plain_end(&text.as_bytes()[start..end]) {
                    found.push(line.start + start..line.start + start + end);
                    return;
                }
                let behind = end;
                let end = start + without_opening(&text[start..end]);
                if end < behind {
                    open = Some(end);
                } else if abbreviations::goes_on(&text[start..end], &text[end..]) {
                    open = Some(start);
                    return;
                }
                let whole = &text[start..end];
                let start = end - whole.trim_start().len();
                let end = start + text[start..end].trim_end().len();
                if start < end {
                    found.push(line.start + start..line.start + end);
                }
            });
        }
        Sentences(found)
    }
}

/// Where `sentence` ends without the blank behind it, if it is as most are: begins with a letter and
/// ends with a long word in lower case and a full stop, which abbreviates nothing.
fn plain_end(sentence: &[u8]) -> Option<usize> {
    let end = match sentence {
        [b'A'..=b'Z' | b'a'..=b'z', .., b'.'] => sentence.len(),
        [b'A'..=b'Z' | b'a'..=b'z', .., b'.', b' '] => sentence.len() - 1,
        _ => return None,
    };
    let word: &[u8; abbreviations::LONG] = sentence[..end - 1].last_chunk()?;
    word.iter().all(u8::is_ascii_lowercase).then_some(end)
}

/// The length of `sentence` without the marks at its end that open the next, where no space parts
/// them: `来了。“好` (UAX #29 does not tell opening from closing).
fn without_opening(sentence: &str) -> usize {
    const OPENING: [char; 8] = ['“', '‘', '「', '『', '（', '《', '〈', '【'];
    let rest = sentence.trim_end_matches(OPENING);
    if rest.is_empty() {
        sentence.len()
    } else {
        rest.len()
    }
}

/// Whether the text holds terminators other than `.`, `!` and `?`.
fn may_end_otherwise(doc: &Document) -> bool {
    // Blocks without any.
    let without = Facts::LATIN_EXTENDED
        | Facts::MARKS
        | Facts::GREEK
        | Facts::CYRILLIC
        | Facts::HANGUL
        | Facts::DIRECTION
        | Facts::SEPARATOR;
    let blocks =
        Facts::all().difference(Facts::C1.union(Facts::NON_ASCII)) - ascii_facts() - without;
    let found = doc.facts() & blocks;
    if found == Facts::GENERAL_PUNCTUATION {
        // Nearly always quotes and dashes; they are few, and all have this first byte.
        let bytes = doc.text().as_bytes();
        return memchr::memchr_iter(0xE2, bytes)
            .any(|at| doc.text()[at..].starts_with(ends_sentences));
    }
    !found.is_empty()
}

/// The facts about ASCII.
fn ascii_facts() -> Facts {
    let first = Facts::NON_ASCII.bits() - 1;
    let pairs = Facts::DOUBLE_SPACE | Facts::SPACED_PUNCTUATION | Facts::DOUBLE_PUNCTUATION;
    Facts::from_bits_truncate(first) | pairs
}
