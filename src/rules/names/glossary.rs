//! # What it finds
//! A rendering that the caller's list of names knows to be wrong: `White Sea House` where the list
//! has the house under its own name.
//!
//! # Why it points to a broken pipeline
//! Engines translate names that are words, and make the same mistake every time. Whoever has seen
//! it once can list it, with the form the text should have.
//!
//! # Known false alarms
//! The rule is as good as the list. It compares letter by letter, capitals too, so the same words
//! in lower case stay silent; within a longer listed form that is right, a wrong one does not
//! count.

use crate::flag::Severity;
use crate::gazetteer::Kind;
use crate::rules::listed::Listed;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/glossary",
    severity: Severity::Major,
    its_type: "terminology",
    summary: "a name is rendered as the caller's list says it must not be",
    on_title: true,
    confidence: 0.97,
    flagged: &[
        flagged("Guests of the ⟦White Sea House⟧ left.")
            .names("Casa Mar Branco,,White Sea House")
            .fix("Casa Mar Branco"),
        flagged("Они вышли из ⟦Белого Дома Моря⟧.")
            .names("Дом на Белом море,,Белого Дома Моря")
            .fix("Дом на Белом море"),
        flagged("At noon ⟦Ada\nBelkadov⟧’s aide spoke.").names("Ada Belkadi,Belkadi,Ada Belkadov"),
        flagged("在⟦白海之家⟧开会。")
            .names("白海公馆,,白海之家")
            .fix("白海公馆"),
    ],
    clean: &[
        clean("They saw a white sea house.").names("Casa Mar Branco,,White Sea House"),
        clean("The New White Sea House is open.")
            .names("New White Sea House\nCasa Mar Branco,,White Sea House"),
        clean("The White Sea Houseboat is open.").names("Casa Mar Branco,,White Sea House"),
        clean("Guests of the White Sea House left."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let listed = doc.view::<Listed>();
    let text = doc.text();
    for form in listed
        .forms()
        .iter()
        .filter(|form| form.kind == Kind::Misrendering)
    {
        let canonical = listed.canonical(doc, form);
        let message = format!(
            "The list of names has “{canonical}” for “{}”.",
            &text[form.span.clone()]
        );
        sink.report(Finding::new(form.span.clone(), message).exact(canonical));
    }
}
