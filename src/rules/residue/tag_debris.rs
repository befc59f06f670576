//! Where HTML was left in a text: tags whole, escaped and torn, and attributes without their tag.

use std::ops::Range;

use memchr::{memchr_iter, memchr2_iter, memmem};

use crate::rules::code_talk::CodeTalk;
use crate::rules::tags::{self, Tag};
use crate::text::{Document, Facts, MaskKind, View};

/// The stretches of HTML in a text, in order, disjoint; neighbours are one.
pub(super) struct TagDebris(Vec<Debris>);

/// A stretch of HTML.
#[derive(Clone, Debug)]
pub(super) struct Debris {
    pub span: Range<usize>,
    /// Only tags that mark words up.
    pub inline: bool,
    /// Parts of tags.
    pub torn: bool,
    pub confidence: f32,
}

impl TagDebris {
    /// In order of the text.
    pub fn as_slice(&self) -> &[Debris] {
        &self.0
    }

    /// Whether `span` touches HTML.
    pub fn holds(&self, span: &Range<usize>) -> bool {
        let after = self
            .0
            .partition_point(|debris| debris.span.end <= span.start);
        self.0
            .get(after)
            .is_some_and(|debris| debris.span.start < span.end)
    }
}

impl View for TagDebris {
    fn build(doc: &Document) -> Self {
        let text = doc.text();
        let bytes = text.as_bytes();
        let facts = doc.facts();
        let mut found: Vec<Debris> = Vec::new();
        if facts.intersects(Facts::ANGLE) {
            let mut done = 0;
            for at in memchr2_iter(b'<', b'>', bytes) {
                if at < done {
                    continue;
                }
                let debris = if bytes[at] == b'<' {
                    tags::tag_at(text, at)
                        .map(whole)
                        .or_else(|| unclosed(text, at))
                } else {
                    unopened(text, at, done)
                };
                if let Some(debris) = debris {
                    done = debris.span.end;
                    found.push(debris);
                }
            }
        }
        if facts.intersects(Facts::AMP) {
            let places =
                memmem::find_iter(bytes, "&lt;").chain(memmem::find_iter(bytes, "&amp;lt;"));
            found.extend(
                places
                    .filter_map(|at| tags::escaped_tag_at(text, at))
                    .map(whole),
            );
        }
        if facts.intersects(Facts::EQUALS) {
            let mut done = 0;
            for at in memchr_iter(b'=', bytes) {
                if at >= done
                    && let Some(debris) = attribute(text, at, done)
                {
                    done = debris.span.end;
                    found.push(debris);
                }
            }
        }
        if found.is_empty() {
            return TagDebris(found);
        }
        found.sort_by_key(|debris| (debris.span.start, std::cmp::Reverse(debris.span.end)));
        let mut merged: Vec<Debris> = Vec::with_capacity(found.len());
        for debris in found {
            match merged.last_mut() {
                Some(last) if debris.span.start < last.span.end => {
                    last.span.end = last.span.end.max(debris.span.end);
                }
                Some(last) if text[last.span.end..debris.span.start].trim().is_empty() => {
                    last.span.end = debris.span.end;
                    last.inline &= debris.inline;
                    last.torn &= debris.torn;
                    last.confidence = last.confidence.max(debris.confidence);
                }
                _ => merged.push(debris),
            }
        }
        let talk = doc.view::<CodeTalk>();
        let code = |at| {
            doc.masks()
                .at(at)
                .is_some_and(|mask| mask.kind == MaskKind::Code)
        };
        merged.retain(|debris| !code(debris.span.start) && !talk.is_about(&debris.span));
        TagDebris(merged)
    }
}

fn whole(tag: Tag) -> Debris {
    Debris {
        span: tag.span,
        inline: tag.inline,
        torn: false,
        confidence: 0.97,
    }
}

fn torn(span: Range<usize>, confidence: f32) -> Option<Debris> {
    Some(Debris {
        span,
        inline: true,
        torn: true,
        confidence,
    })
}

/// Elements whose names are words of no language.
const UNMISTAKABLE: &[&str] = &[
    "br",
    "div",
    "span",
    "img",
    "iframe",
    "href",
    "blockquote",
    "td",
    "tr",
];

/// `<div three`: a tag that lost its end.
fn unclosed(text: &str, at: usize) -> Option<Debris> {
    let rest = text[at + 1..].trim_start_matches('/');
    let slashes = text.len() - at - 1 - rest.len();
    let length = rest
        .bytes()
        .take(12)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let named = UNMISTAKABLE.contains(&&rest[..length]);
    let ends = rest[length..]
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || c == '<');
    (named && ends && slashes < 2)
        .then(|| torn(at..at + 1 + slashes + length, 0.9))
        .flatten()
}

