//! TMX 1.4 (LISA): the variants of every unit; the source language's is what the others were
//! translated from.

use std::sync::Arc;

use quick_xml::events::Event;

use super::Entry;
use super::xml::{add, attribute, events};
use crate::report::{Holder, InsetBuilder};
use crate::text::Source;

/// Every variant in another than the source language, where it is not empty.
pub(super) fn read(holder: &Arc<Holder>) -> anyhow::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let (mut source_language, mut unit, mut count) = (String::new(), String::new(), 0);
    let mut language = String::new();
    let mut variants: Vec<(String, InsetBuilder)> = Vec::new();
    // The segment that is open, and how many elements within it.
    let mut open: Option<usize> = None;
    events(holder, |event, at| match event {
        Event::Start(tag) => {
            if let Some(depth) = &mut open {
                *depth += 1;
                return;
            }
            match tag.local_name().as_ref() {
                "header" => source_language = attribute(tag, "srclang"),
                "tu" => {
                    count += 1;
                    let id = attribute(tag, "tuid");
                    unit = if id.is_empty() {
                        format!("unit {count}")
                    } else {
                        id
                    };
                }
                "tuv" => language = attribute(tag, "lang"),
                "seg" => {
                    variants.push((language.clone(), InsetBuilder::default()));
                    open = Some(0);
                }
                _ => {}
            }
        }
        Event::Empty(tag) if tag.local_name().as_ref() == "header" => {
            source_language = attribute(tag, "srclang");
        }
        Event::End(tag) => match &mut open {
            Some(depth) if *depth > 0 => *depth -= 1,
            Some(_) => open = None,
            None if tag.local_name().as_ref() == "tu" => {
                let variants = std::mem::take(&mut variants);
                entries.extend(translations(holder, &unit, &source_language, variants));
            }
            None => {}
        },
        text => {
            if let (Some(_), Some((_, segment))) = (open, variants.last_mut()) {
                add(segment, text, at);
            }
        }
    })?;
    Ok(entries)
}

fn translations(
    holder: &Arc<Holder>,
    unit: &str,
    source_language: &str,
    mut variants: Vec<(String, InsetBuilder)>,
) -> Vec<Entry> {
    // `*all*`: any of them may be the source, so that the first is as good as another.
    let of_source = |(language, _): &(String, InsetBuilder)| is_same(language, source_language);
    let source = variants.iter().position(of_source).map(|at| {
        let (language, text) = variants.remove(at);
        Source {
            text: text.text().to_owned(),
            language,
        }
    });
    let full = variants
        .into_iter()
        .filter(|(_, text)| !text.text().trim().is_empty());
    full.map(|(language, text)| {
        let (text, inset) = text.build(holder, unit);
        Entry {
            text,
            inset,
            language,
            source: source.clone(),
        }
    })
    .collect()
}

/// Whether a variant is in the source language: `en-GB` is English.
fn is_same(language: &str, source: &str) -> bool {
    let primary = |tag: &str| {
        tag.split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    language.eq_ignore_ascii_case(source) || primary(language) == primary(source)
}
