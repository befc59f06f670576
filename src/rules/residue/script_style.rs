//! # What it finds
//! Code in running text: statements of JavaScript, rules of CSS, JSON objects. What stands together
//! is one flag.
//!
//! # Why it points to a broken pipeline
//! An extractor kept the contents of `script` and `style` elements, or of data blocks for search
//! engines, as if they were paragraphs.
//!
//! # Known false alarms
//! Quoted code in a story about programming: marked code and lines that speak of it are left alone.

use super::script_debris::ScriptDebris;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/script-style",
    its_type: "markup",
    summary: "a fragment of script or style sheet is left in the text",
    trigger: Facts::BRACE.union(Facts::EQUALS).union(Facts::SEMICOLON),
    confidence: 0.96,
    flagged: &[
        flagged("Talks go on. ⟦.hdr{color:#fff}⟧ Oil rose."),
        flagged("Переговоры идут. ⟦var slot = adUnit(3);⟧\nНефть дорожает."),
        flagged("He left. ⟦window.adQueue = window.adQueue || [];⟧ She stayed."),
        flagged("⟦$(document).ready(function() { show('x'); });⟧\n\nThe envoy left."),
        flagged("⟦{\"@type\": \"NewsArticle\", \"name\": \"x\"}⟧\n彼は言った。"),
        flagged(
            "He left. ⟦@media print { .ad { display: none; } }\n#top .nav, div.menu { margin: 0 }⟧ Then",
        ),
    ],
    clean: &[
        clean("She looked out of the window. Document the rest; let him = us.").silent(),
        clean("The sets {a, b} and {x: x > 0} differ; the function (f) grows."),
        clean("In JavaScript, var x = 3; makes a variable."),
        clean("The function of the court (which sits here) is to judge; a const is not."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for fragment in doc.view::<ScriptDebris>().as_slice() {
        let message = "This is code of a page, not text of the article.";
        sink.report(Finding::new(fragment.clone(), message).likely(""));
    }
}
