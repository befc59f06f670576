//! # What it finds
//! A sentence that goes to and fro between the same few words: one of them makes up a quarter of
//! it, and the pairs of words come again and again.
//!
//! # Why it points to a broken pipeline
//! A decoder that has lost its source does not always repeat itself word for word; often it swings
//! between variants of one phrase.
//!
//! # Known false alarms
//! Tongue twisters, and definitions that count cases of one thing. Lists, tables, statutes and
//! recipes repeat words over many sentences, not within one, and stay silent.

use std::collections::HashSet;
use std::ops::Range;

use super::loops::Loops;
use super::prose::is_sign;
use super::tokens::{NO_WORD, Tokens, mix};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Shape, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "repetition/oscillation",
    severity: Severity::Major,
    its_type: "duplication",
    summary: "a sentence swings to and fro between the same few words",
    confidence: 0.8,
    flagged: &[
        flagged(
            "⟦The vowel of the vowels is the vowel of the consonants of the vowels and the vowels of the vowel.⟧",
        ),
        flagged(
            "He left. ⟦Порт этого порта является портом порта в порту, и порт порта является портом этого порта.⟧",
        ),
    ],
    clean: &[
        clean(
            "Whoever sells goods in the name of another, and whoever buys goods in the name of another, \
             shall name the other before the goods are handed over.",
        ),
        clean(
            "Add the flour, then the milk, then the eggs, then the sugar, then the butter and then the salt.",
        ),
        clean(
            "We shall fight on the beaches, we shall fight on the landing grounds, we shall fight in the fields.",
        ),
        clean("To be, or not to be, that is the question."),
    ],
    check,
    ..Rule::NEW
};

/// Shorter sentences cannot swing, longer ones are lists, in words.
const LENGTH: Range<usize> = 12..120;

fn check(doc: &Document, sink: &mut Sink) {
    let ids = doc.view::<Tokens>().ids();
    for (number, sentence) in doc.sentences().iter().enumerate() {
        if sink.stopped() {
            return;
        }
        let mut words = doc.words_of(number..number + 1);
        if LENGTH.contains(&words.len())
            && few_distinct(&ids[words.clone()])
            && !ids[words.clone()].contains(&NO_WORD)
            && swings(doc, &words)
            && words.all(|word| doc.view::<Loops>().at(word).is_none())
        {
            let message = "This sentence swings to and fro between the same few words.";
            sink.report(Finding::new(sentence.clone(), message));
        }
    }
}

/// Whether two words in five are repeats, judged by a set that may merge some.
fn few_distinct(ids: &[u32]) -> bool {
    let mut set = [0_u64; 4];
    for &id in ids {
        set[(id >> 6) as usize % 4] |= 1 << (id % 64);
    }
    let distinct: u32 = set.iter().map(|bits| bits.count_ones()).sum();
    // Inflection keeps words apart here that are one further on.
    distinct as usize * 5 <= ids.len() * 4
}

fn swings(doc: &Document, words: &Range<usize>) -> bool {
    let text = doc.text();
    let words = &doc.words()[words.clone()];
    if !may_be_frequent(text, words) {
        return false;
    }
    let mut stems = [0; LENGTH.end];
    let mut times = [0_u8; 64];
    for (word, stem) in words.iter().zip(&mut stems) {
        *stem = stem_of(text, word);
        times[(*stem >> 58) as usize] += 1;
    }
    // Stems that share a place count as one here: no sentence that swings is missed.
    let most = times.iter().copied().max().map_or(0, usize::from);
    if !is_frequent(most, words.len()) {
        return false;
    }
    let stems = &stems[..words.len()];
    let prose = words.iter().all(|word| {
        !word.shape.intersects(Shape::DIGIT | Shape::MASKED) && !is_sign(word.text(text))
    });
    if !prose {
        return false;
    }
    let most = words
        .iter()
        .zip(stems)
        .filter(|(word, _)| word.text(text).chars().nth(2).is_some())
        .map(|(_, stem)| stems.iter().filter(|other| *other == stem).count())
        .max()
        .unwrap_or_default();
    let pairs: HashSet<&[u64]> = stems.windows(2).collect();
    let repeated = stems.len() - 1 - pairs.len();
    is_frequent(most, stems.len()) && repeated * 3 >= stems.len() - 1
}

/// Whether the words that begin with the same two letters are enough to make one of them frequent:
/// hardly a sentence has so many.
fn may_be_frequent(text: &str, words: &[Word]) -> bool {
    let bytes = text.as_bytes();
    let mut times = [0_u8; 64];
    for word in words {
        if !word.shape.contains(Shape::ASCII) {
            return true;
        }
        let second = bytes.get(word.start() + 1).map_or(0, |letter| letter & 31);
        let letters = usize::from(bytes[word.start()] & 31) * 7 + usize::from(second);
        times[letters % 64] += 1;
    }
    let most = times.iter().copied().max().map_or(0, usize::from);
    is_frequent(most, words.len())
}

/// Whether one of that many words makes up a quarter of the sentence.
fn is_frequent(times: usize, words: usize) -> bool {
    times >= 4 && times * 4 >= words
}

/// A number for the word without what inflection changes: its first four letters in lower case.
fn stem_of(text: &str, word: &Word) -> u64 {
    let bytes = &text.as_bytes()[word.range()];
    let letters = if word.shape.contains(Shape::ASCII) {
        // Most words go on behind their fourth letter, or the text does.
        if let Some(&four) = text.as_bytes()[word.start()..].first_chunk::<4>() {
            let cut = u32::MAX >> (8 * (4 - bytes.len().min(4)));
            let four = four.map(|byte| byte.to_ascii_lowercase());
            return mix(u64::from(u32::from_le_bytes(four) & cut), 0);
        }
        let mut first = [0; 4];
        let len = bytes.len().min(4);
        first[..len].copy_from_slice(&bytes[..len]);
        u64::from(u32::from_le_bytes(
            first.map(|byte| byte.to_ascii_lowercase()),
        ))
    } else {
        let lower = word.text(text).chars().take(4).flat_map(char::to_lowercase);
        lower.fold(0, |state, letter| mix(state, letter.into()))
    };
    mix(letters, 0)
}
