//! JUnit XML: every article is a suite, every flag a test case, as CI servers show them.

use std::io::{self, Write};

use quick_xml::escape::escape;

use super::Article;
use crate::flag::{Flag, Severity};

/// Writes what stands before the first article.
pub(super) fn head(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mtflag\">\n")
}

/// Writes one article; flags from `fail_from` on are failures, those below it passed.
pub(super) fn write(
    out: &mut impl Write,
    article: Article<'_>,
    fail_from: Option<Severity>,
) -> io::Result<()> {
    let flags = &article.report.flags;
    let fails = |flag: &&Flag| fail_from.is_some_and(|from| flag.severity >= from);
    let path = attribute(article.path);
    writeln!(
        out,
        "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">",
        flags.len().max(1) + article.suppressed.len(),
        flags.iter().filter(fails).count(),
        article.suppressed.len(),
    )?;
    if flags.is_empty() {
        writeln!(
            out,
            "    <testcase classname=\"{path}\" name=\"no flags\"/>"
        )?;
    }
    for flag in flags {
        case(
            out,
            article,
            flag,
            if fails(&flag) {
                "failure"
            } else {
                "system-out"
            },
        )?;
    }
    for suppressed in article.suppressed {
        case(out, article, &suppressed.flag, "skipped")?;
    }
    out.write_all(b"  </testsuite>\n")
}

/// Writes what stands behind the last article.
pub(super) fn tail(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"</testsuites>\n")
}

fn case(out: &mut impl Write, article: Article<'_>, flag: &Flag, outcome: &str) -> io::Result<()> {
    let place = article.start(flag.field, &flag.span);
    let (path, message) = (attribute(article.path), attribute(&flag.message));
    writeln!(
        out,
        "    <testcase classname=\"{path}\" name=\"{} at {}:{}\" file=\"{path}\" line=\"{}\">",
        flag.rule, place.line, place.column, place.line,
    )?;
    match outcome {
        "skipped" => writeln!(out, "      <skipped message=\"{message}\"/>")?,
        "failure" => writeln!(
            out,
            "      <failure type=\"{}\" message=\"{message}\">{}</failure>",
            flag.severity,
            escape(legal(&flag.excerpt)),
        )?,
        _ => writeln!(
            out,
            "      <system-out>{}</system-out>",
            escape(legal(&flag.message))
        )?,
    }
    out.write_all(b"    </testcase>\n")
}

fn attribute(text: &str) -> String {
    escape(legal(text)).into_owned()
}

/// `text` with U+FFFD for what XML 1.0 cannot hold in any form (2.2 of the recommendation): the
/// damage itself may be such a character.
fn legal(text: &str) -> String {
    let legal = |c: char| match c {
        '\n' | '\t' => ' ',
        '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        c => c,
    };
    text.chars().map(legal).collect()
}
