//! # What it finds
//! The notice of a translation engine or of a site that uses one: `Machine translated from ...`,
//! `This article was translated automatically`.
//!
//! # Why it points to a broken pipeline
//! It says so itself. The text around it deserves a closer look; the notice alone does no harm, so
//! the flag is neutral.
//!
//! # Known false alarms
//! A report on translation engines that cites such a notice without quotation marks.

use super::furniture::{Furniture, Kind};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/mt-notice",
    severity: Severity::Neutral,
    its_type: "non-conformance",
    summary: "a translation engine's notice stands in the body",
    confidence: 0.92,
    flagged: &[
        flagged("The talks ended late.\n⟦Machine translated from Arabic⟧"),
        flagged("⟦Cet article a été traduit automatiquement.⟧\nLe port est fermé."),
        flagged("会談は終わった。\n⟦この記事は機械翻訳です⟧"),
    ],
    clean: &[
        clean("The novel, translated by Ann Lee, sold well.").silent(),
        clean("Machine translation has changed how newsrooms work."),
        clean("The label said: “Machine translated from Arabic.”"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for found in doc.view::<Furniture>().of(Kind::Notice) {
        let message = "This is the notice of a translation engine, not part of the article.";
        sink.report(
            Finding::new(found.span.clone(), message)
                .confidence(found.confidence)
                .likely(""),
        );
    }
}
