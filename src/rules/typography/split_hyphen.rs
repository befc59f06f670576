//! # What it finds
//! A word that a line wrap split, with its hyphen kept: `govern- ment`.
//!
//! # Why it points to a broken pipeline
//! Text taken from PDF or print keeps the hyphens of its lines; joined lines put them into the
//! middle of a sentence.
//!
//! # Known false alarms
//! A hyphen that stands for the second half of a compound (`pre- and post-war`, German `Ein- und
//! Ausfuhr`) stays silent: the joined word must be one of the language, or stand elsewhere in the
//! text.

use std::collections::HashSet;

use memchr::memchr_iter;

use super::locale::{language, spaces_words};
use super::marks::{word_after, word_before};
use crate::lexicon::Lexicon;
use crate::rules::{Finding, Languages, Rule, Sink, Weight, clean, flagged};
use crate::text::{Document, Facts, Shape};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/split-hyphen",
    weight: Weight::Typographic,
    its_type: "typographical",
    summary: "the hyphen of a line wrap is left inside a word",
    languages: Languages::Known,
    trigger: Facts::HYPHEN,
    confidence: 0.93,
    flagged: &[
        flagged("The ⟦govern- ment⟧ left the harbour.")
            .lang("en")
            .fix("government"),
        flagged("The ⟦har-\nbour⟧ was shut.")
            .lang("en")
            .fix("harbour"),
        flagged("Das Hafenamt schwieg. Das ⟦Hafen- amt⟧ blieb zu.")
            .lang("de")
            .fix("Hafenamt"),
    ],
    clean: &[
        clean("The pre- and post-war harbour; two- to three-week stays.").lang("en"),
        clean("The Ein- und Ausfuhr von Hafen- und Schiffsgut ruht.").lang("de"),
        clean("He left- nobody saw him- and she stayed.").lang("en"),
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
    let lexicon = Lexicon::of(tongue);
    let mut words: Option<HashSet<String>> = None;
    for at in memchr_iter(b'-', text.as_bytes()) {
        let rest = &text[at + 1..];
        let gap = match rest.as_bytes() {
            [b' ' | b'\n', next, ..] if !next.is_ascii_whitespace() => 1,
            [b'\r', b'\n', ..] => 2,
            _ => continue,
        };
        if sink.stopped() {
            return;
        }
        let (left, right) = (word_before(text, at), word_after(text, at + 1 + gap));
        let half = |word: &str| word.chars().nth(1).is_some() && word.chars().all(spaces_words);
        let free = text[..at - left.len()]
            .chars()
            .next_back()
            .is_none_or(|c| c != '-');
        if !half(left) || !half(right) || !right.chars().all(char::is_lowercase) || !free {
            continue;
        }
        let joined = format!("{left}{right}");
        let is_word = match lexicon {
            Some(lexicon) => {
                joined.len() > 4
                    && lexicon.opinion(&joined).is_dictionary_word()
                    && !CONJUNCTIONS.contains(&right)
            }
            None => {
                joined.chars().count() > 5
                    && words
                        .get_or_insert_with(|| all_words(doc))
                        .contains(&joined.to_lowercase())
            }
        };
        if is_word {
            let span = at - left.len()..at + 1 + gap + right.len();
            let message = "The hyphen of a line wrap is left inside this word.";
            sink.report(Finding::new(span, message).exact(joined));
        }
    }
}

/// What follows a hyphen that stands for a second half.
const CONJUNCTIONS: &[&str] = &["and", "but", "nor", "or", "to", "versus"];

fn all_words(doc: &Document) -> HashSet<String> {
    let letters = doc
        .words()
        .iter()
        .filter(|word| word.shape.contains(Shape::LETTER));
    letters
        .map(|word| word.text(doc.text()).to_lowercase())
        .collect()
}
