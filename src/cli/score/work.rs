//! One batch of records: read in one thread, checked on all cores, written in a third.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::SyncSender;

use anyhow::{Context, bail};

use super::form::{Form, json};
use super::input::{Line, Source};
use super::summary::{Digest, Summary};
use crate::cli::checker::Checker;
use crate::cli::options::FailOn;
use crate::cli::record::{Keys, Record};
use crate::cli::terms::Terms;
use crate::engine::Report;
use crate::report::{ErrorBody, ErrorRecord, Meta};
use crate::text::{Document, OffsetEncoding};

/// A batch holds no more than this many bytes of input, but at least one record.
const BATCH_BYTES: usize = 1 << 20;

/// A batch holds no more than this many records.
const BATCH_LINES: usize = 256;

/// Records of one or several inputs.
#[derive(Default)]
pub struct Batch {
    /// The records, and the name of the input of each.
    lines: Vec<(Arc<str>, Line)>,
    bytes: usize,
    /// The input that was read last, and how many of its records were read.
    pub input: usize,
    pub records: u64,
}

/// What came of a batch.
#[derive(Default)]
pub struct Done {
    /// The articles, where a page is made of them, with their ids.
    pub shown: Vec<(String, Document, Report, Meta)>,
    /// A line an article, in the order of the input.
    pub lines: Vec<u8>,
    /// A line of JSON a bad record.
    pub errors: Vec<u8>,
    /// Whether a flag fails the run.
    pub found: bool,
}

/// How records become lines.
pub struct Work<'a> {
    pub checker: &'a Checker,
    pub terms: &'a Terms,
    pub keys: &'a Keys,
    pub form: Form,
    pub unit: OffsetEncoding,
    pub fail_on: FailOn,
    /// Whether a page is made of the articles.
    pub shows: bool,
}

/// Reads the inputs from the record behind `skipped` of the input `first` on, and sends batches.
pub fn read(
    sources: &[Source],
    (first, skipped): (usize, u64),
    keys: &Keys,
    read: &Arc<AtomicU64>,
    to_work: &SyncSender<anyhow::Result<Batch>>,
) {
    let mut batch = Batch::default();
    let send = |batch: &mut Batch, most: usize| {
        let is_due = batch.lines.len() >= most || batch.bytes >= BATCH_BYTES;
        !is_due || to_work.send(Ok(std::mem::take(batch))).is_ok()
    };
    for (at, source) in sources.iter().enumerate().skip(first) {
        let skipped = if at == first { skipped } else { 0 };
        let mut each = || -> anyhow::Result<bool> {
            let name: Arc<str> = source.name().into();
            let mut records = source.records(keys, read)?;
            let mut count = 0;
            while let Some(line) = records
                .next()
                .with_context(|| format!("cannot read {name}"))?
            {
                count += 1;
                if count <= skipped {
                    continue;
                }
                batch.bytes += line.bytes.len();
                (batch.input, batch.records) = (at, count);
                batch.lines.push((Arc::clone(&name), line));
                if !send(&mut batch, BATCH_LINES) {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        match each() {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                // What was read whole is still checked.
                if send(&mut batch, 1) {
                    // Nobody listens any more when this fails: the run is over.
                    let _ = to_work.send(Err(error));
                }
                return;
            }
        }
    }
    if !batch.lines.is_empty() {
        send(&mut batch, 1);
    }
}

/// What came of one record.
struct Told {
    line: Vec<u8>,
    outcome: Result<Digest, ErrorBody>,
    /// The article itself, where a page is made of it.
    shown: Option<(Document, Report, Meta)>,
    id: String,
    found: bool,
}

impl Work<'_> {
    /// Checks a batch.
    ///
    /// # Errors
    /// The servers are gone.
    pub fn check(&self, batch: &Batch, summary: &mut Summary) -> anyhow::Result<Done> {
        let records: Vec<&(Arc<str>, Line)> = batch
            .lines
            .iter()
            .filter(|(_, line)| !line.bytes.trim_ascii().is_empty())
            .collect();
        let read = |(name, line): &(Arc<str>, Line)| {
            let record = Record::parse(&line.bytes, line, self.keys);
            let id = record.id.unwrap_or_else(|| match &line.path {
                Some(path) => path.clone(),
                None => format!("{name}:{}", line.number),
            });
            let meta = Meta {
                group: record.group,
                date: record.date,
            };
            ((id, meta), record.article)
        };
        let told = self
            .checker
            .check_each(self.terms, records, read, |(id, meta), answer| Told {
                line: self.form.line(&id, &answer, self.unit),
                found: answer
                    .as_ref()
                    .is_ok_and(|(_, report)| self.fail_on.fails(report)),
                outcome: match &answer {
                    Ok((_, report)) => Ok(Digest::of(report, meta.group.clone())),
                    Err(error) => Err(error.clone()),
                },
                shown: answer
                    .ok()
                    .filter(|_| self.shows)
                    .map(|(doc, report)| (doc, report, meta)),
                id,
            });
        // Where a server answers, nothing else is without an answer.
        let gone =
            |told: &&Told| matches!(&told.outcome, Err(error) if error.code == "UNAVAILABLE");
        if told.iter().all(|told| told.outcome.is_err())
            && let Some(Err(error)) = told.iter().find(gone).map(|told| &told.outcome)
        {
            bail!("no server answers: {}", error.message);
        }
        let mut done = Done::default();
        for told in told {
            done.lines.extend(told.line);
            done.found |= told.found;
            match told.outcome {
                Ok(digest) => {
                    summary.add(digest);
                    let shown = told
                        .shown
                        .map(|(doc, report, meta)| (told.id, doc, report, meta));
                    done.shown.extend(shown);
                }
                Err(error) => {
                    summary.error();
                    let (id, error) = (&*told.id, &error);
                    done.errors.extend(json(&ErrorRecord { id, error }));
                }
            }
        }
        Ok(done)
    }
}
