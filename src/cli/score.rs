//! `mtflag score`: a batch of articles, one record in, one record out, in order.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use anyhow::{Context, anyhow};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::Outcome;
use super::checker::{Answer, Checker, Servers};
use super::names::NamesArguments;
use super::options::{FailOn, PolicyArguments, Unit};
use super::record::{Keys, Record};
use crate::report::{Article, ArticleRecord, ErrorRecord};
use crate::text::OffsetEncoding;

/// A batch holds no more than this many bytes of input, but at least one line.
const BATCH_BYTES: usize = 4 << 20;

/// A batch holds no more than this many lines.
const BATCH_LINES: usize = 1024;

/// The arguments of `score`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// A file of JSON lines, or - for standard input
    #[arg(value_name = "INPUT")]
    input: PathBuf,
    /// Where to write; standard output when not given
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
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
    max_errors: usize,
    #[command(flatten)]
    policy: PolicyArguments,
    #[command(flatten)]
    names: NamesArguments,
    #[command(flatten)]
    servers: Servers,
}

/// Lines of the input, with the number of the first.
struct Batch {
    first: usize,
    bytes: usize,
    lines: Vec<Vec<u8>>,
}

/// What came of a batch.
#[derive(Default)]
struct Tally {
    articles: usize,
    flags: usize,
    errors: usize,
    found: bool,
}

/// Scores the input.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let checker = Checker::new(&arguments.policy, &arguments.names, &arguments.servers)?;
    let keys = Keys::new(&arguments.fields)?;
    let name = arguments.input.display().to_string();
    let (input, size) = open(&arguments.input)?;
    let out: Box<dyn Write + Send> = match &arguments.output {
        None => Box::new(io::stdout()),
        Some(path) => Box::new(
            File::create(path).with_context(|| format!("cannot write {}", path.display()))?,
        ),
    };
    let progress = progress(size);
    let mut total = Tally::default();
    // One batch being read, one worked on and one written: bounded, and no core waits for the disk.
    let done = thread::scope(|scope| -> anyhow::Result<()> {
        let (to_work, batches) = sync_channel(1);
        let (to_write, written) = sync_channel::<Vec<u8>>(1);
        scope.spawn(move || read(input, &to_work));
        let writer = scope.spawn(move || write(out, &written));
        for batch in batches {
            let batch: Batch = batch.with_context(|| format!("cannot read {name}"))?;
            let (bytes, tally) = work(
                &batch,
                &name,
                &keys,
                &checker,
                arguments.offsets.into(),
                arguments.fail_on,
            );
            total.add(&tally);
            progress.inc(batch.bytes as u64);
            progress.set_message(format!(
                "{} articles, {} flags",
                total.articles, total.flags
            ));
            if to_write.send(bytes).is_err() {
                break;
            }
        }
        drop(to_write);
        writer
            .join()
            .map_err(|_| anyhow!("the writer stopped"))?
            .context("cannot write the results")
    });
    progress.finish_and_clear();
    done?;
    if total.articles + total.errors == 0 {
        anstream::eprintln!(
            "mtflag: no input: {} holds no records",
            arguments.input.display()
        );
        return Ok(Outcome::NoInput);
    }
    if total.errors > 0 {
        let plural = if total.errors == 1 { "" } else { "s" };
        anstream::eprintln!(
            "mtflag: {} bad record{plural} of {}, reported in place",
            total.errors,
            total.articles + total.errors
        );
    }
    Ok(if total.errors > arguments.max_errors {
        Outcome::Failed
    } else if total.found {
        Outcome::Found
    } else {
        Outcome::Clean
    })
}

type Input = Box<dyn Read + Send>;

fn open(path: &Path) -> anyhow::Result<(Input, Option<u64>)> {
    if path.as_os_str() == "-" {
        return Ok((Box::new(io::stdin()), None));
    }
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let metadata = file.metadata().ok();
    anyhow::ensure!(
        !metadata.as_ref().is_some_and(std::fs::Metadata::is_dir),
        "{} is a folder; `score` reads a file of JSON lines",
        path.display()
    );
    let size = metadata
        .filter(std::fs::Metadata::is_file)
        .map(|metadata| metadata.len());
    Ok((Box::new(file), size))
}

