//! Runs the selected rules over a document and makes one report of what they find. Knows no
//! socket, no file and no output format; cannot fail on text.

mod calibration;
mod fingerprint;
mod hints;
mod overlap;
mod policy;
mod score;

use std::borrow::Cow;
use std::ops::Range;

pub use hints::Hint;
pub(crate) use policy::nearest;
pub use policy::{Policy, Thresholds, UnknownRule};
pub use score::{Assessment, FamilyCount, Verdict};

pub use crate::text::Stopped;

use crate::flag::{Flag, Related};
use crate::rules::listed::Listed;
use crate::rules::{CATALOGUE, Finding, Rule, Sink, Status, Stop};
use crate::text::{Document, Field, unless_left};

/// Checks articles. Holds no state: one serves every thread.
#[derive(Clone, Copy, Debug, Default)]
pub struct Engine;

/// What was found in one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// By field (title before text), offset, then rule.
    pub flags: Vec<Flag>,
    /// The article as a whole.
    pub assessment: Assessment,
}

/// Changes whenever the same text may get other flags.
pub const RULESET_VERSION: &str = env!("CARGO_PKG_VERSION");

impl Engine {
    /// Runs the rules that `policy` selects over `doc`.
    ///
    /// The same document and policy give the same report, always.
    ///
    /// # Errors
    /// [`Stopped`] when `stop` was set before the end; within a few milliseconds when the document
    /// knows it too ([`Document::with_stop`]). Text is never an error.
    pub fn check(&self, doc: &Document, policy: &Policy, stop: &Stop) -> Result<Report, Stopped> {
        self.check_telling(doc, policy, stop, |_| ())
    }

