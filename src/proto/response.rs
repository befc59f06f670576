//! Reports to responses and back. Offsets take the caller's unit here and nowhere else.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::{Job, pb};
use crate::engine::{Assessment, FamilyCount, Hint, RULESET_VERSION, Report, Verdict};
use crate::flag::{Certainty, Fingerprint, Flag, Related, Severity, Suggestion};
use crate::language::ArticleLanguage;
use crate::text::{Decoding, Document, Field, OffsetEncoding, Offsets, Reason};

impl Job {
    /// The answer to this job: what `report` says of its article.
    pub fn answer(self, report: Report) -> pb::CheckResponse {
        let places = Places {
            doc: &self.document,
            unit: self.offsets,
            source: OnceCell::new(),
        };
        let flags = report.flags.into_iter().map(|flag| places.flag(flag));
        pb::CheckResponse {
            flags: flags.collect(),
            assessment: Some(report.assessment.into()),
            ruleset_version: RULESET_VERSION.into(),
            text: self.return_text.then(|| self.document.input().to_owned()),
            id: self.id,
            labels: self.labels,
        }
    }
}

/// A response that this version cannot make a report of: a newer server may send such.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the server's answer has no `{0}` that is known here")]
pub struct Unreadable(&'static str);

impl TryFrom<pb::CheckResponse> for Report {
    type Error = Unreadable;

    /// The report that the server saw. The response must count in UTF-8 bytes.
    fn try_from(response: pb::CheckResponse) -> Result<Self, Unreadable> {
        let flags = response.flags.into_iter().map(Flag::try_from);
        let assessment = response.assessment.ok_or(Unreadable("assessment"))?;
        Ok(Report {
            flags: flags.collect::<Result<_, _>>()?,
            assessment: assessment.try_into()?,
        })
    }
}

/// Where the texts of an article keep their places, in the caller's unit.
struct Places<'d> {
    doc: &'d Document,
    unit: OffsetEncoding,
    source: OnceCell<Offsets>,
}

impl Places<'_> {
    fn flag(&self, flag: Flag) -> pb::Flag {
        pb::Flag {
            family: flag.family().into(),
            severity: pb::Severity::from(flag.severity).into(),
            confidence: flag.confidence,
            span: Some(self.span(flag.field, &flag.span)),
            excerpt: flag.excerpt,
            message: flag.message.into_owned(),
            suggestions: flag.suggestions.into_iter().map(Into::into).collect(),
            related: flag.related.into_iter().map(|r| self.related(r)).collect(),
            its_type: flag.its_type.into_owned(),
            fingerprint: flag.fingerprint.0,
            weight: flag.weight,
            rule: flag.rule.into_owned(),
        }
    }

    fn related(&self, related: Related) -> pb::Related {
        pb::Related {
            role: related.role.into_owned(),
            span: Some(self.span(related.field, &related.span)),
            excerpt: related.excerpt,
        }
    }

    fn span(&self, field: Field, span: &Range<usize>) -> pb::Span {
        let (text, offsets) = match (field, self.doc.title(), self.doc.source()) {
            (Field::Title, Some(title), _) => (title.input(), title.offsets()),
            (Field::Source, _, Some(source)) => {
                let offsets = self.source.get_or_init(|| Offsets::of(&source.text));
                (source.text.as_str(), offsets)
            }
            _ => (self.doc.input(), self.doc.offsets()),
        };
        let at = |byte| count(offsets.convert(text, byte, self.unit));
        pb::Span {
            field: pb::Field::from(field).into(),
            start: at(span.start),
            end: at(span.end),
        }
    }
}

/// A count or offset on the wire. A message ends below 4 GiB, so nothing is cut in truth.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl TryFrom<pb::Flag> for Flag {
    type Error = Unreadable;

    fn try_from(flag: pb::Flag) -> Result<Self, Unreadable> {
        let severity = flag.severity();
        let (field, span) = place(flag.span)?;
        Ok(Flag {
            rule: Cow::Owned(flag.rule),
            severity: severity.try_into()?,
            weight: flag.weight,
            confidence: flag.confidence,
            field,
            span,
            excerpt: flag.excerpt,
            message: Cow::Owned(flag.message),
            suggestions: flag
                .suggestions
                .into_iter()
                .map(Suggestion::try_from)
                .collect::<Result<_, _>>()?,
            related: flag
                .related
                .into_iter()
                .map(Related::try_from)
                .collect::<Result<_, _>>()?,
            its_type: Cow::Owned(flag.its_type),
            fingerprint: Fingerprint(flag.fingerprint),
            // Summed up in the assessment already.
            points_to: Vec::new(),
        })
    }
}

impl TryFrom<pb::Related> for Related {
    type Error = Unreadable;

    fn try_from(related: pb::Related) -> Result<Self, Unreadable> {
        let (field, span) = place(related.span)?;
        Ok(Related {
            role: Cow::Owned(related.role),
            field,
            span,
            excerpt: related.excerpt,
        })
    }
}

