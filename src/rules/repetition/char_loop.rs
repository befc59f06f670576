//! # What it finds
//! Letters or syllables that run on within a word (`nananananananana`, `commimimimimitted`), and
//! marks of punctuation by the dozen.
//!
//! # Why it points to a broken pipeline
//! A decoder that works with pieces of words can get caught in one piece as well as in a phrase.
//!
//! # Known false alarms
//! Drawn-out calls (`soooo`, `goooool`), laughter, rules of dashes or stars, leaders of a table of
//! contents and runs of digits are left alone; a very long scream is flagged.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::doubles::Doubles;
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts, Shape, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "repetition/char-loop",
    severity: Severity::Minor,
    its_type: "duplication",
    summary: "a letter, syllable or mark of punctuation runs on and on",
    on_title: true,
    confidence: 0.9,
    flagged: &[
        flagged("They sang ⟦nananananananananana⟧ at the gate.").fix("na"),
        flagged("The council com⟦mimimimimi⟧tted itself to the plan.").fix("mi"),
        flagged("Мини⟦стерстерстерстерст⟧во ответило.").fix("стерст"),
        flagged("He said⟦........................................⟧ and left.").fix("."),
        flagged("მთავრობამ გ⟦ადადადადადადა⟧წყვიტა.").fix("ადა"),
    ],
    clean: &[
        clean("It was soooo good, goooooooooool, hahahahahahaha!"),
        clean("----------------------------------------------\nNext item"),
        clean("Chapter one ........................................ 7"),
        clean("The humuhumunukunukuapuaa lives near Waikikamukau in Mississippi."),
        clean("It costs 1000000000000000 dollars, item aaa."),
        clean("Er lachte: hihihihihihi. Ха-ха-ха, хахахахаха."),
        clean("Wait..... what?!?!?!?!"),
    ],
    check,
    ..Rule::NEW
};

/// Fewer bytes of a word than this are no loop.
const SHORTEST: usize = FEWEST_LETTERS;
/// Fewer letters are no loop.
const FEWEST_LETTERS: usize = 9;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    for (number, word) in doc.words().iter().enumerate() {
        if number % 4096 == 0 && sink.stopped() {
            return;
        }
        if word.range().len() < SHORTEST || word.shape.intersects(Shape::MASKED | Shape::DIGIT) {
            continue;
        }
        let ascii = word.shape.contains(Shape::ASCII);
        if suspicious(&text.as_bytes()[word.range()], ascii) {
            check_word(doc, word, sink);
        }
    }
    check_marks(doc, sink);
}

/// Whether some four bytes come again within 24, which is the first thing a loop does.
///
/// Only every fourth place is looked at: a loop covers several.
fn suspicious(word: &[u8], ascii: bool) -> bool {
    /// No loop of fewer ASCII letters misses the middle of its word.
    const SHORT: usize = 12;
    if ascii && word.len() < SHORT {
        // Nine letters at least, so that the two are the same on either side of the middle.
        return word[3] == word[5] && word[4] == word[6];
    }
    if !ascii && has_fewer_letters(word, FEWEST_LETTERS) {
        return false;
    }
    let farthest = if ascii { 8 } else { 24 };
    let four = |at: usize| word.get(at..).and_then(<[u8]>::first_chunk::<4>);
    (0..word.len().saturating_sub(4)).step_by(4).any(|at| {
        let piece = four(at);
        (at + 1..=at + farthest)
            .map_while(|other| four(other).map(Some))
            .any(|other| other == piece)
    })
}

fn check_word(doc: &Document, word: &Word, sink: &mut Sink) {
    let letters: Vec<(usize, char)> = word
        .text(doc.text())
        .char_indices()
        .map(|(at, letter)| (word.start() + at, letter))
        .collect();
    let mut done = 0;
    for period in 1..=8 {
        let mut at = done + period;
        while at < letters.len() {
            let run = letters[at..]
                .iter()
                .zip(&letters[at - period..])
                .take_while(|((_, a), (_, b))| a == b)
                .count();
            let whole = at - period..at + run;
            let tried_before =
                (1..period).any(|p| period % p == 0 && is_periodic(&letters[at - period..at], p));
            if !tried_before && is_loop(doc, &letters[whole.clone()], period, letters.len()) {
                let end = letters.get(whole.end).map_or(word.end(), |&(at, _)| at);
                let kept = period + whole.len() % period;
                report(
                    doc,
                    sink,
                    letters[whole.start].0..end,
                    letters[whole.start + kept].0,
                );
                done = whole.end;
            }
            at += run + 1;
        }
    }
}

