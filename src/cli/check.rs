//! `mtflag check`: files, folders or standard input, for people and for CI.

use std::fmt;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;

use anstream::{AutoStream, ColorChoice};
use anyhow::ensure;
use clap::Args;
use rayon::prelude::*;

use super::Outcome;
use super::checker::Checker;
use super::config::{ConfigArguments, Given, Shown, markdown};
use super::options::Unit;
use super::reading::Reading;
use super::screen::{Screen, Screening};
use super::servers::Servers;
use super::statistics::Statistics;
use super::terms::{ByPath, Checking, SETTINGS, Terms};
use super::walk::{self, Selection};
use crate::flag::Severity;
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
    /// What the page of `--format html` is called
    #[arg(long, value_name = "TEXT")]
    report_title: Option<String>,
    /// Print how many flags each rule has, in place of the flags
    #[arg(long, conflicts_with = "format")]
    statistics: bool,
    /// Print no flags: the exit code tells
    #[arg(short, long, conflicts_with_all = ["format", "statistics"])]
    quiet: bool,
    /// Unit of `start` and `end` in JSON
    #[arg(long, value_enum, default_value_t)]
    offsets: Unit,
    /// Colour: auto respects the terminal and `NO_COLOR`
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: clap::ColorChoice,
    /// Print the settings that hold for PATH and where each was taken from, and check nothing
    #[arg(
        long,
        value_enum,
        value_name = "FORM",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "toml"
    )]
    show_config: Option<Shown>,
    #[command(flatten)]
    screening: Screening,
    #[command(flatten)]
    config: ConfigArguments,
    #[command(flatten)]
    given: Given<Checking>,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    servers: Servers,
}

/// Checks what the arguments name.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if let Some(Shown::Markdown) = arguments.show_config {
        anstream::print!("{}", markdown(SETTINGS));
        return Ok(Outcome::Clean);
    }
    let mut by_path = ByPath::new(&arguments.config, &arguments.given, &arguments.selection)?;
    if let Some(Shown::Toml) = arguments.show_config {
        return arguments.show_terms(&mut by_path);
    }
    let mut screen = Screen::new(&arguments.screening)?;
    let checker = Checker::new(&arguments.servers)?;
    let (files, errors) = walk::files(&arguments.selection, |path| by_path.includes(path))?;
    let mut failed = !errors.is_empty();
    errors
        .iter()
        .for_each(|error| tell(&format_args!("{error:#}")));
    let files = arguments.on_terms(files, &mut by_path, &checker, &mut screen)?;
    if files.is_empty() {
        if arguments.selection.is_empty() {
            anstream::eprintln!("mtflag: no input: name files, folders, or - for standard input");
        } else {
            anstream::eprintln!(
                "mtflag: no text files there; JSON and properties are read when they are named, or \
                 by --include"
            );
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
        let read = files.par_iter().flat_map_iter(|(path, terms)| {
            let inputs = arguments.reading.read(path, &terms.settings);
            inputs.into_iter().map(|input| (&**terms, input))
        });
        let (places, documents): (Vec<_>, Vec<_>) = read
            .map(|(terms, input)| ((input.path, input.inset, terms), (terms, input.doc)))
            .unzip();
        for ((path, inset, terms), answer) in places.iter().zip(checker.check_all(documents)) {
            match answer {
                Ok((doc, mut report)) => {
                    let suppressed = screen.screen(path, terms, &doc, &mut report);
                    found |= terms.settings.fail_on.fails(&report);
                    let article = Article {
                        path,
                        inset: inset.as_ref(),
                        doc: &doc,
                        report: &report,
                        suppressed: &suppressed,
                    };
                    show.article(article, terms.settings.fail_on.severity())?;
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
    /// The files that are to be read, each with its terms.
    fn on_terms(
        &self,
        files: Vec<PathBuf>,
        by_path: &mut ByPath<'_>,
        checker: &Checker,
        screen: &mut Screen,
    ) -> anyhow::Result<Vec<(PathBuf, Arc<Terms>)>> {
        let mut on_terms = Vec::with_capacity(files.len());
        for path in files {
            if let Some(terms) = by_path.of(self.reading.name(&path))? {
                checker.admits(&terms)?;
                screen.admits(&terms)?;
                on_terms.push((path, terms));
            }
        }
        Ok(on_terms)
    }

    /// Prints the settings that hold for each path named, or here.
    fn show_terms(&self, by_path: &mut ByPath<'_>) -> anyhow::Result<Outcome> {
        let here = [PathBuf::from(".")];
        let paths = match self.selection.paths.as_slice() {
            [] => &here,
            paths => paths,
        };
        for path in paths {
            anstream::print!("{}", by_path.show(self.reading.name(path))?);
        }
        Ok(Outcome::Clean)
    }

    fn show(&self) -> anyhow::Result<Show> {
        // Who allows what there is wants no list of it, unless for a program.
        if self.quiet || self.screening.writes() && self.format.is_none() && !self.statistics {
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
        ensure!(
            self.report_title.is_none() || format == Format::Html,
            "--report-title is for --format html"
        );
        let color = match self.color {
            clap::ColorChoice::Auto => ColorChoice::Auto,
            clap::ColorChoice::Always => ColorChoice::Always,
            clap::ColorChoice::Never => ColorChoice::Never,
        };
        let settings = report::Settings {
            format,
            offsets: self.offsets.into(),
            width: terminal_size::terminal_size().map_or(140, |(width, _)| width.0.into()),
            title: self.report_title.clone(),
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
    fn article(&mut self, article: Article<'_>, fail_from: Option<Severity>) -> io::Result<()> {
        match self {
            Show::Flags(printer) => printer.article(article, fail_from),
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
