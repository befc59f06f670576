//! `mtflag check`: files, folders or standard input, for people and for CI.

use std::fmt;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use anyhow::Context;
use clap::Args;
use rayon::prelude::*;

use super::Outcome;
use super::checker::{Checker, Servers};
use super::names::NamesArguments;
use super::options::{FailOn, Media, PolicyArguments, Unit};
use super::walk;
use crate::report::{Article, ErrorBody, Format, Printer};
use crate::text::{Decoded, Document, Reason};

/// How many files are read and checked before they are printed.
const AT_ONCE: usize = 64;

/// The arguments of `check`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Files, folders (files that git ignores are left out), or - for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What to print: `full` on a terminal, else `concise`, unless said otherwise
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Unit of `start` and `end` in JSON
    #[arg(long, value_enum, default_value_t)]
    offsets: Unit,
    /// From which severity on the exit code is 1
    #[arg(long, value_enum, default_value = "minor")]
    fail_on: FailOn,
    /// Colour: auto respects the terminal and `NO_COLOR`
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: clap::ColorChoice,
    /// The name standard input goes by: its ending tells the media type
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    policy: PolicyArguments,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    names: NamesArguments,
    #[command(flatten)]
    servers: Servers,
}

/// What is known of the articles.
#[derive(Args, Debug)]
#[command(next_help_heading = "Reading")]
struct Reading {
    /// Language of the articles (BCP 47); found out when not given
    #[arg(long, value_name = "TAG", default_value = "")]
    language: String,
    /// Title of the article, where it does not stand in the text
    #[arg(long, default_value = "")]
    title: String,
    /// How markup is read; told by the file's ending when not given
    #[arg(long, value_enum)]
    media_type: Option<Media>,
    /// Charset of the files, such as windows-1251; found out when not given
    #[arg(long, value_name = "LABEL", default_value = "")]
    charset: String,
    /// Refuse articles longer than this many bytes
    #[arg(long, value_name = "BYTES")]
    max_bytes: Option<u64>,
}

/// Checks what the arguments name.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let checker = Checker::new(&arguments.policy, &arguments.names, &arguments.servers)?;
    let (files, errors) = walk::files(&arguments.paths);
    let mut failed = !errors.is_empty();
    errors
        .iter()
        .for_each(|error| tell(&format_args!("{error:#}")));
    if files.is_empty() {
        if arguments.paths.is_empty() {
            anstream::eprintln!("mtflag: no input: name files, folders, or - for standard input");
        } else {
            anstream::eprintln!("mtflag: no text files there");
        }
        return Ok(if failed {
            Outcome::Failed
        } else {
            Outcome::NoInput
        });
    }
    let stdout = io::stdout();
    let terminal = stdout.is_terminal();
    let format = arguments.format.unwrap_or(if terminal {
        Format::Full
    } else {
        Format::Concise
    });
    let color = match arguments.color {
        clap::ColorChoice::Auto => ColorChoice::Auto,
        clap::ColorChoice::Always => ColorChoice::Always,
        clap::ColorChoice::Never => ColorChoice::Never,
    };
    let width = terminal_size::terminal_size().map_or(140, |(width, _)| width.0.into());
    let out = io::BufWriter::new(AutoStream::new(stdout.lock(), color));
    let mut printer = Printer::new(out, format, arguments.offsets.into(), width);
    let mut found = false;
    for files in files.chunks(AT_ONCE) {
        let read: Vec<_> = files.par_iter().map(|path| arguments.read(path)).collect();
        let (paths, documents): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        for (path, answer) in paths.iter().zip(checker.check_all(documents)) {
            match answer {
                Ok((doc, report)) => {
                    found |= arguments.fail_on.fails(&report);
                    printer.article(Article {
                        path,
                        doc: &doc,
                        report: &report,
                    })?;
                }
                Err(error) => {
                    tell(&format_args!("{path}: {}", error.message));
                    failed = true;
                }
            }
        }
    }
    printer.finish()?;
    Ok(match (failed, found) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Found,
        (false, false) => Outcome::Clean,
    })
}

impl Arguments {
    /// Reads the article at `path` and says under what name it is to be shown.
    fn read(&self, path: &Path) -> (String, Result<Document, ErrorBody>) {
        let stdin = path.as_os_str() == "-";
        let name = match &self.stdin_filename {
            Some(name) if stdin => name.as_path(),
            _ if stdin => Path::new("<stdin>"),
            _ => path,
        };
        let doc = self.document(path, name, stdin).map_err(|error| ErrorBody {
            code: "INVALID_ARGUMENT".into(),
            message: format!("{error:#}"),
        });
        (name.to_string_lossy().into_owned(), doc)
    }

    fn document(&self, path: &Path, name: &Path, stdin: bool) -> anyhow::Result<Document> {
        let bytes = self.bytes(path, stdin).context("cannot read it")?;
        let decoded = Decoded::from_bytes(&bytes, &self.reading.charset).context("--charset")?;
        if decoded.decoding.reason == Reason::Guessed || decoded.decoding.malformed > 0 {
            anstream::eprintln!(
                "mtflag: note: {}: not UTF-8; read as {}{}",
                name.display(),
                decoded.decoding.charset,
                match decoded.decoding.malformed {
                    0 => String::new(),
                    n => format!(", {n} malformed sequence{}", if n == 1 { "" } else { "s" }),
                }
            );
        }
        let media_type = self
            .reading
            .media_type
            .map_or_else(|| walk::media_type(name), Into::into);
        Ok(Document::builder(decoded.text)
            .title(self.reading.title.as_str())
            .language(self.reading.language.as_str())
            .media_type(media_type)
            .decoding(decoded.decoding)
            .build())
    }

    /// The bytes of one input; one byte beyond the limit is enough to refuse it.
    fn bytes(&self, path: &Path, stdin: bool) -> anyhow::Result<Vec<u8>> {
        let most = self.reading.max_bytes.unwrap_or(u64::MAX - 1);
        let mut bytes = Vec::new();
        if stdin {
            io::stdin().lock().take(most + 1).read_to_end(&mut bytes)?;
        } else {
            std::fs::File::open(path)?
                .take(most + 1)
                .read_to_end(&mut bytes)?;
        }
        anyhow::ensure!(
            bytes.len() as u64 <= most,
            "it is longer than {most} bytes, the limit set by --max-bytes"
        );
        Ok(bytes)
    }
}

fn tell(what: &dyn fmt::Display) {
    anstream::eprintln!("mtflag: error: {what}");
}
