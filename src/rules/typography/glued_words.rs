//! # What it finds
//! A word in lower case that runs into a capital: `Limits of powerIn the`, `ministerAnnounced`;
//! and a capitalised one that runs into a word that opens sentences: `InterestsThe talks`.
//!
//! # Why it points to a broken pipeline
//! A heading, a caption or a link is glued to the paragraph behind it when tags are stripped.
//!
//! # Known false alarms
//! Names with a capital inside (`YouTube`, `McKay`, `iPhone`, `eBay`) stay silent: both halves must
//! be words of the language, and a form that stands in the text twice is taken for a name.

use std::collections::HashMap;

use super::locale::{language, sets_marks_close};
use crate::lexicon::{Lexicon, name_opinion};
use crate::rules::{Finding, Languages, Rule, Sink, Weight, clean, flagged};
use crate::text::{Document, Facts, Shape, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/glued-words",
    weight: Weight::Typographic,
    its_type: "whitespace",
    summary: "a word runs into the capital of the next one",
    languages: Languages::Known,
    trigger: Facts::UPPER.union(Facts::NON_ASCII),
    confidence: 0.92,
    flagged: &[
        flagged("Limits of ⟦powerIn⟧ the harbour nobody sails.")
            .lang("en")
            .fix("power In"),
        flagged("The ⟦ministerAnnounced⟧ a new tax on boats.")
            .lang("en")
            .fix("minister Announced"),
        flagged("Harbour ⟦InterestsThe⟧ talks went on all night.")
            .lang("en")
            .fix("Interests The"),
        flagged("The view of ⟦BerlinThe⟧ German envoy was silent, as the paper said.")
            .lang("en")
            .fix("Berlin The"),
        flagged("Пределы ⟦властиПосол⟧ покинул город.")
            .lang("ru")
            .fix("власти Посол"),
    ],
    clean: &[
        clean("YouTube, McKay, iPhone, DeepMind, LaGuardia, eBay and LinkedIn rose.").lang("en"),
        clean("She flew easyJet, reads bioRxiv and owns a PlayStation.").lang("en"),
        clean("The form sends {* postalCode *} and userName = x.").lang("en"),
        clean("Die LeserInnen und die GmbH waren zufrieden.").lang("de"),
        clean("Abantu bakwaZulu bakhuluma isiZulu.").lang("zu"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let tongue = language(doc);
    let lexicon = Lexicon::of(tongue);
    if lexicon.is_none() && !sets_marks_close(tongue) {
        return;
    }
    let text = doc.text();
    let mut seams: Vec<(Word, usize, f32)> = Vec::new();
    for (_, word) in doc.uneven_words() {
        if sink.stopped() {
            return;
        }
        let camel = word.shape.contains(Shape::INNER_UPPER | Shape::LOWER);
        if camel && !word.shape.intersects(Shape::DIGIT | Shape::MASKED) {
            seams.extend(seam(text, *word, lexicon).map(|(at, sure)| (*word, at, sure)));
        }
    }
    // A form that stands in the text twice is somebody's way to write a name.
    let mut times = HashMap::new();
    for (word, ..) in &seams {
        *times.entry(word.text(text)).or_insert(0) += 1;
    }
    for (word, at, confidence) in &seams {
        if times[word.text(text)] == 1 {
            let (left, right) = (&text[word.start()..*at], &text[*at..word.end()]);
            let message = format!("“{left}” and “{right}” are glued together.");
            sink.report(
                Finding::new(word.range(), message)
                    .confidence(*confidence)
                    .likely(format!("{left} {right}")),
            );
        }
    }
}

/// Where two words meet in one token, and how sure that is.
fn seam(text: &str, word: Word, lexicon: Option<&Lexicon>) -> Option<(usize, f32)> {
    let token = word.text(text);
    let (at, _) = token
        .char_indices()
        .skip(1)
        .find(|(_, c)| c.is_uppercase())?;
    let (left, right) = token.split_at(at);
    let letters = |part: &str| part.chars().count();
    let plain = left.chars().all(char::is_alphabetic)
        && right
            .chars()
            .skip(1)
            .all(|c| c.is_alphabetic() && c.is_lowercase());
    if !plain || letters(right) < 2 {
        return None;
    }
    // Before a brace, an asterisk or an equals sign it is the name of a variable.
    let behind = text[word.end()..].trim_start_matches(' ').chars().next();
    if behind.is_some_and(|c| matches!(c, '*' | '}' | '=' | '(' | ':' | '_')) {
        return None;
    }
    let lower = !word.shape.contains(Shape::CAPITAL);
    let Some(lexicon) = lexicon else {
        return (lower && letters(left) > 3 && letters(right) > 3)
            .then_some((word.start() + at, 0.85));
    };
    let (first, second) = (lexicon.opinion(left), lexicon.opinion(right));
    let common = first.is_dictionary_word() && first.zipf() >= 3.5 && letters(left) > 2;
    let goes_on = || {
        let behind = text[word.end()..].strip_prefix(' ');
        behind.is_some_and(|rest| rest.starts_with(char::is_lowercase))
    };
    let confidence = if lower && common {
        let opener = second.zipf() >= 5.5 && second.is_dictionary_word();
        let content = second.is_dictionary_word() && second.zipf() >= 3.5 && letters(right) > 4;
        let name = !second.is_known() && letters(left) > 4 && letters(right) > 4;
        match (opener && (goes_on() || letters(left) > 4), content, name) {
            (true, _, _) => 0.95,
            (_, true, _) => 0.9,
            (_, _, true) => 0.75,
            _ => return None,
        }
    } else if (common || is_named(left))
        && letters(left) > 3
        && OPENERS.contains(&right)
        && (goes_on() || SURE_OPENERS.contains(&right) && text[word.end()..].starts_with(' '))
    {
        0.9
    } else {
        return None;
    };
    Some((word.start() + at, confidence))
}

/// Whether `word` is a name that many know: `Moscow`.
fn is_named(word: &str) -> bool {
    /// Borne by many, or known to all the world.
    const WIDELY: u8 = 4;
    name_opinion(word).weight() >= WIDELY
}

/// Those of [`OPENERS`] that end no trade name whatever follows.
const SURE_OPENERS: &[&str] = &[
    "According",
    "Although",
    "Because",
    "During",
    "However",
    "The",
    "Their",
    "These",
    "This",
    "Those",
    "When",
    "While",
];

/// Words that open an English sentence and end no trade name.
const OPENERS: &[&str] = &[
    "According",
    "After",
    "Although",
    "Because",
    "But",
    "During",
    "For",
    "However",
    "If",
    "She",
    "Since",
    "The",
    "Their",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "When",
    "While",
    "With",
];
