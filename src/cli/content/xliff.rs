//! XLIFF 1.2 and 2.x (OASIS): every target with its source, tags within them left out.

use std::sync::Arc;

use quick_xml::events::Event;

use super::Entry;
use super::xml::{add, attribute, events};
use crate::report::{Holder, InsetBuilder};
use crate::text::Source;

#[derive(Default)]
struct State {
    source_language: String,
    target_language: String,
    unit: String,
    source: InsetBuilder,
    /// The string that is open, and how many elements within it.
    open: Option<(Side, usize)>,
    target: InsetBuilder,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Source,
    Target,
}

/// Every target that is not empty.
pub(super) fn read(holder: &Arc<Holder>) -> anyhow::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut state = State::default();
    events(holder, |event, at| match event {
        Event::Start(tag) => {
            if let Some((_, depth)) = &mut state.open {
                *depth += 1;
                return;
            }
            match tag.local_name().as_ref() {
                // 1.2 says it of every file, 2.0 once of all.
                "file" | "xliff" => {
                    let either = |old: &str, new: &str| {
                        let value = attribute(tag, old);
                        if value.is_empty() {
                            attribute(tag, new)
                        } else {
                            value
                        }
                    };
                    for (language, said) in [
                        (
                            &mut state.source_language,
                            either("source-language", "srcLang"),
                        ),
                        (
                            &mut state.target_language,
                            either("target-language", "trgLang"),
                        ),
                    ] {
                        if !said.is_empty() {
                            *language = said;
                        }
                    }
                }
                "trans-unit" | "unit" => {
                    state.unit = attribute(tag, "id");
                    state.source = InsetBuilder::default();
                }
                "source" => {
                    state.source = InsetBuilder::default();
                    state.open = Some((Side::Source, 0));
                }
                "target" => {
                    state.target = InsetBuilder::default();
                    state.open = Some((Side::Target, 0));
                }
                _ => {}
            }
        }
        Event::End(_) => match &mut state.open {
            Some((_, depth)) if *depth > 0 => *depth -= 1,
            Some((Side::Source, _)) => state.open = None,
            Some((Side::Target, _)) => {
                state.open = None;
                entries.extend(state.entry(holder));
            }
            None => {}
        },
        text => match state.open {
            Some((Side::Source, _)) => add(&mut state.source, text, at),
            Some((Side::Target, _)) => add(&mut state.target, text, at),
            None => {}
        },
    })?;
    Ok(entries)
}

impl State {
    fn entry(&mut self, holder: &Arc<Holder>) -> Option<Entry> {
        let target = std::mem::take(&mut self.target);
        if target.text().trim().is_empty() {
            return None;
        }
        let (text, inset) = target.build(holder, self.unit.clone());
        Some(Entry {
            text,
            inset,
            language: self.target_language.clone(),
            source: Some(Source {
                text: self.source.text().to_owned(),
                language: self.source_language.clone(),
            }),
        })
    }
}
