//! `TermBase` eXchange: a term of each language becomes a name, by its administrative status.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{BadList, NameEntry, table};

/// What is being read.
#[derive(Default)]
struct State {
    /// The names of the concept so far, one for each language.
    languages: Vec<NameEntry>,
    term: String,
    status: String,
    /// Where character data goes.
    into: Target,
    names: Vec<NameEntry>,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Target {
    #[default]
    Nowhere,
    Term,
    Status,
}

/// The names of a termbase.
pub fn names(text: &str) -> Result<Vec<NameEntry>, BadList> {
    let mut reader = Reader::from_str(text);
    let mut state = State::default();
    let mut depth = 0_usize;
    loop {
        let line = |at: u64| {
            let before =
                &text.as_bytes()[..text.len().min(usize::try_from(at).unwrap_or(usize::MAX))];
            1 + memchr::memchr_iter(b'\n', before).count()
        };
        let event = reader
            .read_event()
            .map_err(|error| BadList::new(line(reader.error_position()), error.to_string()))?;
        let here = || line(reader.buffer_position());
        match event {
            Event::Start(tag) => {
                depth += 1;
                state.open(&tag);
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                state.close(tag.local_name().as_ref(), here())?;
            }
            Event::Text(text) => state.take(&text.xml10_content()),
            Event::CData(text) => state.take(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let character = reference.resolve_char_ref().ok().flatten();
                match (resolve_predefined_entity(&name), character) {
                    (Some(text), _) => state.take(text),
                    (None, Some(character)) => state.take(character.encode_utf8(&mut [0; 4])),
                    (None, None) => {
                        let reason = format!("has an unknown entity `&{name};`");
                        return Err(BadList::new(here(), reason));
                    }
                }
            }
            Event::Eof if depth > 0 => {
                return Err(BadList::new(here(), "ends before it is complete"));
            }
            Event::Eof => return Ok(state.names),
            _ => {}
        }
    }
}

impl State {
    fn open(&mut self, tag: &BytesStart) {
        match tag.local_name().as_ref() {
            "langSet" | "langSec" => self.languages.push(NameEntry::default()),
            "tig" | "ntig" | "termSec" => {
                self.term.clear();
                self.status.clear();
            }
            "term" => self.into = Target::Term,
            "administrativeStatus" => self.into = Target::Status,
            "termNote" | "admin" if is_status(tag) => self.into = Target::Status,
            _ => {}
        }
    }

    fn take(&mut self, text: &str) {
        match self.into {
            Target::Nowhere => {}
            Target::Term => self.term.push_str(text),
            Target::Status => self.status.push_str(text),
        }
    }

    fn close(&mut self, tag: &str, line: usize) -> Result<(), BadList> {
        match tag {
            "term" | "termNote" | "admin" | "administrativeStatus" => self.into = Target::Nowhere,
            "tig" | "ntig" | "termSec" => self.file(),
            "termEntry" | "conceptEntry" => {
                for name in self.languages.drain(..) {
                    if name == NameEntry::default() {
                        continue;
                    }
                    if name.canonical.is_empty() {
                        let wrong = &name.misrenderings[0];
                        let reason = format!("has `{wrong}` deprecated and nothing to say instead");
                        return Err(BadList::new(line, reason));
                    }
                    table::verify(&name, line)?;
                    self.names.push(name);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts a term where its status says.
    fn file(&mut self) {
        let term = self.term.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(name) = self.languages.last_mut().filter(|_| !term.is_empty()) else {
            return;
        };
        // `preferredTerm-admn-sts` in the standard, `preferred` in many a tool.
        let status = self.status.trim();
        if status.starts_with("deprecated") || status.starts_with("superseded") {
            name.misrenderings.push(term);
        } else if name.canonical.is_empty() {
            name.canonical = term;
        } else if status.starts_with("preferred") {
            let first = std::mem::replace(&mut name.canonical, term);
            name.aliases.push(first);
        } else {
            name.aliases.push(term);
        }
    }
}

fn is_status(tag: &BytesStart) -> bool {
    let value = tag.try_get_attribute("type").ok().flatten();
    value.is_some_and(|attribute| {
        attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .is_ok_and(|value| {
                matches!(
                    value.as_ref(),
                    "administrativeStatus" | "normativeAuthorization"
                )
            })
    })
}
