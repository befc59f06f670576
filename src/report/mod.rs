//! One file per output format; all of them take an [`Article`]. Knows no engine run, no file and
//! no socket: what to print is decided elsewhere.

mod concise;
mod full;
mod json;

use std::io::{self, Write};

pub use json::{ArticleRecord, ErrorBody, ErrorRecord, RuleRecord};

use crate::engine::Report;
use crate::text::{Document, Field, LineColumn, OffsetEncoding, Offsets};

/// One checked article, ready to be shown.
#[derive(Clone, Copy)]
pub struct Article<'a> {
    /// Its path as given, or its id.
    pub path: &'a str,
    /// The article.
    pub doc: &'a Document,
    /// What was found in it.
    pub report: &'a Report,
}

/// How `check` shows what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A snippet for every flag and a summary: for people
    Full,
    /// One line for every flag
    Concise,
    /// One JSON array of articles
    Json,
    /// One JSON object a flag, one a line
    Jsonl,
}

/// Writes articles in one format to one place.
pub struct Printer<W> {
    out: W,
    format: Format,
    offsets: OffsetEncoding,
    width: usize,
    articles: usize,
}

impl<W: Write> Printer<W> {
    /// Prints to `out`; `width` is the terminal's, in columns.
    pub fn new(out: W, format: Format, offsets: OffsetEncoding, width: usize) -> Self {
        Printer {
            out,
            format,
            offsets,
            width,
            articles: 0,
        }
    }

    /// Prints one article.
    ///
    /// # Errors
    /// Those of the place written to.
    pub fn article(&mut self, article: Article<'_>) -> io::Result<()> {
        self.articles += 1;
        match self.format {
            Format::Full => full::write(&mut self.out, article, self.width),
            Format::Concise => concise::write(&mut self.out, article),
            Format::Json => {
                self.out
                    .write_all(if self.articles == 1 { b"[\n" } else { b",\n" })?;
                json::write_article(&mut self.out, article, self.offsets)
            }
            Format::Jsonl => json::write_flags(&mut self.out, article, self.offsets),
        }
    }

    /// Prints what comes behind the last article, and hands everything on.
    ///
    /// # Errors
    /// Those of the place written to.
    pub fn finish(mut self) -> io::Result<()> {
        if self.format == Format::Json {
            self.out.write_all(if self.articles == 0 {
                b"[]\n"
            } else {
                b"\n]\n"
            })?;
        }
        self.out.flush()
    }
}

impl<'a> Article<'a> {
    /// The text a span in `field` indexes, and its offsets.
    fn field(&self, field: Field) -> (&'a str, Option<&'a Offsets>) {
        match field {
            Field::Text => (self.doc.input(), Some(self.doc.offsets())),
            Field::Title => self
                .doc
                .title()
                .map_or(("", None), |title| (title.input(), Some(title.offsets()))),
            Field::Source => (self.doc.source().map_or("", |source| &source.text), None),
        }
    }

    /// Line and column of a byte offset in `field`.
    fn line_column(&self, field: Field, at: usize) -> LineColumn {
        match self.field(field) {
            (text, Some(offsets)) => offsets.line_column(text, at),
            (text, None) => Offsets::of(text).line_column(text, at),
        }
    }
}

/// A field as written in JSON.
fn field_name(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Text => "text",
        Field::Source => "source",
    }
}
