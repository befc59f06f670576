//! # What it finds
//! A sentence that begins in lower case behind a full stop, or a full stop that cuts a sentence:
//! `Calm returned. the envoy left.`
//!
//! # Why it points to a broken pipeline
//! Segments are translated one by one and lose the capital, or a stop comes from a short form of
//! the source that the engine took for the end of a sentence.
//!
//! # Known false alarms
//! Short forms, names with a small first letter (`al-Masri`, `iPhone`), addresses and text in lower
//! case throughout stay silent.

use std::ops::Range;

use super::abbreviation::may_be_abbreviation;
use super::locale::{knows_habits, language, spaces_words};
use super::marks::{Marks, Site, word_after, word_before};
use crate::flag::Severity;
use crate::lexicon::Lexicon;
use crate::rules::{Finding, Languages, Rule, Sink, Weight, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/lowercase-start",
    weight: Weight::Typographic,
    its_type: "typographical",
    summary: "a sentence begins in lower case, or a full stop cuts one",
    languages: Languages::Known,
    confidence: 0.88,
    flagged: &[
        flagged("Calm returned to the harbour⟦. the⟧ envoy left.")
            .lang("en")
            .fix(". The"),
        flagged("В гавань снова вернулось спокойствие⟦. посол⟧ уехал.")
            .lang("ru")
            .fix(". Посол"),
    ],
    clean: &[
        clean("Calm has returned. al-Masri said iPhone sales rose.").lang("en"),
        clean("The harbour is closed. iPhone sales rose.").lang("en"),
        clean("They met approx. ten envoys, incl. two from St. john and Prof. dr. Meier.")
            .lang("en"),
        clean("the harbour is shut. nobody sails. the boats rot. we wait. it rains.").lang("en"),
        clean("Er kam am 3. märz, vgl. dazu oben, und blieb ca. zwei Tage.").lang("de"),
        clean("ნავსადგურში სიმშვიდე დაბრუნდა. ელჩი წავიდა.").lang("ka"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let tongue = language(doc);
    if tongue.is_empty() {
        return;
    }
    let starts = || {
        let sites = doc.view::<Marks>().sites();
        sites
            .iter()
            .filter_map(|&site| Some((site, start(text, site, tongue)?)))
    };
    // Text in lower case throughout is one habit, not a slip a sentence.
    let (count, sentences) = (starts().count(), doc.sentences().len());
    if count > 2 && count * 2 >= sentences {
        return;
    }
    for (site, word) in starts() {
        if sink.stopped() {
            return;
        }
        let at = site.range().start;
        let gap = &text[at..word.start];
        let mut letters = text[word.clone()].chars();
        let capital: String = letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        let message = "This sentence begins in lower case, or the full stop before it is wrong.";
        let mut finding = Finding::new(at..word.end, message)
            .likely(format!("{gap}{capital}{}", letters.as_str()));
        if tongue != "en" {
            finding = finding.confidence(0.75);
        }
        if !knows_habits(tongue) {
            finding = finding.severity(Severity::Neutral);
        }
        sink.report(finding);
    }
}

/// The word in lower case that begins a sentence behind `site`.
fn start(text: &str, site: Site, tongue: &str) -> Option<Range<usize>> {
    let (at, end) = (site.range().start, site.range().end);
    let rest = text[end..]
        .strip_prefix(' ')
        .filter(|_| site.body(text) == ".")?;
    // Georgian has capitals but begins no sentence with one.
    let cased =
        |c: char| c.is_lowercase() && spaces_words(c) && !('\u{10A0}'..='\u{10FF}').contains(&c);
    if !rest.starts_with(cased) || site.is_spaced(text) {
        return None;
    }
    let before = word_before(text, at);
    let head = &text[..at - before.len()];
    let plain = before.chars().all(char::is_lowercase)
        && head.ends_with(char::is_whitespace)
        && !may_be_abbreviation(tongue, before)
        && site.words_before(text, 4);
    let word = word_after(text, end + 1);
    let behind = &text[end + 1 + word.len()..];
    let bound = behind.starts_with(['-', '/', '@', '_', '’', '\'', '\u{2011}'])
        || behind.starts_with('.') && behind[1..].starts_with(char::is_alphanumeric)
        || behind.starts_with(|c: char| c.is_numeric());
    if !plain || bound || !word.chars().all(char::is_lowercase) || PARTICLES.contains(&word) {
        return None;
    }
    let known = match Lexicon::of(tongue) {
        Some(lexicon) => {
            let opinion = lexicon.opinion(word);
            before.len() > 3
                && lexicon.opinion(before).is_dictionary_word()
                && opinion.is_dictionary_word()
                && opinion.zipf() >= 3.5
                && word != "i"
        }
        None => before.chars().count() > 5 && word.chars().nth(1).is_some(),
    };
    known.then(|| end + 1..end + 1 + word.len())
}

/// Small words that begin a name.
const PARTICLES: &[&str] = &[
    "abu", "al", "an", "ash", "at", "az", "bin", "da", "de", "del", "der", "di", "dos", "du", "el",
    "ibn", "la", "le", "ten", "ter", "van", "von", "zu",
];
