//! # What it finds
//! C1 control characters, U+0080 to U+009F, in text. No language writes them.
//!
//! # Why it points to a broken pipeline
//! Windows code pages keep typographic quotes, dashes and letters where ISO 8859 has these
//! controls. Text labelled ISO 8859-1 but written in windows-1252 leaves them behind, usually in
//! the place of an apostrophe or a dash. Inside a word it may be a letter of Mac OS Roman or of a
//! DOS code page.
//!
//! # Known false alarms
//! U+0085 (next line) is a line end in text from mainframes and stays silent.

use encoding_rs::WINDOWS_1252;

use crate::flag::Severity;
use crate::rules::encoding::damage::stray::meant;
use crate::rules::encoding::damage::{Damage, language_around};
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
        flagged("The envoy's aide said it⟦\u{92}⟧s too late.").fix("\u{2019}"),
        flagged("Hay un barco tur⟦\u{92}⟧stico en la costa de la ciudad.").fix("í"),
        flagged("Министр сказал ⟦\u{93}⟧да.").fix("\u{201C}"),
    ],
    clean: &[
        clean("The line is 10\u{A0}km long."),
        clean("First line\u{85}second line"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let damage = doc.view::<Damage>();
    let mut language = None;
    for (at, character) in text.char_indices() {
        if !matches!(character, '\u{80}'..='\u{9F}') || character == '\u{85}' {
            continue;
        }
        if damage.covering(at).is_some() {
            continue;
        }
        let finding = Finding::new(
            at..at + character.len_utf8(),
            format!(
                "An invisible control character (U+{:04X}) stands here.",
                u32::from(character)
            ),
        );
        let language = *language.get_or_insert_with(|| language_around(text, at));
        let decoded = WINDOWS_1252
            .decode_without_bom_handling(&[character as u8])
            .0
            .chars()
            .next();
        sink.report(match meant(text, at, language) {
            Some(letter) if Some(letter) == decoded => finding.exact(letter),
            Some(letter) => finding.likely(letter),
            None => finding,
        });
    }
}
