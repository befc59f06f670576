//! For people: every flag with the place it points at, underlined, and what to do about it; then
//! the article as a whole.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use anstream::adapter::strip_str;

use super::Article;
use crate::engine::Verdict;
use crate::flag::{Certainty, Flag, Severity};
use crate::text::Field;

/// How much of a long line is shown on either side of a span, in code points.
const AROUND: usize = 60;

/// How many other places of one flag are shown.
const MOST_RELATED: usize = 3;

/// Writes the flags of one article and its summary.
pub(super) fn write(out: &mut impl Write, article: Article<'_>, width: usize) -> io::Result<()> {
    let renderer = Renderer::styled()
        .decor_style(DecorStyle::Unicode)
        .term_width(width);
    for flag in &article.report.flags {
        let flag = renderer.render(&[group(article, flag)]);
        for line in flag.lines().filter(|line| !is_bare_break(line)) {
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
    }
    summary(out, article)
}

/// Whether a line holds the sign for another file alone. The renderer sets it before every snippet
/// that has no path of its own; ours have that in the line before, with the column in the whole line.
fn is_bare_break(line: &str) -> bool {
    line.contains('⸬') && strip_str(line).to_string().trim() == "⸬"
}

fn group<'a>(article: Article<'a>, flag: &'a Flag) -> Group<'a> {
    let title = level(flag.severity)
        .with_name(flag.severity.as_str())
        .primary_title(flag.message.as_ref())
        .id(flag.rule.as_ref());
    let mut group = title
        .element(origin(article, flag.field, &flag.span))
        .element(window(
            article,
            flag.field,
            &flag.span,
            AnnotationKind::Primary,
            None,
        ));
    for related in flag.related.iter().take(MOST_RELATED) {
        group = group
            .element(origin(article, related.field, &related.span))
            .element(window(
                article,
                related.field,
                &related.span,
                AnnotationKind::Context,
                Some(related.role.as_ref()),
            ));
    }
    if let Some(more) = flag
        .related
        .len()
        .checked_sub(MOST_RELATED)
        .filter(|&more| more > 0)
    {
        group = group.element(Level::NOTE.message(format!("and {more} more")));
    }
    match help(flag) {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    }
}

/// What to put in the place of the span, and how sure the flag is where it is not quite.
fn help(flag: &Flag) -> Option<String> {
    let mut help = String::new();
    if let Some(suggestion) = flag.suggestions.first() {
        let verb = match suggestion.certainty {
            Certainty::Exact => "write",
            Certainty::Likely => "probably",
        };
        match suggestion.text.as_str() {
            "" => help.push_str("take it out"),
            text => help = format!("{verb} `{}`", visible(text)),
        }
    }
    if flag.confidence < 0.9 {
        let separator = if help.is_empty() { "" } else { "; " };
        let _ = write!(help, "{separator}{:.0} % sure", flag.confidence * 100.0);
    }
    (!help.is_empty()).then_some(help)
}

/// The stretch of the line around a span, so that a paragraph of a thousand words shows as a line.
fn window<'a>(
    article: Article<'a>,
    field: Field,
    span: &Range<usize>,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Snippet<'a, Annotation<'a>> {
    let (text, _) = article.field(field);
    let breaks = |c: char| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}');
    // The length of what is shown of `stretch`: its line, and no more than `most` code points.
    let shown = |stretch: &str, most: usize| {
        let inside = stretch
            .char_indices()
            .take(most)
            .take_while(|&(_, c)| !breaks(c));
        inside.last().map_or(0, |(at, c)| at + c.len_utf8())
    };
    let before = text[..span.start].char_indices().rev().take(AROUND);
    let start = before
        .take_while(|&(_, c)| !breaks(c))
        .last()
        .map_or(span.start, |(at, _)| at);
    // A span over several lines, or a very long one, shows its head only.
    let head = span.start + shown(&text[span.clone()], 2 * AROUND);
    let end = if head < span.end {
        head
    } else {
        head + shown(&text[head..], AROUND)
    };

    let mut line = String::new();
    if start > 0 && !text[..start].ends_with(breaks) {
        line.push('…');
    }
    line.push_str(&visible(&text[start..span.start]));
    let from = line.len();
    line.push_str(&visible(&text[span.start..head]));
    let to = line.len();
    line.push_str(&visible(&text[head..end]));
    if end < text.len() && !text[end..].starts_with(breaks) {
        line.push('…');
    }
    Snippet::source(line)
        .line_start(article.start(field, span).line)
        .path(None::<&str>)
        .annotation(kind.span(from..to).label(label))
}

/// `text` with what cannot be seen made visible, and nothing that would steer a terminal.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => shown.push(' '),
            '\0'..='\x1F'
            | '\x7F'..='\u{9F}'
            | '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' => {
                let _ = write!(shown, "<U+{:04X}>", u32::from(c));
            }
            _ => shown.push(c),
        }
    }
    shown
}

fn origin(article: Article<'_>, field: Field, span: &Range<usize>) -> Origin<'static> {
    let place = article.start(field, span);
    let path = match field {
        Field::Text => article.path.to_owned(),
        Field::Title => format!("{} (title)", article.path),
        Field::Source => format!("{} (source)", article.path),
    };
    Origin::path(path)
        .line(place.line)
        .char_column(place.column)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Neutral => Level::NOTE,
        Severity::Minor => Level::INFO,
        Severity::Major => Level::WARNING,
        Severity::Critical => Level::ERROR,
    }
}

fn summary(out: &mut impl Write, article: Article<'_>) -> io::Result<()> {
    let assessment = &article.report.assessment;
    let verdict = match assessment.verdict {
        Verdict::Clean => "clean",
        Verdict::Review => "wants a look",
        Verdict::Reject => "unfit for use",
        Verdict::Insufficient => "too short to judge",
    };
    let levels: Vec<String> = Severity::ALL
        .iter()
        .zip(assessment.severities)
        .rev()
        .filter(|&(_, count)| count > 0)
        .map(|(severity, count)| format!("{count} {severity}"))
        .collect();
    let flags: usize = assessment.severities.iter().sum();
    let counted =
        |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let levels = if levels.is_empty() {
        String::new()
    } else {
        format!(" ({})", levels.join(", "))
    };
    writeln!(
        out,
        "{}: {verdict}: {}{levels} in {}, score {:.1}, penalty {:.1} per 1,000 words",
        article.path,
        counted(flags, "flag"),
        counted(assessment.words, "word"),
        assessment.score,
        assessment.penalty_per_1000_words,
    )
}
