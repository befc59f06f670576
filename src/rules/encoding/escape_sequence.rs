//! # What it finds
//! Escapes of programming languages, addresses and mail left in prose: `\u0642`, `\x92`, `\n`, `\"`,
//! `%D8%B9` outside an address, quoted-printable `=C3=A9` with its folded lines, and escapes that
//! lost their backslash (`u0027`). A run is decoded as a whole.
//!
//! # Why it points to a broken pipeline
//! Text was taken out of JSON, a script, an address or a mail without undoing that format's escapes.
//! Translation engines then pass them through or chop them up.
//!
//! # Known false alarms
//! Paths (`C:\users`), commands of LaTeX, addresses, code and lines that speak of it stay silent, and
//! so does `u2019` as part of a name.

use super::decoded::shown;
use super::escapes::Escapes;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/escape-sequence",
    its_type: "characters",
    summary: "an escape sequence was left undecoded",
    trigger: Facts::BACKSLASH
        .union(Facts::PERCENT)
        .union(Facts::EQUALS)
        .union(Facts::DIGIT),
    on_title: true,
    confidence: 0.95,
    flagged: &[
        flagged(r"He said ⟦\u0642\u0627\u0644⟧ today.").fix("قال"),
        flagged(r"dell⟦\x92⟧arte").fix("\u{2019}"),
        flagged("She said ⟦%D8%B9%D9%85⟧ twice.").fix("عم"),
        flagged("Le pr⟦=C3=A9⟧sident est venu.").fix("é"),
        flagged("Wir k⟦=C3=B6⟧nnen lan⟦=\n⟧ge").fix("ö"),
        flagged(r"He left.⟦\n\n⟧The talks go on.").fix("\n"),
        flagged("She said ⟦\\\"⟧no⟦\\\"⟧ and it⟦\\'⟧s over").fix("\""),
        flagged("a line ⟦u003cp/u003e⟧ here").fix("<p/>"),
        flagged("it⟦ u0027⟧s late, it⟦u2019⟧s done").fix("'"),
        flagged("New⟦%20⟧York").fix(" "),
        flagged(r"Он сказал⟦\u00a0⟧это").fix(" "),
        flagged("他说⟦u4f60u597d⟧吧").fix("你好"),
    ],
    clean: &[
        clean(r"The files lay in C:\users\new and \\server\tools\new.").silent(),
        clean("A share of 50%DA or 20%20 and x=AB, y=CD.").silent(),
        clean(
            "Percent-encoding turns a space into %20, as the address https://site.example/%D8%B9 shows.",
        ),
        clean(r"The limit is \nu \times \textbf{x} of \newline there."),
        clean("The user u2019 met Peru2019 and Menu2014 in Timbuktu2012."),
        clean("The key 5fu0027ab9 and the file bau00ff12 were lost."),
        clean(r"In Python the programmer writes \n for a line end and \u0642 for a letter."),
        clean("E=MC2 and a=b hold."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let escapes = doc.view::<Escapes>().as_slice();
    for escape in escapes.iter().filter(|escape| !escape.halves) {
        let code = doc.text()[escape.span.clone()].trim_end();
        let finding = |message: String| {
            Finding::new(escape.span.clone(), message).confidence(escape.confidence)
        };
        sink.report(match &escape.text {
            Some(text) if text.is_empty() => {
                finding("A line of mail was folded here and not put together again.".into())
                    .exact("")
            }
            Some(text) => {
                let shown = shown(text);
                let finding = finding(format!(
                    "{code} is an undecoded escape; it stands for {shown}."
                ));
                if escape.certain {
                    finding.exact(text.as_str())
                } else {
                    finding.likely(text.as_str())
                }
            }
            None => finding(format!("{code} is an undecoded escape.")),
        });
    }
}
