//! # What it finds
//! U+FFFD, the sign a decoder puts where it cannot read the bytes, in running text; also its own
//! mojibake, `ï¿½`. One flag a word.
//!
//! # Why it points to a broken pipeline
//! Nobody writes it. The character that stood there is gone; it has to be fetched from the source.
//!
//! # Known false alarms
//! An article about character sets. The sign by itself in quotation marks or brackets stays silent.

use std::ops::Range;

use memchr::memmem;

use crate::flag::Severity;
use crate::rules::encoding::damage::Damage;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/replacement-char",
    severity: Severity::Major,
    its_type: "characters",
    summary: "U+FFFD stands for a character that was lost",
    trigger: Facts::REPLACEMENT.union(Facts::LATIN_EXTENDED),
    on_title: true,
    confidence: 0.99,
    flagged: &[
        flagged("The ⟦pr\u{FFFD}fect⟧ left with ⟦Ren\u{FFFD}⟧."),
        flagged("В ⟦М\u{FFFD}\u{FFFD}кве⟧ тихо."),
        flagged("Call us ⟦ï¿½⟧ or write."),
        flagged("政府は⟦\u{FFFD}\u{FFFD}⟧を発表した。"),
    ],
    clean: &[
        clean("The decoder prints “\u{FFFD}” when it fails."),
        clean("U+FFFD (\u{FFFD}) marks what could not be read."),
        clean("¿Qué es eso? ½ litro"),
    ],
    check,
    ..Rule::NEW
};

const SIGN: &str = "\u{FFFD}";
const GARBLED: &str = "ï¿½";

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let Some(damage) = Damage::of(doc, sink) else {
        return;
    };
    let mut last: Option<Range<usize>> = None;
    for sign in [SIGN, GARBLED] {
        for at in memmem::find_iter(text.as_bytes(), sign) {
            if last.as_ref().is_some_and(|span| span.contains(&at)) || damage.covering(at).is_some()
            {
                continue;
            }
            let span = word(text, at..at + sign.len());
            if is_quoted(text, &span) && text[span.clone()].len() == sign.len() {
                continue;
            }
            let finding = Finding::new(
                span.clone(),
                "A character that could not be read was lost here (U+FFFD).",
            );
            sink.report(match sign {
                GARBLED => finding.likely(text[span.clone()].replace(GARBLED, SIGN)),
                _ => finding,
            });
            last = Some(span);
        }
        last = None;
    }
}

/// The word around `at`: letters, digits and the sign itself; where words are not spaced, the run.
fn word(text: &str, at: Range<usize>) -> Range<usize> {
    /// The longest word worth showing whole, in characters on either side.
    const REACH: usize = 40;
    let part = |c: &char| {
        (c.is_alphanumeric() && *c < '\u{2E80}')
            || matches!(c, '\u{FFFD}' | '’' | '-' | 'ï' | '¿' | '½')
    };
    let back = text[..at.start].chars().rev().take(REACH).take_while(part);
    let ahead = text[at.end..].chars().take(REACH).take_while(part);
    at.start - back.map(char::len_utf8).sum::<usize>()
        ..at.end + ahead.map(char::len_utf8).sum::<usize>()
}

fn is_quoted(text: &str, span: &Range<usize>) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    before.is_some_and(|c| "“‘\"'`(«„[".contains(c))
        && after.is_some_and(|c| "”’\"'`)»“]".contains(c))
}