fn is_periodic(unit: &[(usize, char)], period: usize) -> bool {
    unit.iter()
        .zip(&unit[period..])
        .all(|((_, a), (_, b))| a == b)
}

/// Whether a run of letters with that period is more than a call, laughter or an odd name.
/// Whether `word` has fewer than so many characters.
fn has_fewer_letters(word: &[u8], letters: usize) -> bool {
    /// The bytes of a character, at most.
    const WIDEST: usize = 4;
    let goes_on = |byte: &&u8| **byte & 0xC0 == 0x80;
    word.len() < WIDEST * letters && word.len() - word.iter().filter(goes_on).count() < letters
}

fn is_loop(doc: &Document, run: &[(usize, char)], period: usize, letters: usize) -> bool {
    let copies = run.len() / period;
    if period == 1 {
        return copies >= 30;
    }
    // Most runs end here, before anything is allocated.
    if copies < 4 || run.len() < FEWEST_LETTERS || run.iter().all(|letter| letter.1 == run[0].1) {
        return false;
    }
    let alone = run.len() + 1 >= letters;
    let unit: String = run[..period].iter().map(|&(_, letter)| letter).collect();
    let ideographs = unit.chars().all(|letter| letter >= '\u{2E80}');
    let laughter = doc.view::<Doubles>().is_laughter(&unit);
    match (alone, laughter || ideographs) {
        // A word that is nothing else is sung or shouted as long as breath lasts.
        (true, true) => copies >= 20,
        (true, false) => copies >= 8 || copies >= 5 && run.len() >= 15,
        (false, _) => copies >= 5 || copies >= 4 && run.len() >= 9,
    }
}

fn report(doc: &Document, sink: &mut Sink, span: Range<usize>, kept: usize) {
    let text = &doc.text()[span.start..kept];
    let message = format!("“{text}” runs on and on within this word.");
    sink.report(Finding::new(span, message).likely(text));
}

/// Marks by the dozen, but not those that draw a rule or lead to a page number.
fn check_marks(doc: &Document, sink: &mut Sink) {
    static RUNS: LazyLock<[(Facts, Finder<'static>); 7]> =
        LazyLock::new(|| MARKS.map(|(facts, run)| (facts, Finder::new(run))));
    const MARKS: [(Facts, &str); 7] = [
        (Facts::DOUBLE_PUNCTUATION, "........................"),
        (Facts::EXCLAMATION, "!!!!!!!!!!!!!!!!!!!!!!!!"),
        (Facts::QUESTION, "????????????????????????"),
        (Facts::DOUBLE_PUNCTUATION, ",,,,,,,,,,,,,,,,,,,,,,,,"),
        (Facts::CJK_PUNCTUATION, "。。。。。。。。。。。。"),
        (Facts::FULLWIDTH, "，，，，，，，，，，，，"),
        (Facts::CJK_PUNCTUATION, "、、、、、、、、、、、、"),
    ];
    let text = doc.text();
    for (facts, finder) in RUNS.iter() {
        if !doc.facts().contains(*facts) {
            continue;
        }
        let mut from = 0;
        while let Some(found) = finder.find(&text.as_bytes()[from..]) {
            let start = from + found;
            let rest = &text[start..];
            let mark = rest.chars().next().unwrap_or_default();
            let end = start + rest.len() - rest.trim_start_matches(mark).len();
            from = end;
            if sink.stopped() {
                return;
            }
            if !is_leader(text, start, end) && !doc.masks().covers(start) {
                let message = format!("“{mark}” runs on and on here.");
                sink.report(
                    Finding::new(start..end, message)
                        .confidence(0.75)
                        .likely(mark),
                );
            }
        }
    }
}

/// Whether the marks stand alone in their line, before a blank to fill in or a page number.
fn is_leader(text: &str, start: usize, end: usize) -> bool {
    let line_end = memchr::memchr(b'\n', &text.as_bytes()[end..]).map_or(text.len(), |at| end + at);
    let bound = text.floor_char_boundary(line_end.min(end + 256));
    let behind = text[end..bound].trim();
    let before = text[..start].trim_end_matches([' ', '\t', '\u{A0}']);
    let opens = before.is_empty() || before.ends_with('\n');
    behind.chars().all(|c| !c.is_alphabetic()) || opens
}
