//! # What it finds
//! A title, an advert or a label of the page that splits a sentence, or a word, in two: the line
//! before it breaks off, the line behind it goes on in lower case.
//!
//! # Why it points to a broken pipeline
//! On the page a box floats beside the paragraph. A scraper that reads in the order of the markup
//! writes the box where it is anchored, in the middle of the sentence.
//!
//! # Known false alarms
//! A poem or a list whose lines start low, when a line between them repeats elsewhere.

use std::ops::Range;

use super::boundaries::ends_sentence;
use super::furniture::{Furniture, Kind};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/inserted-block",
    severity: Severity::Major,
    its_type: "non-conformance",
    summary: "a title, advert or label splits a sentence or a word",
    confidence: 0.88,
    flagged: &[
        flagged("On Monday evening the min\n⟦Envoy leaves the talks⟧\nister left for the airport.")
            .title("Envoy leaves the talks"),
        flagged(
            "On Monday evening the old port was\n⟦Share on Facebook⟧\nshut by the mayor of the town.",
        ),
        flagged("Вечером в понедельник старый порт был\n⟦Реклама⟧\nзакрыт по решению мэра города."),
        flagged("On Monday the envoy ⟦Envoy leaves the talks early⟧ went to the airport.")
            .title("Envoy leaves the talks early"),
    ],
    clean: &[
        clean("The port was shut.\n“We had no choice”\nShips wait outside the bay.").silent(),
        clean("The list of goods\nOranges\nlemons and limes").silent(),
        clean("The paper ran “Envoy leaves the talks early” on its front page.")
            .title("Envoy leaves the talks early"),
    ],
    check,
    ..Rule::NEW
};

/// A box of the page is shorter than this, in bytes.
const LONGEST_BLOCK: usize = 160;

/// Half a sentence has at least so many bytes.
const SHORTEST_HALF: usize = 20;

/// A title shorter than this, in bytes, may be a phrase of the sentence.
const SHORTEST_TITLE: usize = 20;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let trimmed = |line: &Range<usize>| {
        let inside = &text[line.clone()];
        let start = line.end - inside.trim_start().len();
        start..start + inside.trim().len()
    };
    let mut lines = doc
        .lines()
        .iter()
        .map(trimmed)
        .filter(|line| !line.is_empty());
    let title = doc.title().map(|title| title.text().trim());
    let first = lines.next();
    let headline = title.or(first.clone().map(|line| &text[line]));
    let (mut before, mut block) = (first, lines.next());
    for behind in lines {
        if sink.stopped() {
            return;
        }
        if let (Some(before), Some(block)) = (&before, &block)
            && splits(text, before, block, &behind)
            && is_foreign(doc, block, headline)
        {
            report(block.clone(), sink);
        }
        before = block.replace(behind);
    }
    if let Some(headline) = headline.filter(|title| title.len() >= SHORTEST_TITLE) {
        inside_sentences(doc, headline, sink);
    }
}

/// Whether the line before breaks off and the line behind goes on, with `block` between them.
fn splits(text: &str, before: &Range<usize>, block: &Range<usize>, behind: &Range<usize>) -> bool {
    let (before, block, behind) = (
        &text[before.clone()],
        &text[block.clone()],
        &text[behind.clone()],
    );
    block.len() <= LONGEST_BLOCK
        && behind.starts_with(char::is_lowercase)
        && !block.starts_with(char::is_lowercase)
        && before.len() >= SHORTEST_HALF
        && behind.len() >= SHORTEST_HALF
        && before.ends_with(|c: char| c.is_lowercase() || c == ',')
        && before.contains(' ')
}

/// Whether the block is known to be none of the sentence's words: furniture, or the title.
fn is_foreign(doc: &Document, block: &Range<usize>, headline: Option<&str>) -> bool {
    let text = &doc.text()[block.clone()];
    let furniture = doc.view::<Furniture>();
    headline == Some(text)
        || [Kind::Chrome, Kind::Related, Kind::Credit]
            .into_iter()
            .any(|kind| furniture.opens_in(block, kind))
}

/// The title, word for word, where a sentence goes on before and behind it.
fn inside_sentences(doc: &Document, headline: &str, sink: &mut Sink) {
    let text = doc.text();
    if ends_sentence(headline) || !headline.contains(' ') {
        return;
    }
    for at in memchr::memmem::find_iter(text.as_bytes(), headline.as_bytes()) {
        let span = at..at + headline.len();
        let (before, behind) = (&text[..span.start], &text[span.end..]);
        let same_line = |c: char| c == ' ' || c == '\u{A0}';
        let goes_on = behind.starts_with(same_line)
            && behind
                .trim_start_matches(same_line)
                .starts_with(char::is_lowercase);
        let broke_off = before.ends_with(same_line)
            && before
                .trim_end_matches(same_line)
                .ends_with(|c: char| c.is_lowercase() || c == ',');
        if goes_on && broke_off && headline.starts_with(char::is_uppercase) {
            report(span, sink);
        }
    }
}

fn report(span: Range<usize>, sink: &mut Sink) {
    let message = "This block of the page splits a sentence of the article in two.";
    sink.report(Finding::new(span, message).likely(""));
}
