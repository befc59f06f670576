//! `mtflag rules`: the catalogue as a table or as JSON.

use std::io::{self, Write};

use clap::{Args, ValueEnum};

use super::Outcome;
use crate::report::RuleRecord;
use crate::rules::CATALOGUE;

/// The arguments of `rules`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// What to print
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One JSON array
    Json,
    /// A Markdown table
    Markdown,
}

/// Prints the catalogue.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    match arguments.format {
        Format::Table => {
            for rule in CATALOGUE {
                let (severity, status) = (rule.severity.as_str(), rule.status.as_str());
                writeln!(
                    out,
                    "{:<34} {severity:<8} {status:<8} {}",
                    rule.id, rule.summary
                )?;
            }
        }
        Format::Json => {
            let records: Vec<RuleRecord> = CATALOGUE.iter().map(RuleRecord::of).collect();
            serde_json::to_writer_pretty(&mut out, &records)?;
            writeln!(out)?;
        }
        Format::Markdown => {
            writeln!(out, "| rule | severity | languages | fires when |")?;
            writeln!(out, "|---|---|---|---|")?;
            for rule in CATALOGUE {
                let preview = match rule.status.as_str() {
                    "stable" => String::new(),
                    status => format!(" ({status})"),
                };
                let languages = match rule.languages.tags().join(", ").as_str() {
                    "*" => "all".to_owned(),
                    tags => tags.to_owned(),
                };
                writeln!(
                    out,
                    "| `{}`{preview} | {} | {languages} | {} |",
                    rule.id,
                    rule.severity,
                    rule.summary.replace('|', "\\|")
                )?;
            }
        }
    }
    Ok(Outcome::Clean)
}
