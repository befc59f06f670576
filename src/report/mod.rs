//! One file per output format; all of them take an [`Article`]. Knows no engine run, no file and
//! no socket: what to print is decided elsewhere.

mod columns;
mod concise;
mod full;
mod github;
mod gitlab;
mod html;
mod inset;
mod json;
mod junit;
mod sarif;
mod standing;

use std::io::{self, Write};
use std::ops::Range;

pub use columns::Columns;
pub use html::{HtmlReport, HtmlSettings, Meta};
pub use inset::{Holder, Inset, InsetBuilder};
pub use json::{ArticleRecord, ErrorBody, ErrorRecord, RuleRecord};
pub use standing::{CONFIDENCE, Standing};

use crate::engine::Report;
use crate::flag::{Flag, Severity};
use crate::text::{Document, Field, LineColumn, OffsetEncoding, Offsets};

/// One checked article, ready to be shown.
#[derive(Clone, Copy)]
pub struct Article<'a> {
    /// Its path as given, or its id.
    pub path: &'a str,
    /// Where it stands in a file that holds more than it.
    pub inset: Option<&'a Inset>,
    /// The article.
    pub doc: &'a Document,
    /// What was found in it.
    pub report: &'a Report,
    /// What was found, too, and does not count.
    pub suppressed: &'a [Suppressed],
}

/// A flag that somebody decided not to hear of.
#[derive(Clone, Debug, PartialEq)]
pub struct Suppressed {
    /// The flag.
    pub flag: Flag,
    /// Why it does not count.
    pub reason: Reason,
}

/// Why a flag does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A comment in the article says so, with its reason, which may be empty.
    Comment(String),
    /// It stands in the baseline.
    Baseline,
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
    /// SARIF 2.1.0: code scanning and editors
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// JUnit XML
    Junit,
    /// One page for people, with every article and its flags in place
    Html,
}

/// How to print.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The form.
    pub format: Format,
    /// The unit of offsets in JSON.
    pub offsets: OffsetEncoding,
    /// The terminal's width in columns.
    pub width: usize,
    /// What the page is called, where one is made.
    pub title: Option<String>,
}

/// Writes articles in one format to one place.
pub struct Printer<W> {
    out: W,
    settings: Settings,
    first: bool,
    page: HtmlReport,
}

impl<W: Write> Printer<W> {
    /// Prints to `out`.
    ///
    /// # Errors
    /// Those of the place written to.
    pub fn new(mut out: W, settings: Settings) -> io::Result<Self> {
        match settings.format {
            Format::Json | Format::Gitlab => out.write_all(b"[")?,
            Format::Sarif => sarif::head(&mut out)?,
            Format::Junit => junit::head(&mut out)?,
            Format::Full | Format::Concise | Format::Jsonl | Format::Github | Format::Html => {}
        }
        let page = HtmlReport::new(HtmlSettings::called(settings.title.clone()));
        Ok(Printer {
            out,
            settings,
            first: true,
            page,
        })
    }

    /// Prints one article, of which flags from `fail_from` on fail the run.
    ///
    /// # Errors
    /// Those of the place written to.
    pub fn article(&mut self, article: Article<'_>, fail_from: Option<Severity>) -> io::Result<()> {
        let Settings {
            format,
            offsets,
            width,
            ..
        } = self.settings;
        let out = &mut self.out;
        match format {
            Format::Full => full::write(out, article, width),
            Format::Concise => concise::write(out, article),
            Format::Json => {
                out.write_all(if self.first { b"\n" } else { b",\n" })?;
                self.first = false;
                json::write_article(out, article, offsets)
            }
            Format::Jsonl => json::write_flags(out, article, offsets),
            Format::Sarif => sarif::results(out, article, &mut self.first),
            Format::Github => github::write(out, article),
            Format::Gitlab => gitlab::write(out, article, &mut self.first),
            Format::Junit => junit::write(out, article, fail_from),
            Format::Html => {
                self.page.article(article, &Meta::default());
                Ok(())
            }
        }
    }

    /// Prints what comes behind the last article, and hands everything on.
    ///
    /// # Errors
    /// Those of the place written to.
    pub fn finish(mut self) -> io::Result<()> {
        match self.settings.format {
            Format::Json | Format::Gitlab if self.first => self.out.write_all(b"]\n")?,
            Format::Json | Format::Gitlab => self.out.write_all(b"\n]\n")?,
            Format::Sarif => sarif::tail(&mut self.out)?,
            Format::Junit => junit::tail(&mut self.out)?,
            Format::Html => self.page.finish(&mut self.out)?,
            Format::Full | Format::Concise | Format::Jsonl | Format::Github => {}
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

    /// Line and column of the start of a span in `field`, in the file.
    fn start(&self, field: Field, span: &Range<usize>) -> LineColumn {
        match self.inset.filter(|_| field == Field::Text) {
            Some(inset) => inset.line_column(inset.start(span.start)),
            None => self.line_column(field, span.start),
        }
    }

    /// Line and column behind the end of a span in `field`, in the file.
    fn end(&self, field: Field, span: &Range<usize>) -> LineColumn {
        match self.inset.filter(|_| field == Field::Text) {
            Some(inset) => inset.line_column(inset.end(span.end)),
            None => self.line_column(field, span.end),
        }
    }

    /// Start and end of a span in `field`, in the file, counted in `unit`.
    fn offsets(&self, field: Field, span: &Range<usize>, unit: OffsetEncoding) -> Range<usize> {
        if let Some(inset) = self.inset.filter(|_| field == Field::Text) {
            let at = |offset| inset.convert(offset, unit);
            return at(inset.start(span.start))..at(inset.end(span.end));
        }
        let (text, offsets) = self.field(field);
        let at = |at| offsets.map_or(at, |offsets| offsets.convert(text, at, unit));
        at(span.start)..at(span.end)
    }

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
