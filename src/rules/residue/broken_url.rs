//! # What it finds
//! A web or mail address torn by blanks: `http: // site. example`, `https://www. site.com`,
//! `www . site . com`, `desk @ site.com`. The repair is the address in one piece.
//!
//! # Why it points to a broken pipeline
//! Translation engines set blanks around marks of punctuation, and addresses are full of them. The
//! link is dead for readers and programs.
//!
//! # Known false alarms
//! An intact address before the next sentence (`site.example. Then`): parts are joined only over marks
//! that no sentence sets that way.

use std::ops::Range;

use memchr::{memchr_iter, memmem};

use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/broken-url",
    its_type: "markup",
    summary: "an address is torn by blanks",
    trigger: Facts::SLASH.union(Facts::STOP).union(Facts::AT),
    confidence: 0.95,
    flagged: &[
        flagged("See ⟦http: // site. example⟧ for more.").fix("http://site.example"),
        flagged("Voir ⟦https : / / www . site . com / page⟧").fix("https://www.site.com/page"),
        flagged("Смотрите ⟦www. site. com⟧.").fix("www.site.com"),
        flagged("Write to ⟦desk @ site.com⟧ today.").fix("desk@site.com"),
        flagged("Mail ⟦desk @ site . org⟧ now").fix("desk@site.org"),
        flagged("On ⟦https://www. site.com/a⟧ it stands.").fix("https://www.site.com/a"),
    ],
    clean: &[
        clean("See https://site.example/a. Then go to www.site.example. The end.").silent(),
        clean("He @ home; 3 @ 5.00 euros; and/or // not"),
        clean("Note: // this is no address. It is at http://site.example. com is a word."),
        clean("The letters www stand for the web. Yes."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in memchr_iter(b'/', text.as_bytes()) {
        if sink.stopped() {
            return;
        }
        let done = found.last().map_or(0, |last| last.end);
        if at >= done {
            found.extend(with_scheme(text, at, done));
        }
    }
    let schemes = found.len();
    for at in memmem::find_iter(text.as_bytes(), "www") {
        if sink.stopped() {
            return;
        }
        let free = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '/');
        let after = found[..schemes].partition_point(|span| span.end <= at);
        let held = found[..schemes]
            .get(after)
            .is_some_and(|span| span.start <= at);
        if free && !held {
            found.extend(address_end(text, at).map(|end| at..end));
        }
    }
    if doc.facts().intersects(Facts::AT) {
        found.extend(memchr_iter(b'@', text.as_bytes()).filter_map(|at| mail(text, at)));
    }
    for span in found {
        let torn = &text[span.clone()];
        if !torn.contains([' ', '\u{A0}']) {
            continue;
        }
        let healed: String = torn
            .chars()
            .filter(|c| !matches!(c, ' ' | '\u{A0}'))
            .collect();
        let message = format!("Blanks have torn this address: {healed}");
        sink.report(Finding::new(span, message).likely(healed));
    }
}

/// An address whose `//` begins with the stroke at `at`.
fn with_scheme(text: &str, at: usize, floor: usize) -> Option<Range<usize>> {
    let second = text[at + 1..].trim_start_matches(' ');
    let gap = text.len() - at - 1 - second.len();
    if gap > 1 || !second.starts_with('/') {
        return None;
    }
    let head = text[floor..at].trim_end_matches(' ');
    let scheme = head.strip_suffix(':')?.trim_end_matches(' ');
    let lower = scheme
        .len()
        .checked_sub(5)
        .and_then(|from| scheme.get(from..))
        .unwrap_or(scheme);
    let name = ["https", "http", "ftp"]
        .into_iter()
        .find(|name| lower.to_ascii_lowercase().ends_with(name))?;
    let start = floor + scheme.len() - name.len();
    let host = text.len() - second.len() + 1;
    let blanks = text[host..].len() - text[host..].trim_start_matches(' ').len();
    (blanks <= 1)
        .then(|| address_end(text, host + blanks).map(|end| start..end))
        .flatten()
}

