//! # What it finds
//! A control of writing direction that overrides how letters run, or an embedding or isolate that
//! is not closed before its paragraph ends.
//!
//! # Why it points to a broken pipeline
//! Text was cut between the two controls of a pair, or a page hides what it says. What stands
//! behind is shown in the wrong order.
//!
//! # Known false alarms
//! Closed embeddings and isolates round a name, and single direction marks, are good practice in
//! right-to-left text and left alone.

use std::ops::Range;

use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "script/bidi-unbalanced",
    severity: Severity::Major,
    its_type: "characters",
    summary: "a direction control overrides the text or is left unclosed",
    trigger: Facts::DIRECTION,
    on_title: true,
    confidence: 0.95,
    flagged: &[
        flagged("The file ⟦\u{202E}txt⟧ was sent."),
        flagged("He met ⟦\u{2067}דנה⟧ and left.\nNext day it rained."),
        flagged("قال ⟦\u{202A}Reuters⟧ إن المحادثات مستمرة."),
    ],
    clean: &[
        clean("He met \u{2067}דנה כהן\u{2069} and left."),
        clean("قالت وكالة \u{202A}Reuters\u{202C} ذلك.\u{200F}"),
        clean("Outer \u{2067}דנה \u{2066}Ann\u{2069} כהן\u{2069} went."),
    ],
    check,
    ..Rule::NEW
};

/// The deepest nesting the bidirectional algorithm knows (UAX #9, BD2).
const DEEPEST: usize = 125;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    for line in doc.lines() {
        // All of U+202A-U+202E and U+2066-U+2069 start with these two bytes.
        let mut open: Vec<(usize, bool)> = Vec::new();
        let mut polled = 0;
        for at in memchr::memchr_iter(0xE2, &text.as_bytes()[line.clone()]) {
            if at - polled > 1 << 16 {
                polled = at;
                if sink.stopped() {
                    return;
                }
            }
            let at = line.start + at;
            match text[at..].chars().next() {
                Some('\u{202D}' | '\u{202E}') => {
                    sink.report(finding(
                        text,
                        at,
                        line,
                        "A control here turns the direction of the letters round.",
                    ));
                    open.push((at, false));
                }
                Some('\u{202A}' | '\u{202B}') if open.len() < DEEPEST => open.push((at, false)),
                Some('\u{2066}'..='\u{2068}') if open.len() < DEEPEST => open.push((at, true)),
                Some('\u{202C}') if open.last().is_some_and(|&(_, isolate)| !isolate) => {
                    open.pop();
                }
                // A closed isolate closes the embeddings inside it (UAX #9, X6a).
                Some('\u{2069}') => {
                    if let Some(isolate) = open.iter().rposition(|&(_, isolate)| isolate) {
                        open.truncate(isolate);
                    }
                }
                _ => {}
            }
        }
        for (at, _) in open {
            let overrides = matches!(text[at..].chars().next(), Some('\u{202D}' | '\u{202E}'));
            if !overrides {
                sink.report(finding(
                    text,
                    at,
                    line,
                    "A control of writing direction is opened here and never closed.",
                ));
            }
        }
        if sink.stopped() {
            return;
        }
    }
}

/// The control with the word behind it; the repair is that word.
fn finding(text: &str, at: usize, line: &Range<usize>, message: &'static str) -> Finding {
    const REACH: usize = 64;
    let behind = text[at..]
        .chars()
        .next()
        .map_or(at, |control| at + control.len_utf8());
    let word = text[behind..line.end]
        .chars()
        .take(REACH)
        .take_while(|c| c.is_alphanumeric());
    let end = behind + word.map(char::len_utf8).sum::<usize>();
    Finding::new(at..end, message).likely(&text[behind..end])
}
