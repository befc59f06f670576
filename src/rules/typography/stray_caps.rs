//! # What it finds
//! An ordinary word in capitals in the middle of a sentence: `the minister LEFT early`.
//!
//! # Why it points to a broken pipeline
//! Engines carry over capitals of a source that sets names or emphasis so, on the wrong word.
//!
//! # Known false alarms
//! Words that writers stress (`NOT`, `NEVER`), acronyms that are words (`AIDS`), headlines, quoted
//! signs, and texts that stress words again and again stay silent.

use std::collections::HashMap;

use super::locale::language;
use crate::flag::Severity;
use crate::lexicon::Lexicon;
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts, Shape, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/stray-caps",
    severity: Severity::Neutral,
    its_type: "typographical",
    summary: "an ordinary word stands in capitals in the middle of a sentence",
    languages: Languages::Only(&["en"]),
    trigger: Facts::UPPER,
    confidence: 0.75,
    flagged: &[
        flagged("Last night the minister ⟦LEFT⟧ early with his envoy.")
            .lang("en")
            .fix("left"),
        flagged("The talks on the ⟦HARBOUR⟧ went on all night.")
            .lang("en")
            .fix("harbour"),
    ],
    clean: &[
        clean("The AIDS talks of NATO were NOT over, NEVER.").lang("en"),
        clean("ENVOY LEAVES HARBOUR AFTER TALKS").lang("en"),
        clean("A sign that said \"CLOSED\" hung there; the CLOSED sign fell.").lang("en"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let tongue = language(doc);
    let Some(lexicon) = Lexicon::of(tongue) else {
        return;
    };
    let text = doc.text();
    let words = doc.words();
    let mut times: HashMap<&str, usize> = HashMap::new();
    let mut stray: Vec<Word> = Vec::new();
    for (n, word) in doc.uneven_words() {
        if sink.stopped() {
            return;
        }
        let loud = word.is_all_caps()
            && word.shape.contains(Shape::ASCII)
            && !word.shape.intersects(Shape::MASKED | Shape::DIGIT);
        if !loud {
            continue;
        }
        *times.entry(word.text(text)).or_insert(0) += 1;
        let beside = |other: Option<&Word>, gap: std::ops::Range<usize>| {
            other.is_some_and(Word::is_lower_case) && text.get(gap) == Some(" ")
        };
        let before = n.checked_sub(1).and_then(|n| words.get(n));
        let after = words.get(n + 1);
        if beside(before, before.map_or(0, Word::end)..word.start())
            && beside(after, word.end()..after.map_or(0, Word::start))
            && is_ordinary(word.text(text), lexicon)
        {
            stray.push(*word);
        }
    }
    // A text that stresses words again and again does so on purpose.
    if stray.len() > MOST {
        return;
    }
    for word in stray.iter().filter(|word| times[word.text(text)] == 1) {
        let message = "An ordinary word stands in capitals here.";
        let lower = word.text(text).to_ascii_lowercase();
        sink.report(Finding::new(word.range(), message).likely(lower));
    }
}

/// The most stray words that are still slips.
const MOST: usize = 3;

fn is_ordinary(word: &str, lexicon: &Lexicon) -> bool {
    let opinion = lexicon.opinion(word);
    word.len() > 3
        && opinion.is_dictionary_word()
        && opinion.zipf() >= 4.0
        && !STRESSED.contains(&word)
        && !ACRONYMS.contains(&word)
}

/// Words that writers stress by capitals.
const STRESSED: &[&str] = &[
    "ABSOLUTELY",
    "ACTUALLY",
    "AFTER",
    "ALWAYS",
    "ANOTHER",
    "ANYONE",
    "ANYTHING",
    "BEFORE",
    "BEST",
    "BOTH",
    "COMPLETELY",
    "DOES",
    "DOING",
    "DONE",
    "EACH",
    "ENTIRE",
    "EVEN",
    "EVER",
    "EVERY",
    "EVERYONE",
    "EVERYTHING",
    "EXACTLY",
    "FIRST",
    "FREE",
    "FROM",
    "FULL",
    "GOOD",
    "GREAT",
    "HATE",
    "HAVE",
    "HUGE",
    "INTO",
    "JUST",
    "KNOW",
    "LAST",
    "LESS",
    "LOVE",
    "MANY",
    "MORE",
    "MOST",
    "MUCH",
    "MUST",
    "NEED",
    "NEVER",
    "NONE",
    "NOTHING",
    "ONCE",
    "ONLY",
    "OTHER",
    "OVER",
    "PLEASE",
    "REAL",
    "REALLY",
    "SAME",
    "SHOULD",
    "SOME",
    "STILL",
    "STOP",
    "SURE",
    "THAT",
    "THEIR",
    "THEM",
    "THERE",
    "THEY",
    "THIS",
    "TOTALLY",
    "TRUE",
    "UNTIL",
    "VERY",
    "WANT",
    "WELL",
    "WERE",
    "WHAT",
    "WHEN",
    "WHERE",
    "WILL",
    "WITH",
    "WITHOUT",
    "WOULD",
    "WRONG",
    "YOUR",
];

/// Acronyms and titles that are words.
const ACRONYMS: &[&str] = &[
    "AIDS", "ALERT", "CARE", "CASE", "FAST", "FORCE", "GATE", "HOPE", "LIFE", "LIVE", "PACE",
    "PAGE", "PEOPLE", "PLUS", "READ", "SAFE", "SALT", "SMART", "STAR", "START", "STEM", "TIME",
    "UPDATE", "WATCH", "WIRED",
];
