//! What the XML kinds share: the events of a file with the place of each.

use std::borrow::Cow;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::wrong;
use crate::report::{Holder, InsetBuilder};

/// Calls `each` with every event and its place in the file.
pub(super) fn events<'h>(
    holder: &'h Arc<Holder>,
    mut each: impl FnMut(&Event<'h>, usize),
) -> anyhow::Result<()> {
    let mut reader = Reader::from_str(holder.text());
    loop {
        let at = reader.buffer_position() as usize;
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => each(&event, at),
            Err(error) => {
                let at = reader.error_position() as usize;
                return wrong(holder, at.min(holder.text().len()), &error.to_string());
            }
        }
    }
}

/// Adds what a text event at `at` says; a reference to a character or entity is one piece.
pub(super) fn add(into: &mut InsetBuilder, event: &Event<'_>, at: usize) {
    match event {
        Event::Text(text) => into.verbatim(text, at),
        Event::CData(text) => into.verbatim(text, at + "<![CDATA[".len()),
        Event::GeneralRef(name) => {
            let written = name.len() + "&;".len();
            let meant = match name.resolve_char_ref() {
                Ok(Some(character)) => Some(character.to_string()),
                _ => quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned),
            };
            into.replaced(&meant.unwrap_or_default(), at, written);
        }
        _ => {}
    }
}

/// The value of an attribute, whatever the prefix of its name; empty where there is none.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    tag.attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| {
            attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .ok()
                .map(Cow::into_owned)
        })
        .unwrap_or_default()
}
