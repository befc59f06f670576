//! # What it finds
//! A line, title or paragraph that stands in the text again, whatever its quotation marks, markup,
//! entities, case and diacritics, or with hardly a word changed.
//!
//! # Why it points to a broken pipeline
//! Scrapers take a headline from the page's head, its breadcrumb, its print view and its related
//! links, and a paragraph from teaser and body; translation then renders each a little differently.
//!
//! # Known false alarms
//! Refrains in verse and lists, the standing lines of a live blog and lines of a few words are left
//! alone, and so is a title that opens the body once.

use super::copies::{Copies, Copy};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "repetition/duplicate-block",
    severity: Severity::Minor,
    its_type: "duplication",
    summary: "a line, title or paragraph stands in the text again",
    confidence: 0.9,
    flagged: &[
        flagged(
            "Harbour council calls the new ferry “a gift to the islands”\n\nBy our staff\n\n\
             ⟦Harbour council calls the new ferry 'a gift to the islands'⟧\n\nThe ferry came late.\n\n\
             ⟦HARBOUR COUNCIL calls the new ferry &# 171;a gift to the islands&# 187;⟧",
        ),
        flagged(
            "Home / News / Miners found alive after nine days underground\n\n\
             ⟦Miners found alive after nine days underground⟧\n\nThey were hungry.",
        ),
        flagged(
            "Совет города одобрил новый мост через реку\nВчера вечером\n⟦Совет города одобрил новый мост через реку⟧",
        ),
    ],
    clean: &[
        clean("Team W D L Pts\nLynx 3 1 0 10\n\nTeam W D L Pts\nBears 1 1 2 4"),
        clean("Read more\n\nThe court met.\n\nRead more\n\n10:15\n\n10:15"),
        clean("Storm closes the northern ports for a second day\n\nThe storm came at night.")
            .title("Storm closes the northern ports for a second day"),
        clean(
            "The minister opened the school in Leeds on Monday\nThe minister opened the school in Hull on Friday",
        ),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for copy in doc.view::<Copies>().as_slice() {
        if copy.block {
            sink.report(finding(copy, "These lines stand in the text before."));
        }
    }
}

/// The finding for a copy.
pub(super) fn finding(copy: &Copy, message: &'static str) -> Finding {
    Finding::new(copy.span.clone(), message)
        .confidence(f32::from(copy.percent) / 100.0)
        .related_in("first copy", copy.first_in, copy.first.clone())
}
