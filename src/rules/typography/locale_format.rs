//! # What it finds
//! A number whose separators are those of another locale than the article's: `1.234,5` in English,
//! `1,234.5` in German or French.
//!
//! # Why it points to a broken pipeline
//! Engines copy figures from the source; a reader takes `1.234` for a little more than one.
//!
//! # Known false alarms
//! Figures inside a foreign title or a quoted table. Numbers that read in both systems (`1,234`) stay
//! silent, as do versions, dates and times.
//!
//! Separators after CLDR 46 (Unicode License), `numbers/symbols-latn`.

use crate::language::ArticleLanguage;
use crate::rules::{Finding, Languages, Rule, Sink, Status, Weight, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/locale-format",
    severity: crate::flag::Severity::Neutral,
    weight: Weight::OfSeverity,
    status: Status::Preview,
    its_type: "locale-specific-content",
    summary: "a number has the separators of another locale",
    languages: Languages::Only(LANGUAGES),
    trigger: Facts::DIGIT,
    confidence: 0.8,
    flagged: &[
        flagged("The port shipped ⟦1.234,5⟧ tonnes.")
            .lang("en")
            .fix("1,234.5"),
        flagged("Der Hafen hat ⟦1,234.5⟧ Tonnen verladen.")
            .lang("de")
            .fix("1.234,5"),
        flagged("Порт отгрузил ⟦12,345,678⟧ тонн.")
            .lang("ru")
            .fix("12\u{A0}345\u{A0}678"),
    ],
    clean: &[
        clean("The port shipped 1,234.5 tonnes, 1.5 more, on 12.11.2024 at 10.30.").lang("en"),
        clean("Der Hafen hat 1.234,5 Tonnen verladen.").lang("de"),
        clean("Version 1.2.3 of the port's 10,000 ships.").lang("en"),
        clean("Порт отгрузил 12 345,5 тонн.").lang("ru"),
    ],
    check,
    ..Rule::NEW
};

/// Languages whose separators are known: those with a decimal point, then those with a comma.
const LANGUAGES: &[&str] = &[
    "en", "zh", "ja", "ko", "th", "he", "de", "es", "it", "nl", "pt", "id", "tr", "fr", "ru", "uk",
    "pl", "cs",
];

/// How many of [`LANGUAGES`] write a decimal point.
const WITH_POINT: usize = 6;

/// Those among the others that group thousands by a blank.
const WITH_BLANK: &[&str] = &["fr", "ru", "uk", "pl", "cs"];

fn check(doc: &Document, sink: &mut Sink) {
    let tag = doc.view::<ArticleLanguage>().tag.as_str();
    let Some(place) = LANGUAGES.iter().position(|&language| language == tag) else {
        return;
    };
    let (group, decimal) = if place < WITH_POINT {
        (',', '.')
    } else {
        ('.', ',')
    };
    let text = doc.text();
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(found) = bytes[at..].iter().position(u8::is_ascii_digit) {
        if sink.stopped() {
            return;
        }
        let start = at + found;
        let length = bytes[start..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
            .count();
        let number = text[start..start + length].trim_end_matches(['.', ',']);
        at = start + length;
        if !is_grouped(number, decimal, group) || doc.masks().covers(start) {
            continue;
        }
        let blank = WITH_BLANK.contains(&tag);
        let repaired: String = number
            .chars()
            .map(|c| match c {
                _ if c == decimal && blank => '\u{A0}',
                _ if c == decimal => group,
                _ if c == group => decimal,
                _ => c,
            })
            .collect();
        sink.report(
            Finding::new(
                start..start + number.len(),
                "This number has the separators of another language.",
            )
            .likely(repaired),
        );
    }
}

/// Whether `number` groups thousands by `group` and could not mean anything else: two groups at
/// least, or one and a decimal part behind `decimal`.
fn is_grouped(number: &str, group: char, decimal: char) -> bool {
    let (whole, fraction) = match number.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    let mut groups = whole.split(group);
    let head = groups.next().unwrap_or_default();
    let mut rest = 0;
    for part in groups {
        if part.len() != 3 {
            return false;
        }
        rest += 1;
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&head.len())
        && digits(head)
        && (rest >= 2 || (rest == 1 && fraction.is_some()))
        && fraction.is_none_or(digits)
}
