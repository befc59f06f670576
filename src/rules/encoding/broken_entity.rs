//! # What it finds
//! The ruins of an HTML entity: blanks inside it (`&# 171;`, `& quot ;`), a lost or replaced `&`, `#`
//! or `;` (`amp;nbsp`, `&8217;`, `&apos`), a tail in capitals, misspelt or translated (`&NBSP;`,
//! `&quote;`, `&цитата;`), fullwidth forms (`＆＃１７１；`).
//!
//! # Why it points to a broken pipeline
//! Machine translation reads an entity that was not decoded as words and figures: it sets blanks
//! around them, changes their case, translates the name. No browser mends what is left.
//!
//! # Known false alarms
//! `#171;` alone may be a number, so it counts only glued to a word or with its partner. Parameters
//! of an address (`?a=1&copy=2`), company names (`AT&T;`) and code are left alone.

use super::decoded::shown;
use super::entities::{Entities, Form};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/broken-entity",
    severity: Severity::Major,
    its_type: "characters",
    summary: "a broken HTML entity stands in the text",
    trigger: Facts::AMP.union(Facts::SEMICOLON).union(Facts::FULLWIDTH),
    on_title: true,
    confidence: 0.97,
    flagged: &[
        flagged("⟦&# 171;⟧Yes,⟦&# 187;⟧ he said.").fix("«"),
        flagged("a ⟦& quot;⟧free⟦& quot ;⟧ vote").fix("\""),
        flagged("It⟦& # 39 ;⟧s late").fix("'"),
        flagged("the⟦&amp ;nbsp;⟧envoy").fix(" "),
        flagged("the⟦amp;nbsp⟧ envoy").fix(" "),
        flagged("the envoy⟦&#8217 ⟧s car").fix("\u{2019}"),
        flagged("word ⟦?nbsp;⟧ word").fix(" "),
        flagged("⟦&Laquo;⟧Oui⟦&RAQUO;⟧ et⟦&NBSP;⟧non").fix("«"),
        flagged("the ⟦&quote;⟧free⟦&quote;⟧ vote, it⟦&appos;⟧s over").fix("\""),
        flagged("он сказал ⟦&цитата;⟧да⟦&цитата;⟧").fix("\""),
        flagged("他说⟦＆＃１７１；⟧好⟦&nbsp；⟧吧").fix("«"),
        flagged("don⟦&apos⟧t and caf⟦&eacute⟧s").fix("'"),
        flagged("the envoy⟦#8217;⟧s car and ⟦&8220;⟧so⟦&8221;⟧").fix("\u{2019}"),
        flagged("قال ⟦&#١٧١؛⟧نعم").fix("«"),
        flagged("Tom⟦&ampnbsp;⟧Lee").fix(" "),
        flagged("Un mot⟦nbsp;⟧fin").fix(" "),
        flagged("⟦&copy⟧ 2019 Agency").fix("©"),
    ],
    clean: &[
        clean("&amp;lt;br&amp;gt;"),
        clean("The ticket #171; closed. Case #39; open.").silent(),
        clean("Q& A and R & D; then AT&T; later").silent(),
        clean("See site.example/?a=1&copy=2 for more."),
        clean("The songs peaked at #2 & #3; then fell."),
        clean("rock&roll; jazz&blues; and B&Bs; too"),
        clean("He turned up his amp; the crowd cheered. A reg; a copy; a para; a pound; it deg;"),
        clean("Иванов&Партнёры; суд"),
        clean("print & copy; then go"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for entity in doc.view::<Entities>().of(Form::Broken) {
        let ruin = &doc.text()[entity.span.clone()];
        let finding = |message: String| {
            Finding::new(entity.span.clone(), message).confidence(entity.confidence)
        };
        sink.report(match (entity.text.as_str(), entity.certain) {
            ("", _) => finding(format!("{ruin} looks like a broken HTML entity.")),
            (text, certain) => {
                let finding = finding(format!(
                    "{ruin} is a broken HTML entity; it stood for {}.",
                    shown(text)
                ));
                if certain {
                    finding.exact(text)
                } else {
                    finding.likely(text)
                }
            }
        });
    }
}
