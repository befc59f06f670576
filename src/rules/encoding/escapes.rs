//! The escapes left in a text. The rules on escape sequences and on surrogates share them.

use std::ops::Range;

use memchr::memchr_iter;

use super::decoded::fitting_space;
use super::escape_run::{self as run, Run};
use crate::rules::code_talk::CodeTalk;
use crate::text::{Document, Facts, View};

/// The runs of escapes in a text, in order, disjoint.
pub(super) struct Escapes(Vec<Escape>);

/// A run of escapes that reached the text.
pub(super) struct Escape {
    pub span: Range<usize>,
    /// What it stands for, when that can be told.
    pub text: Option<String>,
    pub certain: bool,
    /// Halves of surrogate pairs are among it.
    pub halves: bool,
    pub confidence: f32,
}

impl Escapes {
    /// In order of the text.
    pub fn as_slice(&self) -> &[Escape] {
        &self.0
    }
}

impl View for Escapes {
    fn build(doc: &Document) -> Self {
        let text = doc.text();
        let facts = doc.facts();
        let mut found = Vec::new();
        if facts.intersects(Facts::BACKSLASH) {
            gather(&mut found, memchr_iter(b'\\', text.as_bytes()), |at| {
                backslash(text, at)
            });
        }
        if facts.intersects(Facts::PERCENT) {
            gather(&mut found, memchr_iter(b'%', text.as_bytes()), |at| {
                percent(text, at)
            });
        }
        if facts.intersects(Facts::EQUALS) {
            found.extend(super::mail_escapes::find(text));
        }
        if facts.intersects(Facts::DIGIT) {
            let bytes = text.as_bytes();
            let places = memchr_iter(b'u', bytes).filter(|&at| may_begin(&bytes[at..]));
            gather(&mut found, places, |at| lost_backslash(text, at));
        }
        if !found.is_empty() {
            found.sort_by_key(|escape| escape.span.start);
            let masks = doc.masks();
            let talk = doc.view::<CodeTalk>();
            found.retain(|e| !masks.touches(&e.span) && !talk.is_about(&e.span));
            found.dedup_by(|behind, before| behind.span.start < before.span.end);
        }
        Escapes(found)
    }
}

/// Whether an escape that lost its backslash can begin with the `u` that `rest` begins with: Latin-1 to
/// Arabic, punctuation, Han, halves of surrogate pairs.
fn may_begin(rest: &[u8]) -> bool {
    matches!(
        rest,
        [_, b'0' | b'4'..=b'9', ..] | [_, b'2', b'0', ..] | [_, b'd', b'8' | b'9', ..]
    )
}

impl Escape {
    /// A run found at `start`, with the space an editor would write for a no-break space.
    pub fn new(text: &str, start: usize, run: Run, confidence: f32) -> Self {
        let span = start..run.end;
        let meaning = match run.text.as_deref() {
            Some("\u{A0}") => Some(fitting_space(text, &span).to_string()),
            _ => run.text,
        };
        Escape {
            certain: confidence > 0.9 && !run.legacy,
            text: meaning,
            span,
            halves: run.halves,
            confidence,
        }
    }
}

/// What stands at a place: an escape, or where to look on.
type Reading = Result<Escape, usize>;

/// Adds what is found at `places`, never inside a run that was judged before.
fn gather(
    found: &mut Vec<Escape>,
    places: impl Iterator<Item = usize>,
    read: impl Fn(usize) -> Reading,
) {
    let mut done = 0;
    for at in places {
        if at < done {
            continue;
        }
        match read(at) {
            Ok(escape) => {
                done = escape.span.end;
                found.push(escape);
            }
            Err(end) => done = end,
        }
    }
}

fn backslash(text: &str, at: usize) -> Reading {
    let mut found = run::backslashes(text, at).ok_or(at + 1)?;
    let end = found.end;
    let before = text[..at].chars().next_back();
    // `\\server\new`, `C:\new`: a path.
    if before == Some('\\') || is_path(text, at) {
        return Err(end);
    }
    if !found.signs_only {
        let certain = if found.text.is_some() { 0.97 } else { 0.9 };
        let reach = angle_partner(text, &found, "\\u003e").unwrap_or(found.end);
        extend(text, &mut found, reach, |rest| run::backslashes(rest, 0));
        return Ok(Escape::new(text, at, found, certain));
    }
    let after = text[found.end..].chars().next();
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let command = after.is_some_and(|c| c.is_ascii_lowercase());
    let ends_sentence = before.is_some_and(|c| ".!?:;\"”»)。！？".contains(c));
    let admitted = match found.text.as_deref().ok_or(end)? {
        "'" => letter(before) && letter(after),
        "/" => {
            let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '<');
            joins(before) && c_follows(after)
        }
        "\"" => !(letter(before) && letter(after)) && (before.is_some() || after.is_some()),
        _ if found.length >= 2 => ends_sentence || !command,
        // `\nu`, `\times`: commands of LaTeX.
        _ if command => ends_sentence,
        _ if before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace) => {
            let head = text[..at].trim_end();
            head.ends_with(['.', '!', '?', '"', '”', '»', '。'])
        }
        _ => !before.is_some_and(|c| "[(|/^\\".contains(c)),
    };
    admitted
        .then(|| Escape::new(text, at, found, 0.92))
        .ok_or(end)
}

fn c_follows(after: Option<char>) -> bool {
    after.is_some_and(|c| c.is_alphanumeric() || c == '>')
}

