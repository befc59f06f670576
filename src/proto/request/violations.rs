//! What is wrong with a request: every bad field by its path, with what it should be.

use std::fmt;

/// A request that cannot be worked on: all that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Invalid(pub Vec<Violation>);

/// One bad field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The path from the `CheckRequest`, such as `policy.select[2]`.
    pub field: String,
    /// What is wrong with it.
    pub description: String,
}

/// The most bytes of a language tag; RFC 5646 asks for room for 35.
const TAG_BYTES: usize = 64;

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(
                f,
                "{separator}`{}` {}",
                violation.field, violation.description
            )?;
        }
        Ok(())
    }
}

/// Everything wrong with a request so far.
#[derive(Default)]
pub(super) struct Violations(Vec<Violation>);

impl Violations {
    /// How many there are.
    pub(super) fn found(&self) -> usize {
        self.0.len()
    }

    pub(super) fn add(&mut self, field: impl Into<String>, description: impl Into<String>) {
        self.0.push(Violation {
            field: field.into(),
            description: description.into(),
        });
    }

    pub(super) fn unknown(&mut self, field: impl Into<String>, number: i32) {
        self.add(
            field,
            format!("has the value {number}, which is not known here"),
        );
    }

    /// Whether `bytes` is more than a text may have.
    pub(super) fn text(&mut self, field: &str, bytes: usize, most: usize) -> bool {
        if bytes > most {
            self.add(field, format!("has {bytes} bytes, the limit is {most}"));
        }
        bytes > most
    }

    /// Whether there are more than `most` entries.
    pub(super) fn count(&mut self, field: impl Into<String>, entries: usize, most: usize) -> bool {
        if entries > most {
            self.add(field, format!("has {entries} entries, the limit is {most}"));
        }
        entries > most
    }

    pub(super) fn tag(&mut self, field: &str, tag: &str) {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if tag.len() > TAG_BYTES || !tag.bytes().all(fits) {
            self.add(field, "is not a BCP 47 tag");
        }
    }

    pub(super) fn or<T>(self, read: T) -> Result<T, Invalid> {
        if self.0.is_empty() {
            Ok(read)
        } else {
            Err(Invalid(self.0))
        }
    }
}
