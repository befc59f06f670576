//! The HTML character references left in a text, whole, broken and doubled. Three rules share them.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::{memchr_iter, memmem};

use super::decoded::fitting_space;
use super::entity_names as names;
use super::entity_reference::{self as reference, Reference};
use crate::rules::code_talk::CodeTalk;
use crate::rules::tags;
use crate::text::{Document, Facts, MediaType, View};

/// The character references of a text, in order, disjoint.
pub(super) struct Entities(Vec<Entity>);

/// A character reference that reached the text.
pub(super) struct Entity {
    pub span: Range<usize>,
    pub form: Form,
    /// What it stands for; empty when that cannot be told.
    pub text: String,
    /// Whether nothing else can be meant.
    pub certain: bool,
    pub confidence: f32,
}

/// How a character reference stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Whole,
    Broken,
    Doubled,
    /// Halves of a character beyond U+FFFF, written one by one.
    Surrogates,
    /// A whole tag that was escaped: one matter, which `residue/html-tag` tells.
    Tag,
}

impl Entities {
    /// Those of one form.
    pub fn of(&self, form: Form) -> impl Iterator<Item = &Entity> {
        self.0.iter().filter(move |entity| entity.form == form)
    }
}

impl View for Entities {
    fn build(doc: &Document) -> Self {
        let text = doc.text();
        let mut found: Vec<Entity> = Vec::new();
        let mut behind = 0;
        for at in ampersands(doc) {
            if at < behind {
                continue;
            }
            let tag = tags::escaped_tag_at(text, at)
                .map(|tag| entity(text, tag.span, Form::Tag, String::new(), 1.0));
            if let Some(entity) = tag.or_else(|| at_ampersand(doc, at)) {
                behind = entity.span.end;
                found.push(entity);
            }
        }
        let with_ampersand = found.len();
        let mut next = 0;
        let mut done = 0;
        // Opening guillemets are told from numbers by their partner, looked for once.
        let partner = OnceCell::new();
        let closed = || *partner.get_or_init(|| memmem::find(text.as_bytes(), b"#187;").is_some());
        for at in memchr_iter(b';', text.as_bytes()) {
            while next < with_ampersand && found[next].span.end <= at {
                next += 1;
            }
            let taken = next < with_ampersand && found[next].span.start <= at;
            if !taken && at >= done {
                let floor = next
                    .checked_sub(1)
                    .map_or(done, |last| found[last].span.end);
                if let Some(entity) = without_ampersand(text, at, floor.max(done), &closed) {
                    done = entity.span.end;
                    found.push(entity);
                }
            }
        }
        found.sort_by_key(|entity| entity.span.start);
        join_surrogates(&mut found);
        if !found.is_empty() {
            let masks = doc.masks();
            let talk = doc.view::<CodeTalk>();
            found.retain(|e| !masks.touches(&e.span) && !talk.is_about(&e.span));
        }
        if doc.media_type() == MediaType::Html {
            // The markup's own references are decoded by now: what is left was encoded twice.
            for entity in found.iter_mut().filter(|e| e.form == Form::Whole) {
                entity.form = Form::Doubled;
            }
        }
        Entities(found)
    }
}

fn ampersands(doc: &Document) -> Vec<usize> {
    let bytes = doc.text().as_bytes();
    let mut places: Vec<usize> = memchr_iter(b'&', bytes).collect();
    if doc.facts().intersects(Facts::FULLWIDTH) {
        places.extend(memmem::find_iter(bytes, "＆"));
        places.sort_unstable();
    }
    places
}

fn at_ampersand(doc: &Document, at: usize) -> Option<Entity> {
    let text = doc.text();
    let ampersand = text[at..].chars().next()?;
    let before = text[..at].chars().next_back();
    let attached = before.is_some_and(char::is_alphanumeric);
    let mut first = reference::read(text, at + ampersand.len_utf8(), attached)?;
    first.whole &= ampersand == '&';
    let mut doubled = false;
    while first.text == "&" {
        let Some(inner) = reference::read(text, first.end, false).filter(|r| !r.text.is_empty())
        else {
            break;
        };
        doubled = true;
        first = Reference {
            whole: first.whole && inner.whole,
            ..inner
        };
    }
    let mut end = first.end;
    if !first.terminated && matches!(first.text.as_str(), "'" | "’") {
        end += lost_blank(text, at, end);
    }
    let form = match (first.half, first.whole, doubled) {
        (Some(_), ..) => Form::Surrogates,
        (None, false, _) => Form::Broken,
        (None, true, true) => Form::Doubled,
        (None, true, false) => Form::Whole,
    };
    let text = match first.half {
        Some(half) => char::from_u32(u32::from(half) + HALVES).map_or(String::new(), String::from),
        None => first.text,
    };
    Some(entity(doc.text(), at..end, form, text, first.confidence))
}

fn entity(
    text: &str,
    span: Range<usize>,
    form: Form,
    stands_for: String,
    confidence: f32,
) -> Entity {
    // An ampersand that makes a reference of what follows is not yet the end of it.
    let goes_on = stands_for == "&" && reference::read(text, span.end, false).is_some();
    Entity {
        certain: !stands_for.is_empty() && confidence > 0.9 && !goes_on,
        text: match stands_for.as_str() {
            "\u{A0}" => fitting_space(text, &span).to_string(),
            _ => stands_for,
        },
        span,
        form,
        confidence,
    }
}

