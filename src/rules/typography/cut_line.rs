//! # What it finds
//! A hard break inside a sentence: one line ends without a mark, the next begins in lower case.
//!
//! # Why it points to a broken pipeline
//! Inline elements set as blocks break the sentence round them; a translator then sees two halves.
//!
//! # Known false alarms
//! Verse, lists and text wrapped at a width break so line by line: only a break that stands alone
//! among whole lines is said.

use std::ops::Range;

use super::locale::spaces_words;
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, Status, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/cut-line",
    severity: Severity::Neutral,
    status: Status::Preview,
    its_type: "whitespace",
    summary: "a hard break stands inside a sentence",
    trigger: Facts::LF.union(Facts::CR),
    confidence: 0.7,
    flagged: &[
        flagged(
            "Calm returned.\nLast night the old envoy⟦\n⟧left the harbour early.\nNobody saw it.",
        )
        .fix(" "),
        flagged("Стало тихо.\nВчера поздно вечером посол⟦\n⟧покинул гавань.\nНикто не видел.")
            .fix(" "),
    ],
    clean: &[
        clean("Over the sea\nhe went alone,\nover the sand\nand the stone."),
        clean("We sell:\nboats and nets\nropes and oars\nsails and anchors"),
        clean("Last night the envoy left.\n\nNobody saw it."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let lines = doc.lines();
    let cut = |n: usize| n > 0 && n < lines.len() && is_cut(text, &lines[n - 1], &lines[n]);
    for n in 1..lines.len() {
        if n % 1024 == 0 && sink.stopped() {
            return;
        }
        if cut(n) && !cut(n - 1) && !cut(n + 1) && ends_whole(text, &lines[n]) {
            let message = "A line break stands inside this sentence.";
            sink.report(Finding::new(lines[n - 1].end..lines[n].start, message).likely(" "));
        }
    }
}

fn is_cut(text: &str, line: &Range<usize>, next: &Range<usize>) -> bool {
    let (line, next) = (text[line.clone()].trim_end(), &text[next.clone()]);
    line.ends_with(|c: char| c.is_lowercase() && spaces_words(c) || c == ',')
        && next.starts_with(char::is_lowercase)
        && line.split_whitespace().nth(2).is_some()
        && next.split_whitespace().nth(1).is_some()
}

fn ends_whole(text: &str, line: &Range<usize>) -> bool {
    text[line.clone()]
        .trim_end()
        .ends_with(['.', '!', '?', '”', '"', '»', '…'])
}
