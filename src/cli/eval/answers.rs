//! What was said of each labelled article: by the engine now, or by a run whose output is in a file.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::gold::{self, Gold};
use crate::cli::checker::Checker;
use crate::cli::terms::Terms;
use crate::engine::Report;
use crate::flag::Severity;
use crate::report::ErrorBody;
use crate::text::{Document, Field, OffsetEncoding, Offsets};

/// So many articles are checked at once.
const AT_ONCE: usize = 256;

/// A flag, as far as labels can judge it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// `family/name`.
    pub rule: String,
    /// Its family.
    pub family: String,
    /// Whether it costs nothing.
    pub neutral: bool,
    /// The probability it claims to be right with.
    pub confidence: f64,
    /// Its start, in code points.
    pub start: usize,
    /// Its end, in code points.
    pub end: usize,
}

/// What a run says of each article, in the order of the labels; none where it has no answer.
pub type Answers = Vec<Option<Vec<Said>>>;

#[derive(Deserialize)]
struct AnswerRecord {
    id: String,
    #[serde(default)]
    flags: Vec<FlagRecord>,
}

#[derive(Deserialize)]
struct FlagRecord {
    rule: String,
    family: Option<String>,
    severity: Option<String>,
    confidence: Option<f64>,
    start: usize,
    end: usize,
    field: Option<String>,
    excerpt: Option<String>,
}

/// Lets `checker` read the articles.
pub fn from_engine(
    checker: &Checker,
    terms: &Terms,
    documents: Vec<Result<Document, ErrorBody>>,
) -> Answers {
    let mut answers = Vec::with_capacity(documents.len());
    let mut documents = documents.into_iter().map(|doc| (terms, doc));
    loop {
        let batch: Vec<_> = documents.by_ref().take(AT_ONCE).collect();
        if batch.is_empty() {
            return answers;
        }
        for answer in checker.check_all(batch) {
            answers.push(answer.ok().map(|(doc, report)| said(&doc, &report)));
        }
    }
}

/// Reads the output of `score`. The unit of its offsets is `unit`; when that is not told, the one in
/// which the excerpts of the flags stand where their spans point.
pub fn from_file(
    path: &Path,
    articles: &[Gold],
    unit: Option<OffsetEncoding>,
) -> anyhow::Result<Answers> {
    let mut records: HashMap<String, Vec<FlagRecord>> = HashMap::new();
    gold::each_line(path, |_, line| {
        let record: AnswerRecord = gold::parse(line).context("it is no record of `score`")?;
        records.insert(record.id, record.flags);
        Ok(())
    })?;
    let unit = match unit {
        Some(unit) => unit,
        None => unit_of(articles, &records)
            .with_context(|| format!("{}: its flags are of other articles", path.display()))?,
    };
    let answer = |gold: &Gold| -> anyhow::Result<Option<Vec<Said>>> {
        let Some(flags) = records.get(&gold.id) else {
            return Ok(None);
        };
        let offsets = Offsets::of(&gold.text);
        let flags = flags.iter().filter(|flag| flag.is_of_text());
        let said = flags.map(|flag| flag.said(gold, &offsets, unit));
        said.collect::<anyhow::Result<_>>().map(Some)
    };
    articles
        .iter()
        .map(answer)
        .collect::<anyhow::Result<_>>()
        .with_context(|| path.display().to_string())
}

fn said(doc: &Document, report: &Report) -> Vec<Said> {
    let place = |at| {
        let offsets = doc.offsets();
        offsets.convert(doc.input(), at, OffsetEncoding::CodePoints)
    };
    let of_text = report.flags.iter().filter(|flag| flag.field == Field::Text);
    of_text
        .map(|flag| Said {
            rule: flag.rule.to_string(),
            family: flag.family().into(),
            neutral: flag.severity == Severity::Neutral,
            confidence: flag.confidence.into(),
            start: place(flag.span.start),
            end: place(flag.span.end),
        })
        .collect()
}

/// The unit that fits the excerpts best, if one fits most of them.
fn unit_of(
    articles: &[Gold],
    records: &HashMap<String, Vec<FlagRecord>>,
) -> anyhow::Result<OffsetEncoding> {
    // Where all fit alike, as in ASCII, the first is as good as any.
    const UNITS: [OffsetEncoding; 3] = [
        OffsetEncoding::CodePoints,
        OffsetEncoding::Utf8,
        OffsetEncoding::Utf16,
    ];
    let (mut fits, mut asked) = ([0; UNITS.len()], 0);
    for gold in articles {
        let offsets = Offsets::of(&gold.text);
        for flag in records.get(&gold.id).into_iter().flatten() {
            // A long excerpt is shortened.
            let excerpt = flag.excerpt.as_deref().filter(|e| !e.contains('…'));
            let Some(excerpt) = excerpt.filter(|_| flag.is_of_text()) else {
                continue;
            };
            asked += 1;
            for (fits, unit) in fits.iter_mut().zip(UNITS) {
                let start = offsets.to_byte(&gold.text, flag.start, unit);
                let end = offsets.to_byte(&gold.text, flag.end, unit);
                let there = start
                    .zip(end)
                    .and_then(|(start, end)| gold.text.get(start..end));
                *fits += usize::from(there == Some(excerpt));
            }
        }
    }
    let most = fits.into_iter().max().unwrap_or_default();
    ensure!(2 * most >= asked, "their excerpts stand somewhere else");
    Ok(UNITS[fits.iter().position(|&n| n == most).unwrap_or_default()])
}

impl FlagRecord {
    fn is_of_text(&self) -> bool {
        self.field.as_deref().is_none_or(|field| field == "text")
    }

    fn said(&self, gold: &Gold, offsets: &Offsets, unit: OffsetEncoding) -> anyhow::Result<Said> {
        let place = |at| {
            let byte = offsets.to_byte(&gold.text, at, unit);
            let byte = byte.with_context(|| {
                let id = &gold.id;
                format!("a flag of article {id} points outside its text, to {at}; see --offsets")
            })?;
            anyhow::Ok(offsets.convert(&gold.text, byte, OffsetEncoding::CodePoints))
        };
        let family = self.rule.split_once('/').map_or("", |(family, _)| family);
        Ok(Said {
            family: self.family.clone().unwrap_or_else(|| family.into()),
            neutral: self.severity.as_deref() == Some(Severity::Neutral.as_str()),
            confidence: self.confidence.unwrap_or(1.0),
            start: place(self.start)?,
            end: place(self.end)?,
            rule: self.rule.clone(),
        })
    }
}
