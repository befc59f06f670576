//! Java properties, after the documentation of `java.util.Properties.load`.

use std::sync::Arc;

use super::Entry;
use crate::report::{Holder, InsetBuilder};

/// Every value that is not empty.
pub(super) fn read(holder: &Arc<Holder>) -> Vec<Entry> {
    let text = holder.text();
    let mut entries = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let line = &text[at..];
        let start = at + line.len()
            - line
                .trim_start_matches([' ', '\t', '\u{C}', '\n', '\r'])
                .len();
        if text[start..].starts_with(['#', '!']) {
            at = start
                + text[start..]
                    .find('\n')
                    .map_or(text.len() - start, |end| end + 1);
            continue;
        }
        let (key, behind) = key(text, start);
        let (value, end) = value(text, behind);
        if !value.text().trim().is_empty() {
            let (text, inset) = value.build(holder, key);
            entries.push(Entry {
                text,
                inset,
                language: String::new(),
                source: None,
            });
        }
        at = end;
    }
    entries
}

/// The key at `start`, and where its value begins.
fn key(text: &str, start: usize) -> (String, usize) {
    let mut escaped = false;
    let ends = |c: char| {
        let ends = !escaped && matches!(c, '=' | ':' | ' ' | '\t' | '\u{C}' | '\n' | '\r');
        escaped = c == '\\' && !escaped;
        ends
    };
    let end = text[start..]
        .find(ends)
        .map_or(text.len(), |end| start + end);
    let blanks = |at: usize| {
        at + text[at..].len() - text[at..].trim_start_matches([' ', '\t', '\u{C}']).len()
    };
    let mut value = blanks(end);
    if text[value..].starts_with(['=', ':']) {
        value = blanks(value + 1);
    }
    (text[start..end].replace('\\', ""), value)
}

/// The value that begins at `start`, over all its lines, and where the next line begins.
fn value(text: &str, start: usize) -> (InsetBuilder, usize) {
    let mut value = InsetBuilder::default();
    let mut at = start;
    while let Some(special) = text[at..].find(['\\', '\n', '\r']).map(|found| at + found) {
        value.verbatim(&text[at..special], at);
        if !text[special..].starts_with('\\') {
            return (value, special + 1);
        }
        let Some(escaped) = text[special + 1..].chars().next() else {
            return (value, text.len());
        };
        let mut behind = special + 1 + escaped.len_utf8();
        let mut buffer = [0; 4];
        let meant = match escaped {
            // The line goes on; the blanks it begins with are no part of the value.
            '\n' | '\r' => {
                let crlf = escaped == '\r' && text[behind..].starts_with('\n');
                behind += usize::from(crlf);
                let rest = &text[behind..];
                behind += rest.len() - rest.trim_start_matches([' ', '\t', '\u{C}']).len();
                ""
            }
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            'f' => "\u{C}",
            'u' => {
                let (character, end) = unicode(text, behind);
                behind = end;
                character.encode_utf8(&mut buffer)
            }
            other => other.encode_utf8(&mut buffer),
        };
        value.replaced(meant, special, behind - special);
        at = behind;
    }
    value.verbatim(&text[at..], at);
    (value, text.len())
}

/// The character of an escape whose digits begin at `at`, and where it ends; two escapes of
/// surrogates are one character.
fn unicode(text: &str, at: usize) -> (char, usize) {
    let unit = |at: usize| u16::from_str_radix(text.get(at..at + 4)?, 16).ok();
    let Some(first) = unit(at) else {
        return (char::REPLACEMENT_CHARACTER, at);
    };
    let second = text[at + 4..]
        .starts_with("\\u")
        .then(|| unit(at + 6))
        .flatten();
    let pair = [first, second.unwrap_or(0)];
    match char::decode_utf16(pair).next() {
        Some(Ok(character)) => (
            character,
            at + if character.len_utf16() == 2 { 10 } else { 4 },
        ),
        _ => (char::REPLACEMENT_CHARACTER, at + 4),
    }
}
