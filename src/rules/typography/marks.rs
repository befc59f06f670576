//! The places where marks of punctuation meet each other, a letter or a blank in a way that
//! ordinary typesetting does not: found in one pass and shared by the rules about marks. Judges
//! nothing; knows no language.

use std::ops::Range;

use crate::text::blocks::{BLOCK, marked, places};
use crate::text::{Document, View};

/// Unusual places of marks, in order of the text, outside masked stretches.
pub(super) struct Marks(Vec<Site>);

/// A cluster of marks with the quotes and brackets that touch them and single blanks between.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site {
    start: u32,
    end: u32,
}

/// The longest cluster kept, in bytes; longer ones are rules, leaders or noise.
const LONGEST: usize = 48;

impl Marks {
    pub(super) fn sites(&self) -> &[Site] {
        &self.0
    }
}

impl Site {
    /// From the first mark or quote to the last, no blank at either end.
    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The cluster itself.
    pub(super) fn body(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether a blank stands before the cluster.
    pub(super) fn is_spaced(self, text: &str) -> bool {
        char_before(text, self.start as usize).is_some_and(is_blank)
    }

    /// The last character of the same line before the cluster that is not a blank.
    pub(super) fn before(self, text: &str) -> Option<char> {
        char_before(text, self.blanks(text).start)
    }

    /// The blanks before the cluster; empty when there are none.
    pub(super) fn blanks(self, text: &str) -> Range<usize> {
        let head = &text[..self.start as usize];
        head.trim_end_matches(is_blank).len()..head.len()
    }

    /// The character behind the cluster.
    pub(super) fn after(self, text: &str) -> Option<char> {
        text[self.end as usize..].chars().next()
    }

    /// Whether at least `count` words stand before the cluster on its line, looking back at most
    /// 80 characters.
    pub(super) fn words_before(self, text: &str, count: usize) -> bool {
        let head = &text[..self.start as usize];
        let start = head
            .char_indices()
            .rev()
            .take(80)
            .take_while(|&(_, c)| !is_line_end(c))
            .last()
            .map_or(head.len(), |(at, _)| at);
        head[start..].split_whitespace().nth(count - 1).is_some()
    }

    /// Whether nothing but the end of the line follows.
    pub(super) fn ends_line(self, text: &str) -> bool {
        text[self.end as usize..]
            .chars()
            .find(|&c| !is_blank(c))
            .is_none_or(is_line_end)
    }
}

/// A mark that parts or ends a sentence, in any script.
pub(super) fn is_mark(character: char) -> bool {
    matches!(
        character,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '…'
            | '،'
            | '؛'
            | '؟'
            | '۔'
            | '।'
            | '։'
            | '、'
            | '。'
            | '，'
            | '！'
            | '？'
            | '；'
            | '：'
    )
}

/// A mark that ends a sentence.
pub(super) fn is_stop(character: char) -> bool {
    matches!(
        character,
        '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '։' | '。' | '！' | '？'
    )
}

/// A quotation mark, or a bracket that closes.
pub(super) fn is_closer(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '»'
            | '«'
            | '›'
            | '‹'
            | '„'
            | ')'
            | ']'
            | '」'
            | '』'
    )
}

/// A blank that keeps the line: space, no-break space, thin spaces.
pub(super) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}')
}

