//! `mtflag score`: a batch of articles, one record in, one record out, in order.

mod checkpoint;
mod form;
mod input;
mod output;
mod progress;
mod row_groups;
mod summary;
mod work;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use anyhow::{Context, anyhow, bail};
use clap::Args;
use sha2::{Digest, Sha256};

use self::checkpoint::Checkpoint;
use self::form::Form;
use self::input::Source;
use self::output::{Output, Stream};
use self::progress::{Progress, Way};
use self::summary::Summary;
use self::work::{Batch, Work};
use super::Outcome;
use super::checker::Checker;
use super::config::ConfigArguments;
use super::options::{FailOn, Unit};
use super::record::Keys;
use super::servers::Servers;
use super::terms::{PolicyArguments, Settings};
use crate::report::{Article, HtmlReport, HtmlSettings};

/// The arguments of `score`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// JSON lines, CSV or TSV, plain or packed (.gz, .zst), Parquet, folders of such and of texts, or
    /// - for JSON lines from standard input
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,
    /// Where to write: JSON lines, a table where it ends in .csv, either packed where it ends in .gz
    /// or .zst, Parquet where it ends in .parquet; standard output when not given
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The name standard input goes by: its ending tells the form, and records without an id are
    /// named after it
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// Go on where a run with the same options was cut
    #[arg(long, requires = "output")]
    resume: bool,
    /// Write bad records there, too, one a line
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Write what was found as a whole there: JSON where it ends in .json, else text
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
    /// Compare the articles by this key of the record in the summary
    #[arg(long, value_name = "KEY")]
    group_by: Option<String>,
    /// Make a page of what was found, to be opened in a browser
    #[arg(long, value_name = "FILE", conflicts_with = "resume")]
    report: Option<PathBuf>,
    /// What the page is called; the inputs when not given
    #[arg(long, value_name = "TEXT", requires = "report")]
    report_title: Option<String>,
    /// The key of the record that holds the date, for the page
    #[arg(long, value_name = "KEY")]
    date: Option<String>,
    /// Rows of a row group of Parquet, about: what a run that was cut has to do again at most
    #[arg(long, value_name = "N", default_value_t = 16_384)]
    row_group_rows: usize,
    /// How to tell how far it is
    #[arg(long, value_enum, default_value_t)]
    progress: Way,
    /// Unit of `start` and `end`
    #[arg(long, value_enum, default_value_t)]
    offsets: Unit,
    /// From which severity on the exit code is 1
    #[arg(long, value_enum, default_value = "never")]
    fail_on: FailOn,
    /// Read a part of the record from another key; repeatable. Parts: id, text, `raw_base64`,
    /// charset, title, language, `media_type`, `source_text`, `source_language`
    #[arg(long = "field", value_name = "PART=KEY")]
    fields: Vec<String>,
    /// With more bad records than this the exit code is 2
    #[arg(long, value_name = "N", default_value_t = 0)]
    max_errors: u64,
    #[command(flatten)]
    config: ConfigArguments,
    #[command(flatten)]
    policy: PolicyArguments,
    #[command(flatten)]
    servers: Servers,
}

/// Scores the inputs.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let terms = arguments.policy.terms(Some(&arguments.config))?;
    let checker = Checker::on(&terms, &arguments.servers)?;
    let keys = Keys::new(
        &arguments.fields,
        arguments.group_by.as_deref(),
        arguments.date.as_deref(),
    )?;
    let stdin = arguments.stdin_filename.as_deref();
    let sources = input::sources(&arguments.inputs, stdin)?;
    let told = arguments.told(&sources, &terms.settings);
    let Some(start) = arguments.start(told)? else {
        anstream::eprintln!("mtflag: the run is complete: there is nothing to go on with");
        return Ok(Outcome::Clean);
    };
    let work = Work {
        checker: &checker,
        terms: &terms,
        keys: &keys,
        form: Form::of(arguments.output.as_deref()),
        unit: arguments.offsets.into(),
        fail_on: arguments.fail_on,
        shows: arguments.report.is_some(),
    };
    let mut page = HtmlReport::new(HtmlSettings::called(Some(arguments.title())));
    let state = arguments.check(&sources, &work, start, &mut page)?;
    if let Some(path) = &arguments.report {
        let out = super::output::create(path)?;
        page.finish(&mut io::BufWriter::new(out))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    arguments.conclude(&state)
}

