//! # What it finds
//! A well-formed HTML character reference (`&amp;`, `&laquo;`, `&#8217;`, `&#x27;`) that was never
//! decoded, and what it stands for.
//!
//! # Why it points to a broken pipeline
//! References belong to HTML source. In running text they show that markup was taken apart without
//! decoding it, or that text was encoded once more often than it was decoded.
//!
//! # Known false alarms
//! A lesson in HTML shows references on purpose: code and lines that speak of HTML stay silent, and
//! so does a reference inside an address.

use super::decoded::shown;
use super::entities::{Entities, Form};
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/html-entity",
    its_type: "characters",
    summary: "an HTML entity was left undecoded",
    trigger: Facts::AMP,
    on_title: true,
    confidence: 0.98,
    flagged: &[
        flagged("The ministers of peace ⟦&amp;⟧ trade met.").fix("&"),
        flagged("Il a dit ⟦&laquo;⟧oui⟦&raquo;⟧ hier.").fix("«"),
        flagged("The envoy⟦&#8217;⟧s car").fix("\u{2019}"),
        flagged("Премьер⟦&nbsp;⟧министр приехал.").fix(" "),
        flagged("It⟦&#146;⟧s over, they won⟦&#x27;⟧t return.").fix("\u{2019}"),
        flagged("約50⟦&nbsp;⟧%増えた").fix("\u{A0}"),
    ],
    clean: &[
        clean("AT&T; later that day R&D; then P&O; and Q&A; ended.").silent(),
        clean("In HTML one writes &nbsp; for a space that must not break, the course says."),
        clean("Marks&Spencer and H&M reported."),
        clean("&lt;p&gt; and &amp;lt;br&amp;gt;"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for entity in doc.view::<Entities>().of(Form::Whole) {
        let message = format!(
            "The HTML entity {} was left undecoded; it stands for {}.",
            &doc.text()[entity.span.clone()],
            shown(&entity.text)
        );
        sink.report(
            Finding::new(entity.span.clone(), message)
                .confidence(entity.confidence)
                .exact(entity.text.as_str()),
        );
    }
}
