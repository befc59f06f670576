//! # What it finds
//! Pointers to other articles inside this one (`Read more: ...`, `Lire aussi :`), with the title
//! they point to.
//!
//! # Why it points to a broken pipeline
//! The page shows them in a box beside the text; a scraper that takes the box's words for the
//! article's leaves them between two paragraphs, or in the middle of one.
//!
//! # Known false alarms
//! A line of advice in a guide (`Read also the small print`) if it has no full stop.

use super::furniture::{Furniture, Kind};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/related-link",
    severity: Severity::Minor,
    its_type: "non-conformance",
    summary: "a pointer to another article stands in this one",
    confidence: 0.94,
    flagged: &[
        flagged(
            "The port was shut.\n\n⟦Read more: Harbour strike enters third week⟧\n\nShips wait.",
        ),
        flagged(
            "Le port est fermé.\n⟦Lire aussi : La grève du port continue⟧\nLes navires attendent.",
        ),
        flagged("Порт закрыт.\n⟦ЧИТАЙТЕ ТАКЖЕ: Забастовка продолжается⟧\nСуда ждут."),
        flagged("أغلق الميناء.\n⟦اقرأ أيضا: الإضراب مستمر⟧\nالسفن تنتظر."),
    ],
    clean: &[
        clean("Read the report before you sign.").silent(),
        clean("Lire aussi le contrat est utile avant de signer."),
        clean("Read also the small print, the lawyer said."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for found in doc.view::<Furniture>().of(Kind::Related) {
        let message = "This points to another article; it is not part of the text.";
        sink.report(
            Finding::new(found.span.clone(), message)
                .confidence(found.confidence)
                .likely(""),
        );
    }
}