/// The blank that took the place of `;` in `it&#8217 s`, in bytes.
fn lost_blank(text: &str, start: usize, end: usize) -> usize {
    let letter_before = text[..start].ends_with(char::is_alphabetic);
    let Some(rest) = text[end..].strip_prefix(' ') else {
        return 0;
    };
    let tail = rest.split(|c: char| !c.is_alphanumeric()).next();
    let contraction = matches!(tail, Some("s" | "t" | "re" | "ve" | "ll" | "d" | "m"));
    usize::from(letter_before && contraction)
}

/// The reference that ends in the `;` at `at` and lost its `&`; none may reach back beyond `floor`.
fn without_ampersand(
    text: &str,
    at: usize,
    floor: usize,
    closed: &dyn Fn() -> bool,
) -> Option<Entity> {
    let head = &text[floor..at];
    let run = head.len()
        - head
            .bytes()
            .rev()
            .take(10)
            .take_while(u8::is_ascii_alphanumeric)
            .count();
    let name = &head[run..];
    let before = head[..run].chars().next_back();
    if before == Some('&') {
        return None;
    }
    if before == Some('#') {
        return without_ampersand_numeric(text, floor + run - 1, at, closed);
    }
    if name.ends_with("amp") {
        let known = |end| reference::read(text, end, false).filter(|r| !r.text.is_empty());
        let mut inner = known(at + 1)?;
        while let Some(deeper) = (inner.text == "&").then(|| known(inner.end)).flatten() {
            inner = deeper;
        }
        let span = at - 3..inner.end;
        return Some(entity(text, span, Form::Broken, inner.text, 0.97));
    }
    let tail = UNGLUED.iter().find(|known| name.ends_with(*known));
    let (start, name) = match tail {
        Some(known) if name.bytes().all(|b| b.is_ascii_lowercase()) => (at - known.len(), *known),
        _ => (at - name.len(), name),
    };
    let start = if before == Some('?') && start == floor + run {
        start - 1
    } else {
        start
    };
    let broken = |end, text_of: &str, confidence| {
        Some(entity(
            text,
            start..end,
            Form::Broken,
            text_of.into(),
            confidence,
        ))
    };
    if matches!(name, "lt" | "gt") {
        let tag_like = text[at + 1..].starts_with(|c: char| c == '/' || c.is_ascii_lowercase());
        let free = before.is_none_or(|c| !c.is_alphanumeric());
        return (name == "lt" && tag_like && free)
            .then(|| broken(at + 1, "<", 0.85))
            .flatten();
    }
    names::is_unmistakable(name)
        .then(|| broken(at + 1, names::lookup(name)?, 0.9))
        .flatten()
}

/// Names that no word ends in.
const UNGLUED: &[&str] = &[
    "nbsp", "laquo", "raquo", "rsquo", "lsquo", "ldquo", "rdquo", "hellip", "mdash", "ndash",
];

/// `it#8217;s`, `?#171;`; but `ticket #171; closed` is a number. `hash` is where the `#` stands.
fn without_ampersand_numeric(
    text: &str,
    hash: usize,
    semicolon: usize,
    closed: &dyn Fn() -> bool,
) -> Option<Entity> {
    let digits = &text[hash + 1..semicolon];
    let value = match digits.strip_prefix('x') {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => digits.parse().ok()?,
    };
    if !reference::is_usual(value) {
        return None;
    }
    let before = text[..hash].chars().next_back();
    let replaced = before == Some('?');
    let glued_before = before.is_some_and(char::is_alphabetic);
    let glued_behind = text[semicolon + 1..].starts_with(char::is_alphabetic);
    let evidence = replaced
        || glued_before
        || digits.starts_with('x')
        || glued_behind && value >= 8000
        || glued_behind && value == 171 && closed();
    let start = hash - usize::from(replaced);
    let stands_for = reference::decode(value)?.to_string();
    evidence.then(|| entity(text, start..semicolon + 1, Form::Broken, stands_for, 0.9))
}

/// A half waits for its partner as a private-use character: surrogates are no `char`s.
const HALVES: u32 = 0xE000 - 0xD800;

/// Puts a high and the low surrogate behind it together.
fn join_surrogates(found: &mut Vec<Entity>) {
    found.dedup_by(|low, high| {
        let halves = |e: &Entity| {
            (e.form == Form::Surrogates)
                .then(|| e.text.chars().next())
                .flatten()
                .map(|c| u32::from(c) - HALVES)
        };
        let (Some(first), Some(second)) = (halves(high), halves(low)) else {
            return false;
        };
        let pair = [first as u16, second as u16];
        let whole = char::decode_utf16(pair).next().and_then(Result::ok);
        let together = high.span.end == low.span.start;
        if let (Some(character), true) = (whole, together) {
            high.span.end = low.span.end;
            high.text = character.to_string();
            high.certain = true;
            return true;
        }
        false
    });
    for lone in found
        .iter_mut()
        .filter(|e| e.form == Form::Surrogates && !e.certain)
    {
        lone.text.clear();
    }
}
