//! # What it finds
//! C1 control characters, U+0080 to U+009F, in text. No language writes them.
//!
//! # Why it points to a broken pipeline
//! Windows code pages keep typographic quotes, dashes and letters where ISO 8859 has these
//! controls. Text labelled ISO 8859-1 but written in windows-1252 leaves them behind, usually in
//! the place of an apostrophe or a dash.
//!
//! # Known false alarms
//! U+0085 (next line) is a line end in text from mainframes and stays silent.

use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/c1-control",
    severity: Severity::Major,
    its_type: "characters",
    summary: "a C1 control character (U+0080-U+009F) stands in the text",
    trigger: Facts::C1,
    on_title: true,
    confidence: 0.99,
    flagged: &[
        flagged("The envoy said it⟦\u{92}⟧s too late.").fix("\u{2019}"),
        flagged("Министр сказал ⟦\u{93}⟧да.").fix("\u{201C}"),
    ],
    clean: &[clean("The line is 10\u{A0}km long."), clean("First line\u{85}second line")],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for (at, character) in doc.text().char_indices() {
        if !matches!(character, '\u{80}'..='\u{9F}') || character == '\u{85}' {
            continue;
        }
        let finding = Finding::new(
            at..at + character.len_utf8(),
            format!("An invisible control character (U+{:04X}) stands here.", u32::from(character)),
        );
        let byte = [character as u8];
        let (decoded, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
        sink.report(if decoded.chars().all(|c| !c.is_control()) {
            finding.exact(decoded)
        } else {
            finding
        });
    }
}
