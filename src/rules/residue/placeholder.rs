//! # What it finds
//! Slots of a template that nothing was put into: `{name}`, `{{ title }}`, `%s`, `%1$d`, `${x}`,
//! `__VAR0__`, `[FIRST_NAME]`; blown apart or translated inside (`% 2 $ d`, `%{nombre}`); and what
//! programs print for a missing value (`[object Object]`, `undefined`, `#REF!`).
//!
//! # Why it points to a broken pipeline
//! Content systems fill slots after translation. What is left shows a slot that the engine changed, or
//! a template that was published raw: the sentence lacks a fact.
//!
//! # Known false alarms
//! Sets in mathematics, shares (`50 % said`) and stories about programming are left alone, and so is a
//! single bracketed word.

use super::slots::Slots;
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/placeholder",
    severity: Severity::Major,
    its_type: "markup",
    summary: "a slot of a template was left unfilled",
    on_title: true,
    confidence: 0.95,
    flagged: &[
        flagged("⟦{name}⟧ said ⟦%s⟧ of ⟦% 2 $ d⟧ votes were in."),
        flagged("Dijo ⟦%{nombre}⟧ ayer; ⟦${total}⟧ euros."),
        flagged("⟦__VAR0__⟧ said so, and ⟦__ VAR1 __⟧ too."),
        flagged("By ⟦<%= author %>⟧ in ⟦%%city%%⟧"),
        flagged("Автор: ⟦{{ статья.автор }}⟧, ⟦{имя}⟧"),
        flagged("He left. ⟦[object Object]⟧\nShe stayed. ⟦undefined⟧"),
        flagged("Dear ⟦[FIRST_NAME]⟧, ⟦%%CITY%%⟧ and ⟦%USER%⟧ call. ⟦#REF!⟧"),
    ],
    clean: &[
        clean("Some 50 % said yes, 20 %d no, and %50 of all stayed.").silent(),
        clean("The set {1, 2, 3} and {x} are finite; he {sic} said so."),
        clean("In Python the programmer prints %d with a name in {braces}."),
        clean("The function returns null or undefined depending on the browser."),
        clean("He said [she] would go [NAME] home; the term is undefined."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for slot in doc.view::<Slots>().as_slice() {
        let code = &doc.text()[slot.span.clone()];
        let message = format!("{code} is a slot of a template that was never filled.");
        sink.report(Finding::new(slot.span.clone(), message).confidence(slot.confidence));
    }
}
