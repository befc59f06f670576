//! JSON: the strings of a locale file of any depth, or those of named fields; one value a file or
//! one a line.

use std::sync::Arc;

use anyhow::bail;
use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::Entry;
use crate::report::{Holder, InsetBuilder};

/// The field of a record a line that holds the article, if none is named.
const USUAL: &str = "text";

/// JSON as RFC 8259 has it, nothing more.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The strings of the file's one value.
pub(super) fn read(holder: &Arc<Holder>, fields: &[String]) -> anyhow::Result<Vec<Entry>> {
    let mut strings = Strings::new(holder, fields, 0);
    strings.parse(holder.text(), "")?;
    Ok(strings.found)
}

/// The strings of one value a line.
pub(super) fn read_lines(holder: &Arc<Holder>, fields: &[String]) -> anyhow::Result<Vec<Entry>> {
    let usual = [USUAL.to_owned()];
    let fields = if fields.is_empty() { &usual } else { fields };
    let mut strings = Strings::new(holder, fields, 0);
    for (number, line) in holder.text().split_inclusive('\n').enumerate() {
        if !line.trim().is_empty() {
            strings.parse(line, &(number + 1).to_string())?;
        }
        strings.base += line.len();
    }
    Ok(strings.found)
}

struct Strings<'a> {
    holder: &'a Arc<Holder>,
    fields: &'a [String],
    /// Where in the file the value begins that is read now.
    base: usize,
    language: String,
    found: Vec<Entry>,
}

impl<'a> Strings<'a> {
    fn new(holder: &'a Arc<Holder>, fields: &'a [String], base: usize) -> Self {
        Strings {
            holder,
            fields,
            base,
            language: String::new(),
            found: Vec::new(),
        }
    }

    /// Reads one value; `name` is the number of its line, if it has the line for itself.
    fn parse(&mut self, text: &str, name: &str) -> anyhow::Result<()> {
        let collect = CollectOptions::default();
        match parse_to_ast(text, &collect, &STRICT) {
            Ok(parsed) => {
                if let Some(value) = parsed.value {
                    self.language = language(&value);
                    self.value(&value, name.to_owned());
                }
                Ok(())
            }
            Err(error) => {
                let before = &self.holder.text()[..self.base + error.range().start];
                let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
                bail!("line {line}: it is not JSON: {}", error.kind())
            }
        }
    }

    fn value(&mut self, value: &Value<'_>, pointer: String) {
        match value {
            Value::StringLit(string) if self.is_wanted(&pointer) => {
                self.string(string.range.start, string.range.end, pointer);
            }
            Value::Object(object) => {
                for property in &object.properties {
                    let key = property.name.as_str();
                    // What stands behind an at sign speaks of a message (Application Resource
                    // Bundle).
                    if !key.starts_with('@') {
                        let key = key.replace('~', "~0").replace('/', "~1");
                        self.value(&property.value, format!("{pointer}/{key}"));
                    }
                }
            }
            Value::Array(array) => {
                for (index, element) in array.elements.iter().enumerate() {
                    self.value(element, format!("{pointer}/{index}"));
                }
            }
            _ => {}
        }
    }

    /// Whether the string there is to be read: all are, unless fields are named.
    fn is_wanted(&self, pointer: &str) -> bool {
        let names = |field: &String| match field.strip_prefix('/') {
            // A pointer is one place, whatever the line.
            Some(_) => pointer[pointer.find('/').unwrap_or(0)..] == **field,
            None => pointer.rsplit('/').next() == Some(field),
        };
        self.fields.is_empty() || self.fields.iter().any(names)
    }

    /// Takes in the string literal between two offsets of the value.
    fn string(&mut self, start: usize, end: usize, pointer: String) {
        let from = self.base + start + 1;
        let inside = &self.holder.text()[from..self.base + end - 1];
        let mut text = InsetBuilder::default();
        unescape(inside, from, &mut text);
        if text.text().trim().is_empty() {
            return;
        }
        let (text, inset) = text.build(self.holder, pointer);
        self.found.push(Entry {
            text,
            inset,
            language: self.language.clone(),
            source: None,
        });
    }
}

/// What the value says of its language: `@@locale` of a resource bundle, `language` or `lang` of a
/// record.
fn language(value: &Value<'_>) -> String {
    let object = value.as_object();
    let said = |key: &str| object?.get_string(key).map(|said| said.value.to_string());
    let tag = said("@@locale")
        .or_else(|| said("language"))
        .or_else(|| said("lang"));
    tag.map(|tag| tag.replace('_', "-")).unwrap_or_default()
}

/// Undoes the escapes of JSON; the parser has seen that they are whole.
fn unescape(inside: &str, from: usize, into: &mut InsetBuilder) {
    let mut at = 0;
    while let Some(slash) = inside[at..].find('\\').map(|slash| at + slash) {
        into.verbatim(&inside[at..slash], from + at);
        let escape = &inside[slash..];
        let mut buffer = [0; 4];
        let (meant, written) = match escape.as_bytes().get(1) {
            Some(b'n') => ("\n", 2),
            Some(b't') => ("\t", 2),
            Some(b'r') => ("\r", 2),
            Some(b'b') => ("\u{8}", 2),
            Some(b'f') => ("\u{C}", 2),
            Some(b'u') => {
                let (character, written) = unicode(escape);
                (&*character.encode_utf8(&mut buffer), written)
            }
            Some(_) => (escape.get(1..2).unwrap_or_default(), 2),
            None => ("", 1),
        };
        into.replaced(meant, from + slash, written);
        at = slash + written;
    }
    into.verbatim(&inside[at..], from + at);
}

/// The character that `\uXXXX`, or two of them for one beyond the basic plane, stands for, and how
/// long that is; U+FFFD for half a pair.
fn unicode(escape: &str) -> (char, usize) {
    let unit = |at: usize| u16::from_str_radix(escape.get(at..at + 4)?, 16).ok();
    let second = escape
        .get(6..8)
        .filter(|&mark| mark == "\\u")
        .and_then(|_| unit(8));
    let pair = [unit(2).unwrap_or(0xFFFD), second.unwrap_or(0)];
    match char::decode_utf16(pair).next() {
        Some(Ok(character)) => (character, 6 * character.len_utf16()),
        _ => (char::REPLACEMENT_CHARACTER, 6),
    }
}
