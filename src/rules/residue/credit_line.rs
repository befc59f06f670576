//! # What it finds
//! Who took a picture, or who wrote and edited an agency's report, on a line of its own inside
//! the body: `Photo: ...`, `(Reporting by ...; Editing by ...)`.
//!
//! # Why it points to a broken pipeline
//! Captions and credits stand beside the text on the page. Between two paragraphs they interrupt
//! it, and a translation engine reads them as its next sentence. They do no harm to the facts, so
//! the flag is neutral.
//!
//! # Known false alarms
//! A list in an article on photography that names the maker of each picture.

use super::furniture::{Furniture, Kind};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/credit-line",
    severity: Severity::Neutral,
    its_type: "non-conformance",
    summary: "a photo or agency credit stands inside the body",
    confidence: 0.9,
    flagged: &[
        flagged("The ship sank.\n⟦Photo: A. Nother/Agency⟧\nNobody was hurt."),
        flagged("Судно затонуло.\n⟦Фото: А. Иванов⟧\nНикто не пострадал."),
        flagged("The ship sank.\n⟦(Reporting by Ann Other; Editing by B. Side)⟧"),
    ],
    clean: &[
        clean("The agency reported the sinking of the ship.").silent(),
        clean("Photo by photo, the archive showed how the harbour grew."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for found in doc.view::<Furniture>().of(Kind::Credit) {
        let message = "This credits a picture or a report; it is not part of the text.";
        sink.report(
            Finding::new(found.span.clone(), message)
                .confidence(found.confidence)
                .likely(""),
        );
    }
}
