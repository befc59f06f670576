//! # What it finds
//! A clause said again in the same sentence, each time up to a mark of punctuation: `was sent to
//! Oran, where he was sent to Oran`.
//!
//! # Why it points to a broken pipeline
//! A decoder that attends to the same source words twice renders them twice, most often at the
//! joint of a main and a subordinate clause.
//!
//! # Known false alarms
//! Deliberate parallels (`of the people, by the people`) share the end of their clauses too; three
//! words in common are asked for, and quotations are left alone.

use std::ops::Range;

use super::loops::Loops;
use super::prose::Size;
use super::tokens::{Gap, Tokens};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, Status, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "repetition/echo-clause",
    severity: Severity::Minor,
    status: Status::Preview,
    its_type: "duplication",
    summary: "a clause is said again within its sentence",
    confidence: 0.65,
    flagged: &[
        flagged("After the trial he was sent to Oran, where ⟦he was sent to Oran⟧."),
        flagged("Она вышла из здания суда, после чего ⟦она вышла из здания суда⟧."),
    ],
    clean: &[
        clean("It is a government of the people, by the people, for the people."),
        clean("He was sent to Oran, and his brother was sent to Algiers."),
        clean("“I came to stay here, and you came to stay here,” she said."),
        clean("He knew the answer, and she knew he knew the question."),
    ],
    check,
    ..Rule::NEW
};

/// The longest clause compared, in words.
const LONGEST: usize = 16;
/// The shortest that is no turn of phrase, in words.
const SHORTEST: usize = 4;

fn check(doc: &Document, sink: &mut Sink) {
    let ids = doc.view::<Tokens>().ids();
    // Words before which the last two clauses ended.
    let mut ends = [0_usize; 2];
    for word in 1..=ids.len() {
        let gap = Gap::before(doc, word);
        if word < ids.len() && gap < Gap::Comma {
            continue;
        }
        for &end in &ends {
            let echo = word - shared_tail(ids, end, word)..word;
            if echo.len() >= SHORTEST && is_echo(doc, &echo, end) {
                report(doc, sink, &echo, end);
                break;
            }
        }
        ends = if gap > Gap::Comma {
            [0, 0]
        } else {
            [word, ends[0]]
        };
        if sink.stopped() {
            return;
        }
    }
}

/// How many words before `end` equal those before `later`.
fn shared_tail(ids: &[u32], end: usize, later: usize) -> usize {
    let bound = LONGEST.min(end).min(later - end);
    (1..=bound)
        .take_while(|&back| ids[end - back] == ids[later - back])
        .count()
}

fn is_echo(doc: &Document, echo: &Range<usize>, end: usize) -> bool {
    let words = doc.words();
    let span = words[echo.start].start()..words[echo.end - 1].end();
    let nearby = echo.start > end && echo.start - end <= LONGEST;
    nearby
        && Size::of(doc, echo).letters >= 14
        && !doc.quotations().hold(&span)
        && doc.view::<Loops>().at(echo.start).is_none()
}

fn report(doc: &Document, sink: &mut Sink, echo: &Range<usize>, end: usize) {
    let words = doc.words();
    let span = |range: Range<usize>| words[range.start].start()..words[range.end - 1].end();
    let finding = Finding::new(
        span(echo.clone()),
        "This clause says again what was just said.",
    );
    sink.report(finding.related("first copy", span(end - echo.len()..end)));
}
