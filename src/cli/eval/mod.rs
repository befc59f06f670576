//! `mtflag eval`: flags against labelled articles: precision, recall, F1 by family and rule, how true
//! the confidences are, what is missed, and what changed since another run.

mod answers;
mod calibration;
mod changes;
mod figures;
mod gold;
mod judge;
mod places;
mod table;

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};
use serde::Serialize;

use self::calibration::{Calibration, Threshold};
use self::changes::Changes;
use self::figures::{Bootstrap, Figures};
use self::gold::Gold;
use self::places::{Confusion, Place};
use super::Outcome;
use super::checker::Checker;
use super::options::Unit;
use super::servers::Servers;
use super::terms::PolicyArguments;

/// The arguments of `eval`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Labelled articles, JSON lines: id, text, expect [{family, start, end, rule, required}] in code
    /// points, `clean_for` [families]
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    /// Judge what an earlier run of `score` wrote there, in place of running the engine
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = [
            "select", "ignore", "preview", "min-confidence", "min-severity", "severity",
            "max-flags",
        ]
    )]
    flags: Option<PathBuf>,
    /// Compare with what another run of `score` wrote there: what is new, what is gone
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Unit of `start` and `end` in the files of --flags and --against; told by the excerpts when
    /// not given
    #[arg(long, value_enum)]
    offsets: Option<Unit>,
    /// Show the first misses and false alarms in context
    #[arg(long, value_name = "N", default_value_t = 10)]
    misses: usize,
    /// How often articles are resampled for the 95 % intervals; 0: none
    #[arg(long, value_name = "N", default_value_t = 1000)]
    resamples: usize,
    /// The same seed gives the same intervals
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: EvalFormat,
    #[command(flatten)]
    policy: PolicyArguments,
    #[command(flatten)]
    servers: Servers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EvalFormat {
    /// Tables for people
    Text,
    /// One JSON object
    Json,
}

/// Everything there is to say.
#[derive(Serialize)]
struct Evaluation {
    articles: usize,
    /// Articles without an answer.
    absent: usize,
    all: Figures,
    families: Vec<Figures>,
    rules: Vec<Figures>,
    calibration: Calibration,
    thresholds: Vec<Threshold>,
    confusion: Vec<Confusion>,
    misses: Vec<Place>,
    false_alarms: Vec<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Changes>,
}

/// Judges the flags and prints the figures.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut articles: Vec<Gold> = Vec::new();
    let mut documents = Vec::new();
    for path in &arguments.gold {
        for (gold, document) in gold::read(path)? {
            articles.push(gold);
            documents.push(document);
        }
    }
    if articles.is_empty() {
        anstream::eprintln!("mtflag: no input: no labelled articles there");
        return Ok(Outcome::NoInput);
    }
    let unit = arguments.offsets.map(Into::into);
    let answers = match &arguments.flags {
        Some(path) => answers::from_file(path, &articles, unit)?,
        None => {
            // Of no file: figures are to be the same wherever they are taken.
            let terms = arguments.policy.terms(None)?;
            let checker = Checker::on(&terms, &arguments.servers)?;
            answers::from_engine(&checker, &terms, documents)
        }
    };
    let other = match &arguments.against {
        Some(path) => Some(answers::from_file(path, &articles, unit).context("--against")?),
        None => None,
    };
    let judged = judge::judge(&articles, &answers, 0.0);
    let bootstrap = Bootstrap {
        resamples: arguments.resamples,
        seed: arguments.seed,
    };
    let (families, all) = figures::by_family(&judged, bootstrap);
    let (misses, false_alarms) = places::misses(&judged, arguments.misses);
    let evaluation = Evaluation {
        articles: articles.len(),
        absent: judged.iter().filter(|article| !article.answered).count(),
        all,
        families,
        rules: figures::by_rule(&judged, bootstrap),
        calibration: calibration::calibration(&judged),
        thresholds: calibration::sweep(&articles, &answers),
        confusion: places::confusion(&judged),
        misses,
        false_alarms,
        changes: other.map(|other| changes::changes(&articles, &other, &judged, arguments.misses)),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match arguments.format {
        EvalFormat::Text => table::print(&mut out, &evaluation)?,
        EvalFormat::Json => {
            serde_json::to_writer(&mut out, &evaluation)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Clean)
}