    /// As [`check`](Engine::check); `done` is told of each selected rule when it is through, so
    /// that who has a clock can time it.
    ///
    /// # Errors
    /// As [`check`](Engine::check).
    pub fn check_telling(
        &self,
        doc: &Document,
        policy: &Policy,
        stop: &Stop,
        done: impl FnMut(&'static Rule),
    ) -> Result<Report, Stopped> {
        unless_left(|| report(doc, policy, stop, done)).flatten()
    }
}

fn report(
    doc: &Document,
    policy: &Policy,
    stop: &Stop,
    mut done: impl FnMut(&'static Rule),
) -> Result<Report, Stopped> {
    let mut flags = Vec::new();
    let mut dropped = 0;
    for (index, rule) in CATALOGUE.iter().enumerate() {
        if rule.status == Status::Retired || !policy.selects(index) {
            continue;
        }
        let first = flags.len();
        if let Some(title) = doc.title().filter(|_| rule.on_title) {
            dropped += run(rule, title, doc, Field::Title, stop, &mut flags);
        }
        dropped += run(rule, doc, doc, Field::Text, stop, &mut flags);
        done(rule);
        if stop.is_set() {
            return Err(Stopped);
        }
        if !policy.raw_confidence {
            for flag in &mut flags[first..] {
                flag.confidence = calibration::probability(index, flag.confidence);
            }
        }
    }
    flags.retain_mut(|flag| policy.admits(flag));
    flags.sort_by(|a, b| {
        (a.field, a.span.start, a.span.end, &a.rule).cmp(&(
            b.field,
            b.span.start,
            b.span.end,
            &b.rule,
        ))
    });
    overlap::resolve(&mut flags, doc);
    fingerprint::assign(&mut flags, doc);
    let mut assessment = Assessment::of(&flags, doc, policy);
    assessment.flags_truncated = dropped > 0;
    let mut report = Report { flags, assessment };
    report.truncate(policy.max_flags.unwrap_or(usize::MAX));
    Ok(report)
}

impl Report {
    /// Takes out the flags that `drops` names and assesses the article anew, as if they had never
    /// been found. The hints stay: what was set aside still tells where the text comes from.
    pub fn set_aside(
        &mut self,
        doc: &Document,
        policy: &Policy,
        mut drops: impl FnMut(&Flag) -> bool,
    ) -> Vec<Flag> {
        let aside: Vec<Flag> = self.flags.extract_if(.., |flag| drops(flag)).collect();
        if !aside.is_empty() {
            let hints = std::mem::take(&mut self.assessment.source_language_hints);
            let truncated = self.assessment.flags_truncated;
            let decoding = self.assessment.decoding.take();
            self.assessment = Assessment {
                source_language_hints: hints,
                flags_truncated: truncated,
                decoding,
                ..Assessment::of(&self.flags, doc, policy)
            };
        }
        aside
    }

    /// Leaves out what lies beyond the first `most` flags; all of them stay scored.
    pub fn truncate(&mut self, most: usize) {
        self.assessment.flags_truncated |= self.flags.len() > most;
        self.flags.truncate(most);
    }
}

/// Runs one rule over one text of the article; gives the number of findings it had to drop.
fn run(
    rule: &'static Rule,
    text: &Document,
    article: &Document,
    field: Field,
    stop: &Stop,
    flags: &mut Vec<Flag>,
) -> usize {
    if !rule.trigger.is_empty() && !text.facts().intersects(rule.trigger) {
        return 0;
    }
    let mut sink = Sink::new(field, stop);
    (rule.check)(text, &mut sink);
    let (mut findings, dropped) = sink.into_findings();
    if !findings.is_empty() {
        let listed = text.view::<Listed>();
        findings.retain(|finding| !listed.vouches(rule.family(), &finding.span));
    }
    flags.extend(
        findings
            .into_iter()
            .map(|finding| flag_of(rule, finding, article, text, field)),
    );
    dropped
}

fn flag_of(
    rule: &'static Rule,
    finding: Finding,
    article: &Document,
    text: &Document,
    field: Field,
) -> Flag {
    let (text, field) = match (finding.field, article.title()) {
        (Some(Field::Title), Some(title)) => (title, Field::Title),
        _ => (text, field),
    };
    // A severity that a rule gives one finding, or a caller a rule, counts in full.
    let (severity, weight) = match finding.severity {
        Some(severity) => (severity, severity.weight()),
        None => (rule.severity, rule.penalty()),
    };
    let related = finding
        .related
        .into_iter()
        .filter_map(|related| {
            let (owner, field) = match related.field {
                // Where the title alone is read, "here" is the title.
                Field::Text if finding.field.is_none() => (text, field),
                Field::Text => (article, Field::Text),
                Field::Title => (article.title()?, Field::Title),
                Field::Source => return None,
            };
            let span = owner.to_input(related.span);
            let excerpt = excerpt(owner.input(), &span);
            Some(Related {
                role: Cow::Borrowed(related.role),
                field,
                span,
                excerpt,
            })
        })
        .collect();
    let span = text.to_input(finding.span);
    Flag {
        rule: Cow::Borrowed(rule.id),
        severity,
        weight,
        confidence: finding.confidence.unwrap_or(rule.confidence),
        field,
        excerpt: excerpt(text.input(), &span),
        span,
        message: finding.message,
        suggestions: finding.suggestions,
        related,
        its_type: Cow::Borrowed(rule.its_type),
        fingerprint: crate::flag::Fingerprint::default(),
        points_to: finding.points_to,
    }
}

/// The text of `span`, its middle left out where it is longer than a reader wants.
fn excerpt(text: &str, span: &Range<usize>) -> String {
    const MOST: usize = 160;
    let whole = &text[span.clone()];
    // Bytes bound code points from above: the common case needs no count.
    if whole.len() <= MOST || whole.chars().count() <= MOST {
        return whole.to_owned();
    }
    let cut = |(at, _): (usize, char)| at;
    let head = whole.char_indices().nth(MOST / 2).map_or(whole.len(), cut);
    let tail = whole.char_indices().rev().nth(MOST / 2 - 2).map_or(0, cut);
    format!("{}…{}", &whole[..head], &whole[tail..])
}
