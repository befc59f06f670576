//! Web addresses without a scheme: `www.` and bare domains.
//!
//! A stop between two letters is either a domain's or a sentence's whose space was lost
//! (`talks ended.In`), and `in`, `next` and `world` are top-level domains as well. So the last label has
//! to be one that is in use, in the case domains are written in, and an everyday word only counts with further
//! evidence: a path, a subdomain, a digit or hyphen.

use super::characters::{host_len, is_word, label_start};
use super::url::address_end;
use super::{Mask, MaskKind};

mod table;

/// Adds every bare domain of `text`, with its path.
pub(super) fn bare(text: &str, masks: &mut Vec<Mask>) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for dot in memchr::memchr_iter(b'.', bytes) {
        let of_label =
            |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
        if dot < done || dot == 0 || !of_label(bytes.get(dot + 1)) || !of_label(bytes.get(dot - 1))
        {
            continue;
        }
        let start = label_start(text, done, dot);
        let end = start + host_len(&text[start..]);
        if start == dot || end <= dot + 1 {
            continue;
        }
        done = end;
        let attached = |byte: Option<&u8>| byte.is_some_and(|b| matches!(b, b'@' | b'#' | b'&'));
        if attached(bytes.get(end)) || attached(start.checked_sub(1).map(|i| &bytes[i])) {
            continue;
        }
        let start = start + glued_len(&text[start..end]);
        let path = starts_path(&bytes[end..]);
        if let Some(len) = domain_len(&text[start..end], path) {
            let whole = start + len == end;
            done = if whole {
                rest_end(text, end)
            } else {
                start + len
            };
            masks.push(Mask {
                span: start..done,
                kind: MaskKind::Url,
            });
        }
    }
}

/// How much of `host` is the last word of a sentence whose space was lost: `threat.Example.org`.
fn glued_len(host: &str) -> usize {
    let Some((first, rest)) = host.split_once('.') else {
        return 0;
    };
    let small = first.chars().all(char::is_lowercase) && !first.eq_ignore_ascii_case("www");
    let capital = rest.starts_with(char::is_uppercase) && rest.contains('.');
    if small && capital { first.len() + 1 } else { 0 }
}

/// How much of `host` is a domain; `path` says whether a path follows its end.
fn domain_len(host: &str, path: bool) -> Option<usize> {
    // What a lost space glued on is taken off again: `site.example.The`.
    ends_of_labels(host)
        .find(|&(dot, end)| is_domain(&host[..dot], &host[dot + 1..end], path && end == host.len()))
        .map(|(_, end)| end)
}

/// The last stops of `host`, from behind, each with the end of the label behind it. A few only: a
/// host of a hundred labels is none, and must not cost a hundred tries.
pub(super) fn ends_of_labels(host: &str) -> impl Iterator<Item = (usize, usize)> {
    const TRIES: usize = 3;
    host.rmatch_indices('.')
        .take(TRIES)
        .scan(host.len(), |end, (dot, _)| {
            Some((dot, std::mem::replace(end, dot)))
        })
}

fn is_domain(before: &str, top: &str, path: bool) -> bool {
    let labels = || before.split('.');
    if labels().any(|label| label.is_empty() || label.starts_with('-') || label.len() > 63) {
        return false;
    }
    let shouted = !has(before, char::is_lowercase);
    let alphabetic = top.len() > 1 && top.chars().all(char::is_alphabetic);
    let spelled =
        alphabetic && (!has(top, char::is_uppercase) || shouted && !has(top, char::is_lowercase));
    if labels()
        .next()
        .is_some_and(|label| label.eq_ignore_ascii_case("www"))
    {
        return spelled || before.contains('.') && top.starts_with("xn--");
    }
    if !path && labels().all(|label| label.chars().count() < 2) {
        return false;
    }
    if !top.is_ascii() {
        return table::NON_LATIN.contains(&top);
    }
    if top.starts_with("xn--") {
        return true;
    }
    if !spelled {
        return false;
    }
    if has(top, char::is_uppercase) {
        return matches!(top, "COM" | "ORG" | "NET" | "INFO" | "GOV" | "EDU");
    }
    let evidence =
        path || before.contains(['.', '-']) || before.contains(|c: char| c.is_ascii_digit());
    match table::look_up(top) {
        Some(table::Standing::Plain) => true,
        Some(table::Standing::Word) => evidence,
        None => path && !has(before, char::is_uppercase),
    }
}

fn has(text: &str, what: impl Fn(char) -> bool) -> bool {
    text.chars().any(what)
}

fn starts_path(rest: &[u8]) -> bool {
    rest.first() == Some(&b'/')
        && rest.get(1).is_some_and(|b| {
            b.is_ascii_alphanumeric() || matches!(b, b'~' | b'%' | b'?' | b'#' | b'@' | b'_')
        })
}

/// Where port, path, query and fragment after the host end.
fn rest_end(text: &str, host_end: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = host_end;
    if bytes.get(at) == Some(&b':') {
        let digits = bytes[at + 1..]
            .iter()
            .take(5)
            .take_while(|b| b.is_ascii_digit())
            .count();
        if digits > 1 {
            at += 1 + digits;
        }
    }
    match bytes.get(at) {
        Some(b'/') => address_end(text, at + 1).max(at + 1),
        Some(b'?' | b'#') if text[at + 1..].chars().next().is_some_and(is_word) => {
            address_end(text, at + 1)
        }
        _ => at,
    }
}
