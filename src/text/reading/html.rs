//! HTML as a browser would show it, without building a tree.

use std::ops::Range;

use memchr::memmem;

use super::entity::reference;
use super::tag::{Tag, tag};
use super::writer::{Gap, Writer};

/// Reads `range` of the input.
pub(super) fn read(writer: &mut Writer<'_>, range: Range<usize>) {
    let input = &writer.input()[..range.end];
    let mut at = range.start;
    while at < range.end {
        let sign = memchr::memchr2(b'<', b'&', &input.as_bytes()[at..]);
        let next = sign.map_or(range.end, |offset| at + offset);
        writer.flow(at..next);
        at = next;
        let rest = &input[at..];
        if let Some((len, signs)) = reference(rest) {
            writer.replace(at..at + len, &signs);
            at += len;
        } else if rest.starts_with('<')
            && let Some(tag) = tag(rest)
        {
            let len = unread_len(rest, &tag);
            element(writer, &tag, at..at + len);
            at += len;
        } else if !rest.is_empty() {
            writer.flow(at..at + 1);
            at += 1;
        }
    }
}

/// The length of `tag` and of what it keeps from being read.
fn unread_len(rest: &str, tag: &Tag<'_>) -> usize {
    if tag.closes || tag.empty {
        return tag.len;
    }
    let name = tag.name.to_ascii_lowercase();
    match &*name {
        "script" | "style" | "title" | "textarea" | "iframe" | "noembed" | "noframes"
        | "noscript" | "template" | "svg" | "math" | "select" => {
            end_of_element(rest, tag.len, &name)
        }
        _ => tag.len,
    }
}

/// Behind the first `</name>`, or the end.
fn end_of_element(rest: &str, from: usize, name: &str) -> usize {
    for offset in memmem::find_iter(&rest.as_bytes()[from..], b"</") {
        let at = from + offset;
        let behind = at + 2 + name.len();
        if rest
            .get(at + 2..behind)
            .is_some_and(|n| n.eq_ignore_ascii_case(name))
            && !rest[behind..].starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            return tag(&rest[at..]).map_or(rest.len(), |tag| at + tag.len);
        }
    }
    rest.len()
}

fn element(writer: &mut Writer<'_>, tag: &Tag<'_>, range: Range<usize>) {
    // Longer than any name below.
    const LONGEST: usize = 12;
    if tag.name.is_empty() || tag.name.len() > LONGEST {
        return;
    }
    match &*tag.name.to_ascii_lowercase() {
        "code" if tag.closes => writer.end_code(),
        "code" if !tag.empty => writer.open_code(),
        "pre" if tag.closes => {
            if writer.preformatted > 0 {
                writer.preformatted -= 1;
                writer.end_code();
            }
            writer.block(Gap::Blank, range);
        }
        "pre" if !tag.empty => {
            writer.block(Gap::Blank, range);
            writer.preformatted += 1;
            writer.open_code();
        }
        "br" => writer.part(Gap::Line, range),
        "td" | "th" => writer.block(Gap::Cell, range),
        "div" | "li" | "dt" | "dd" | "tr" | "figcaption" | "caption" | "summary" | "legend" => {
            writer.block(Gap::Line, range);
        }
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "ul" | "ol" | "dl"
        | "table" | "section" | "article" | "header" | "footer" | "main" | "aside" | "nav"
        | "figure" | "hr" | "form" | "fieldset" | "address" | "details" | "body" | "head" => {
            writer.block(Gap::Blank, range);
        }
        _ => {}
    }
}
