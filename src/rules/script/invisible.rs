//! # What it finds
//! Characters without width where the script has no use for them: zero-width spaces and joiners,
//! soft hyphens, word joiners and their kind inside Latin, Cyrillic or other plain words.
//!
//! # Why it points to a broken pipeline
//! Editors and web pages put them in to steer line breaks or to mark text; they stay behind when
//! the text is taken out, and break search, counting and translation.
//!
//! # Known false alarms
//! Joiners belong to Persian, Arabic, Indic, Khmer and Burmese spelling, zero-width spaces to
//! scripts without spaces, joiners also to emoji: all of these are left alone.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

use super::mixed::{is_of_word, is_unspaced};
use super::repeated;
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "script/invisible",
    its_type: "characters",
    summary: "an invisible character stands where its script has no use for it",
    trigger: Facts::GENERAL_PUNCTUATION
        .union(Facts::LATIN_EXTENDED)
        .union(Facts::ASIAN)
        .union(Facts::MARKS),
    on_title: true,
    confidence: 0.95,
    flagged: &[
        flagged("The ⟦min\u{200B}ister⟧ left.").fix("minister"),
        flagged("Die ⟦Regie\u{AD}rung⟧ tagte.").fix("Regierung"),
        flagged("Это ⟦пра\u{200D}вда⟧ так.").fix("правда"),
    ],
    clean: &[
        clean("او می\u{200C}خواهد و نمی\u{200C}داند."),
        clean("A family \u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} went home."),
        clean("क्\u{200D}ष और र्\u{200D}य लिखे गए।"),
        clean("ภาษา\u{200B}ไทย เขียน ติด กัน"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let mut findings: Vec<Finding> = Vec::new();
    let mut polled = 0;
    for at in leads(text, doc.facts()) {
        let Some(character) = text[at..].chars().next() else {
            continue;
        };
        if at - polled > 1 << 16 {
            polled = at;
            if sink.stopped() {
                return;
            }
        }
        if !is_invisible(character) || findings.last().is_some_and(|last| at < last.span.end) {
            continue;
        }
        if is_at_home(text, at, character) || doc.masks().covers(at) {
            continue;
        }
        let span = word_around(text, at, character);
        let visible: String = text[span.clone()]
            .chars()
            .filter(|&c| !is_invisible(c))
            .collect();
        let message = format!(
            "An invisible character (U+{:04X}) stands in this word.",
            u32::from(character)
        );
        // At the edge of a word it is litter, inside it breaks the word.
        let inside =
            text[span.start..at].contains(is_of_word) && text[at..span.end].contains(is_of_word);
        let severity = if inside {
            Severity::Minor
        } else {
            Severity::Neutral
        };
        findings.push(
            Finding::new(span, message)
                .exact(visible)
                .severity(severity),
        );
    }
    repeated::report(sink, findings, |count| {
        format!("Invisible characters stand in {count} words of this text; this is the first.")
    });
}

/// Where the characters begin that share their first byte with an invisible one.
fn leads(text: &str, facts: Facts) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    // Of the combining marks only U+034F, which hardly a text has.
    let marks = facts.contains(Facts::MARKS);
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &bytes[at..];
        let found = if marks {
            rest.iter()
                .position(|byte| matches!(byte, 0xC2 | 0xCD | 0xE1 | 0xE2))
        } else {
            memchr::memchr3(0xC2, 0xE1, 0xE2, rest)
        }?;
        at += found + 1;
        Some(at - 1)
    })
}

fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{34F}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}'
            | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
    )
}

/// Whether the character has work to do where it stands.
fn is_at_home(text: &str, at: usize, character: char) -> bool {
    let before = text[..at].chars().rev().take(4).find(|&c| !is_invisible(c));
    let behind = text[at..].chars().take(4).find(|&c| !is_invisible(c));
    let near = |test: fn(char) -> bool| before.is_some_and(test) || behind.is_some_and(test);
    match character {
        '\u{200C}' | '\u{200D}' | '\u{34F}' => near(|c| is_joining(c) || is_pictograph(c)),
        '\u{200B}' | '\u{2060}' => near(|c| is_unspaced(c.script()) || is_joining(c)),
        '\u{180E}' => near(|c| c.script() == Script::Mongolian),
        '\u{115F}' | '\u{1160}' => near(|c| c.script() == Script::Hangul),
        '\u{17B4}' | '\u{17B5}' => near(|c| c.script() == Script::Khmer),
        _ => false,
    }
}

/// Letters whose form or division depends on joiners: all but the alphabets of Europe, Hebrew and
/// the scripts of the far east.
fn is_joining(character: char) -> bool {
    !matches!(
        character.script(),
        Script::Common
            | Script::Inherited
            | Script::Unknown
            | Script::Latin
            | Script::Cyrillic
            | Script::Greek
            | Script::Armenian
            | Script::Georgian
            | Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Hangul
    )
}

fn is_pictograph(character: char) -> bool {
    matches!(u32::from(character), 0x2190..=0x2BFF | 0x3030 | 0x303D | 0x3297 | 0x3299 | 0xFE0F | 0x1F000..=0x1FAFF)
}

/// The word the invisible character at `at` stands in; itself alone where it stands in none.
fn word_around(text: &str, at: usize, character: char) -> Range<usize> {
    const REACH: usize = 64;
    let belongs = |&c: &char| is_of_word(c) || is_invisible(c) || c.is_numeric();
    let back = text[..at].chars().rev().take(REACH).take_while(belongs);
    let start = at - back.map(char::len_utf8).sum::<usize>();
    let ahead = text[at + character.len_utf8()..]
        .chars()
        .take(REACH)
        .take_while(belongs);
    start..at + character.len_utf8() + ahead.map(char::len_utf8).sum::<usize>()
}