/// `br />`, `/p>`: a tag that lost its start. The `>` stands at `at`.
fn unopened(text: &str, at: usize, floor: usize) -> Option<Debris> {
    let head = &text[floor..at];
    let closed = head.trim_end_matches(' ').strip_suffix('/');
    let stem = closed.unwrap_or(head).trim_end_matches(' ');
    let length = stem
        .bytes()
        .rev()
        .take(12)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let name = &stem[stem.len() - length..];
    let before = &stem[..stem.len() - length];
    let name_is_free =
        !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@'));
    if closed.is_some() {
        let void = matches!(name, "br" | "hr" | "img" | "wbr" | "input");
        return (void && name_is_free)
            .then(|| torn(floor + before.len()..at + 1, 0.9))
            .flatten();
    }
    let slash = before.strip_suffix('/');
    match slash {
        Some(left) if stem.len() == head.len() && tags::is_element(name) => {
            let free =
                !left.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '<' | '/' | '.'));
            free.then(|| torn(floor + left.len()..at + 1, 0.88))
                .flatten()
        }
        _ => None,
    }
}

/// Names of attributes, and what translation makes of them, in lower case.
const ATTRIBUTES: &[&str] = &[
    "class",
    "href",
    "style",
    "src",
    "alt",
    "rel",
    "target",
    "width",
    "height",
    "id",
    "title",
    "lang",
    "dir",
    "align",
    "border",
    "onclick",
    "srcset",
    "datetime",
    "colspan",
    "rowspan",
    "type",
    "name",
    "content",
    "property",
    "data-src",
    "data-id",
    "aria-label",
    "bgcolor",
    "color",
    "face",
    "classe",
    "clase",
    "klasse",
    "klass",
    "klasa",
    "klas",
    "estilo",
    "stil",
    "stile",
    "ancho",
    "largeur",
    "breite",
    "larghezza",
    "hauteur",
    "altura",
    "altezza",
    "höhe",
    "lien",
    "класс",
    "клас",
    "стиль",
    "ширина",
    "высота",
    "ссылка",
    "sınıf",
    "فئة",
    "类",
    "クラス",
];

/// Attributes whose names are ordinary words: alone they prove nothing.
const WORDS: &[&str] = &[
    "title", "type", "name", "content", "property", "color", "face", "border", "target", "id",
    "style", "alt", "lang", "dir", "align", "stil", "stile", "lien", "estilo", "altura", "ancho",
];

/// `class="lead"`, `a href=`: the `=` stands at `at`.
fn attribute(text: &str, at: usize, floor: usize) -> Option<Debris> {
    let head = text[floor..at].trim_end_matches(' ');
    let spaced = at - floor - head.len();
    let length: usize = head
        .chars()
        .rev()
        .take(16)
        .take_while(|c| c.is_alphabetic() || *c == '-')
        .map(char::len_utf8)
        .sum();
    let name = head[head.len() - length..].to_lowercase();
    if spaced > 1 || !ATTRIBUTES.contains(&name.as_str()) {
        return None;
    }
    let bare = floor + head.len() - length;
    let rest = &text[at + 1..];
    let value = rest.trim_start_matches(' ');
    let blanks = rest.len() - value.len();
    let (open, close) = match value.chars().next()? {
        '"' => ('"', '"'),
        '\'' => ('\'', '\''),
        '“' | '”' => ('“', '”'),
        '«' => ('«', '»'),
        '„' => ('„', '“'),
        _ if name == "href" || name == "srcset" => {
            let end = value
                .find(|c: char| c.is_whitespace() || c == '>')
                .unwrap_or(value.len());
            let end = at + 1 + blanks + end.min(value.len());
            return torn(with_element(text, bare, floor)..end, 0.9);
        }
        _ => return None,
    };
    let inside = &value[open.len_utf8()..];
    let length = inside
        .char_indices()
        .take(300)
        .take_while(|&(_, c)| c != '\n')
        .find(|&(_, c)| c == close)?
        .0;
    let mut end = at + 1 + blanks + open.len_utf8() + length + close.len_utf8();
    let start = with_element(text, bare, floor);
    let behind = &text[end..];
    let closing = behind.trim_start_matches([' ', '/']);
    let closed = closing.starts_with('>') && behind.len() - closing.len() <= 2;
    if closed {
        end = text.len() - closing.len() + 1;
    }
    // `title = "..."` in prose names a title; in markup nothing parts it.
    let alone = WORDS.contains(&name.as_str()) && !closed && start == bare;
    if alone && (spaced > 0 || blanks > 0) {
        return None;
    }
    torn(start..end, if alone { 0.8 } else { 0.94 })
}

/// Takes the element's name before its attribute along: `a href=`, `<img src=`.
fn with_element(text: &str, start: usize, floor: usize) -> usize {
    let head = text[floor..start].trim_end_matches(' ');
    let length = head
        .bytes()
        .rev()
        .take(12)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let name = &head[head.len() - length..];
    let before = &head[..head.len() - length];
    if head.len() == start - floor
        || !tags::is_element(name)
        || before.ends_with(char::is_alphabetic)
    {
        return start;
    }
    floor + before.trim_end_matches('<').len()
}
