//! The slots of templates and message catalogues: `{name}`, `%s`, `__VAR0__`, and what programs print
//! where a value was missing.

use std::ops::Range;

use memchr::{memchr_iter, memmem};

use super::script_debris::{ScriptDebris, pairs};
use super::tag_debris::TagDebris;
use crate::rules::code_talk::CodeTalk;
use crate::text::{Document, Facts, MaskKind, View};

/// The unfilled slots of a text, in order, disjoint.
pub(super) struct Slots(Vec<Slot>);

/// An unfilled slot.
pub(super) struct Slot {
    pub span: Range<usize>,
    pub confidence: f32,
}

impl Slots {
    /// In order of the text.
    pub fn as_slice(&self) -> &[Slot] {
        &self.0
    }
}

impl View for Slots {
    fn build(doc: &Document) -> Self {
        let text = doc.text();
        let facts = doc.facts();
        let mut found = Vec::new();
        if facts.intersects(Facts::BRACE) {
            let mut done = 0;
            for (open, close) in pairs(text) {
                if open >= done
                    && let Some(slot) = braced(text, open, close)
                {
                    done = slot.span.end;
                    found.push(slot);
                }
            }
        }
        if facts.intersects(Facts::PERCENT) {
            scan(&mut found, memchr_iter(b'%', text.as_bytes()), |at| {
                percent(text, at)
            });
        }
        if facts.contains(Facts::PERCENT | Facts::ANGLE) {
            scan(&mut found, memmem::find_iter(text.as_bytes(), "<%"), |at| {
                server_tag(text, at)
            });
        }
        if facts.intersects(Facts::UNDERSCORE) {
            scan(&mut found, memmem::find_iter(text.as_bytes(), "__"), |at| {
                underscored(text, at)
            });
        }
        if facts.intersects(Facts::SYMBOLS) {
            scan(&mut found, memmem::find_iter(text.as_bytes(), "⟦"), |at| {
                delimited(text, at, '⟦', '⟧')
            });
        }
        if facts.intersects(Facts::BRACKET) {
            scan(&mut found, memchr_iter(b'[', text.as_bytes()), |at| {
                bracketed(text, at)
            });
        }
        if facts.intersects(Facts::HASH) {
            scan(&mut found, memchr_iter(b'#', text.as_bytes()), |at| {
                sheet_error(text, at)
            });
        }
        found.extend(
            doc.lines()
                .iter()
                .filter_map(|line| missing_value(text, line)),
        );
        if !found.is_empty() {
            found.sort_by_key(|slot| (slot.span.start, std::cmp::Reverse(slot.span.end)));
            found.dedup_by(|behind, before| behind.span.start < before.span.end);
            let talk = doc.view::<CodeTalk>();
            // `#REF!` looks like a tag: only what is really not prose hides a slot.
            let masked = |at| {
                let mask = doc.masks().at(at);
                mask.is_some_and(|mask| {
                    matches!(mask.kind, MaskKind::Url | MaskKind::Email | MaskKind::Code)
                })
            };
            let (code, tags) = (doc.view::<ScriptDebris>(), doc.view::<TagDebris>());
            found.retain(|slot| {
                !masked(slot.span.start)
                    && !talk.is_about(&slot.span)
                    && !code.covers(slot.span.start)
                    && !tags.holds(&slot.span)
            });
        }
        Slots(found)
    }
}

fn scan(
    found: &mut Vec<Slot>,
    places: impl Iterator<Item = usize>,
    read: impl Fn(usize) -> Option<Slot>,
) {
    let mut done = 0;
    for at in places {
        if at >= done
            && let Some(slot) = read(at)
        {
            done = slot.span.end;
            found.push(slot);
        }
    }
}

fn slot(span: Range<usize>, confidence: f32) -> Option<Slot> {
    Some(Slot { span, confidence })
}

