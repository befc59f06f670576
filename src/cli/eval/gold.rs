//! Labelled articles: what is broken in them, where, and what is known to be sound.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

use crate::cli::record::{Keys, Record, mend_surrogates};
use crate::report::ErrorBody;
use crate::text::Document;

/// An article and what is known of it.
#[derive(Debug, Deserialize)]
pub struct Gold {
    /// The article's id; flags that come from a file are found by it.
    pub id: String,
    /// Its body.
    pub text: String,
    /// What is broken in it.
    #[serde(default)]
    pub expect: Vec<Label>,
    /// The families that find nothing in it unless they err.
    #[serde(default)]
    pub clean_for: Vec<String>,
}

/// One broken place.
#[derive(Debug, Deserialize)]
pub struct Label {
    /// The family that is to find it.
    pub family: String,
    /// The rule that is to find it, where the label says so.
    pub rule: Option<String>,
    /// Its start, in code points.
    pub start: usize,
    /// Its end, in code points.
    pub end: usize,
    /// Whether not finding it is a miss.
    #[serde(default = "required")]
    pub required: bool,
}

fn required() -> bool {
    true
}

impl Label {
    /// Its rule, or its family.
    pub fn name(&self) -> &str {
        self.rule.as_deref().unwrap_or(&self.family)
    }
}

impl Gold {
    /// Whether the labels say enough to judge a flag of `family`.
    pub fn judges(&self, family: &str) -> bool {
        self.expect.iter().any(|label| label.family == family)
            || self.clean_for.iter().any(|clean| clean == family)
    }

    /// The families its labels speak of, each once.
    pub fn families(&self) -> Vec<&str> {
        let labelled = self.expect.iter().map(|label| label.family.as_str());
        let mut families: Vec<&str> = labelled
            .chain(self.clean_for.iter().map(String::as_str))
            .collect();
        families.sort_unstable();
        families.dedup();
        families
    }

    /// Words, or a sixth of the code points where a script writes no spaces.
    pub fn words(&self) -> usize {
        // The four separators are white space to Python, in which these figures are defined, too.
        let blank = |c: char| c.is_whitespace() || ('\u{1C}'..='\u{1F}').contains(&c);
        let words = self.text.split(blank).filter(|word| !word.is_empty());
        words.count().max(self.text.chars().count() / 6)
    }
}

/// The labelled articles of a file, each as the engine reads it.
pub type Articles = Vec<(Gold, Result<Document, ErrorBody>)>;

/// Reads a file of labelled articles, JSON lines.
pub fn read(path: &Path) -> anyhow::Result<Articles> {
    let keys = Keys::new(&[], None, None)?;
    let mut articles = Vec::new();
    each_line(path, |number, line| {
        let gold = parse(line).context("it is no labelled article")?;
        let place = format!("line {number}");
        let record = Record::parse(line.as_bytes(), &place, &keys);
        articles.push((gold, record.article));
        Ok(())
    })?;
    Ok(articles)
}

/// Hands every line of a file that is not blank to `take`; errors name the file and the line.
pub fn each_line(
    path: &Path,
    mut take: impl FnMut(u64, &str) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let shown = path.display();
    let file = File::open(path).with_context(|| format!("cannot read {shown}"))?;
    // On line feeds alone: articles hold every other terminator.
    for (number, line) in (1..).zip(BufReader::new(file).split(b'\n')) {
        let line = line.with_context(|| format!("cannot read {shown}"))?;
        let place = || format!("{shown}:{number}");
        let line = std::str::from_utf8(&line).with_context(place)?;
        if !line.trim().is_empty() {
            take(number, line).with_context(place)?;
        }
    }
    Ok(())
}

/// Reads a record, also one with half of a surrogate pair.
pub fn parse<T: for<'de> Deserialize<'de>>(line: &str) -> serde_json::Result<T> {
    serde_json::from_str(line).or_else(|error| match mend_surrogates(line) {
        Some(mended) => serde_json::from_str(&mended),
        None => Err(error),
    })
}