/// The end of a line.
pub(super) fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The character that ends before `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The run of letters and combining marks that ends at `at`, at most 40 characters of it.
pub(super) fn word_before(text: &str, at: usize) -> &str {
    let start = text[..at]
        .char_indices()
        .rev()
        .take(40)
        .take_while(|&(_, c)| is_letter(c))
        .last()
        .map_or(at, |(start, _)| start);
    &text[start..at]
}

/// The run of letters and combining marks that begins at `at`, at most 40 characters of it.
pub(super) fn word_after(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = rest
        .char_indices()
        .take(41)
        .find(|&(n, c)| !is_letter(c) || n > 160)
        .map_or_else(
            || rest.char_indices().nth(40).map_or(rest.len(), |(n, _)| n),
            |(n, _)| n,
        );
    &rest[..end]
}

fn is_letter(character: char) -> bool {
    // Vowel signs and viramas of Indic scripts are not all alphabetic.
    character.is_alphabetic()
        || (character > '\u{2FF}' && unicode_normalization::char::is_combining_mark(character))
}

impl View for Marks {
    fn build(doc: &Document) -> Self {
        let text = doc.text();
        let bytes = text.as_bytes();
        let masks = doc.masks();
        let mut sites = Vec::new();
        let mut done = 0;
        for at in places(bytes, may_be_marks) {
            doc.stop().leave_if_set();
            if at < done || is_usual(bytes, at) || !begins_mark(bytes[at], bytes.get(at + 1)) {
                continue;
            }
            // A lead byte may be another character's.
            let Some(mark) = text[at..].chars().next().filter(|&c| is_mark(c)) else {
                continue;
            };
            let site = cluster(text, at, mark, done);
            done = site.end as usize;
            if site.range().len() <= LONGEST
                && is_unusual(text, site)
                && !masks.covers(done - 1)
                && !masks.covers(site.start as usize)
            {
                sites.push(site);
            }
        }
        Marks(sites)
    }
}

/// The bytes of a block that are a mark or begin one: none of them is found inside a character.
#[inline]
fn may_be_marks(block: &[u8; BLOCK]) -> u64 {
    let ascii = marked(block, |byte| {
        (byte == b'.')
            | (byte == b',')
            | (byte == b';')
            | (byte == b':')
            | (byte == b'!')
            | (byte == b'?')
    });
    if block.is_ascii() {
        return ascii;
    }
    let beyond = marked(block, |byte| {
        (byte == 0xD6)
            | (byte == 0xD8)
            | (byte == 0xDB)
            | (byte == 0xE0)
            | (byte == 0xE2)
            | (byte == 0xE3)
            | (byte == 0xEF)
    });
    ascii | beyond
}

/// Whether a mark begins with the two bytes: whole alphabets share the first.
fn begins_mark(first: u8, second: Option<&u8>) -> bool {
    match (first, second) {
        (0xD8, Some(second)) => matches!(second, 0x8C | 0x9B | 0x9F),
        (0xDB, Some(second)) => *second == 0x94,
        (0xD6, Some(second)) => *second == 0x89,
        (0xE0, Some(second)) => *second == 0xA5,
        (0xE2 | 0xE3, Some(second)) => *second == 0x80,
        (0xEF, Some(second)) => *second == 0xBC,
        _ => true,
    }
}

/// Most marks: a word, an ASCII mark, a blank and a capital, or an ASCII comma, a blank and a word.
fn is_usual(bytes: &[u8], at: usize) -> bool {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b'\n');
    let behind_word = bytes[at].is_ascii() && at > 0 && bytes[at - 1].is_ascii_alphanumeric();
    behind_word
        && match (bytes[at], byte(at + 1)) {
            (b'.' | b'!' | b'?', b' ') => byte(at + 2).is_ascii_uppercase(),
            (_, b' ') => byte(at + 2).is_ascii_alphanumeric(),
            (_, b'\n') => true,
            (b'.' | b',' | b':', next) => next.is_ascii_digit() && bytes[at - 1].is_ascii_digit(),
            _ => false,
        }
}

fn cluster(text: &str, at: usize, mark: char, floor: usize) -> Site {
    let mut start = at;
    for character in text[floor..at].chars().rev().take(2) {
        if !is_closer(character) {
            break;
        }
        start -= character.len_utf8();
    }
    let mut end = at + mark.len_utf8();
    loop {
        let mut rest = text[end..].chars();
        let Some(next) = rest.next() else { break };
        // A blank belongs to the cluster when another mark follows it.
        let inside =
            is_mark(next) || is_closer(next) || is_blank(next) && rest.next().is_some_and(is_mark);
        if !inside {
            break;
        }
        end += next.len_utf8();
    }
    Site {
        start: start as u32,
        end: end as u32,
    }
}

fn is_unusual(text: &str, site: Site) -> bool {
    let body = site.body(text);
    let Some(before) = site.before(text).filter(|&c| !is_line_end(c)) else {
        return false;
    };
    let after = site.after(text);
    site.is_spaced(text)
        || body.chars().filter(|&c| is_mark(c)).count() > 1
        || after.is_some_and(char::is_alphanumeric)
            && !(before.is_numeric() && after.is_some_and(char::is_numeric))
        || body.chars().next_back().is_some_and(is_stop)
            && text[site.range().end..]
                .chars()
                .find(|&c| !is_blank(c))
                .is_some_and(char::is_lowercase)
}
