//! SARIF 2.1.0 (OASIS): what code hosts and editors show as findings, grouped by rule.
//!
//! Written result by result, so that a folder of any size needs no more memory than its largest
//! article.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use super::{Article, Reason, Suppressed};
use crate::flag::{Certainty, Flag, Severity};
use crate::rules::{CATALOGUE, Rule, Status};
use crate::text::Field;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Under which name results carry their fingerprint; counts up should its recipe change.
const FINGERPRINT: &str = "mtflag/v1";

/// Writes what stands before the first result: the tool and its rules.
pub(super) fn head(out: &mut impl Write) -> io::Result<()> {
    let rules: Vec<Value> = rules().map(descriptor).collect();
    let driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "shortDescription": { "text": env!("CARGO_PKG_DESCRIPTION") },
        "rules": rules,
    });
    write!(
        out,
        "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\
         \"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
    )
}

/// Writes the results of one article; `first` tells whether none was written before.
pub(super) fn results(
    out: &mut impl Write,
    article: Article<'_>,
    first: &mut bool,
) -> io::Result<()> {
    let open = article.report.flags.iter().map(|flag| (flag, None));
    let suppressed = article.suppressed.iter().map(|s| (&s.flag, Some(s)));
    for (flag, suppression) in open.chain(suppressed) {
        out.write_all(if *first { b"\n" } else { b",\n" })?;
        *first = false;
        serde_json::to_writer(&mut *out, &result(article, flag, suppression))?;
    }
    Ok(())
}

/// Writes what stands behind the last result.
pub(super) fn tail(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\n]}]}\n")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunResult<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    /// 0 to 100: how sure.
    rank: f64,
    message: Value,
    locations: [Value; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Value>,
    partial_fingerprints: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Value>,
    // Absent where nothing in the run may be suppressed would mean "not known": say it always.
    suppressions: Vec<Value>,
    properties: Value,
}

fn result<'a>(
    article: Article<'a>,
    flag: &'a Flag,
    suppressed: Option<&Suppressed>,
) -> RunResult<'a> {
    let related = flag.related.iter().enumerate();
    RunResult {
        rule_id: &flag.rule,
        rule_index: rules().position(|rule| rule.id == flag.rule),
        level: level(flag.severity),
        rank: (f64::from(flag.confidence) * 1e3).round() / 10.0,
        message: json!({ "text": flag.message }),
        locations: [location(
            article,
            flag.field,
            &flag.span,
            Some(&flag.excerpt),
        )],
        related_locations: related
            .map(|(id, related)| {
                let mut place = location(article, related.field, &related.span, None);
                place["id"] = json!(id);
                place["message"] = json!({ "text": related.role });
                place
            })
            .collect(),
        partial_fingerprints: json!({ FINGERPRINT: flag.fingerprint.0 }),
        fixes: fixes(article, flag),
        suppressions: suppressed.map(suppression).into_iter().collect(),
        properties: json!({
            "severity": flag.severity.as_str(),
            "confidence": (f64::from(flag.confidence) * 1e4).round() / 1e4,
            "itsType": flag.its_type,
        }),
    }
}

fn suppression(suppressed: &Suppressed) -> Value {
    match &suppressed.reason {
        Reason::Baseline => json!({
            "kind": "external",
            "justification": "It stands in the baseline.",
        }),
        Reason::Comment(reason) if reason.is_empty() => json!({ "kind": "inSource" }),
        Reason::Comment(reason) => json!({ "kind": "inSource", "justification": reason }),
    }
}

fn location(
    article: Article<'_>,
    field: Field,
    span: &std::ops::Range<usize>,
    excerpt: Option<&str>,
) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": uri(article.path) } });
    if let Some(region) = region(article, field, span) {
        place["region"] = region;
        if let Some(excerpt) = excerpt {
            place["region"]["snippet"] = json!({ "text": excerpt });
        }
    }
    let mut location = json!({ "physicalLocation": place });
    if let Some(inset) = article.inset.filter(|_| field == Field::Text) {
        location["logicalLocations"] = json!([{ "name": inset.name, "kind": "resource" }]);
    }
    if field != Field::Text {
        location["logicalLocations"] = json!([{ "name": super::field_name(field) }]);
    }
    location
}

/// Where in the file; `None` for a title or a source that does not stand in it.
fn region(article: Article<'_>, field: Field, span: &std::ops::Range<usize>) -> Option<Value> {
    if field != Field::Text {
        return None;
    }
    let start = article.start(field, span);
    let end = article.end(field, span);
    Some(json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }))
}

/// The repairs that may be applied unseen.
fn fixes(article: Article<'_>, flag: &Flag) -> Vec<Value> {
    let exact = flag
        .suggestions
        .iter()
        .filter(|suggestion| suggestion.certainty == Certainty::Exact);
    let Some(region) = region(article, flag.field, &flag.span) else {
        return Vec::new();
    };
    exact
        .map(|suggestion| {
            json!({ "artifactChanges": [{
                "artifactLocation": { "uri": uri(article.path) },
                "replacements": [{
                    "deletedRegion": region,
                    "insertedContent": { "text": suggestion.text },
                }],
            }] })
        })
        .collect()
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    CATALOGUE
        .iter()
        .filter(|rule| rule.status != Status::Retired)
}

fn descriptor(rule: &Rule) -> Value {
    let explanation = rule.explanation();
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.summary },
        "help": { "text": explanation, "markdown": explanation },
        "defaultConfiguration": {
            "level": level(rule.severity),
            "enabled": rule.status == Status::Stable,
        },
        "properties": {
            "tags": [rule.family()],
            "precision": if rule.confidence >= 0.9 { "high" } else { "medium" },
            "problem.severity": problem_severity(rule.severity),
        },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Neutral => "note",
        Severity::Minor => "warning",
        Severity::Major | Severity::Critical => "error",
    }
}

/// As code hosts name it.
fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Neutral => "recommendation",
        Severity::Minor => "warning",
        Severity::Major | Severity::Critical => "error",
    }
}

/// The path as a relative reference, or a file URI where it is absolute (RFC 3986).
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            b'\\' if cfg!(windows) => uri.push('/'),
            _ => {
                let digit = |value: u8| char::from(b"0123456789ABCDEF"[usize::from(value)]);
                uri.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
    uri
}
