//! # What it finds
//! Private-use characters, noncharacters and code points that Unicode has not assigned.
//!
//! # Why it points to a broken pipeline
//! Private-use characters mean something only in one font: bullets of office documents, icons of web
//! pages, ligatures of PDF, letters of old code pages. Anywhere else they are boxes. Noncharacters
//! and unassigned code points come from bytes read in a wrong way.
//!
//! # Known false alarms
//! U+F8FF is Apple's logo in stories about Apple. Characters newer than this program's Unicode look
//! unassigned; emoji blocks are left out for that reason.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/private-use",
    its_type: "characters",
    summary: "a private-use, unassigned or noncharacter code point stands in the text",
    trigger: Facts::PRIVATE_USE
        .union(Facts::SPECIALS)
        .union(Facts::ASTRAL)
        .union(Facts::ASIAN)
        .union(Facts::RARE)
        .union(Facts::PRESENTATION),
    on_title: true,
    confidence: 0.97,
    flagged: &[
        flagged("The vote⟦\u{E001}⟧ is over."),
        flagged("⟦\u{F0B7}⟧ erster Punkt").fix("•"),
        flagged("Пункт⟦\u{F0001}\u{F0002}⟧ первый"),
        flagged("end⟦\u{FFFF}⟧ of line"),
    ],
    clean: &[
        clean("Apple said its \u{F8FF} logo stays."),
        clean("The fans 😀 and 𐌰𐌱 and 𠀋 came.").silent(),
        clean("ไทย ລາວ မြန်မာ ཀ འབྲུག").silent(),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let mut run: Option<(std::ops::Range<usize>, char)> = None;
    for (at, character) in doc.text().char_indices() {
        // Below lie only scripts without such code points in reach of a trigger, or old blocks.
        if character < '\u{900}' || !means_nothing(character) {
            continue;
        }
        if at & 0xFFFF < 4 && sink.stopped() {
            return;
        }
        let end = at + character.len_utf8();
        match &mut run {
            Some((span, _)) if span.end == at => span.end = end,
            _ => {
                if let Some((span, first)) = run.replace((at..end, character)) {
                    report(doc, sink, span, first);
                }
            }
        }
    }
    if let Some((span, first)) = run {
        report(doc, sink, span, first);
    }
}

fn means_nothing(character: char) -> bool {
    match u32::from(character) {
        // The most frequent blocks, without asking the table.
        0x2000..=0x2BFF | 0x3000..=0x312F | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0xFE00..=0xFE0F => {
            false
        }
        0x1F000..=0x1FAFF => false,
        0xE000..=0xF8FF => true,
        _ => matches!(
            character.general_category(),
            GeneralCategory::PrivateUse | GeneralCategory::Unassigned
        ),
    }
}

fn report(doc: &Document, sink: &mut Sink, span: std::ops::Range<usize>, first: char) {
    let single = span.len() == first.len_utf8();
    if single
        && first == '\u{F8FF}'
        && ["Apple", "iPhone", "Mac"]
            .iter()
            .any(|w| doc.text().contains(w))
    {
        return;
    }
    let code = u32::from(first);
    let private = first.general_category() == GeneralCategory::PrivateUse;
    let message = match (private, single) {
        (true, true) => format!("U+{code:04X} is for private use: most readers see a box here."),
        (true, false) => "Characters for private use: most readers see boxes here.".to_owned(),
        (false, _) => format!("U+{code:04X} is no character."),
    };
    let finding = Finding::new(span, message).confidence(if private { 0.97 } else { 0.9 });
    sink.report(match symbol(first).filter(|_| single) {
        Some(sign) => finding.likely(sign),
        None => finding,
    });
}

/// What office documents write with the fonts Symbol and Wingdings, moved to U+F000 and up.
fn symbol(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{F0B7}' | '\u{F06C}' => "•",
        '\u{F0A7}' | '\u{F06E}' => "▪",
        '\u{F0D8}' => "➢",
        '\u{F0FC}' => "✓",
        '\u{F0E0}' => "→",
        '\u{F02D}' => "-",
        '\u{F020}' => " ",
        _ => return None,
    })
}
