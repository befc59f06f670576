//! One line for every flag: `path:line:column: severity rule: message`.

use std::io::{self, Write};

use super::Article;
use crate::text::Field;

/// Writes the flags of one article.
pub(super) fn write(out: &mut impl Write, article: Article<'_>) -> io::Result<()> {
    for flag in &article.report.flags {
        let place = article.start(flag.field, &flag.span);
        let title = if flag.field == Field::Title {
            " (title)"
        } else {
            ""
        };
        writeln!(
            out,
            "{}:{}:{}:{title} {} {}: {}",
            article.path, place.line, place.column, flag.severity, flag.rule, flag.message
        )?;
    }
    Ok(())
}
