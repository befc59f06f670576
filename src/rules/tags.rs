//! HTML tags in text, as they are or escaped: told from comparisons, addresses and speaker labels.

use std::ops::Range;

/// A tag or comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub span: Range<usize>,
    /// It only marks words of a sentence up (`b`, `a`, `span`); others cut the text.
    pub inline: bool,
}

/// The tag whose `<` stands at `at`.
pub(super) fn tag_at(text: &str, at: usize) -> Option<Tag> {
    read(text, at, 1, Brackets::Plain)
}

/// The tag whose `&lt;` stands at `at`.
pub(super) fn escaped_tag_at(text: &str, at: usize) -> Option<Tag> {
    let opening = if text[at..].starts_with("&lt;") {
        4
    } else if text[at..].starts_with("&amp;lt;") {
        8
    } else {
        return None;
    };
    read(text, at, opening, Brackets::Escaped)
}

/// Whether `name`, in lower case, is an element of HTML, SVG, XLIFF or a feed.
pub(super) fn is_element(name: &str) -> bool {
    ELEMENTS.binary_search(&name).is_ok()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Brackets {
    Plain,
    Escaped,
}

/// The longest tag read, in bytes; real ones carry addresses and styles.
const LONGEST: usize = 2_000;

fn read(text: &str, at: usize, opening: usize, brackets: Brackets) -> Option<Tag> {
    let inside = at + opening;
    let rest = &text[inside..];
    if rest.starts_with('!') || rest.starts_with('?') {
        return declaration(text, at, inside, brackets);
    }
    let body = rest.trim_start_matches(' ');
    let spaced = rest.len() - body.len();
    let (closing, body) = match body.strip_prefix('/') {
        Some(behind) => (true, behind.trim_start_matches(' ')),
        None => (false, body),
    };
    let length = body
        .bytes()
        .take(32)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-' | b'_'))
        .count();
    let name = &body[..length];
    if spaced > 2 || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let start_of_attributes = inside + (rest.len() - body.len()) + length;
    let (stop, end) = close(text, start_of_attributes, brackets)?;
    let attributes = &text[start_of_attributes..stop];
    let bare = attributes
        .trim_matches([' ', '/', '\u{A0}', '\n'])
        .is_empty();
    if !(bare || attributes.starts_with([' ', '\n', '\t', '\u{A0}']) && has_value(attributes)) {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let known = is_element(&lower);
    let label = bare && !closing && name.starts_with(|c: char| c.is_ascii_uppercase());
    let certain = match (known, closing, bare) {
        // `<Source>` opens an agency's line more often than a media element.
        (true, false, true) => !(label && is_label(text, end, name)),
        (true, ..) => true,
        (false, true, true) => brackets == Brackets::Plain && spaced == 0,
        (false, _, true) => name.contains([':', '-']) && !name.ends_with(['-', ':']),
        (false, _, false) => {
            attributes.contains(['"', '\'', '“', '”']) || attributes.contains("&quot;")
        }
    };
    (certain && !is_special_token(&lower)).then(|| Tag {
        span: at..end,
        inline: INLINE.binary_search(&lower.as_str()).is_ok(),
    })
}

/// A name in capitals that no closing tag answers nearby.
fn is_label(text: &str, end: usize, name: &str) -> bool {
    let all_caps = name.bytes().all(|b| !b.is_ascii_lowercase());
    let near = end..text.len().min(end + LONGEST);
    let answered = text
        .get(near)
        .is_some_and(|rest| rest.contains(&format!("</{name}>")));
    name.len() > 2 && !all_caps && !answered
}

/// `<s>`, `<unk>` and their like belong to tokenizers.
fn is_special_token(name: &str) -> bool {
    matches!(name, "s" | "unk" | "pad" | "eos" | "bos" | "mask" | "w")
}

/// Where the tag's inside ends and where the tag does.
fn close(text: &str, from: usize, brackets: Brackets) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let window = &bytes[from..bytes.len().min(from + LONGEST)];
    for (offset, &byte) in window.iter().enumerate() {
        let at = from + offset;
        match (byte, brackets) {
            (b'<', _) => return None,
            (b'>', Brackets::Plain) => return Some((at, at + 1)),
            (b'&', Brackets::Escaped) => {
                let here = &bytes[at..];
                if here.starts_with(b"&gt;") {
                    return Some((at, at + 4));
                } else if here.starts_with(b"&amp;gt;") {
                    return Some((at, at + 8));
                } else if here.starts_with(b"&lt;") {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

/// `name=` somewhere, as attributes have it.
fn has_value(attributes: &str) -> bool {
    attributes
        .bytes()
        .position(|b| b == b'=')
        .is_some_and(|at| at > 1)
}

/// `<!-- -->`, `<!DOCTYPE>`, `<![CDATA[`, `<?xml ?>`.
fn declaration(text: &str, at: usize, inside: usize, brackets: Brackets) -> Option<Tag> {
    let rest = &text[inside..];
    let tag = |end| {
        Some(Tag {
            span: at..end,
            inline: false,
        })
    };
    if rest.starts_with("!--") {
        let window = &text.as_bytes()[inside..text.len().min(inside + LONGEST)];
        let mark: &[u8] = match brackets {
            Brackets::Plain => b"-->",
            Brackets::Escaped => b"--&gt;",
        };
        return match memchr::memmem::find(window, mark) {
            Some(end) => tag(inside + end + mark.len()),
            None => tag(inside + 3),
        };
    }
    if rest.starts_with("![CDATA[") {
        return tag(inside + 8);
    }
    let word = rest[1..].trim_start_matches('-');
    let keyword = |name: &str| {
        word.get(..name.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(name))
    };
    if keyword("doctype ") || keyword("xml ") || keyword("xml-") || keyword("php") {
        return tag(close(text, inside, brackets)?.1);
    }
    if keyword("[if ") || keyword("[endif") {
        return tag(close(text, inside, brackets)?.1);
    }
    None
}

/// Elements of HTML (living standard and obsolete ones), SVG and AMP roots, XLIFF 1.2 inline
/// elements, RSS. Sorted.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "body",
    "bpt",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "circle",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "defs",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "ept",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "g",
    "guid",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "marquee",
    "menu",
    "meta",
    "meter",
    "mrk",
    "nav",
    "nobr",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "path",
    "ph",
    "picture",
    "pre",
    "progress",
    "q",
    "rect",
    "ref",
    "rp",
    "rt",
    "ruby",
    "samp",
    "script",
    "section",
    "seg",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "tuv",
    "u",
    "ul",
    "use",
    "var",
    "video",
    "wbr",
    "x",
];

/// Elements that mark words up within a sentence. Sorted.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "bpt", "cite", "code", "del", "dfn", "em",
    "ept", "font", "g", "i", "ins", "kbd", "label", "mark", "mrk", "nobr", "ph", "q", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "x",
];

#[cfg(test)]
mod tests {
    use super::{ELEMENTS, INLINE, escaped_tag_at, tag_at};

    #[test]
    fn the_lists_are_sorted() {
        assert!(ELEMENTS.is_sorted() && INLINE.is_sorted());
    }

    #[test]
    fn tags_are_told_from_other_angle_brackets() {
        for tag in [
            "<br/>",
            "< / p >",
            "<p>",
            "<a href=\"x\">",
            "<!-- x -->",
            "</foo>",
            "<g id='1'>",
        ] {
            assert_eq!(tag_at(tag, 0).map(|t| t.span), Some(0..tag.len()), "{tag}");
        }
        for other in [
            "<3",
            "<- a",
            "< b and c >",
            "<name@example.org>",
            "<Anchor>",
            "<b and c>",
        ] {
            assert_eq!(tag_at(other, 0), None, "{other}");
        }
        assert!(escaped_tag_at("&lt;p class=&quot;x&quot;&gt;", 0).is_some());
    }
}
