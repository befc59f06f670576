//! # What it finds
//! The mark-up of a broadcast's script: who speaks next, in brackets or behind a square
//! (`<Anchor>`, `[기자]`, `■ Cast:`).
//!
//! # Why it points to a broken pipeline
//! Korean, Japanese and Chinese stations put the script of a report on their page. Translated as
//! if it were an article, it keeps the labels, and readers take them for broken tags.
//!
//! # Known false alarms
//! A play or a transcript printed on purpose. Interviews marked `Q:` and `A:` are silent, and so
//! is a single label in square brackets (`[Interview]` before a headline).

use std::ops::Range;

use super::phrasebook::{Anchors, Kinds, Phrasebook};
use super::tokens;
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/speaker-label",
    severity: Severity::Minor,
    its_type: "non-conformance",
    summary: "the mark-up of a broadcast's script stands in the text",
    trigger: Facts::ANGLE
        .union(Facts::BRACKET)
        .union(Facts::SYMBOLS)
        .union(Facts::CJK_PUNCTUATION),
    confidence: 0.93,
    flagged: &[
        flagged("⟦<Anchor>⟧\nThe port was shut on Monday.\n⟦<Reporter>⟧\nShips wait outside."),
        flagged("⟦■ Cast:⟧ Kim Ha-na, analyst\nThe port was shut on Monday."),
        flagged("⟦[앵커]⟧\n항구가 월요일에 폐쇄됐습니다.\n⟦[기자]⟧\n배들이 기다립니다."),
        flagged("⟦【主持人】⟧港口周一关闭。"),
    ],
    clean: &[
        clean("Q: Who shut the port?\nA: The mayor did.").silent(),
        clean("[Interview] The mayor who shut the port").silent(),
        clean("The <a> element makes an anchor."),
    ],
    check,
    ..Rule::NEW
};

/// A label has fewer words than this.
const MOST_WORDS: usize = 6;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let mut labels: Vec<Range<usize>> = Vec::new();
    for (number, line) in doc.lines().iter().enumerate() {
        if number % 512 == 0 && sink.stopped() {
            return;
        }
        labels.extend(label(text, line));
    }
    let lonely = labels.len() == 1 && labels.iter().all(|l| text[l.clone()].starts_with('['));
    if lonely {
        return;
    }
    for label in labels {
        let message = "This marks who speaks in a broadcast's script; it is not part of the text.";
        sink.report(Finding::new(label, message).likely(""));
    }
}

/// The label that opens a line.
fn label(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    const LONGEST: usize = 60;
    let inside = &text[line.clone()];
    let inside = inside.trim_start();
    let start = line.end - inside.len();
    let opener = inside.chars().next()?;
    let closer = match opener {
        '<' => '>',
        '[' => ']',
        '【' => '】',
        '〈' => '〉',
        '◀' => '▶',
        '■' | '□' | '◆' | '◇' | '▲' | '●' => ':',
        _ => return None,
    };
    let open = opener.len_utf8();
    let close = inside
        .char_indices()
        .take_while(|&(at, _)| at <= LONGEST)
        .find(|&(at, c)| at > 0 && (c == closer || closer == ':' && c == '：'))
        .map(|(at, _)| at)?;
    let mut tokens = Vec::new();
    tokens::read(text, start + open..start + close, MOST_WORDS, &mut tokens);
    if tokens.is_empty() || tokens.len() == MOST_WORDS {
        return None;
    }
    let book = Phrasebook::get();
    let whole_from = |at: usize| {
        let role = book.longest(&tokens[at..], Kinds::SPEAKER, Anchors::WHOLE);
        role.map(|role| role.words)
    };
    // `Anchor`, `Anchor comment`, or a name and then the role: `Kim Ha-na / Reporter`.
    let opens = whole_from(0).is_some_and(|words| tokens.len() <= words + 1);
    let ends = (1..tokens.len()).any(|at| whole_from(at) == Some(tokens.len() - at));
    let end = text[start + close..].chars().next()?.len_utf8();
    (opens || ends).then_some(start..start + close + end)
}
