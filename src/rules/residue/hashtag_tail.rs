//! # What it finds
//! The words of the title once more at the end of the text, each made a hashtag
//! (`#Envoy #leaves #talks`), or all glued into one tag.
//!
//! # Why it points to a broken pipeline
//! Sites that translate by machine make tags of their titles by machine too, function words and
//! all. Translated tags lose their meaning and their readers.
//!
//! # Known false alarms
//! An editor's tags that happen to be words of the title; with fewer than three, or with most of
//! them not in the title, it is silent: a campaign's tags are its own.

use std::ops::Range;

use super::tokens::{self, Token};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/hashtag-tail",
    severity: Severity::Minor,
    its_type: "non-conformance",
    summary: "the title's words are repeated as tags behind the text",
    confidence: 0.9,
    flagged: &[
        flagged("The port was shut on Monday.\n\n⟦#Envoy #leaves #talks⟧")
            .title("Envoy leaves talks"),
        flagged("Посол уехал\nПорт закрыли в понедельник.\n⟦#Посол #уехал #порт⟧")
            .title("Посол уехал, порт закрыт"),
        flagged("Envoy leaves port talks\nThe port was shut.\n⟦EnvoyLeavesTalks⟧"),
    ],
    clean: &[
        clean("The march filled the square.\n#SaveOurHarbour #NoMoreCranes #PortForAll")
            .title("March for the old port fills the square"),
        clean("The march filled the square.\n#Envoy").title("Envoy leaves talks"),
        clean("Envoy leaves port talks\nThe firm makes phones.\nMcDonaldDouglasInc"),
    ],
    check,
    ..Rule::NEW
};

/// Fewer tags say nothing.
const FEWEST_TAGS: usize = 3;

/// The lines at the end that may hold the tags.
const TAIL_LINES: usize = 4;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let is_full = |line: &&Range<usize>| !text[(*line).clone()].trim().is_empty();
    let Some(first) = doc.lines().iter().find(is_full) else {
        return;
    };
    let mut title = Vec::new();
    let tail = doc.lines().iter().rev().filter(is_full).take(TAIL_LINES);
    let hashed = doc.facts().intersects(Facts::HASH | Facts::FULLWIDTH);
    for line in tail.filter(|line| line.start > first.start) {
        let inside = text[line.clone()].trim();
        // Without the sign, one glued word is all that tags can be.
        if !hashed && inside.contains(char::is_whitespace) {
            continue;
        }
        let start = line.end - text[line.clone()].trim_start().len();
        let Some((span, tags)) = tags(text, start..start + inside.len()) else {
            continue;
        };
        if title.is_empty() {
            let headline = doc.title().map(Document::text);
            let headline = headline.unwrap_or(&text[first.clone()]);
            tokens::read(
                headline,
                0..headline.len().min(cut(headline)),
                60,
                &mut title,
            );
        }
        let repeated = |tag: &&Token| title.iter().any(|word| word.hash == tag.hash);
        let known = tags.iter().filter(repeated).count();
        if known >= 2 && known * 10 >= tags.len() * 6 {
            let message = "These tags only repeat the words of the title.";
            sink.report(Finding::new(span, message).likely(""));
        }
    }
}

/// Where to stop reading a headline.
fn cut(headline: &str) -> usize {
    const LONGEST: usize = 400;
    let ends = headline.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take_while(|&end| end <= LONGEST).last().unwrap_or(0)
}

/// The tags a line consists of, or the parts of the one it is.
fn tags(text: &str, span: Range<usize>) -> Option<(Range<usize>, Vec<Token>)> {
    const LONGEST: usize = 600;
    let (start, inside) = (span.start, &text[span.clone()]);
    if inside.len() > LONGEST {
        return None;
    }
    let mut tags = Vec::new();
    let mut words = 0;
    for word in inside.split_whitespace() {
        words += 1;
        if word.starts_with(['#', '＃']) {
            let at = start + (word.as_ptr() as usize - inside.as_ptr() as usize);
            tokens::read(text, at..at + word.len(), 1, &mut tags);
        }
    }
    if tags.len() >= FEWEST_TAGS && tags.len() == words {
        return Some((span, tags));
    }
    (words == 1 && tags.is_empty())
        .then(|| parts(text, &span))
        .flatten()
        .map(|tags| (span, tags))
}

/// `EnvoyLeavesTalks`: the words of one glued tag.
fn parts(text: &str, span: &Range<usize>) -> Option<Vec<Token>> {
    let word = &text[span.clone()];
    if !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let mut parts = Vec::new();
    let mut from = span.start;
    let mut low = false;
    for (at, c) in word.char_indices() {
        if low && c.is_uppercase() {
            tokens::read(text, from..span.start + at, 1, &mut parts);
            from = span.start + at;
        }
        low = c.is_lowercase();
    }
    tokens::read(text, from..span.end, 1, &mut parts);
    (parts.len() >= FEWEST_TAGS).then_some(parts)
}
