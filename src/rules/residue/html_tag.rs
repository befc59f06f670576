//! # What it finds
//! HTML tags, comments and attributes in plain text: whole (`<br/>`), escaped (`&lt;p&gt;`), blown
//! apart (`< / p >`), torn (`br />`, `class="lead"`, `a href=`) or with translated attributes
//! (`класс="lead"`). Neighbouring tags are one flag.
//!
//! # Why it points to a broken pipeline
//! Markup was stripped by a pattern that missed some of it, or was sent through a translation engine
//! as if it were words.
//!
//! # Known false alarms
//! Comparisons (`a < b`), hearts (`<3`), addresses in angle brackets and an agency's speaker labels
//! (`<Anchor>`) are no tags. Code and lines that speak of HTML are left alone.

use std::ops::Range;

use super::tag_debris::{Debris, TagDebris};
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/html-tag",
    its_type: "markup",
    summary: "an HTML tag or attribute is left in the text",
    trigger: Facts::ANGLE.union(Facts::AMP).union(Facts::EQUALS),
    on_title: true,
    confidence: 0.96,
    flagged: &[
        flagged("Talks go on.⟦<br/>⟧ Oil rose."),
        flagged("He left. ⟦</p><p class=\"lead\">⟧ She stayed."),
        flagged("Он ушёл. ⟦< / p >⟧ Она осталась."),
        flagged("他走了。⟦&lt;p&gt;⟧她留下了。"),
        flagged("⟦class=\"lead\"⟧ The envoy left ⟦a href=\"/x\"⟧ today."),
        flagged("Посол ⟦класс=\"lead\"⟧ уехал."),
        flagged("One ⟦br />⟧ two ⟦<div⟧ three"),
        flagged("He ⟦p class = \"lead\" >⟧ left. ⟦<br>⟧ Gone."),
        flagged("Saved. ⟦<!-- /block:text -->⟧"),
        flagged("⟦<g id=\"1\">⟧Alles gut⟦</g>⟧").fix(""),
    ],
    clean: &[
        clean("If a < b and c > d, then a <3 hearts <- back.").silent(),
        clean("<Anchor> Good evening. <Reporter> Thank you."),
        clean("Write to <name@example.org> or see <https://site.example/>."),
        clean("In HTML the <br> tag breaks a line."),
        clean("The class = the best, id est. A title = a name."),
        clean("Home > World > Africa"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for debris in doc.view::<TagDebris>().as_slice() {
        let finding = Finding::new(debris.span.clone(), message(doc.text(), debris))
            .confidence(debris.confidence);
        sink.report(match repair(doc.text(), debris) {
            Some(text) => finding.likely(text),
            None => finding,
        });
    }
}

fn message(text: &str, debris: &Debris) -> String {
    let code = &text[debris.span.clone()];
    match code.char_indices().nth(40) {
        Some((cut, _)) => format!("HTML markup is left in the text: {}…", &code[..cut]),
        None => format!("HTML markup is left in the text: {code}"),
    }
}

/// The text without the tag: parted where a tag alone parted two words.
fn repair(text: &str, debris: &Debris) -> Option<&'static str> {
    if debris.torn {
        return None;
    }
    let Range { start, end } = debris.span;
    let glued = text[..start].ends_with(|c: char| !c.is_whitespace())
        && text[end..].starts_with(|c: char| !c.is_whitespace());
    Some(if glued && !debris.inline { " " } else { "" })
}
