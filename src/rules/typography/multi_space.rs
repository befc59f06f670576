//! # What it finds
//! Two or more blanks in a row inside a sentence.
//!
//! # Why it points to a broken pipeline
//! Words, tags or bad bytes that were taken out leave the blanks of both sides behind.
//!
//! # Known false alarms
//! Typewriter habit sets two blanks between sentences, tables and verse align by them: blanks
//! behind a mark and lines with several gaps or a wide one stay silent, and so do scripts without
//! blanks between words. Where the habits of a language are not known the flag is neutral, and
//! more than three in a text are said once.

use std::ops::Range;

use memchr::memmem;

use super::locale::{is_uncased_with_blanks, knows_habits, language, spaces_words};
use super::marks::char_before;
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, Weight, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/multi-space",
    weight: Weight::Typographic,
    its_type: "whitespace",
    summary: "repeated blanks stand inside a sentence",
    trigger: Facts::DOUBLE_SPACE,
    confidence: 0.9,
    flagged: &[
        flagged("Last night the⟦  ⟧envoy left the harbour.").fix(" "),
        flagged("Вчера поздно вечером посол⟦   ⟧покинул гавань.").fix(" "),
        flagged("غادر المبعوث⟦  ⟧الميناء مساء أمس الأول.").fix(" "),
    ],
    clean: &[
        clean("The envoy left.  Nobody saw it.  \"Odd,\" she said."),
        clean("Boats  12  34\nNets   9  71\nRopes  3   8"),
        clean("  Over the sea he went\n    and home again."),
        clean("Harbour master      open until five"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let gaps = gaps(doc, sink);
    let charged = knows_habits(language(doc));
    let habit = gaps.len() > HABIT;
    for (n, span) in gaps.iter().enumerate() {
        if habit && n > 0 {
            return;
        }
        let mut finding = if habit {
            let others = gaps.iter().skip(1).take(8).cloned();
            let message = format!(
                "Repeated blanks stand inside sentences, {} times in all.",
                gaps.len()
            );
            others.fold(Finding::new(span.clone(), message), |finding, other| {
                finding.related("another", other)
            })
        } else {
            Finding::new(span.clone(), "Repeated blanks stand inside the sentence.")
        };
        if !charged {
            finding = finding.severity(Severity::Neutral);
        }
        sink.report(finding.exact(" "));
    }
}

/// From this many on they are how the text was typed, and said once.
const HABIT: usize = 3;

/// The repeated blanks inside sentences, outside lines set in columns.
fn gaps(doc: &Document, sink: &Sink) -> Vec<Range<usize>> {
    let text = doc.text();
    let mut gaps = Vec::new();
    let mut line = 0..0;
    let mut aligned = false;
    let mut done = 0;
    for at in memmem::find_iter(text.as_bytes(), b"  ") {
        if sink.stopped() {
            break;
        }
        if at < done {
            continue;
        }
        let end = at + text[at..].bytes().take_while(|&b| b == b' ').count();
        done = end;
        if at >= line.end {
            let start = memchr::memrchr(b'\n', &text.as_bytes()[line.end..at])
                .map_or(line.end, |n| line.end + n + 1);
            let stop = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |n| at + n);
            line = start..stop;
            aligned = is_aligned(&text[line.clone()]);
        }
        let before = char_before(text, at).filter(|&c| c.is_alphanumeric() || c == ',');
        let after = text[end..].chars().next().filter(|c| c.is_alphanumeric());
        let inside = before.is_some_and(sets_blanks) && after.is_some_and(sets_blanks);
        if inside && !aligned && !doc.masks().touches(&(at..end)) {
            gaps.push(at..end);
        }
    }
    gaps
}

/// Scripts that set blanks between sentences, or hardly ever, set them as they please.
fn sets_blanks(character: char) -> bool {
    character.is_ascii() || spaces_words(character) || is_uncased_with_blanks(character)
}
/// Whether a line looks set in columns: a wide gap, several gaps, a tab or hardly any words.
fn is_aligned(line: &str) -> bool {
    let prose = line.trim();
    let gaps = memmem::find_iter(prose.as_bytes(), b"  ").count();
    let words = prose.split_ascii_whitespace().count();
    prose.contains("    ") || prose.contains('\t') || words < 5 || gaps > 1 + words / 12
}
