//! What a file of one article says of it before or around the text: front matter of Markdown, the
//! head of an HTML page.

use crate::text::{Document, MediaType};

/// What a file says of its article; empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The title.
    pub title: String,
    /// The language, BCP 47.
    pub language: String,
}

/// How far into a file its head is looked for, bytes.
const HEAD: usize = 64 << 10;

/// What `text` says of itself.
pub fn front_matter(text: &str, media_type: MediaType) -> FrontMatter {
    let head = &text[..text.floor_char_boundary(HEAD.min(text.len()))];
    match media_type {
        MediaType::Markdown => markdown(head),
        MediaType::Html => html(head),
        MediaType::Plain => FrontMatter::default(),
    }
}

/// The scalars of a YAML block: `title: ...`, `lang: ...`. Quoted ones are read as JSON reads them,
/// which is what YAML does with all but a few escapes.
fn markdown(head: &str) -> FrontMatter {
    let mut found = FrontMatter::default();
    let Some(block) = head.trim_start_matches('\u{FEFF}').strip_prefix("---") else {
        return found;
    };
    for line in block.lines().skip(1) {
        let line = line.trim_end();
        if matches!(line, "---" | "...") {
            return found;
        }
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        match key {
            "title" => found.title = scalar(value.trim()),
            "lang" | "language" | "locale" => {
                found.language = scalar(value.trim()).replace('_', "-");
            }
            _ => {}
        }
    }
    // The block was never closed: it was no front matter.
    FrontMatter::default()
}

fn scalar(value: &str) -> String {
    let single = value
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    if let Some(single) = single {
        return single.replace("''", "'");
    }
    serde_json::from_str(value).unwrap_or_else(|_| {
        // A comment begins with a blank and a number sign.
        value
            .split(" #")
            .next()
            .unwrap_or(value)
            .trim_end()
            .to_owned()
    })
}

/// `lang` of the element `html`, and the text of `title`.
fn html(head: &str) -> FrontMatter {
    let lower = head.to_ascii_lowercase();
    let mut found = FrontMatter::default();
    if let Some(tag) = element(&lower, "<html").map(|at| &head[at..]) {
        let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
        found.language = attribute(tag, "lang").unwrap_or_default().to_owned();
    }
    if let Some(at) = element(&lower, "<title") {
        let inside = at + lower[at..].find('>').map_or(0, |end| end + 1);
        let end = lower[inside..]
            .find("</title")
            .map_or(inside, |end| inside + end);
        let title = Document::builder(&head[inside..end])
            .media_type(MediaType::Html)
            .build();
        found.title = title
            .text()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
    }
    found
}

/// Behind the name of the first such tag.
fn element(lower: &str, open: &str) -> Option<usize> {
    lower
        .match_indices(open)
        .map(|(at, _)| at + open.len())
        .find(|&behind| lower[behind..].starts_with(|c: char| c == '>' || c.is_ascii_whitespace()))
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let lower = tag.to_ascii_lowercase();
    let (at, _) = lower.match_indices(name).find(|&(at, _)| {
        tag[..at].ends_with(|c: char| c.is_ascii_whitespace())
            && tag[at + name.len()..].trim_start().starts_with('=')
    })?;
    let value = tag[at + name.len()..]
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split(|c: char| c.is_ascii_whitespace()).next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_and_language_are_read_from_the_head() {
        let of = |title: &str, language: &str| FrontMatter {
            title: title.into(),
            language: language.into(),
        };
        let markdown = [
            (
                "---\ntitle: The tram stops\nlang: pt_BR\n---\nText.",
                of("The tram stops", "pt-BR"),
            ),
            ("---\ntitle: \"A \\u00e9 b\" \n...\n", of("A é b", "")),
            (
                "---\ntitle: 'It''s late' # so\n---\n",
                of("'It''s late'", ""),
            ),
            ("---\ntitle: never closed\n", of("", "")),
            ("No --- here\ntitle: x\n", of("", "")),
        ];
        for (text, wanted) in markdown {
            assert_eq!(front_matter(text, MediaType::Markdown), wanted, "{text}");
        }
        let html = [
            (
                "<!doctype html><HTML class=a lang='uk'><title>\n A &amp; b</title>",
                of("A & b", "uk"),
            ),
            ("<html lang=en><titles>no</titles>", of("", "en")),
            ("<html data-lang=xx><p>lang=en", of("", "")),
        ];
        for (text, wanted) in html {
            assert_eq!(front_matter(text, MediaType::Html), wanted, "{text}");
        }
    }
}
