//! Workflow commands of GitHub Actions: every flag becomes an annotation at its line.

use std::io::{self, Write};

use super::Article;
use crate::flag::Severity;
use crate::text::Field;

/// Writes the flags of one article.
pub(super) fn write(out: &mut impl Write, article: Article<'_>) -> io::Result<()> {
    for flag in &article.report.flags {
        let command = match flag.severity {
            Severity::Neutral => "notice",
            Severity::Minor => "warning",
            Severity::Major | Severity::Critical => "error",
        };
        let path = article.path.strip_prefix("./").unwrap_or(article.path);
        write!(out, "::{command} file={}", property(path))?;
        if flag.field == Field::Text {
            let start = article.start(flag.field, &flag.span);
            let end = article.end(flag.field, &flag.span);
            write!(out, ",line={},endLine={}", start.line, end.line)?;
            // Columns count within one line only.
            if start.line == end.line {
                write!(out, ",col={},endColumn={}", start.column, end.column)?;
            }
        }
        let title = property(&flag.rule);
        writeln!(out, ",title={title}::{}", data(&flag.message))?;
    }
    Ok(())
}

/// What a message may hold: `actions/toolkit`, `core/src/command.ts`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
