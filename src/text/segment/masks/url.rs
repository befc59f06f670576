//! Web addresses with a scheme, and where an address ends.

use memchr::memmem;

use super::characters::{is_word, may_join};
use super::{Mask, MaskKind};

/// Adds every `scheme://...` of `text`.
pub(super) fn with_scheme(text: &str, masks: &mut Vec<Mask>) {
    let mut done = 0;
    for at in memmem::find_iter(text.as_bytes(), b"://") {
        if at < done {
            continue;
        }
        let Some(start) = scheme_start(text.as_bytes(), done, at) else {
            continue;
        };
        let from = at + 3;
        let end = address_end(text, from);
        if end > from {
            masks.push(Mask {
                span: start..end,
                kind: MaskKind::Url,
            });
        }
        done = end;
    }
}

/// Where the address that is known to reach `from` ends: before white space, before a sign no
/// address holds, and before the marks of the sentence it stands in.
pub(super) fn address_end(text: &str, from: usize) -> usize {
    let mut before = '/';
    let mut end = text.len();
    for (at, character) in text[from..].char_indices() {
        let belongs = match character {
            '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^' => false,
            _ if character.is_ascii() => character.is_ascii_graphic(),
            _ => is_word(character) && may_join(before, character),
        };
        if !belongs {
            end = from + at;
            break;
        }
        before = character;
    }
    trimmed(text, from, end)
}

/// `end` moved before closing marks that belong to the sentence around.
fn trimmed(text: &str, from: usize, mut end: usize) -> usize {
    let bytes = text.as_bytes();
    let count = |byte: u8| memchr::memchr_iter(byte, &bytes[from..end]).count();
    let mut round = count(b')').saturating_sub(count(b'('));
    let mut square = count(b']').saturating_sub(count(b'['));
    while end > from {
        match bytes[end - 1] {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'~' | b'(' | b'[' => {}
            b')' if round > 0 => round -= 1,
            b']' if square > 0 => square -= 1,
            b's' if end - from > 2 && bytes[end - 2] == b'\'' => end -= 1,
            _ => break,
        }
        end -= 1;
    }
    end
}

/// Where the scheme before the `://` at `at` starts (RFC 3986, section 3.1), not before `floor`.
fn scheme_start(bytes: &[u8], floor: usize, at: usize) -> Option<usize> {
    const LONGEST: usize = 24;
    let floor = floor.max(at.saturating_sub(LONGEST));
    let len = bytes[floor..at]
        .iter()
        .rev()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-'))
        .count();
    (at - len..at).find(|&i| bytes[i].is_ascii_alphabetic())
}
