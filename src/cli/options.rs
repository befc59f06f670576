//! The options that several verbs share.

use clap::ValueEnum;

use crate::engine::Report;
use crate::flag::Severity;
use crate::text::{MediaType, OffsetEncoding};

/// The unit of printed offsets.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Unit {
    /// UTF-8 bytes
    #[default]
    Utf8,
    /// UTF-16 code units
    Utf16,
    /// Unicode code points
    Codepoints,
}

/// From which severity on the exit code is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Only critical flags fail
    Critical,
    /// Major flags and worse fail
    Major,
    /// Minor flags and worse fail
    Minor,
    /// Every flag fails
    Neutral,
    /// Nothing fails
    Never,
}

/// How markup is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Media {
    /// text/plain
    Text,
    /// text/html
    Html,
    /// text/markdown
    Markdown,
}

impl From<Unit> for OffsetEncoding {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Utf8 => OffsetEncoding::Utf8,
            Unit::Utf16 => OffsetEncoding::Utf16,
            Unit::Codepoints => OffsetEncoding::CodePoints,
        }
    }
}

impl From<Media> for MediaType {
    fn from(media: Media) -> Self {
        match media {
            Media::Text => MediaType::Plain,
            Media::Html => MediaType::Html,
            Media::Markdown => MediaType::Markdown,
        }
    }
}

impl FailOn {
    /// From which severity on a flag fails a run.
    pub fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Critical => Some(Severity::Critical),
            FailOn::Major => Some(Severity::Major),
            FailOn::Minor => Some(Severity::Minor),
            FailOn::Neutral => Some(Severity::Neutral),
            FailOn::Never => None,
        }
    }

    /// Whether `report` holds what fails a run.
    pub fn fails(self, report: &Report) -> bool {
        // Of the counts, not of the flags: those may have been cut.
        self.severity().is_some_and(|from| {
            let counts = &report.assessment.severities[from as usize..];
            counts.iter().any(|&count| count > 0)
        })
    }
}
