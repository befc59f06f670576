//! # What it finds
//! A trail of navigation (`Home > World > Africa`, `Home / Politics / `), in front of a title or on
//! a line of its own.
//!
//! # Why it points to a broken pipeline
//! The trail says where the page hangs in its site. A scraper that takes the top of a page for the
//! top of an article brings it along; translated, its first word reads `The main` or `Start`.
//!
//! # Known false alarms
//! A step-by-step guide to a menu (`Start > Settings > Network`) at the head of a text.

use std::ops::Range;

use super::phrasebook::{Anchors, Kinds, Phrasebook};
use super::tokens::{self, Token};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/breadcrumb",
    severity: Severity::Minor,
    its_type: "non-conformance",
    summary: "a trail of navigation stands before the article or in it",
    trigger: Facts::ANGLE
        .union(Facts::SLASH)
        .union(Facts::LATIN_EXTENDED)
        .union(Facts::GENERAL_PUNCTUATION)
        .union(Facts::SYMBOLS),
    on_title: true,
    confidence: 0.95,
    flagged: &[
        flagged("⟦Home > World > Africa⟧\n\nThe port was shut on Monday."),
        flagged("⟦Home / Politics / ⟧The envoy leaves after a week of talks\n\nThe envoy left."),
        flagged("⟦Главная » Политика » ⟧Посол уехал после недели переговоров\n\nПосол уехал."),
        flagged("⟦الرئيسية › أخبار › اقتصاد⟧\nأغلق الميناء يوم الاثنين."),
        flagged("⟦World > Africa > Libya⟧\nThe port was shut on Monday."),
    ],
    clean: &[
        clean("It holds that 5 > 3 and 3 > 1.").silent(),
        clean("The Paris → Lyon line was shut.").silent(),
        clean("Home and/or office workers may claim it.").silent(),
        clean("Home / away kits were sold out."),
    ],
    check,
    ..Rule::NEW
};

/// Longer lines, in bytes, are not trails, nor titles behind one.
const LONGEST_LINE: usize = 400;

/// A trail that does not start at home stands among the first lines.
const HEAD_LINES: usize = 12;

/// A last item of more words is the title behind the trail.
const LONGEST_ITEM: usize = 4;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let occurs = |(mark, facts): (&char, Facts)| {
        let mut bytes = [0; 4];
        let sign = mark.encode_utf8(&mut bytes);
        doc.facts().intersects(facts)
            && memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some()
    };
    if !SEPARATORS.iter().zip(BLOCKS).any(occurs) {
        return;
    }
    let mut trail = Trail::default();
    for (number, line) in doc.lines().iter().enumerate() {
        if number % 512 == 0 && sink.stopped() {
            return;
        }
        if line.len() > LONGEST_LINE || !text[line.clone()].contains(SEPARATORS) {
            continue;
        }
        if let Some((span, confidence)) = trail.read(text, line, number < HEAD_LINES) {
            let message = "This is the page's trail of navigation, not part of the article.";
            sink.report(
                Finding::new(span, message)
                    .confidence(confidence)
                    .likely(""),
            );
        }
    }
}

const SEPARATORS: [char; 6] = ['>', '»', '›', '→', '/', '\\'];

/// Where each of them is counted.
const BLOCKS: [Facts; 6] = [
    Facts::ANGLE,
    Facts::LATIN_EXTENDED,
    Facts::GENERAL_PUNCTUATION,
    Facts::SYMBOLS,
    Facts::SLASH,
    Facts::BACKSLASH,
];

/// A line cut at one kind of separator; keeps its buffers.
#[derive(Default)]
struct Trail {
    items: Vec<Range<usize>>,
    tokens: Vec<Token>,
}

impl Trail {
    fn read(&mut self, text: &str, line: &Range<usize>, head: bool) -> Option<(Range<usize>, f32)> {
        let inside = &text[line.clone()];
        let lead = inside.len() - inside.trim_start_matches(|c: char| is_mark(c)).len();
        let start = line.start + lead;
        let separator = text[start..line.end]
            .chars()
            .find(|c| SEPARATORS.contains(c))?;
        self.cut(text, start..line.end, separator);
        let steps = self.items.len() - 1;
        let home = self.is(text, 0, Kinds::HOME);
        let sections = (1..=steps)
            .filter(|&at| self.is(text, at, Kinds::SECTION))
            .count();
        let strict = separator == '/' || separator == '\\' || separator == '→';
        let confidence = if home && (!strict || steps >= 2 || sections > 0) {
            0.95
        } else if head && steps >= 2 && self.is(text, 0, Kinds::SECTION) && self.is_capital(text) {
            if sections == 0 || separator == '→' {
                return None;
            }
            0.85
        } else {
            return None;
        };
        // Items before the last are names of sections, never sentences.
        if (0..steps).any(|at| self.words(text, at) > LONGEST_ITEM + 2) {
            return None;
        }
        let last = self.items[steps].clone();
        let title = last.is_empty() || self.words(text, steps) > LONGEST_ITEM;
        let end = if title { last.start } else { last.end };
        Some((start..end, confidence))
    }

    /// Cuts at the separator where it stands apart, trimming the items.
    fn cut(&mut self, text: &str, span: Range<usize>, separator: char) {
        self.items.clear();
        let mut from = span.start;
        for (at, sign) in text[span.clone()].match_indices(separator) {
            let at = span.start + at;
            let behind = at + sign.len();
            let spaced = text[..at].ends_with(char::is_whitespace)
                || behind == span.end
                || text[behind..].starts_with(char::is_whitespace);
            if spaced || !separator.is_ascii() {
                self.items.push(trimmed(text, from..at));
                from = behind;
            }
        }
        self.items.push(trimmed(text, from..span.end));
    }

    fn is(&mut self, text: &str, item: usize, kind: Kinds) -> bool {
        self.load(text, item);
        let book = Phrasebook::get();
        let phrase = book.longest(&self.tokens, kind, Anchors::WHOLE);
        phrase.is_some_and(|phrase| phrase.words == self.tokens.len())
    }

    fn words(&mut self, text: &str, item: usize) -> usize {
        self.load(text, item);
        // Signs of scripts without spaces are words here: two or three make one of theirs.
        let alone = self.tokens.iter().filter(|t| t.end - t.start == 3).count();
        if alone == self.tokens.len() {
            self.tokens.len() / 2
        } else {
            self.tokens.len()
        }
    }

    /// Whether no item starts in lower case.
    fn is_capital(&self, text: &str) -> bool {
        let starts_low = |item: &Range<usize>| text[item.clone()].starts_with(char::is_lowercase);
        !self.items.iter().any(starts_low)
    }

    fn load(&mut self, text: &str, item: usize) {
        self.tokens.clear();
        tokens::read(text, self.items[item].clone(), 24, &mut self.tokens);
    }
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || SEPARATORS.contains(&c) || matches!(c, '•' | '*' | '·' | '|')
}

/// The span without white space at its ends; an empty one stays behind the white space.
fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let inside = &text[span.clone()];
    let start = span.end - inside.trim_start().len();
    start..start + inside.trim().len()
}