fn place(span: Option<pb::Span>) -> Result<(Field, Range<usize>), Unreadable> {
    let span = span.ok_or(Unreadable("span"))?;
    Ok((
        span.field().try_into()?,
        span.start as usize..span.end as usize,
    ))
}

impl From<Suggestion> for pb::Suggestion {
    fn from(suggestion: Suggestion) -> Self {
        pb::Suggestion {
            text: suggestion.text,
            certainty: pb::Certainty::from(suggestion.certainty).into(),
        }
    }
}

impl TryFrom<pb::Suggestion> for Suggestion {
    type Error = Unreadable;

    fn try_from(suggestion: pb::Suggestion) -> Result<Self, Unreadable> {
        Ok(Suggestion {
            certainty: suggestion.certainty().try_into()?,
            text: suggestion.text,
        })
    }
}

impl From<Assessment> for pb::Assessment {
    fn from(whole: Assessment) -> Self {
        let [neutral, minor, major, critical] = whole.severities.map(count);
        pb::Assessment {
            words: count(whole.words),
            penalty_per_1000_words: whole.penalty_per_1000_words,
            score: whole.score,
            verdict: pb::Verdict::from(whole.verdict).into(),
            families: whole
                .families
                .into_iter()
                .map(|of| pb::FamilyCount {
                    family: of.family,
                    flags: count(of.flags),
                })
                .collect(),
            severities: Some(pb::SeverityCounts {
                neutral,
                minor,
                major,
                critical,
            }),
            language: Some(pb::DetectedLanguage {
                tag: whole.language.tag,
                confidence: whole.language.confidence,
                declared: whole.language.declared,
            }),
            scripts: whole.scripts,
            source_language_hints: whole
                .source_language_hints
                .into_iter()
                .map(|hint| pb::SourceLanguageHint {
                    tag: hint.tag,
                    weight: hint.weight,
                    rules: hint.rules,
                })
                .collect(),
            flags_truncated: whole.flags_truncated,
            decoding: whole.decoding.map(|decoding| pb::Decoding {
                charset: decoding.charset,
                reason: pb::CharsetReason::from(decoding.reason).into(),
                malformed: count(decoding.malformed),
                bom: decoding.bom,
            }),
        }
    }
}

impl TryFrom<pb::Assessment> for Assessment {
    type Error = Unreadable;

    fn try_from(whole: pb::Assessment) -> Result<Self, Unreadable> {
        let verdict = whole.verdict().try_into()?;
        let severities = whole.severities.unwrap_or_default();
        let language = whole.language.unwrap_or_default();
        let decoding = whole.decoding.map(|decoding| {
            Ok(Decoding {
                reason: decoding.reason().try_into()?,
                charset: decoding.charset,
                malformed: decoding.malformed as usize,
                bom: decoding.bom,
            })
        });
        Ok(Assessment {
            words: whole.words as usize,
            penalty_per_1000_words: whole.penalty_per_1000_words,
            score: whole.score,
            verdict,
            families: whole
                .families
                .into_iter()
                .map(|of| FamilyCount {
                    family: of.family,
                    flags: of.flags as usize,
                })
                .collect(),
            severities: [
                severities.neutral as usize,
                severities.minor as usize,
                severities.major as usize,
                severities.critical as usize,
            ],
            language: ArticleLanguage {
                tag: language.tag,
                confidence: language.confidence,
                declared: language.declared,
            },
            scripts: whole.scripts,
            source_language_hints: whole
                .source_language_hints
                .into_iter()
                .map(|hint| Hint {
                    tag: hint.tag,
                    weight: hint.weight,
                    rules: hint.rules,
                })
                .collect(),
            flags_truncated: whole.flags_truncated,
            decoding: decoding.transpose()?,
        })
    }
}

/// Enumerations that are the same on both sides but for the unspecified zero.
macro_rules! same {
    ($($name:ident = $wire:ident { $($value:ident),* })*) => {$(
        impl From<$name> for pb::$wire {
            fn from(value: $name) -> Self {
                match value {
                    $($name::$value => pb::$wire::$value,)*
                }
            }
        }

        impl TryFrom<pb::$wire> for $name {
            type Error = Unreadable;

            fn try_from(value: pb::$wire) -> Result<Self, Unreadable> {
                match value {
                    $(pb::$wire::$value => Ok($name::$value),)*
                    // What prost makes of a number it does not know, too.
                    pb::$wire::Unspecified => Err(Unreadable(stringify!($wire))),
                }
            }
        }
    )*};
}

same! {
    Severity = Severity { Neutral, Minor, Major, Critical }
    Field = Field { Text, Title, Source }
    Certainty = Certainty { Exact, Likely }
    Verdict = Verdict { Clean, Review, Reject, Insufficient }
    Reason = CharsetReason { Utf8, ByteOrderMark, Declared, Guessed }
}
