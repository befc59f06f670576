//! Where sentences and lines of furniture start and end: end marks, quotation marks, bullets.

use std::ops::Range;

/// Whether `text` ends as sentences do, closing quotes and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    match text.as_bytes() {
        [.., b'.', b'.'] => return false,
        [.., b'.' | b'!' | b'?'] => return true,
        _ => {}
    }
    let text = text.trim_end_matches(is_closer);
    // `Loading...` is a button.
    text.ends_with(is_terminal) && !text.ends_with("..") && !text.ends_with('…')
}

/// Where the stretch behind the last full sentence of a paragraph starts, if it has one.
pub(super) fn remainder(line: &str) -> Option<usize> {
    const LONGEST: usize = 220;
    const MOST_MARKS: usize = 8;
    let mut floor = line.len().saturating_sub(LONGEST);
    while !line.is_char_boundary(floor) {
        floor += 1;
    }
    let mut end = line.len();
    for _ in 0..MOST_MARKS {
        let (at, mark) = last_terminal(line, floor..end)?;
        let behind = at + mark.len_utf8();
        let rest = line[behind..].trim_start_matches(is_closer);
        let gap = rest.trim_start();
        let spaced = gap.len() < rest.len() || !mark.is_ascii();
        if spaced && gap.chars().any(char::is_alphanumeric) {
            return Some(line.len() - gap.len());
        }
        end = at;
    }
    None
}

/// The last end mark in `span`. Reads bytes: it is asked of every line.
fn last_terminal(line: &str, span: Range<usize>) -> Option<(usize, char)> {
    let bytes = &line.as_bytes()[span.clone()];
    let plain = memchr::memrchr3(b'.', b'!', b'?', bytes);
    let plain = plain.map(|at| (span.start + at, char::from(bytes[at])));
    let behind = plain.map_or(span.start, |(at, _)| at + 1)..span.end;
    let rest = &line.as_bytes()[behind.clone()];
    if rest.is_ascii() {
        return plain;
    }
    let beyond = rest.iter().enumerate().rev().find_map(|(at, &byte)| {
        // What the end marks beyond ASCII begin with.
        if !matches!(byte, 0xD6 | 0xD8 | 0xDB | 0xE0..=0xE3 | 0xEF) {
            return None;
        }
        let at = behind.start + at;
        let mark = line[at..].chars().next().filter(|&c| is_terminal(c));
        mark.map(|mark| (at, mark))
    });
    beyond.or(plain)
}

fn is_terminal(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '॥' | '።' | '։' | '｡'
    )
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '」' | '』' | '）' | '“' | '‘' | '*'
    )
}

/// Whether a quotation starts the text: what it says is said by someone.
pub(super) fn is_quoted(text: &str) -> bool {
    let rest = text.trim_start_matches(['»', ' ']);
    rest.starts_with(['"', '“', '„', '‘', '\'', '「', '『', '”'])
        || rest.starts_with('«') && !rest.starts_with("« ") && !rest.starts_with("««")
}

/// The span without bullets before it.
pub(super) fn unmarked(text: &str, span: &Range<usize>) -> Range<usize> {
    let inside = &text[span.clone()];
    let rest = inside.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '•' | '*' | '·' | '●' | '▪' | '◦')
    });
    span.end - rest.len()..span.end
}