/// What goes from the checking of a batch to the writing of it.
struct Written {
    lines: Vec<u8>,
    errors: Vec<u8>,
    state: Checkpoint,
}

impl Arguments {
    /// What decides the output, so that a run is only taken up with the same.
    fn told(&self, sources: &[Source], settings: &Settings) -> String {
        let mut hash = Sha256::new();
        hash.update(env!("CARGO_PKG_VERSION"));
        for source in sources {
            hash.update(source.name());
            hash.update([0]);
        }
        let decisive = (settings, &self.fields, &self.group_by, self.offsets);
        hash.update(format!("{decisive:?}"));
        hash.update(self.row_group_rows.to_le_bytes());
        let digest = hash.finalize();
        digest[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// What the page is called.
    fn title(&self) -> String {
        if let Some(title) = &self.report_title {
            return title.clone();
        }
        let names = self.inputs.iter().map(|path| path.display().to_string());
        names.collect::<Vec<_>>().join(", ")
    }

    /// Where to begin; `None`: everything is done.
    fn start(&self, told: String) -> anyhow::Result<Option<Checkpoint>> {
        let Some(output) = self.output.as_deref().filter(|_| self.resume) else {
            return Ok(Some(Checkpoint::start(told)));
        };
        let path = Checkpoint::path(output);
        match Checkpoint::read(&path, &told)? {
            Some(checkpoint) => Ok(Some(checkpoint)),
            // The checkpoint is there before the output and goes when that is whole.
            None if output.exists() => {
                row_groups::clear(output)?;
                Ok(None)
            }
            None => Ok(Some(Checkpoint::start(told))),
        }
    }

    /// Checks what is left, and gives the state behind it.
    fn check(
        &self,
        sources: &[Source],
        work: &Work<'_>,
        mut state: Checkpoint,
        page: &mut HtmlReport,
    ) -> anyhow::Result<Checkpoint> {
        let checkpoint = self.output.as_deref().map(Checkpoint::path);
        let regular = |path: &PathBuf| !path.exists() || path.is_file();
        let checkpoint = checkpoint.filter(|_| self.output.as_ref().is_some_and(regular));
        let checkpoint = checkpoint.as_deref();
        if let Some(path) = checkpoint {
            state.write(path)?;
        }
        let out = Output::open(
            self.output.as_deref(),
            work.form,
            state.output,
            self.row_group_rows,
        )?;
        let errors = self.errors.as_deref();
        let errors = errors
            .map(|path| Stream::file(path, Form::of(None), state.errors))
            .transpose()?;
        let read = Arc::new(AtomicU64::new(0));
        let sizes: Option<Vec<u64>> = sources.iter().map(Source::size).collect();
        let size = sizes.map(|sizes| sizes.iter().skip(state.input).sum());
        let done = state.summary.articles + state.summary.errors;
        let mut progress = Progress::new(self.progress, size, Arc::clone(&read), done);
        let start = (state.input, state.records);
        let kept = AtomicU64::new(done);
        // One batch being read, one worked on and one written: bounded, and no core waits for the
        // disk.
        let outcome = thread::scope(|scope| -> anyhow::Result<()> {
            let (to_work, batches) = sync_channel(1);
            let (to_write, written) = sync_channel::<Written>(1);
            let counter = &read;
            scope.spawn(move || work::read(sources, start, work.keys, counter, &to_work));
            let kept = &kept;
            let writer = scope.spawn(move || write(out, errors, checkpoint, &written, kept));
            let worked = each(batches, work, &mut state, page, |done| {
                progress.tell(&done.state.summary);
                to_write.send(done).is_ok()
            });
            drop(to_write);
            let out = writer.join().map_err(|_| anyhow!("the writer stopped"))??;
            worked?;
            out.finish()
        });
        progress.finish();
        if let (Err(error), Some(output), Some(_)) = (&outcome, &self.output, checkpoint) {
            bail!(
                "{error:#}; {} records are done: go on with --resume -o {}",
                kept.into_inner(),
                output.display()
            );
        }
        outcome?;
        Ok(state)
    }

    /// Tells what was found and takes the checkpoint away.
    fn conclude(&self, state: &Checkpoint) -> anyhow::Result<Outcome> {
        let summary = &state.summary;
        if let Some(path) = &self.summary {
            self.write_summary(path, summary)?;
        }
        if let Some(output) = &self.output {
            let path = Checkpoint::path(output);
            if path.exists() {
                std::fs::remove_file(&path)
                    .with_context(|| format!("cannot remove {}", path.display()))?;
            }
            row_groups::clear(output)?;
        }
        if summary.articles + summary.errors == 0 {
            let names: Vec<_> = self
                .inputs
                .iter()
                .map(|path| path.display().to_string())
                .collect();
            anstream::eprintln!("mtflag: no input: {} holds no records", names.join(", "));
            return Ok(Outcome::NoInput);
        }
        if summary.errors > 0 {
            let plural = if summary.errors == 1 { "" } else { "s" };
            anstream::eprintln!(
                "mtflag: {} bad record{plural} of {}, reported in place",
                summary.errors,
                summary.articles + summary.errors
            );
        }
        Ok(if summary.errors > self.max_errors {
            Outcome::Failed
        } else if state.found {
            Outcome::Found
        } else {
            Outcome::Clean
        })
    }

    fn write_summary(&self, path: &Path, summary: &Summary) -> anyhow::Result<()> {
        let shown = path.display();
        let mut text = Vec::new();
        if path.extension().is_some_and(|ending| ending == "json") {
            serde_json::to_writer_pretty(&mut text, &summary.json())?;
            text.push(b'\n');
        } else {
            summary.print(&mut text)?;
        }
        if path.as_os_str() == "-" {
            anstream::eprint!("{}", String::from_utf8_lossy(&text));
            return Ok(());
        }
        std::fs::write(path, text).with_context(|| format!("cannot write {shown}"))
    }
}

/// Checks every batch and hands it on, with the state behind it.
fn each(
    batches: Receiver<anyhow::Result<Batch>>,
    work: &Work<'_>,
    state: &mut Checkpoint,
    page: &mut HtmlReport,
    mut hand_on: impl FnMut(Written) -> bool,
) -> anyhow::Result<()> {
    for batch in batches {
        let batch = batch?;
        let done = work.check(&batch, &mut state.summary)?;
        (state.input, state.records) = (batch.input, batch.records);
        state.found |= done.found;
        for (id, doc, report, meta) in &done.shown {
            let article = Article {
                path: id,
                inset: None,
                doc,
                report,
                suppressed: &[],
            };
            page.article(article, meta);
        }
        let written = Written {
            lines: done.lines,
            errors: done.errors,
            state: state.clone(),
        };
        if !hand_on(written) {
            break;
        }
    }
    Ok(())
}

/// Writes batches and notes how far the run is after each, or each row group; `kept` is how many
/// records a run that goes on need not do again.
fn write(
    mut out: Output,
    mut errors: Option<Stream>,
    checkpoint: Option<&Path>,
    batches: &Receiver<Written>,
    kept: &AtomicU64,
) -> anyhow::Result<Output> {
    for mut batch in batches {
        out.write(&batch.lines)
            .context("cannot write the results")?;
        let mut bad = 0;
        if let Some(errors) = &mut errors {
            let mut write = || {
                errors.write(&batch.errors)?;
                errors.settle()
            };
            bad = write().context("cannot write the bad records")?;
        }
        if let Some(path) = checkpoint
            && let Some(output) = out.settle().context("cannot write the results")?
        {
            (batch.state.output, batch.state.errors) = (output, bad);
            batch.state.write(path)?;
            let summary = &batch.state.summary;
            kept.store(summary.articles + summary.errors, Ordering::Relaxed);
        }
    }
    Ok(out)
}
