//! What a file holds: one article, or many, as translation files do. One file per kind; each knows
//! the form of its kind and where in the file every translation stands, nothing else.

mod front_matter;
mod json;
mod po;
mod properties;
mod sibling;
mod tmx;
mod xliff;
mod xml;

use std::path::Path;
use std::sync::Arc;

use anyhow::bail;

pub use front_matter::front_matter;
pub use sibling::{pair, siblings};

use crate::report::{Holder, Inset};
use crate::text::Source;

/// One article of a file.
pub struct Entry {
    /// Its text.
    pub text: String,
    /// Where that stands in the file.
    pub inset: Inset,
    /// Its language, as the file says; empty where it does not.
    pub language: String,
    /// The text it was translated from and the language of that, where the file has it.
    pub source: Option<Source>,
}

/// A form in which a file holds many articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// gettext: every msgstr, its msgid as source
    Po,
    /// XLIFF 1.2 and 2.x: every target, with its source
    Xliff,
    /// TMX 1.4: every variant but the source language's, with that as source
    Tmx,
    /// Java properties: every value
    Properties,
    /// JSON of any depth: every string, or those of --field
    Json,
    /// One JSON record a line: the strings of --field, `text` if not given
    Jsonl,
}

impl Kind {
    /// What a file of that name holds; `None`: one article.
    pub fn of(path: &Path) -> Option<Kind> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match ending.as_str() {
            "po" => Kind::Po,
            "xlf" | "xliff" => Kind::Xliff,
            "tmx" => Kind::Tmx,
            "properties" => Kind::Properties,
            "json" | "arb" => Kind::Json,
            "jsonl" | "ndjson" => Kind::Jsonl,
            _ => return None,
        })
    }

    /// Whether a file of this kind holds translations alone, and their sources are in another.
    pub fn is_of_one_language(self) -> bool {
        matches!(self, Kind::Properties | Kind::Json)
    }

    /// The articles of a file of this kind. `fields` name those of a JSON record: a key, or a
    /// pointer such as `/article/body` (RFC 6901).
    ///
    /// # Errors
    /// What is wrong with the file, and its line.
    pub fn read(self, text: String, fields: &[String]) -> anyhow::Result<Vec<Entry>> {
        let holder = Holder::new(text);
        match self {
            Kind::Po => po::read(&holder),
            Kind::Xliff => xliff::read(&holder),
            Kind::Tmx => tmx::read(&holder),
            Kind::Properties => Ok(properties::read(&holder)),
            Kind::Json => json::read(&holder, fields),
            Kind::Jsonl => json::read_lines(&holder, fields),
        }
    }
}

/// The error that something is wrong at the byte `at`.
fn wrong<T>(holder: &Arc<Holder>, at: usize, what: &str) -> anyhow::Result<T> {
    let line = holder.text()[..at].bytes().filter(|&b| b == b'\n').count() + 1;
    bail!("line {line}: {what}")
}
