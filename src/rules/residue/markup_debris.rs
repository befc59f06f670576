//! Where markup of wikis, forums, blogs and Markdown was left in a text, and the words inside it.

use std::collections::HashSet;
use std::ops::Range;

use memchr::{memchr_iter, memmem};

use crate::text::{Document, Facts};

/// A stretch of markup, and the words in it that belong to the text.
pub(super) type Markup = (Range<usize>, Option<Range<usize>>);

/// The markup in `doc`, in order, disjoint.
pub(super) fn find(doc: &Document) -> Vec<Markup> {
    let text = doc.text();
    let facts = doc.facts();
    let mut found = Vec::new();
    if facts.intersects(Facts::BRACKET) {
        let closers = closing_names(text);
        scan(&mut found, memchr_iter(b'[', text.as_bytes()), |at| {
            bracketed(text, at, &closers)
        });
    }
    if facts.intersects(Facts::ASTERISK) {
        scan(&mut found, memmem::find_iter(text.as_bytes(), "**"), |at| {
            emphasis(text, at, "**")
        });
    }
    if facts.intersects(Facts::APOSTROPHE) {
        scan(
            &mut found,
            memmem::find_iter(text.as_bytes(), "'''"),
            |at| emphasis(text, at, "'''"),
        );
    }
    if facts.intersects(Facts::BRACE) {
        scan(&mut found, memmem::find_iter(text.as_bytes(), "{{"), |at| {
            wiki_template(text, at)
        });
    }
    if facts.intersects(Facts::HASH.union(Facts::EQUALS)) {
        found.extend(doc.lines().iter().filter_map(|line| heading(text, line)));
    }
    found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    found.dedup_by(|(behind, _), (before, _)| behind.start < before.end);
    found
}

fn scan(
    found: &mut Vec<Markup>,
    places: impl Iterator<Item = usize>,
    read: impl Fn(usize) -> Option<Markup>,
) {
    let mut done = 0;
    for at in places {
        if at >= done
            && let Some(markup) = read(at)
        {
            done = markup.0.end;
            found.push(markup);
        }
    }
}

/// The names in `[/name]`: what is closed was opened as markup.
fn closing_names(text: &str) -> HashSet<&str> {
    memmem::find_iter(text.as_bytes(), "[/")
        .filter_map(|at| {
            shortcode_name(&text[at + 2..])
                .filter(|name| text[at + 2 + name.len()..].starts_with(']'))
        })
        .collect()
}

fn shortcode_name(text: &str) -> Option<&str> {
    let length = text
        .bytes()
        .take(40)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        .count();
    let name = &text[..length];
    name.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_uppercase())
        .then_some(name)
}

/// What wikis offer behind a heading, in the languages with the largest ones.
const EDIT: &[&str] = &[
    "edit",
    "edit source",
    "править",
    "править код",
    "править | править код",
    "редактировать",
    "редагувати",
    "bearbeiten",
    "Bearbeiten",
    "modifier",
    "modifier le code",
    "modifier | modifier le code",
    "editar",
    "editar código",
    "modifica",
    "modifica wikitesto",
    "bewerken",
    "edytuj",
    "edytuj kod",
    "編集",
    "编辑",
    "編輯",
    "편집",
    "تعديل",
    "عدل",
    "עריכה",
    "düzenle",
    "sửa",
    "sunting",
    "redigera",
    "rediger",
    "muokkaa",
    "szerkesztés",
    "editovat",
    "επεξεργασία",
    "ویرایش",
    "संपादित करें",
    "แก้ไข",
];

/// Codes of forums and blogs that take a value: `[url=x]`, `[caption id="1"]`.
fn bracketed(text: &str, at: usize, closers: &HashSet<&str>) -> Option<Markup> {
    let inside = &text[at + 1..];
    if let Some(link) = inside.strip_prefix('[') {
        return wiki_link(at, link);
    }
    if let Some(closing) = inside.strip_prefix('/') {
        let name = shortcode_name(closing)?;
        let closed = closing[name.len()..].starts_with(']');
        return closed.then_some((at..at + 2 + name.len() + 1, None));
    }
    let (length, _) = inside
        .char_indices()
        .take(400)
        .find(|&(_, c)| matches!(c, ']' | '\n' | '['))?;
    if !inside[length..].starts_with(']') {
        return None;
    }
    let end = at + 1 + length + 1;
    let content = &inside[..length];
    if EDIT.contains(&content) {
        return Some((at..end, None));
    }
    if let Some(link) = markdown_link(text, at, at + 1..end - 1) {
        return Some(link);
    }
    let name = shortcode_name(content)?;
    let rest = &content[name.len()..];
    let valued = rest.starts_with('=') && rest.len() > 1
        || rest.starts_with(' ')
            && rest.contains("=\"")
                | rest.contains("=”")
                | rest.contains("='")
                | rest.contains("=&quot;");
    let opened = rest.is_empty()
        && (closers.contains(name)
            || name.contains('_') && name.starts_with(|c: char| c.is_ascii_lowercase()));
    if !(valued || opened) {
        return None;
    }
    // `[embed]address[/embed]`: the code and its contents are one.
    let closer = format!("[/{name}]");
    let behind = &text[end..];
    let near = &behind[..floor(behind, 500)];
    let held = near
        .find(char::is_whitespace)
        .map_or(near, |cut| &near[..cut]);
    let whole = held
        .strip_suffix(closer.as_str())
        .filter(|_| held.starts_with("http"));
    Some((at..end + whole.map_or(0, |_| held.len()), None))
}