/// `{name}`, `{{ title }}`, `${x}`, `%{nombre}`, `{* form *}`, `{% if %}`, `{0}`; not `{1, 2}`.
fn braced(text: &str, open: usize, close: usize) -> Option<Slot> {
    let length = close - open - 1;
    if length == 0 || length > 120 {
        return None;
    }
    let inside = &text[open + 1..close];
    let sigil = text[..open].ends_with(['$', '%', '#', '@']);
    let start = open - usize::from(sigil);
    let end = close + 1;
    let double = inside.strip_prefix('{').and_then(|i| i.strip_suffix('}'));
    if let Some(inner) = double {
        let wiki = inner.contains('|');
        let formula = inner.contains(['\\', '=']) && !inner.contains('.');
        return (!wiki && !formula)
            .then(|| slot(start..end, 0.97))
            .flatten();
    }
    let enclosed =
        |mark: char| inside.len() > 2 && inside.starts_with(mark) && inside.ends_with(mark);
    if enclosed('*') || enclosed('%') || enclosed('#') {
        return slot(start..end, 0.97);
    }
    let name = inside.trim_matches([' ', '\u{A0}', '!']);
    let digits = !name.is_empty() && name.len() <= 2 && name.bytes().all(|b| b.is_ascii_digit());
    let mut chars = name.chars();
    let first = chars.next()?;
    let identifier = (first.is_alphabetic() || first == '_')
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ':'));
    let remark = matches!(name, "sic" | "laughs" | "laughter" | "ed" | "note");
    let single = name.chars().nth(1).is_none();
    if digits || identifier && (sigil || !single && !remark) {
        let word = !sigil && !name.contains(['_', '.']) && !digits;
        return slot(start..end, if word { 0.92 } else { 0.97 });
    }
    None
}

/// `%s`, `%1$s`, `% 2 $ d`, `%(name)s`, `%%NAME%%`, `%NAME%`; not `50 % said`.
fn percent(text: &str, at: usize) -> Option<Slot> {
    let rest = &text[at + 1..];
    let before = text[..at].chars().next_back();
    if let Some(name) = rest.strip_prefix('%') {
        let length = name
            .bytes()
            .take(40)
            .take_while(|b| b.is_ascii_alphanumeric() || *b == b'_')
            .count();
        if length < 2 {
            return None;
        }
        return name[length..]
            .starts_with("%%")
            .then(|| slot(at..at + 4 + length, 0.97))
            .flatten();
    }
    let share = text[..at]
        .trim_end_matches([' ', '\u{A0}'])
        .ends_with(char::is_numeric);
    if share || before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    if let Some(name) = rest.strip_prefix('(') {
        let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
        let typed = name[end..].strip_prefix(')')?;
        return (end > 0 && typed.starts_with(['s', 'd', 'i', 'f']))
            .then(|| slot(at..at + end + 4, 0.97))
            .flatten();
    }
    if let Some(length) = constant(rest)
        && rest[length..].starts_with('%')
    {
        return slot(at..at + 2 + length, 0.93);
    }
    conversion(text, at)
}

/// `<%= name %>`
fn server_tag(text: &str, at: usize) -> Option<Slot> {
    let window = &text.as_bytes()[at..text.len().min(at + 200)];
    let end = memmem::find(window, b"%>")?;
    slot(at..at + end + 2, 0.95)
}