/// Top-level domains that may close a torn host: others do not occur with blanks before them.
const TOP_LEVEL: &[&str] = &[
    "com", "org", "net", "edu", "gov", "int", "info", "biz", "news", "example", "eu", "uk", "de",
    "fr", "es", "it", "pt", "nl", "be", "ch", "at", "pl", "cz", "sk", "hu", "ro", "bg", "gr", "ru",
    "ua", "by", "kz", "tr", "ir", "il", "ae", "sa", "eg", "ly", "ma", "dz", "tn", "jo", "lb", "sy",
    "iq", "in", "pk", "bd", "cn", "jp", "kr", "tw", "hk", "vn", "th", "id", "my", "ph", "sg", "au",
    "nz", "ca", "us", "mx", "br", "ar", "cl", "co", "pe", "ve", "za", "ng", "ke", "gh", "se", "no",
    "dk", "fi", "is", "ie", "ee", "lv", "lt", "rs", "hr", "si", "ba", "mk", "me", "al", "tv", "io",
];

/// Where the torn address whose host begins at `start` ends.
fn address_end(text: &str, start: usize) -> Option<usize> {
    let mut end = start + label(&text[start..])?;
    let mut complete = false;
    let mut last = &text[start..end];
    for _ in 0..6 {
        let Some((mark_end, spaced)) = dot(text, end) else {
            break;
        };
        let Some(length) = label(&text[mark_end..]) else {
            break;
        };
        let next = &text[mark_end..mark_end + length];
        let top = TOP_LEVEL.contains(&next);
        // Behind a whole host only a country may follow a blank: `co. uk`.
        let second_level = matches!(last, "co" | "com" | "org" | "gov" | "ac");
        if spaced
            && (complete && !(top && second_level && next.len() == 2)
                || next.starts_with(|c: char| c.is_ascii_uppercase()))
        {
            break;
        }
        if spaced && !top && !leads_to_top(text, mark_end + length) {
            break;
        }
        complete = top;
        last = next;
        end = mark_end + length;
    }
    if !complete {
        return None;
    }
    Some(path_end(text, end))
}

/// Whether another label and a top-level domain follow.
fn leads_to_top(text: &str, end: usize) -> bool {
    dot(text, end).is_some_and(|(next, _)| {
        label(&text[next..]).is_some_and(|length| TOP_LEVEL.contains(&&text[next..next + length]))
    })
}

/// A path behind the host, blanks around its strokes included.
fn path_end(text: &str, host_end: usize) -> usize {
    let mut end = host_end;
    for _ in 0..20 {
        let rest = &text[end..];
        let stroke = rest.trim_start_matches(' ');
        if rest.len() - stroke.len() > 1 || !stroke.starts_with('/') || stroke.starts_with("//") {
            break;
        }
        let after = stroke[1..].trim_start_matches(' ');
        let spaced = stroke.len() - 1 - after.len();
        let part = after
            .bytes()
            .take(500)
            .take_while(|b| b.is_ascii_alphanumeric() || b"-_.~%?=&+#".contains(b))
            .count();
        let part = after[..part].trim_end_matches(['.', '?']).len();
        if part == 0 || spaced > 1 {
            break;
        }
        end = text.len() - after.len() + part;
    }
    end
}

/// The length of a label of a host name.
fn label(text: &str) -> Option<usize> {
    let length = text
        .bytes()
        .take(63)
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'-')
        .count();
    (length > 0).then_some(length)
}

/// A dot with at most a blank on each side: the offset behind, and whether a blank was there.
fn dot(text: &str, at: usize) -> Option<(usize, bool)> {
    let rest = &text[at..];
    let mark = rest.strip_prefix(' ').unwrap_or(rest);
    let behind = mark.strip_prefix('.')?;
    let label = behind.strip_prefix(' ').unwrap_or(behind);
    let end = text.len() - label.len();
    Some((end, end - at > 1))
}

/// `desk @ site.com`
fn mail(text: &str, at: usize) -> Option<Range<usize>> {
    let head = text[..at].strip_suffix(' ').unwrap_or(&text[..at]);
    let part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let length = head.chars().rev().take(64).take_while(part).count();
    let rest = &text[at + 1..];
    let host = rest.strip_prefix(' ').unwrap_or(rest);
    if length < 2 || !head[head.len() - length..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let start = text.len() - host.len();
    let end = address_end(text, start)?;
    let host = &text[start..end];
    // `met @ cafe. com`: the host must be whole, or have a blank on both sides of each dot, as no
    // sentence does.
    let whole = !host.replace(" . ", "").contains(' ') && !host.contains('/');
    whole.then(|| head.len() - length..end)
}