/// `[[File:x]]`, `[[link|text]]`.
fn wiki_link(at: usize, link: &str) -> Option<Markup> {
    let (length, _) = link
        .char_indices()
        .take(400)
        .find(|&(i, c)| matches!(c, '\n' | '[') || link[i..].starts_with("]]"))?;
    if length == 0 || !link[length..].starts_with("]]") {
        return None;
    }
    let content = &link[..length];
    let start = at + 2;
    let end = start + length;
    let file = content.contains(':') && !content.contains(": ");
    let shown = content.rfind('|').map_or(start, |bar| start + bar + 1);
    let starts_well = content.starts_with(|c: char| c.is_alphanumeric() || c == ':');
    starts_well.then(|| (at..end + 2, (!file).then_some(shown..end)))
}

/// `![alt](address)`, `[text](address)`.
fn markdown_link(text: &str, at: usize, shown: Range<usize>) -> Option<Markup> {
    let target = text[shown.end + 1..].strip_prefix('(')?;
    let (length, _) = target
        .char_indices()
        .take(1_000)
        .find(|&(_, c)| c == ')' || c == '\n')?;
    let address = &target[..length];
    let plausible = ["http", "/", "#", "mailto:", "www.", "./"]
        .iter()
        .any(|head| address.starts_with(head));
    if !plausible || !target[length..].starts_with(')') {
        return None;
    }
    let end = shown.end + 2 + length + 1;
    let image = text[..at].ends_with('!');
    Some(if image {
        (at - 1..end, None)
    } else {
        (at..end, Some(shown))
    })
}

/// `**bold**`, `'''bold'''` within a line.
fn emphasis(text: &str, at: usize, mark: &str) -> Option<Markup> {
    let start = at + mark.len();
    let before = text[..at].chars().next_back();
    let inside = &text[start..];
    let opens = before.is_none_or(|c| !c.is_alphanumeric() && c != '*')
        && inside.starts_with(|c: char| c.is_alphanumeric() || "«“\"„¿¡(".contains(c));
    if !opens {
        return None;
    }
    let near = &inside[..floor(inside, 400)];
    let line = near.split('\n').next().unwrap_or(near);
    let length = line.find(mark)?;
    let end = start + length + mark.len();
    let closes = line[..length].ends_with(|c: char| !c.is_whitespace() && c != '*')
        && !text[end..].starts_with(|c: char| c == '*' || c.is_alphanumeric() && c.is_ascii());
    closes.then_some((at..end, Some(start..start + length)))
}

/// The character boundary of `text` at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// `{{cite web|url=x}}`: slots of templates have no bar.
fn wiki_template(text: &str, at: usize) -> Option<Markup> {
    let inside = &text[at + 2..];
    let (length, _) = inside
        .char_indices()
        .take(600)
        .find(|&(i, c)| c == '{' || inside[i..].starts_with("}}"))?;
    if inside[length..].starts_with('{') {
        return None;
    }
    let content = &inside[..length];
    let named = content.starts_with(char::is_alphabetic);
    (named && content.contains('|')).then_some((at..at + 2 + length + 2, None))
}

/// `## Heading` and `== Heading ==` on lines of their own.
fn heading(text: &str, line: &Range<usize>) -> Option<Markup> {
    let content = &text[line.clone()];
    let hashes = content.len() - content.trim_start_matches('#').len();
    if (2..=6).contains(&hashes) {
        let title = content[hashes..].strip_prefix(' ')?;
        let short = title.chars().nth(120).is_none() && title.starts_with(char::is_alphanumeric);
        return short.then(|| (line.start..line.start + hashes + 1, None));
    }
    if content.starts_with("==") {
        let marks = content.len() - content.trim_start_matches('=').len();
        let title = content.trim_end().trim_matches('=');
        let closed = content.trim_end().ends_with("==");
        let words = title.trim().starts_with(char::is_alphabetic);
        let start = line.start + marks;
        return (closed && words && marks <= 6)
            .then(|| (line.start..line.end, Some(start..start + title.len())));
    }
    None
}
