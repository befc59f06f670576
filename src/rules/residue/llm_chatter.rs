//! # What it finds
//! An assistant talking to whoever asked it for the text: `Here is the translation you asked
//! for:`, `As an AI language model ...`, in some thirty languages.
//!
//! # Why it points to a broken pipeline
//! A language model's answer was published whole. What follows may be a summary, a refusal or an
//! invention instead of a translation, so the flag is major.
//!
//! # Known false alarms
//! A story that cites a chatbot without quotation marks. With them, or after a colon, it is silent.

use super::furniture::{Furniture, Kind};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/llm-chatter",
    severity: Severity::Major,
    its_type: "non-conformance",
    summary: "an assistant talks in the body",
    confidence: 0.93,
    flagged: &[
        flagged("⟦Here is the translation you asked for:⟧\n\nThe port was shut on Monday."),
        flagged("The port was shut. ⟦As an AI language model, I cannot say why.⟧"),
        flagged("⟦以下是您要的翻译：⟧\n港口周一关闭。"),
        flagged("⟦Вот перевод вашего текста:⟧\nПорт закрыли в понедельник."),
    ],
    clean: &[
        clean("Asked about the port, the chatbot wrote: “As an AI language model, I cannot say.”")
            .silent(),
        clean("Here is the harbour; the translation office is next door.").silent(),
        clean("As a language model, the net was small; as a dictionary it was useless."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let quotations = doc.quotations();
    for found in doc.view::<Furniture>().of(Kind::Chatter) {
        if quotations.hold(&found.span) {
            continue;
        }
        let message =
            "Here an assistant talks to its user; the sentence is not part of the article.";
        sink.report(
            Finding::new(found.span.clone(), message)
                .confidence(found.confidence)
                .likely(""),
        );
    }
}
