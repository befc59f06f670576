//! `mtflag check`: files, folders or standard input, for people and for CI.

use std::fmt;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use anstream::{AutoStream, ColorChoice};
use clap::Args;
use rayon::prelude::*;

use super::Outcome;
use super::checker::{Checker, Servers};
use super::names::NamesArguments;
use super::options::{FailOn, PolicyArguments, Unit};
use super::reading::Reading;
use super::screen::{Screen, Screening};
use super::statistics::Statistics;
use super::walk::{self, Selection};
use crate::report::{self, Article, Format, Printer};

/// How many files are read and checked before they are printed.
const AT_ONCE: usize = 64;

/// The arguments of `check`.
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// What to print: `full` on a terminal, else `concise`, unless said otherwise
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write there, not to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print how many flags each rule has, in place of the flags
    #[arg(long, conflicts_with = "format")]
    statistics: bool,
    /// Print no flags: the exit code tells
    #[arg(short, long, conflicts_with_all = ["format", "statistics"])]
    quiet: bool,
    /// Unit of `start` and `end` in JSON
    #[arg(long, value_enum, default_value_t)]
    offsets: Unit,
    /// From which severity on the exit code is 1
    #[arg(long, value_enum, default_value = "minor")]
    fail_on: FailOn,
    /// Colour: auto respects the terminal and `NO_COLOR`
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: clap::ColorChoice,
    #[command(flatten)]
    screening: Screening,
    #[command(flatten)]
    policy: PolicyArguments,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    names: NamesArguments,
    #[command(flatten)]
    servers: Servers,
}

/// Checks what the arguments name.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut screen = Screen::new(&arguments.screening, &arguments.policy)?;
    // What is set aside must not use up the most flags of an article: the screen cuts them.
    let whole = PolicyArguments {
        max_flags: None,
        ..arguments.policy.clone()
    };
    let checker = Checker::new(&whole, &arguments.names, &arguments.servers)?;
    let (files, errors) = walk::files(&arguments.selection)?;
    let mut failed = !errors.is_empty();
    errors
        .iter()
        .for_each(|error| tell(&format_args!("{error:#}")));
    if files.is_empty() {
        if arguments.selection.is_empty() {
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
    let mut show = arguments.show()?;
    let mut found = false;
    for files in files.chunks(AT_ONCE) {
        let read = files
            .par_iter()
            .flat_map(|path| arguments.reading.read(path));
        let (places, documents): (Vec<_>, Vec<_>) = read
            .map(|input| ((input.path, input.inset), input.doc))
            .unzip();
        for ((path, inset), answer) in places.iter().zip(checker.check_all(documents)) {
            match answer {
                Ok((doc, mut report)) => {
                    let suppressed = screen.screen(path, &doc, &mut report);
                    found |= arguments.fail_on.fails(&report);
                    show.article(Article {
                        path,
                        inset: inset.as_ref(),
                        doc: &doc,
                        report: &report,
                        suppressed: &suppressed,
                    })?;
                }
                Err(error) => {
                    tell(&format_args!("{path}: {}", error.message));
                    failed = true;
                }
            }
        }
    }
    show.finish()?;
    let written = screen.finish()?;
    Ok(match (failed, found && !written) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Found,
        (false, false) => Outcome::Clean,
    })
}

/// What becomes of what was found.
enum Show {
    Flags(Box<Printer<Box<dyn io::Write>>>),
    Statistics(Statistics),
    Nothing,
}

impl Arguments {
    fn show(&self) -> anyhow::Result<Show> {
        if self.quiet {
            return Ok(Show::Nothing);
        }
        if self.statistics {
            return Ok(Show::Statistics(Statistics::default()));
        }
        let stdout = io::stdout();
        let terminal = self.output.is_none() && stdout.is_terminal();
        let format = self.format.unwrap_or(if terminal {
            Format::Full
        } else {
            Format::Concise
        });
        let color = match self.color {
            clap::ColorChoice::Auto => ColorChoice::Auto,
            clap::ColorChoice::Always => ColorChoice::Always,
            clap::ColorChoice::Never => ColorChoice::Never,
        };
        let settings = report::Settings {
            format,
            offsets: self.offsets.into(),
            width: terminal_size::terminal_size().map_or(140, |(width, _)| width.0.into()),
            fail_from: self.fail_on.severity(),
        };
        let out: Box<dyn io::Write> = match &self.output {
            Some(path) => Box::new(super::output::create(path)?),
            None => Box::new(AutoStream::new(stdout, color)),
        };
        let out: Box<dyn io::Write> = Box::new(io::BufWriter::new(out));
        Ok(Show::Flags(Box::new(Printer::new(out, settings)?)))
    }
}

impl Show {
    fn article(&mut self, article: Article<'_>) -> io::Result<()> {
        match self {
            Show::Flags(printer) => printer.article(article),
            Show::Statistics(statistics) => {
                statistics.add(article.report);
                Ok(())
            }
            Show::Nothing => Ok(()),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Show::Flags(printer) => printer.finish(),
            Show::Statistics(statistics) => statistics.print(&mut io::stdout().lock()),
            Show::Nothing => Ok(()),
        }
    }
}

fn tell(what: &dyn fmt::Display) {
    anstream::eprintln!("mtflag: error: {what}");
}
