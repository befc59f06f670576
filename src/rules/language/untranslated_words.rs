//! # What it finds
//! A few words of another language inside a sentence of the article's own.
//!
//! # Why it points to a broken pipeline
//! Engines copy words they do not know, and drop the end of a sentence that ran out of their window.
//!
//! # Known false alarms
//! Loan words, dishes, legal and Latin phrases, names of papers, bodies and works are at home in any
//! text: words in quotation marks or brackets and those behind a capital are left alone.

use super::dates::foreign_months;
use super::passages::Passages;
use super::wording::{name, named};
use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

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
        flagged("HARBOUR CITY, 12 ⟦Şubat⟧ 2019 (Agency) - The ferries sailed again on Tuesday.")
            .lang("en")
            .fix("February"),
        flagged("The ferries sailed again on 12 ⟦Ağustos⟧, and the harbour was full of boats.")
            .lang("en")
            .fix("August"),
        flagged("Капитан вернулся 3 ⟦липня⟧ 2018 года, когда паромы снова вышли в море.").lang("ru"),
    ],
    clean: &[
        clean("The pact of 5 May 2014 and that of 12 March 2019 were signed in the harbour.").lang("en"),
        clean("El pacto del 5 de mayo de 2014 y el del 3 marzo 2019 se firmaron en el puerto.").lang("es"),
        clean(
            "The de facto leader signed the pact, and the bona fide members of the council applauded.",
        )
        .lang("en"),
        clean("They met in 23 Nisan Park on 5 May and left the park by noon.").lang("en"),
        clean("The Danish for the red porridge with cream is rødgrød med fløde, which few visitors can say.")
            .lang("en"),
        clean("A câmara vai limitar o número de tuk-tuks na cidade, e os tuk-tuks vão protestar.")
            .lang("pt"),
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
            .points_to(passage.tag)
            .confidence(confidence),
        );
    }
    let home = &doc.view::<ArticleLanguage>().tag;
    if !doc.facts().contains(Facts::DIGIT) {
        return;
    }
    for month in foreign_months(doc, home) {
        let finding = Finding::new(
            month.span.clone(),
            format!(
                "This date has its month in {}.",
                name(month.tag).unwrap_or("another language")
            ),
        )
        .points_to(month.tag);
        sink.report(if home == "en" {
            finding.likely(month.in_english())
        } else {
            finding
        });
    }
}
