//! # What it finds
//! A few words of another language inside a sentence of the article's own.
//!
//! # Why it points to a broken pipeline
//! Engines copy words they do not know, and drop the end of a sentence that ran out of their window.
//!
//! # Known false alarms
//! Loan words, dishes, legal and Latin phrases, names of papers, bodies and works are at home in any
//! text: words in quotation marks or brackets and those behind a capital are left alone.

use super::passages::Passages;
use super::wording::named;
use crate::flag::Severity;
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "language/untranslated-words",
    severity: Severity::Minor,
    its_type: "untranslated",
    summary: "a few words of another language inside a sentence",
    languages: Languages::Known,
    on_title: false,
    confidence: 0.9,
    flagged: &[
        flagged(
            "The mayor told the council that ⟦la situation reste très difficile⟧ for the fishermen of the old harbour.",
        )
        .lang("en"),
        flagged(
            "El alcalde dijo al consejo que ⟦they should have known⟧ antes de la tormenta que el muelle no resistiría.",
        )
        .lang("es"),
        flagged(
            "Капитан сказал, что ⟦кораблі відпливуть уранці⟧ и пассажиры смогут вернуться домой, если стихнет ветер.",
        )
        .lang("ru"),
    ],
    clean: &[
        clean(
            "The de facto leader signed the pact, and the bona fide members of the council applauded.",
        )
        .lang("en"),
        clean("The cook serves boeuf bourguignon and crème brûlée in a café by the harbour.")
            .lang("en"),
        clean("The daily La Voix des Pêcheurs du Nord and Médecins Sans Frontières sent reporters.")
            .lang("en"),
        clean("Le maire a parlé du best of de la tournée et du making of, puis du fair play.")
            .lang("fr"),
        clean("Капитан сказал «кораблі відпливуть уранці» и ушёл, а пассажиры остались на пристани.")
            .lang("ru"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for passage in doc.view::<Passages>().as_slice() {
        if sink.stopped() {
            return;
        }
        if passage.is_segment() {
            continue;
        }
        let confidence = if passage.bits >= 30.0 { 0.93 } else { 0.85 };
        sink.report(
            Finding::new(
                passage.span.clone(),
                format!(
                    "{} in the middle of a sentence, left untranslated.",
                    named(passage.tag, "words")
                ),
            )
            .confidence(confidence),
        );
    }
}
