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
use memchr::memchr_iter;

use crate::flag::Severity;
use crate::rules::encoding::damage::Damage;
use crate::rules::encoding::damage::stray::Strays;
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

/// More controls in a row are no letters.
const RUN: usize = 8;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let Some(damage) = Damage::of(doc, sink) else {
        return;
    };
    let mut strays = None;
    let mut read = 0;
    // U+0080 to U+00BF are the characters that start with this byte.
    for at in memchr_iter(0xC2, text.as_bytes()) {
        if at < read || !is_control(&text[at..]) || damage.covering(at).is_some() {
            continue;
        }
        if sink.stopped() {
            return;
        }
        let run = text[at..].chars().take_while(|c| is_c1(*c)).count();
        if run > RUN || sink.is_full() {
            read = at + 2 * run;
            let message = format!("{run} invisible control characters stand here.");
            sink.report(Finding::new(at..read, message));
            continue;
        }
        let strays = strays.get_or_insert_with(|| Strays::of(text, at));
        sink.report(finding(text, at, strays));
    }
}

fn is_control(text: &str) -> bool {
    text.chars().next().is_some_and(is_c1)
}

fn is_c1(character: char) -> bool {
    matches!(character, '\u{80}'..='\u{9F}') && character != '\u{85}'
}

fn finding(text: &str, at: usize, strays: &Strays) -> Finding {
    let control = text[at..].chars().next().unwrap_or_default();
    let finding = Finding::new(
        at..at + control.len_utf8(),
        format!(
            "An invisible control character (U+{:04X}) stands here.",
            u32::from(control)
        ),
    );
    let decoded = WINDOWS_1252
        .decode_without_bom_handling(&[control as u8])
        .0
        .chars()
        .next();
    match strays.meant(text, at) {
        Some(letter) if Some(letter) == decoded => finding.exact(letter),
        Some(letter) => finding.likely(letter),
        None => finding,
    }
}