/// A conversion of printf behind the `%` at `at`, blanks between its parts allowed.
fn conversion(text: &str, at: usize) -> Option<Slot> {
    let rest = &text[at + 1..];
    let mut cursor = rest.trim_start_matches(' ');
    let spaced = rest.len() - cursor.len();
    if spaced > 1 {
        return None;
    }
    let mut positional = false;
    let digits = cursor
        .bytes()
        .take(2)
        .take_while(u8::is_ascii_digit)
        .count();
    let behind = cursor[digits..].trim_start_matches(' ');
    if digits > 0 {
        let Some(typed) = behind.strip_prefix('$') else {
            // `%.2f` has its dot first, `%5d` is rare, and `%50` is a share in Turkish.
            return None;
        };
        positional = true;
        cursor = typed.trim_start_matches(' ');
    }
    let precise = cursor
        .strip_prefix('.')
        .map(|p| p.trim_start_matches(|c: char| c.is_ascii_digit()));
    let kind = precise.unwrap_or(cursor);
    let kind = kind.strip_prefix('l').unwrap_or(kind);
    let typed = kind.chars().next()?;
    let known = matches!(typed, 's' | 'd' | '@')
        || matches!(typed, 'f' | 'i' | 'u') && (positional || precise.is_some());
    let end = text.len() - kind.len() + typed.len_utf8();
    let ends = !text[end..].starts_with(|c: char| c.is_alphanumeric());
    // `% s` alone: only between blanks, as translation sets it.
    let framed = spaced == 0
        || positional
        || text[..at].ends_with(' ') && text[end..].starts_with([' ', '.', ',']);
    (known && ends && framed)
        .then(|| slot(at..end, if spaced == 0 { 0.94 } else { 0.88 }))
        .flatten()
}

/// The length of a name like a constant's: `USER_NAME`.
fn constant(text: &str) -> Option<usize> {
    let length = text
        .bytes()
        .take(40)
        .take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_')
        .count();
    (length >= 2 && text.as_bytes()[0].is_ascii_uppercase()).then_some(length)
}

/// `__VAR0__`, also blown apart.
fn underscored(text: &str, at: usize) -> Option<Slot> {
    let rest = &text[at + 2..];
    let name = rest.trim_start_matches(' ');
    let length = constant(name)?;
    let word = name[..length].trim_end_matches('_').len();
    let behind = name[word..].trim_start_matches(' ');
    let free = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let end = text.len() - behind.len() + 2;
    (free && behind.starts_with("__"))
        .then(|| slot(at..end, 0.97))
        .flatten()
}

fn delimited(text: &str, at: usize, open: char, close: char) -> Option<Slot> {
    let inside = &text[at + open.len_utf8()..];
    let (end, _) = inside.char_indices().take(40).find(|&(_, c)| c == close)?;
    slot(at..at + open.len_utf8() + end + close.len_utf8(), 0.95)
}

/// `[object Object]`, `[FIRST_NAME]`, `[Your name]`; a bracketed word alone proves nothing.
fn bracketed(text: &str, at: usize) -> Option<Slot> {
    let inside = &text[at + 1..];
    let (end, _) = inside.char_indices().take(48).find(|&(_, c)| c == ']')?;
    let name = &inside[..end];
    let underscored = constant(name) == Some(name.len()) && name.contains('_');
    let lower = name.to_ascii_lowercase();
    let asked = ["insert ", "your name", "your text", "enter "]
        .iter()
        .any(|head| lower.starts_with(head));
    let object = lower.starts_with("object ") && name.len() > 7 && !name[7..].contains(' ');
    (underscored || asked || object)
        .then(|| slot(at..at + end + 2, 0.95))
        .flatten()
}

/// `#REF!`: what a spreadsheet shows for a value it could not find.
fn sheet_error(text: &str, at: usize) -> Option<Slot> {
    let known = ["#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];
    let error = known.iter().find(|error| text[at..].starts_with(*error))?;
    slot(at..at + error.len(), 0.95)
}

/// `undefined` alone in its place: behind a full stop at the end of a line, or a line of its own.
fn missing_value(text: &str, line: &Range<usize>) -> Option<Slot> {
    let content = text[line.clone()].trim_end();
    if !content.ends_with(['d', 'N', 'l']) {
        return None;
    }
    let word = ["undefined", "NaN", "null"]
        .into_iter()
        .find(|word| content.ends_with(word))?;
    let head = &content[..content.len() - word.len()];
    let before = head.trim_end();
    let starts_sentence = before.len() < head.len()
        && before.ends_with(['.', '!', '?', '"', '”', '’', '‘', '»', '。', '…', '؟', '।']);
    let end = line.start + content.len();
    (before.is_empty() || starts_sentence)
        .then(|| slot(end - word.len()..end, 0.9))
        .flatten()
}
