//! The articles whose text the page holds: the worst ones, each as the JSON its script reads.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::ops::Range;

use serde::Serialize;

use super::{HtmlSettings, Meta, script_safe};
use crate::engine::Verdict;
use crate::flag::Flag;
use crate::report::{Article, Reason, field_name};
use crate::text::{Document, Field, OffsetEncoding, Offsets};

/// The worst articles so far, the mildest of them on top.
#[derive(Debug, Default)]
pub(super) struct Kept {
    heap: BinaryHeap<Reverse<Entry>>,
    bytes: usize,
    seen: usize,
}

/// Greater is worse; of equals the one that came first.
#[derive(Debug)]
struct Entry {
    rank: Rank,
    json: Vec<u8>,
}

/// An article without flags is the mildest, then one that is too short to be judged.
#[derive(Clone, Copy, Debug)]
struct Rank {
    flagged: bool,
    judged: bool,
    penalty: f64,
    order: Reverse<usize>,
}

#[derive(Serialize)]
struct ArticleData<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    words: usize,
    penalty: f64,
    score: f64,
    verdict: &'static str,
    language: &'a str,
    hints: Vec<&'a str>,
    truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    flags: Vec<FlagData<'a>>,
    aside: Vec<AsideData<'a>>,
}

/// Spans count UTF-16 code units of the field, as the strings of the script do.
#[derive(Serialize)]
struct FlagData<'a> {
    rule: &'a str,
    severity: &'static str,
    confidence: f64,
    field: &'static str,
    span: [usize; 2],
    line: usize,
    column: usize,
    message: &'a str,
    suggestions: Vec<SuggestionData<'a>>,
    related: Vec<RelatedData<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct SuggestionData<'a> {
    text: &'a str,
    certainty: &'static str,
}

#[derive(Serialize)]
struct RelatedData<'a> {
    role: &'a str,
    field: &'static str,
    span: [usize; 2],
}

#[derive(Serialize)]
struct AsideData<'a> {
    rule: &'a str,
    line: usize,
    message: &'a str,
    reason: &'a str,
}

impl Kept {
    /// Keeps `article` if it is among the worst.
    pub(super) fn add(&mut self, article: &Article<'_>, meta: &Meta, settings: &HtmlSettings) {
        let assessment = &article.report.assessment;
        let rank = Rank {
            flagged: !article.report.flags.is_empty(),
            judged: assessment.verdict != Verdict::Insufficient,
            penalty: assessment.penalty_per_1000_words,
            order: Reverse(self.seen),
        };
        self.seen += 1;
        let full = self.heap.len() >= settings.most_articles;
        let mildest = self.heap.peek().map(|Reverse(entry)| entry.rank);
        if full && mildest.is_none_or(|mildest| mildest >= rank) {
            return;
        }
        let json = serde_json::to_vec(&ArticleData::of(article, meta))
            .expect("the record holds nothing that JSON cannot");
        let json = script_safe(json);
        self.bytes += json.len();
        self.heap.push(Reverse(Entry { rank, json }));
        while self.heap.len() > settings.most_articles
            || self.heap.len() > 1 && self.bytes > settings.most_bytes
        {
            if let Some(Reverse(mildest)) = self.heap.pop() {
                self.bytes -= mildest.json.len();
            }
        }
    }

    /// The records, the worst first.
    pub(super) fn into_worst_first(self) -> Vec<Vec<u8>> {
        let sorted = self.heap.into_sorted_vec();
        sorted
            .into_iter()
            .map(|Reverse(entry)| entry.json)
            .collect()
    }
}

impl<'a> ArticleData<'a> {
    fn of(article: &Article<'a>, meta: &'a Meta) -> Self {
        let assessment = &article.report.assessment;
        ArticleData {
            id: article.path,
            item: article.inset.map(|inset| inset.name.as_str()),
            group: meta.group.as_deref(),
            date: meta.date.as_deref(),
            words: assessment.words,
            penalty: assessment.penalty_per_1000_words,
            score: assessment.score,
            verdict: assessment.verdict.as_str(),
            language: &assessment.language.tag,
            hints: assessment
                .source_language_hints
                .iter()
                .map(|hint| hint.tag.as_str())
                .collect(),
            truncated: assessment.flags_truncated,
            title: article.doc.title().map(Document::input),
            text: article.doc.input(),
            source: article.doc.source().map(|source| source.text.as_str()),
            flags: article
                .report
                .flags
                .iter()
                .map(|flag| FlagData::of(flag, article))
                .collect(),
            aside: article
                .suppressed
                .iter()
                .map(|suppressed| AsideData {
                    rule: &suppressed.flag.rule,
                    line: article
                        .start(suppressed.flag.field, &suppressed.flag.span)
                        .line,
                    message: &suppressed.flag.message,
                    reason: match &suppressed.reason {
                        Reason::Baseline => "in the baseline",
                        Reason::Comment(reason) if reason.is_empty() => "by a comment",
                        Reason::Comment(reason) => reason,
                    },
                })
                .collect(),
        }
    }
}

impl<'a> FlagData<'a> {
    fn of(flag: &'a Flag, article: &Article<'a>) -> Self {
        let place = article.start(flag.field, &flag.span);
        FlagData {
            rule: &flag.rule,
            severity: flag.severity.as_str(),
            // Of a 32-bit figure more digits would be noise.
            confidence: (f64::from(flag.confidence) * 1e4).round() / 1e4,
            field: field_name(flag.field),
            span: utf16(article, flag.field, &flag.span),
            line: place.line,
            column: place.column,
            message: &flag.message,
            suggestions: flag
                .suggestions
                .iter()
                .map(|suggestion| SuggestionData {
                    text: &suggestion.text,
                    certainty: suggestion.certainty.as_str(),
                })
                .collect(),
            related: flag
                .related
                .iter()
                .map(|related| RelatedData {
                    role: &related.role,
                    field: field_name(related.field),
                    span: utf16(article, related.field, &related.span),
                })
                .collect(),
            fingerprint: &flag.fingerprint.0,
        }
    }
}

fn utf16(article: &Article<'_>, field: Field, span: &Range<usize>) -> [usize; 2] {
    let (text, offsets) = article.field(field);
    [span.start, span.end].map(|at| match offsets {
        Some(offsets) => offsets.convert(text, at, OffsetEncoding::Utf16),
        None => Offsets::of(text).convert(text, at, OffsetEncoding::Utf16),
    })
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.flagged, self.judged)
            .cmp(&(other.flagged, other.judged))
            .then(self.penalty.total_cmp(&other.penalty))
            .then(self.order.cmp(&other.order))
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Rank {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Rank {}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.cmp(&other.rank)
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.rank == other.rank
    }
}

impl Eq for Entry {}
