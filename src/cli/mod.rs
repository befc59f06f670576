//! The command line: one file per verb. Decides what is read, what is printed and the exit code;
//! all else is done below.

mod baseline;
mod check;
mod checker;
mod config;
mod content;
mod eval;
mod evidence;
mod explain;
mod gazetteer;
mod generate;
mod log;
mod names;
mod options;
mod output;
mod patterns;
mod probe;
mod reading;
mod record;
mod rules;
mod score;
mod screen;
mod serve;
mod servers;
mod statistics;
mod suppress;
mod terms;
mod walk;

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Finds what machine translation and scraping broke in news text.
#[derive(Parser)]
#[command(version, about, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Check files, folders or standard input, for people and for CI
    Check(check::Arguments),
    /// Check a batch of articles: JSON lines in, JSON lines out
    Score(score::Arguments),
    /// Serve over gRPC
    Serve(serve::Arguments),
    /// List the rules
    Rules(rules::Arguments),
    /// Say what a rule finds, why, and where it errs
    Explain(explain::Arguments),
    /// Measure precision, recall and how true the confidences are, on labelled articles
    Eval(eval::Arguments),
    /// Make a compact file of large lists of names, for --names
    Gazetteer(gazetteer::Arguments),
    /// Ask a server for its health, for containers
    Probe(probe::Arguments),
    /// Print what speaks for one name in every two like spellings of a batch: for fitting its weights
    #[command(hide = true)]
    Evidence(evidence::Arguments),
    /// Print shell completions, man pages or the gRPC contract
    Generate(generate::Arguments),
}

const EXIT_CODES: &str = "\
Exit codes: 0 nothing found at or above --fail-on, 1 something found, 2 error, 3 no input.
`probe`: 0 serving, 1 not.";

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Something was found.
    Found,
    /// Something could not be done.
    Failed,
    /// There was nothing to read.
    NoInput,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Found => 1,
            Outcome::Failed => 2,
            Outcome::NoInput => 3,
        })
    }
}

/// Runs the verb the arguments name. Errors are told on stderr.
pub fn run() -> Outcome {
    let cli = Cli::parse();
    let done = match cli.verb {
        Verb::Check(arguments) => check::run(&arguments),
        Verb::Score(arguments) => score::run(&arguments),
        Verb::Serve(arguments) => serve::run(&arguments),
        Verb::Rules(arguments) => rules::run(&arguments),
        Verb::Explain(arguments) => explain::run(&arguments),
        Verb::Eval(arguments) => eval::run(&arguments),
        Verb::Gazetteer(arguments) => gazetteer::run(&arguments),
        Verb::Probe(arguments) => probe::run(&arguments),
        Verb::Evidence(arguments) => evidence::run(&arguments),
        Verb::Generate(arguments) => generate::run(&arguments),
    };
    match done {
        Ok(outcome) => outcome,
        // Whoever read our output has seen enough.
        Err(error) if is_broken_pipe(&error) => Outcome::Clean,
        Err(error) => {
            anstream::eprintln!("mtflag: error: {error:#}");
            Outcome::Failed
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause
            .downcast_ref::<serde_json::Error>()
            .and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}
