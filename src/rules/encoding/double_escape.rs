//! # What it finds
//! An HTML entity whose own `&` was escaped again, once or more often: `&amp;quot;`,
//! `&amp;#8217;`, `&amp;amp;nbsp;`. In an article read as HTML, every entity that survives
//! decoding.
//!
//! # Why it points to a broken pipeline
//! Two steps of a pipeline both escaped the text and only one undid it: feed readers, content
//! systems and translation memories hand text over this way.
//!
//! # Known false alarms
//! A lesson in HTML or XML shows escapes on purpose: code and lines that speak of it stay silent.

use super::decoded::shown;
use super::entities::{Entities, Form};
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/double-escape",
    its_type: "characters",
    summary: "an HTML entity was escaped twice",
    trigger: Facts::AMP,
    on_title: true,
    confidence: 0.99,
    flagged: &[
        flagged("He said ⟦&amp;quot;⟧no⟦&amp;quot;⟧ twice.").fix("\""),
        flagged("Пресс⟦&amp;#8209;⟧служба").fix("\u{2011}"),
        flagged("the⟦&amp;amp;nbsp;⟧envoy").fix(" "),
    ],
    clean: &[
        clean("Bread &amp; butter; cakes"),
        clean("An XML lesson: write &amp;quot; to show the entity itself."),
        clean("Research &amp; c; others"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for entity in doc.view::<Entities>().of(Form::Doubled) {
        let message = format!(
            "{} was escaped more than once; it stands for {}.",
            &doc.text()[entity.span.clone()],
            shown(&entity.text)
        );
        sink.report(Finding::new(entity.span.clone(), message).exact(entity.text.as_str()));
    }
}
