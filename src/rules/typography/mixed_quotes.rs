//! # What it finds
//! A quotation that opens in one system and closes in another, such as `«We agree"`.
//!
//! # Why it points to a broken pipeline
//! A person or a word processor sets both marks alike. An engine that turns the source's marks into
//! the target's does so mark by mark, and misses one.
//!
//! # Known false alarms
//! Quotations that nest (`"he said 'never'"`) are pairs of their own and stay silent.

use crate::rules::{Finding, Rule, Sink, Weight, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/mixed-quotes",
    weight: Weight::Typographic,
    its_type: "typographical",
    summary: "a quotation opens in one system of marks and closes in another",
    trigger: Facts::LATIN_EXTENDED
        .union(Facts::GENERAL_PUNCTUATION)
        .union(Facts::CJK_PUNCTUATION),
    confidence: 0.9,
    flagged: &[
        flagged("He said ⟦«We agree\"⟧ and left.").fix("«We agree»"),
        flagged("Он сказал ⟦«мы согласны”⟧ и ушёл.").fix("«мы согласны»"),
        flagged("The ⟦“agreement\"⟧ was signed.").fix("“agreement”"),
    ],
    clean: &[
        clean("He said “we call it ‘the deal’ here” and left."),
        clean("Он сказал: «Это „сделка“ века» и ушёл."),
        clean("Er nannte es „so“ und »so«."),
        clean("Mówi „tak” i «nie»."),
        clean("The 21\" screen is “new”."),
    ],
    check,
    ..Rule::NEW
};

/// A stretch longer than this between two marks of different systems is no quotation, but two
/// orphans that met.
const LONGEST: usize = 600;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    for quotation in doc
        .quotations()
        .as_slice()
        .iter()
        .filter(|quotation| !quotation.matched)
    {
        if sink.stopped() {
            return;
        }
        if quotation.outer.len() > LONGEST || quotation.inner.is_empty() {
            continue;
        }
        let open = &text[quotation.outer.start..quotation.inner.start];
        let close = match open {
            "“" | "‟" => "”",
            "„" => "“",
            "«" => "»",
            "»" => "«",
            "‹" => "›",
            "「" => "」",
            "『" => "』",
            other => other,
        };
        let close_sign = &text[quotation.inner.end..quotation.outer.end];
        // Marks that pair in some language are none of ours, however they got here.
        if close == close_sign {
            continue;
        }
        // A straight mark for a curly one of the same look is what keyboards do, not engines.
        let keyboard = matches!((open, close_sign), ("\"", "”" | "“") | ("“" | "„", "\""));
        sink.report(
            Finding::new(
                quotation.outer.clone(),
                "This quotation opens with one kind of mark and closes with another.",
            )
            .confidence(if keyboard { 0.4 } else { 0.9 })
            .exact(format!("{open}{}{close}", &text[quotation.inner.clone()])),
        );
    }
}
