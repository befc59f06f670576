//! `mtflag evidence`: what speaks for one name in every two like spellings of a batch. What
//! `src/rules/names/fit.py` fits the weights of names on; nobody else needs it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use serde_json::{Map, json};

use super::Outcome;
use super::record::{Keys, Record};
use crate::rules::names::variant_spelling::judged_pairs;

/// The arguments of `evidence`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// A file of JSON lines
    #[arg(value_name = "INPUT")]
    input: PathBuf,
}

/// Prints a line of JSON for every pair.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let name = arguments.input.display();
    let file = File::open(&arguments.input).with_context(|| format!("cannot read {name}"))?;
    let keys = Keys::new(&[], None, None)?;
    let mut out = io::stdout().lock();
    for (at, line) in BufReader::new(file).split(b'\n').enumerate() {
        let record = Record::parse(&line?, &format!("line {}", at + 1), &keys);
        let Ok(article) = record.article else {
            continue;
        };
        for pair in judged_pairs(&article) {
            let evidence: Map<_, _> = pair
                .evidence
                .into_iter()
                .map(|(witness, says)| (witness, says.into()))
                .collect();
            let line = json!({
                "id": record.id,
                "odd": pair.odd,
                "usual": pair.usual,
                "lead": pair.lead,
                "evidence": evidence,
            });
            writeln!(out, "{line}")?;
        }
    }
    Ok(Outcome::Clean)
}
