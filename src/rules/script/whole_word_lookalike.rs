//! # What it finds
//! A lone word all of whose letters belong to another alphabet and look like the article's own:
//! `the ВВС report` with Cyrillic letters, in an English article.
//!
//! # Why it points to a broken pipeline
//! An abbreviation copied from the source language, or a keyboard left in the other layout. It
//! looks right, and no search finds it.
//!
//! # Known false alarms
//! Words given in their own script as a gloss, Greek letters of science and of fraternities, and
//! Latin names in texts of other scripts are left alone.

use super::foreign::ForeignStretches;
use super::gloss;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "script/whole-word-lookalike",
    its_type: "characters",
    summary: "a word is in look-alike letters of another alphabet",
    trigger: Facts::CYRILLIC.union(Facts::GREEK).union(Facts::ARMENIAN),
    on_title: true,
    confidence: 0.9,
    flagged: &[
        flagged("According to the ⟦ВВС⟧ the talks went on.").fix("BBC"),
        flagged("Nobody could ⟦ѕау⟧ when the ferry would leave.").fix("say"),
        flagged("Новини про ⟦ƿeĸy⟧ біля міста читайте тут.").fix("реку"),
    ],
    clean: &[
        clean("The broadcaster is known at home as the corporation (Russian: ВВС)."),
        clean("The sorority ΑΚΑ met beside the lake."),
        clean("По данным BBC и CNN, переговоры продолжаются."),
        clean("The particle σ and the angle α were measured."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for stretch in doc.view::<ForeignStretches>().as_slice() {
        if sink.stopped() {
            return;
        }
        let Some(folded) = &stretch.lookalike else {
            continue;
        };
        if !gloss::explains(doc, &stretch.span, stretch.words, stretch.script) {
            let message = format!(
                "This word is written in look-alike letters of another alphabet; it reads “{folded}”."
            );
            sink.report(Finding::new(stretch.span.clone(), message).likely(folded.clone()));
        }
    }
}
