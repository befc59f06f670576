//! E-mail addresses, handles and hashtags.

use super::characters::{host_len, is_unspaced, is_word, may_join};
use super::domain::ends_of_labels;
use super::{Mask, MaskKind};

/// Adds every `name@site.example` and `@name` of `text`.
pub(super) fn emails_and_handles(text: &str, masks: &mut Vec<Mask>) {
    let mut done = 0;
    for at in memchr::memchr_iter(b'@', text.as_bytes()) {
        if at < done {
            continue;
        }
        let found = email(text, done, at).or_else(|| handle(text, at));
        if let Some(mask) = found {
            done = mask.span.end;
            masks.push(mask);
        }
    }
}

/// Adds every `#tag` of `text`; a number is not one (`#1`), nor is what stands in a word or entity.
pub(super) fn hashtags(text: &str, masks: &mut Vec<Mask>) {
    let mut done = 0;
    for at in memchr::memchr_iter(b'#', text.as_bytes()) {
        let before = text[..at].chars().next_back();
        if at < done || before.is_some_and(|c| in_word(c) || matches!(c, '&' | '#' | '/')) {
            continue;
        }
        let from = at + 1;
        let mut end = from + name_len(&text[from..]);
        if !text[from..end].chars().any(char::is_alphabetic) {
            continue;
        }
        // Weibo closes a tag with the sign that opens it.
        if text[end..].starts_with('#') && !text[from..end].is_ascii() {
            end += 1;
        }
        done = end;
        masks.push(Mask {
            span: at..end,
            kind: MaskKind::Hashtag,
        });
    }
}

fn email(text: &str, floor: usize, at: usize) -> Option<Mask> {
    let mut start = local_start(text, floor, at)?;
    let from = at + 1;
    let host = &text[from..from + host_len(&text[from..])];
    let len = mail_host_len(host)?;
    const SCHEME: &str = "mailto:";
    if text[floor..start].ends_with(SCHEME) {
        start -= SCHEME.len();
    }
    Some(Mask {
        span: start..from + len,
        kind: MaskKind::Email,
    })
}

/// Where the local part before the `@` at `at` starts, if there is one.
fn local_start(text: &str, floor: usize, at: usize) -> Option<usize> {
    // RFC 5321, section 4.5.3.1.1, in octets.
    const LONGEST: usize = 64;
    let mut start = None;
    let mut after = None;
    for (offset, character) in text[floor..at].char_indices().rev() {
        let place = floor + offset;
        let joins = after.is_none_or(|after| may_join(character, after));
        if at - place > LONGEST {
            return None;
        }
        match character {
            '.' | '_' | '%' | '+' | '-' => {}
            // An address starts with a letter or digit.
            _ if is_word(character) && joins => start = Some(place),
            _ => break,
        }
        after = Some(character);
    }
    start
}

/// How much of `host` is a mail domain: it needs a stop and a top level of letters, and what a
/// lost space glued on does not belong to it.
fn mail_host_len(host: &str) -> Option<usize> {
    ends_of_labels(host)
        .find(|&(dot, end)| {
            let (before, top) = (&host[..dot], &host[dot + 1..end]);
            let glued = top.starts_with(char::is_uppercase) && before.contains(char::is_lowercase);
            let letters = top.chars().count() > 1 && top.chars().all(char::is_alphabetic);
            !glued && (letters || top.starts_with("xn--"))
        })
        .map(|(_, end)| end)
}

fn handle(text: &str, at: usize) -> Option<Mask> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| in_word(c) || matches!(c, '_' | '@' | '/' | '-')) {
        return None;
    }
    let from = at + 1;
    let mut end = from + name_len(&text[from..]);
    if !text[from..end].contains(|c: char| c.is_alphabetic() || c == '_') {
        return None;
    }
    // `@first.last`, `@name.site.example`, but not the next sentence: `@name.The`.
    while let Some(rest) = text[end..].strip_prefix('.') {
        if !rest.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) {
            break;
        }
        end += 1 + name_len(rest);
    }
    // `@name@site.example` of the Fediverse.
    if let Some(rest) = text[end..].strip_prefix('@') {
        end += mail_host_len(&rest[..host_len(rest)]).map_or(0, |len| len + 1);
    }
    Some(Mask {
        span: at..end,
        kind: MaskKind::Handle,
    })
}

fn name_len(text: &str) -> usize {
    text.find(|c: char| !is_word(c) && c != '_')
        .unwrap_or(text.len())
}

/// Whether a sign behind `before` stands in the middle of a word.
fn in_word(before: char) -> bool {
    is_word(before) && !is_unspaced(before)
}
