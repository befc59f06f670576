//! A Code Quality report of GitLab: the subset of the Code Climate format that GitLab reads.

use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Article;
use crate::flag::{Flag, Severity};

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Writes the flags of one article; `first` tells whether none was written before.
pub(super) fn write(
    out: &mut impl Write,
    article: Article<'_>,
    first: &mut bool,
) -> io::Result<()> {
    for flag in &article.report.flags {
        out.write_all(if *first { b"\n" } else { b",\n" })?;
        *first = false;
        serde_json::to_writer(&mut *out, &issue(article, flag))?;
    }
    Ok(())
}

fn issue<'a>(article: Article<'a>, flag: &'a Flag) -> Issue<'a> {
    // A leading `./` is a path GitLab does not find.
    let path = article.path.strip_prefix("./").unwrap_or(article.path);
    Issue {
        description: &flag.message,
        check_name: &flag.rule,
        fingerprint: fingerprint(path, flag),
        severity: match flag.severity {
            Severity::Neutral => "info",
            Severity::Minor => "minor",
            Severity::Major => "major",
            Severity::Critical => "critical",
        },
        location: Location {
            path,
            lines: Lines {
                begin: article.start(flag.field, &flag.span).line,
                end: article.end(flag.field, &flag.span).line,
            },
        },
    }
}

/// One of a kind in the whole report, as GitLab wants it: the same text in two files is two issues.
fn fingerprint(path: &str, flag: &Flag) -> String {
    let digest = Sha256::new()
        .chain_update(path)
        .chain_update([0])
        .chain_update(&flag.fingerprint.0)
        .finalize();
    digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
