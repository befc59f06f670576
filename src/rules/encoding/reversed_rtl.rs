//! # What it finds
//! A line of Arabic or Hebrew script whose letters stand in visual order: backwards. It is found by
//! letter statistics: read from the other end the line is far likelier. The suggestion is that
//! reading.
//!
//! # Why it points to a broken pipeline
//! Text taken out of a PDF or an old right-to-left system keeps the order in which letters lie on
//! the paper. Search, translation and screen readers cannot use it.
//!
//! # Known false alarms
//! A word puzzle.

use std::ops::Range;

use memchr::memchr;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::flag::Severity;
use crate::rules::encoding::damage::{BIT, Cost, cost, is_alphabetic};
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/reversed-rtl",
    severity: Severity::Major,
    its_type: "characters",
    summary: "right-to-left text stands in visual order, backwards",
    trigger: Facts::ARABIC
        .union(Facts::HEBREW)
        .union(Facts::PRESENTATION),
    confidence: 0.97,
    flagged: &[
        flagged("⟦.םולשה יכילהת תא ךישמהל הטילחה הלשממה⟧"),
        flagged("⟦قارعلا يف ةيموكحلا تاسسؤملا عيمج قالغإ تررق⟧"),
    ],
    clean: &[
        clean("הממשלה החליטה להמשיך את תהליכי השלום."),
        clean("قررت إغلاق جميع المؤسسات الحكومية في العراق"),
        clean("The word םולש is short."),
    ],
    check,
    ..Rule::NEW
};

/// Shorter runs say too little.
const LETTERS: usize = 30;
/// A longer run is judged by its start.
const JUDGED: usize = 2000;

fn check(doc: &Document, sink: &mut Sink) {
    for line in doc.lines() {
        if sink.stopped() {
            return;
        }
        for run in runs(doc.text(), line.clone()) {
            let text = &doc.text()[run.clone()];
            if is_in_order(text) {
                continue;
            }
            // The models know no vowel signs.
            if text.chars().filter(|c| is_combining_mark(*c)).count() * 40 > text.len() {
                continue;
            }
            let most = text.floor_char_boundary(JUDGED.min(text.len()));
            let standing = cost_of(&plain(&text[..most]));
            let turned = cost_of(&reversed(&text[..most]));
            if turned + 20 * BIT < standing && turned * 100 < standing * 92 {
                sink.report(
                    Finding::new(run, "This line is written backwards.").likely(reversed(text)),
                );
            }
        }
    }
}

/// Whether the first letters are likelier as they stand: nearly all of honest text is known by them.
fn is_in_order(text: &str) -> bool {
    const ENOUGH: usize = 160;
    let head = &text[..text.floor_char_boundary(ENOUGH.min(text.len()))];
    // Presentation forms, which have no statistics, start with this byte.
    let letters = memchr(0xEF, text.as_bytes()).is_none();
    letters && cost_of(head) <= cost_of(&head.chars().rev().collect::<String>())
}

fn cost_of(text: &str) -> Cost {
    cost(text, None, text.chars().find(|c| is_alphabetic(*c)))
}

/// The runs of right-to-left letters of a line, with the blanks, marks and figures among them.
fn runs(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let (mut run, mut letters) = (line.start..line.start, 0);
    let mut close = |run: &Range<usize>, letters: usize| {
        let from = text[run.clone()].trim_start();
        if letters >= LETTERS {
            runs.push(run.end - from.len()..run.start + text[run.clone()].trim_end().len());
        }
    };
    for (at, character) in text[line.clone()].char_indices() {
        let at = line.start + at;
        let right = is_right_to_left(character);
        if !right && is_alphabetic(character) {
            close(&run, letters);
            (run, letters) = (at + character.len_utf8()..at + character.len_utf8(), 0);
            continue;
        }
        letters += usize::from(right);
        run.end = at + character.len_utf8();
    }
    close(&run, letters);
    runs
}

fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{6D5}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        && is_alphabetic(character)
}

/// The text with presentation forms as letters.
fn plain(text: &str) -> String {
    text.nfkc().collect()
}

/// The text from its other end, figures kept in order, brackets turned.
fn reversed(text: &str) -> String {
    let mut turned = String::with_capacity(text.len());
    let mut figures = Vec::new();
    for character in text.chars().rev() {
        if character.is_numeric() {
            figures.push(character);
            continue;
        }
        turned.extend(figures.drain(..).rev());
        turned.push(match character {
            '(' => ')',
            ')' => '(',
            '[' => ']',
            ']' => '[',
            '«' => '»',
            '»' => '«',
            other => other,
        });
    }
    turned.extend(figures.drain(..).rev());
    plain(&turned)
}
