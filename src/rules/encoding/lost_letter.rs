//! # What it finds
//! Question marks that stand for letters: inside a word, before one, or a word of nothing else; and
//! for the apostrophes and quotation marks of writing programs.
//!
//! # Why it points to a broken pipeline
//! Software that writes text in a code page without a letter puts `?` for it. The letter is gone.
//! The suggestion is the letter that fits best by the letter statistics of some 70 languages.
//!
//! # Known false alarms
//! A question mark that lacks the blank behind it, when the next word starts low.

use std::ops::Range;

use crate::flag::Severity;
use crate::rules::encoding::damage::lost::{Place, places};
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/lost-letter",
    severity: Severity::Major,
    its_type: "characters",
    summary: "a question mark stands where a letter was",
    trigger: Facts::QUESTION,
    on_title: true,
    confidence: 0.93,
    flagged: &[
        flagged("The ⟦K?ln⟧ court met."),
        flagged("The ⟦crew?s⟧ coats were wet.").fix("crew’s"),
        flagged("⟦?We⟧ agree,⟦?⟧ said the envoy."),
        flagged("⟦???????⟧ said so."),
        flagged("Они приехали в ⟦?????? ????⟧ вчера."),
        flagged("Han var ⟦f?rst⟧ og det ⟦er?⟧ godt."),
    ],
    clean: &[
        clean("See site.example/?a=b for more.").silent(),
        clean("What?No, he said."),
        clean("Really??? Yes."),
        clean("Who left at 5 p.m.? Nobody did. Who let the dogs out,? they sang."),
        clean("Pourquoi ?Parce que la mer est calme."),
        clean("“Why?” he asked. Who? when? where?"),
        clean("Pourquoi ? Parce que."),
        clean("why?because nobody knows"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let places = places(doc, sink.stop());
    let mut at = 0;
    while at < places.len() {
        let first = at;
        at += 1;
        while at < places.len()
            && text.get(places[at - 1].span.end..places[at].span.start) == Some(" ")
        {
            at += 1;
        }
        report(&places[first..at], sink);
    }
}

fn report(places: &[Place], sink: &mut Sink) {
    let (Some(first), Some(last)) = (places.first(), places.last()) else {
        return;
    };
    let span: Range<usize> = first.span.start..last.span.end;
    let sure = places.iter().map(|place| place.sure).fold(0.0, f32::max);
    let finding = Finding::new(
        span,
        "A question mark stands here for a letter or mark that was lost.",
    );
    let whole: Option<Vec<&str>> = places.iter().map(|place| place.repair.as_deref()).collect();
    let finding = finding.confidence(sure);
    sink.report(match whole {
        Some(words) => finding.likely(words.join(" ")),
        None => finding,
    });
}