/// Whether the backslash at `at` separates the folders of a path.
fn is_path(text: &str, at: usize) -> bool {
    let head = &text.as_bytes()[at.saturating_sub(120)..at];
    let token = head.iter().rev().take_while(|b| b.is_ascii_graphic());
    let mut behind = b'\\';
    for &byte in token {
        // A drive, or the two strokes before a server.
        if behind == b'\\' && (byte == b':' || byte == b'\\') {
            return true;
        }
        behind = byte;
    }
    false
}

fn percent(text: &str, at: usize) -> Reading {
    let found = run::percents(text, at).ok_or(at + 1)?;
    let end = found.end;
    let before = text[..at].chars().next_back();
    let after = text[found.end..].chars().next();
    if is_address(text, at) {
        return Err(end);
    }
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let confidence = if found.beyond_ascii && !found.legacy && found.length >= 2 {
        0.96
    } else if found.beyond_ascii && !found.legacy {
        // `%u0642` alone
        0.9
    } else if found.legacy {
        let lower = |c: Option<char>| c.is_some_and(char::is_lowercase);
        let meant = found
            .text
            .as_deref()
            .is_some_and(|t| t.chars().all(char::is_lowercase));
        if !(meant && lower(before) && lower(after)) {
            return Err(end);
        }
        0.8
    } else {
        let visible = found
            .text
            .as_deref()
            .is_some_and(|t| !t.contains(char::is_control));
        // Between letters a percent sign has no other use.
        if !(visible && letter(before) && letter(after)) {
            return Err(end);
        }
        0.85
    };
    Ok(Escape::new(text, at, found, confidence))
}

/// Whether the escape at `at` belongs to an address or a query, where it is right.
fn is_address(text: &str, at: usize) -> bool {
    let head = &text.as_bytes()[at.saturating_sub(200)..at];
    let mut token = head.iter().rev().take_while(|b| b.is_ascii_graphic());
    token.any(|&b| matches!(b, b'/' | b'=' | b'?' | b'&'))
}

fn lost_backslash(text: &str, at: usize) -> Reading {
    let mut found = run::bare(text, at).ok_or(at + 1)?;
    let end = found.end;
    let digits = &text[at + 1..at + 5];
    let before = text[..at].chars().next_back();
    if matches!(before, Some('\\' | '%' | '+' | '&' | '/' | '-' | '_' | '#')) {
        return Err(end);
    }
    let rest = &text[end..];
    let tail = rest
        .char_indices()
        .take(4)
        .find(|&(_, c)| !c.is_alphanumeric())
        .map_or(rest, |(cut, _)| &rest[..cut]);
    let contraction = matches!(tail, "s" | "t" | "re" | "ve" | "ll" | "d" | "m");
    let code = u32::from_str_radix(digits, 16).map_err(|_| end)?;
    let has_letter = digits.bytes().any(|b| b.is_ascii_alphabetic());
    let meant = found
        .text
        .as_deref()
        .ok_or(end)?
        .chars()
        .all(|c| !c.is_control());
    let word = word_around(text, at..found.end);
    // A digest or a number plate holds other digits too.
    let clean_word = !word.chars().any(|c| c.is_ascii_digit());
    let typographic = matches!(code, 0x2018..=0x201F | 0x2026 | 0x2013 | 0x2014);
    let admitted = meant
        && clean_word
        && (matches!(code, 0x22..=0x3E | 0xA0..=0xFF)
            || typographic
                && (has_letter || contraction && before.is_some_and(char::is_alphabetic))
            || found.length >= 2);
    if !admitted {
        return Err(end);
    }
    let reach = angle_partner(text, &found, "u003e").unwrap_or(found.end);
    extend(text, &mut found, reach, |rest| run::bare(rest, 0));
    // `it u0027s`: the blank came with the broken escape.
    let parted = contraction && matches!(code, 0x27 | 0x2019) && before == Some(' ');
    let letter = text[..at].trim_end().ends_with(char::is_alphabetic);
    let start = if parted && letter { at - 1 } else { at };
    Ok(Escape::new(text, start, found, 0.93))
}

/// The letters and digits around `span` that belong to the same word.
fn word_around(text: &str, span: Range<usize>) -> String {
    let part = |c: &char| c.is_ascii_alphanumeric();
    let before = text[..span.start].chars().rev().take(24).take_while(part);
    // What follows may hold the next escape of the same kind.
    let after = text[span.end..]
        .chars()
        .take(24)
        .take_while(part)
        .take_while(|&c| c != 'u');
    before.chain(after).collect()
}

/// The end of an escaped tag: `u003cp/u003e` is one piece of debris.
fn angle_partner(text: &str, opening: &Run, closing: &str) -> Option<usize> {
    if !opening.text.as_deref()?.ends_with('<') {
        return None;
    }
    let bytes = &text.as_bytes()[opening.end..text.len().min(opening.end + 80)];
    let end = memchr::memmem::find(bytes, closing.as_bytes())?;
    let inside = &bytes[..end];
    let plain = inside.iter().all(|&b| b.is_ascii_graphic() || b == b' ');
    plain.then_some(opening.end + end + closing.len())
}

/// Makes `run` reach to `end`, decoding the escapes on the way.
fn extend(text: &str, found: &mut Run, end: usize, read: impl Fn(&str) -> Option<Run>) {
    let Some(meaning) = found.text.as_mut() else {
        return;
    };
    while found.end < end {
        let rest = &text[found.end..end];
        if let Some(next) = read(rest) {
            meaning.push_str(next.text.as_deref().unwrap_or_default());
            found.end += next.end;
        } else if let Some(character) = rest.chars().next() {
            meaning.push(character);
            found.end += character.len_utf8();
        }
    }
}
