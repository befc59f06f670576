//! The JSON forms. Other programs rely on them, so they are types of their own, apart from those of
//! the engine, and change only by adding.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::{Article, field_name};
use crate::flag::Flag;
use crate::rules::Rule;
use crate::text::OffsetEncoding;

/// A flag.
#[derive(Serialize)]
struct FlagRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'a str>,
    rule: &'a str,
    family: &'a str,
    severity: &'static str,
    confidence: f64,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    field: &'static str,
    excerpt: &'a str,
    message: &'a str,
    suggestions: Vec<SuggestionRecord<'a>>,
    related: Vec<RelatedRecord<'a>>,
    its_type: &'a str,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct SuggestionRecord<'a> {
    text: &'a str,
    certainty: &'static str,
}

#[derive(Serialize)]
struct RelatedRecord<'a> {
    role: &'a str,
    field: &'static str,
    start: usize,
    end: usize,
    excerpt: &'a str,
}

/// An article with its flags.
#[derive(Serialize)]
pub struct ArticleRecord<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'a str>,
    words: usize,
    penalty_per_1000_words: f64,
    score: f64,
    verdict: &'static str,
    language: LanguageRecord<'a>,
    scripts: &'a [String],
    counts: BTreeMap<&'a str, usize>,
    severities: SeverityCounts,
    source_language_hints: Vec<HintRecord<'a>>,
    flags_truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    decoding: Option<DecodingRecord<'a>>,
    flags: Vec<FlagRecord<'a>>,
}

#[derive(Serialize)]
struct HintRecord<'a> {
    tag: &'a str,
    weight: f64,
    rules: &'a [String],
}

#[derive(Serialize)]
struct SeverityCounts {
    neutral: usize,
    minor: usize,
    major: usize,
    critical: usize,
}

#[derive(Serialize)]
struct LanguageRecord<'a> {
    tag: &'a str,
    confidence: f64,
}

#[derive(Serialize)]
struct DecodingRecord<'a> {
    charset: &'a str,
    malformed: usize,
}

/// An article that could not be read.
#[derive(Serialize)]
pub struct ErrorRecord<'a> {
    /// The article's id.
    pub id: &'a str,
    /// What is wrong with it.
    pub error: &'a ErrorBody,
}

/// What is wrong with an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorBody {
    /// The name of the gRPC code, such as `INVALID_ARGUMENT`.
    pub code: String,
    /// A sentence that names the field or line.
    pub message: String,
}

/// A rule in the catalogue.
#[derive(Serialize)]
pub struct RuleRecord {
    id: &'static str,
    family: &'static str,
    severity: &'static str,
    status: &'static str,
    languages: Vec<&'static str>,
    summary: &'static str,
}

impl<'a> ArticleRecord<'a> {
    /// The record of `article`, offsets in `unit`.
    pub fn of(article: &Article<'a>, unit: OffsetEncoding) -> Self {
        let assessment = &article.report.assessment;
        let [neutral, minor, major, critical] = assessment.severities;
        ArticleRecord {
            id: article.path,
            item: article.inset.map(|inset| inset.name.as_str()),
            words: assessment.words,
            penalty_per_1000_words: rounded(assessment.penalty_per_1000_words),
            score: rounded(assessment.score),
            verdict: assessment.verdict.as_str(),
            language: LanguageRecord {
                tag: &assessment.language.tag,
                confidence: rounded(assessment.language.confidence.into()),
            },
            scripts: &assessment.scripts,
            counts: assessment
                .families
                .iter()
                .map(|c| (c.family.as_str(), c.flags))
                .collect(),
            severities: SeverityCounts {
                neutral,
                minor,
                major,
                critical,
            },
            source_language_hints: assessment
                .source_language_hints
                .iter()
                .map(|hint| HintRecord {
                    tag: &hint.tag,
                    weight: rounded(hint.weight.into()),
                    rules: &hint.rules,
                })
                .collect(),
            flags_truncated: assessment.flags_truncated,
            decoding: assessment.decoding.as_ref().map(|decoding| DecodingRecord {
                charset: &decoding.charset,
                malformed: decoding.malformed,
            }),
            flags: article
                .report
                .flags
                .iter()
                .map(|flag| FlagRecord::of(None, flag, article, unit))
                .collect(),
        }
    }
}

impl<'a> FlagRecord<'a> {
    fn of(
        path: Option<&'a str>,
        flag: &'a Flag,
        article: &Article<'a>,
        unit: OffsetEncoding,
    ) -> Self {
        let place = article.start(flag.field, &flag.span);
        let offsets = article.offsets(flag.field, &flag.span, unit);
        FlagRecord {
            path,
            item: path.and(article.inset).map(|inset| inset.name.as_str()),
            rule: &flag.rule,
            family: flag.family(),
            severity: flag.severity.as_str(),
            confidence: rounded(flag.confidence.into()),
            start: offsets.start,
            end: offsets.end,
            line: place.line,
            column: place.column,
            field: field_name(flag.field),
            excerpt: &flag.excerpt,
            message: &flag.message,
            suggestions: flag
                .suggestions
                .iter()
                .map(|s| SuggestionRecord {
                    text: &s.text,
                    certainty: s.certainty.as_str(),
                })
                .collect(),
            related: flag
                .related
                .iter()
                .map(|related| {
                    let offsets = article.offsets(related.field, &related.span, unit);
                    RelatedRecord {
                        role: &related.role,
                        field: field_name(related.field),
                        start: offsets.start,
                        end: offsets.end,
                        excerpt: &related.excerpt,
                    }
                })
                .collect(),
            its_type: &flag.its_type,
            fingerprint: &flag.fingerprint.0,
        }
    }
}

impl RuleRecord {
    /// The record of `rule`.
    pub fn of(rule: &Rule) -> Self {
        RuleRecord {
            id: rule.id,
            family: rule.family(),
            severity: rule.severity.as_str(),
            status: rule.status.as_str(),
            languages: rule.languages.tags(),
            summary: rule.summary,
        }
    }
}

/// Writes one article without a line end behind it.
pub(super) fn write_article(
    out: &mut impl Write,
    article: Article<'_>,
    unit: OffsetEncoding,
) -> io::Result<()> {
    Ok(serde_json::to_writer(
        out,
        &ArticleRecord::of(&article, unit),
    )?)
}

/// Writes the flags of one article, one a line.
pub(super) fn write_flags(
    out: &mut impl Write,
    article: Article<'_>,
    unit: OffsetEncoding,
) -> io::Result<()> {
    for flag in &article.report.flags {
        let record = FlagRecord::of(Some(article.path), flag, &article, unit);
        serde_json::to_writer(&mut *out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Four decimals: what lies beyond is noise of the floating point.
fn rounded(figure: f64) -> f64 {
    (figure * 1e4).round() / 1e4
}