fn progress(size: Option<u64>) -> ProgressBar {
    // Hidden by itself where stderr is no terminal.
    let (bar, template) = match size {
        Some(size) => (
            ProgressBar::new(size),
            "{percent:>3} % [{bar:30}] {binary_bytes_per_sec}, {eta} left, {msg}",
        ),
        None => (
            ProgressBar::new_spinner(),
            "{binary_bytes} read, {binary_bytes_per_sec}, {msg}",
        ),
    };
    bar.with_style(ProgressStyle::with_template(template).expect("the template is well-formed"))
}

fn read(input: Input, to_work: &SyncSender<io::Result<Batch>>) {
    let mut input = BufReader::with_capacity(1 << 20, input);
    let mut first = 1;
    loop {
        let mut batch = Batch {
            first,
            bytes: 0,
            lines: Vec::new(),
        };
        let ended = loop {
            let mut line = Vec::new();
            match input.read_until(b'\n', &mut line) {
                Ok(0) => break Ok(true),
                Ok(read) => {
                    batch.bytes += read;
                    batch.lines.push(line);
                }
                Err(error) => break Err(error),
            }
            if batch.bytes >= BATCH_BYTES || batch.lines.len() >= BATCH_LINES {
                break Ok(false);
            }
        };
        first += batch.lines.len();
        let sent = batch.lines.is_empty() || to_work.send(Ok(batch)).is_ok();
        match ended {
            Ok(false) if sent => {}
            Ok(_) => return,
            Err(error) => {
                // Nobody listens any more when this fails: the run is over.
                let _ = to_work.send(Err(error));
                return;
            }
        }
    }
}

fn write(out: Box<dyn Write + Send>, written: &Receiver<Vec<u8>>) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    for bytes in written {
        out.write_all(&bytes)?;
    }
    out.flush()
}

/// Checks a batch and gives its output lines.
fn work(
    batch: &Batch,
    name: &str,
    keys: &Keys,
    checker: &Checker,
    unit: OffsetEncoding,
    fail_on: FailOn,
) -> (Vec<u8>, Tally) {
    let records: Vec<(usize, &Vec<u8>)> = batch
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .collect();
    let read = |(index, line): (usize, &Vec<u8>)| {
        let number = batch.first + index;
        let record = Record::parse(line, number, keys);
        let id = record.id.unwrap_or_else(|| format!("{name}:{number}"));
        (id, record.article)
    };
    let written = checker.check_each(records, read, |id, answer| {
        (line(&id, &answer, unit), Tally::of(&answer, fail_on))
    });
    let mut tally = Tally::default();
    let mut lines = Vec::new();
    for (line, one) in written {
        tally.add(&one);
        lines.extend(line);
    }
    (lines, tally)
}

fn line(id: &str, answer: &Answer, unit: OffsetEncoding) -> Vec<u8> {
    let written = match answer {
        Ok((doc, report)) => serde_json::to_vec(&ArticleRecord::of(
            &Article {
                path: id,
                inset: None,
                doc,
                report,
                suppressed: &[],
            },
            unit,
        )),
        Err(error) => serde_json::to_vec(&ErrorRecord { id, error }),
    };
    let mut line = written.expect("the records hold nothing that JSON cannot");
    line.push(b'\n');
    line
}

impl Tally {
    fn of(answer: &Answer, fail_on: FailOn) -> Self {
        match answer {
            Ok((_, report)) => Tally {
                articles: 1,
                flags: report.flags.len(),
                found: fail_on.fails(report),
                errors: 0,
            },
            Err(_) => Tally {
                errors: 1,
                ..Tally::default()
            },
        }
    }

    fn add(&mut self, other: &Tally) {
        self.articles += other.articles;
        self.flags += other.flags;
        self.errors += other.errors;
        self.found |= other.found;
    }
}
