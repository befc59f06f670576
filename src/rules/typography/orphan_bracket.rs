//! # What it finds
//! A round, square or full-width bracket without its partner in the paragraph.
//!
//! # Why it points to a broken pipeline
//! Engines drop one bracket of a pair when they reorder a clause, and scrapers cut a link or a
//! footnote out of a pair.
//!
//! # Known false alarms
//! Letters and figures of a list (`a)`, `2)`), smileys, and brackets in code or formulas stay silent.

use std::ops::Range;

use crate::rules::{Finding, Rule, Sink, Weight, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/orphan-bracket",
    weight: Weight::Typographic,
    its_type: "typographical",
    summary: "a bracket lacks its partner in the paragraph",
    trigger: Facts::PAREN.union(Facts::BRACKET).union(Facts::FULLWIDTH),
    confidence: 0.85,
    flagged: &[
        flagged("He left the group ⟦(⟧led by his brother. It was late."),
        flagged("He left the group led by his brother⟦)⟧. It was late."),
        flagged("Министр ⟦(⟧и его заместитель прибыли в столицу."),
        flagged("大臣⟦（⟧と副大臣は首都に到着した。"),
    ],
    clean: &[
        clean("We ask: a) who came, b) who left, and 3) why."),
        clean("Good news :) and bad news :-( as well."),
        clean("The group (led by him (and her)) left [yesterday]."),
        clean("(He came on Monday.\nHe left on Friday.)"),
        clean("大臣（と副大臣）は首都に到着した。"),
        clean("1) First\n2) Second\niv) Fourth"),
    ],
    check,
    ..Rule::NEW
};

/// More brackets than this are never open at once in prose.
const DEEPEST: usize = 16;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let mut open: Vec<(usize, char)> = Vec::new();
    for paragraph in doc.paragraphs() {
        if sink.stopped() {
            return;
        }
        open.clear();
        for (at, sign) in brackets(text, paragraph, doc.facts()) {
            if doc.masks().covers(at) || is_smiley(text, at) {
                continue;
            }
            match partner(sign) {
                // A formula or a table of figures, not prose: nothing there can be judged.
                None if open.len() == DEEPEST => open.clear(),
                None => open.push((at, sign)),
                Some(opening) => match open.iter().rposition(|&(_, sign)| sign == opening) {
                    Some(found) => {
                        for (lost, sign) in open.split_off(found).into_iter().skip(1) {
                            report(sink, lost, sign, false);
                        }
                    }
                    None if is_list_mark(&text[paragraph.start..at]) => {}
                    None => report(sink, at, sign, true),
                },
            }
        }
        for &(at, sign) in &open {
            report(sink, at, sign, false);
        }
    }
}

fn report(sink: &mut Sink, at: usize, sign: char, closes: bool) {
    let message = if closes {
        "This bracket closes what nothing opened."
    } else {
        "This bracket is never closed."
    };
    sink.report(Finding::new(at..at + sign.len_utf8(), message));
}

/// The brackets of a paragraph: found by the bytes they begin with.
fn brackets<'t>(
    text: &'t str,
    paragraph: &Range<usize>,
    facts: Facts,
) -> impl Iterator<Item = (usize, char)> + use<'t> {
    let start = paragraph.start;
    let bytes = text[paragraph.clone()].as_bytes();
    let all = facts.intersects(Facts::FULLWIDTH.union(Facts::BRACKET));
    let mut at = 0;
    let places = std::iter::from_fn(move || {
        let rest = &bytes[at..];
        let found = if all {
            let is_bracket = |byte: &u8| matches!(byte, b'(' | b')' | b'[' | b']' | 0xEF);
            rest.iter().position(is_bracket)
        } else {
            memchr::memchr2(b'(', b')', rest)
        }?;
        at += found + 1;
        Some(at - 1)
    });
    places.filter_map(move |at| {
        let sign = text[start + at..].chars().next()?;
        matches!(sign, '(' | ')' | '[' | ']' | '（' | '）').then_some((start + at, sign))
    })
}

/// The opening sign that `sign` closes; none where it opens.
fn partner(sign: char) -> Option<char> {
    match sign {
        ')' => Some('('),
        ']' => Some('['),
        '）' => Some('（'),
        _ => None,
    }
}

/// Whether `head` ends with the sign of a list item: `a`, `12`, `iv`.
fn is_list_mark(head: &str) -> bool {
    let item: Vec<char> = head
        .chars()
        .rev()
        .take(6)
        .take_while(|c| c.is_alphanumeric())
        .collect();
    let before = head.chars().rev().nth(item.len());
    let figures = item.iter().all(|c| c.is_numeric());
    let roman = item
        .iter()
        .all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'));
    let short = match item.len() {
        1..=2 => true,
        3..=5 => figures || roman,
        _ => false,
    };
    short && before.is_none_or(|c| c.is_whitespace() || ",;:—-".contains(c))
}

/// Whether the bracket at `at` is the mouth of `:)`, `;-(` and their like.
fn is_smiley(text: &str, at: usize) -> bool {
    /// No smiley has more mouths.
    const MOUTHS: usize = 16;
    let near = &text[text.floor_char_boundary(at.saturating_sub(MOUTHS))..at];
    let head = near.trim_end_matches(['(', ')']);
    let eyes = head.strip_suffix(['-', '\'', 'o']).unwrap_or(head);
    let nose = eyes.len() < head.len();
    let mouth = text[at..].chars().next();
    let behind = text[at..].chars().nth(1);
    eyes.ends_with([':', ';', '='])
        && (nose || mouth == Some(')') || !behind.is_some_and(|c| c.is_alphanumeric() || c == ' '))
}
