//! gettext PO, as its manual describes the form. Read here line by line, because the parsers there
//! are keep no place of a string within the file.

use std::sync::Arc;

use super::{Entry, wrong};
use crate::report::{Holder, InsetBuilder};
use crate::text::Source;

/// The strings of one message.
#[derive(Default)]
struct Message {
    context: String,
    id: InsetBuilder,
    plural: InsetBuilder,
    translations: Vec<(usize, InsetBuilder)>,
}

/// Which string the quoted lines go on with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Context,
    Id,
    Plural,
    Translation,
}

/// Every translation that is not empty.
pub(super) fn read(holder: &Arc<Holder>) -> anyhow::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let (mut message, mut part) = (Message::default(), None);
    let mut language = String::new();
    let mut at = 0;
    for line in holder.text().split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let line = line.trim();
        // Comments, and messages no longer in use.
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let quote = line.find('"').unwrap_or(line.len());
        let (keyword, quoted) = line.split_at(quote);
        let begun = match keyword.trim_end() {
            "" => None,
            "msgctxt" => Some((Part::Context, 0)),
            "msgid" => Some((Part::Id, 0)),
            "msgid_plural" => Some((Part::Plural, 0)),
            "msgstr" => Some((Part::Translation, 0)),
            other => match plural_form(other) {
                Some(form) => Some((Part::Translation, form)),
                None => return wrong(holder, start, &format!("`{other}` is no keyword of PO")),
            },
        };
        if let Some((next, form)) = begun {
            let ends = matches!(next, Part::Context | Part::Id) && part == Some(Part::Translation);
            if ends {
                finish(
                    holder,
                    std::mem::take(&mut message),
                    &mut language,
                    &mut entries,
                );
            }
            part = Some(next);
            if next == Part::Translation {
                message.translations.push((form, InsetBuilder::default()));
            }
        }
        let Some(inside) = quoted
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
        else {
            return wrong(holder, start, "a string of PO stands in quotes");
        };
        let from = start + quote + 1;
        match (part, message.translations.last_mut()) {
            (Some(Part::Context), _) => message.context.push_str(inside),
            (Some(Part::Id), _) => unescape(inside, from, &mut message.id),
            (Some(Part::Plural), _) => unescape(inside, from, &mut message.plural),
            (Some(Part::Translation), Some((_, text))) => unescape(inside, from, text),
            _ => return wrong(holder, start, "a string of PO stands behind a keyword"),
        }
    }
    finish(holder, message, &mut language, &mut entries);
    Ok(entries)
}

fn plural_form(keyword: &str) -> Option<usize> {
    let form = keyword.strip_prefix("msgstr[")?.strip_suffix(']')?;
    form.parse().ok()
}

fn finish(holder: &Arc<Holder>, message: Message, language: &mut String, entries: &mut Vec<Entry>) {
    let id = message.id.text();
    if id.is_empty() {
        // The header: lines of `Key: value`.
        if let Some((_, header)) = message.translations.first() {
            let tag = header
                .text()
                .lines()
                .find_map(|line| line.strip_prefix("Language:"));
            *language = tag
                .map(|tag| tag.trim().replace('_', "-"))
                .unwrap_or_default();
        }
        return;
    }
    let name = match message.context.as_str() {
        "" => id.to_owned(),
        context => format!("{context}: {id}"),
    };
    for (form, translation) in message.translations {
        if translation.text().is_empty() {
            continue;
        }
        let source = match message.plural.text() {
            plural if form > 0 && !plural.is_empty() => plural,
            _ => id,
        };
        let source = Source {
            text: source.to_owned(),
            language: String::new(),
        };
        let (text, inset) = translation.build(holder, name.clone());
        entries.push(Entry {
            text,
            inset,
            language: language.clone(),
            source: Some(source),
        });
    }
}

/// Undoes the escapes of C.
fn unescape(inside: &str, from: usize, into: &mut InsetBuilder) {
    let mut at = 0;
    while let Some(slash) = inside[at..].find('\\').map(|slash| at + slash) {
        into.verbatim(&inside[at..slash], from + at);
        let Some(escaped) = inside[slash + 1..].chars().next() else {
            at = slash;
            break;
        };
        let mut buffer = [0; 4];
        let meant = match escaped {
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            other => other.encode_utf8(&mut buffer),
        };
        let written = 1 + escaped.len_utf8();
        into.replaced(meant, from + slash, written);
        at = slash + written;
    }
    into.verbatim(&inside[at..], from + at);
}
