//! # What it finds
//! An acronym that the article never explains and that readers do not know: `QZTF rejected it`.
//!
//! # Why it points to a broken pipeline
//! News style asks for an explanation at first mention. Where it is missing, the acronym was often
//! copied from the source, whose readers know it.
//!
//! # Known false alarms
//! Acronyms well known in one country, stock symbols, model names. The rule is a preview and its
//! flags are neutral.

use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::lexicon::Lexicon;
use crate::rules::names::acronyms::{Acronyms, Standing, standing};
use crate::rules::{Finding, Languages, Rule, Sink, Status, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/acronym-undefined",
    severity: Severity::Neutral,
    status: Status::Preview,
    its_type: "terminology",
    summary: "an acronym is explained nowhere and not well known",
    languages: Languages::Only(&["en"]),
    trigger: Facts::UPPER,
    confidence: 0.6,
    flagged: &[
        flagged("⟦QZTF⟧ rejected the plan. The QZTF met on Monday.").lang("en"),
        flagged("A spokesman of the ⟦VKRD⟧ rejected the plan.").lang("en"),
    ],
    clean: &[
        clean("NATO and the UN rejected the plan.").lang("en"),
        clean("The Quiet Zone Task Force (QZTF) met. QZTF rejected the plan.").lang("en"),
        clean("THE QZTF REJECTED THE PLAN").lang("en"),
        clean("Louis XIV rejected the plan.").lang("en"),
        clean("Der VKRD hat abgelehnt.").lang("de"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let acronyms = doc.view::<Acronyms>();
    if acronyms.uses.is_empty() || doc.view::<ArticleLanguage>().tag != "en" {
        return;
    }
    let text = doc.text();
    let english = Lexicon::of("en");
    for first in acronyms.used() {
        let acronym = &text[first.span.clone()];
        let plain = acronym.bytes().all(|byte| byte.is_ascii_uppercase());
        if !plain || !(3..=6).contains(&acronym.len()) || is_roman(acronym) {
            continue;
        }
        let is_word = english.is_some_and(|words| words.opinion(acronym).is_known());
        let explained = acronyms.defining(first.letters).next().is_some();
        if is_word || explained || !matches!(standing(acronym, "en"), Standing::Unknown) {
            continue;
        }
        let message = format!("“{acronym}” is explained nowhere in the article.");
        sink.report(Finding::new(first.span.clone(), message));
    }
}

/// A Roman numeral.
fn is_roman(word: &str) -> bool {
    word.bytes().all(|byte| b"IVXLCDM".contains(&byte))
}
