//! # What it finds
//! A word shot through with blanks: `M i n i s t e r`.
//!
//! # Why it points to a broken pipeline
//! Letter-spaced headings of a page or a PDF are read letter by letter.
//!
//! # Known false alarms
//! Initials, lists of letters (`A B C vitamins`) and alphabets stay silent.

use super::locale::{language, spaces_words};
use crate::lexicon::Lexicon;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/spaced-letters",
    its_type: "whitespace",
    summary: "a word is shot through with blanks",
    confidence: 0.93,
    flagged: &[
        flagged("The ⟦M i n i s t e r⟧ left early.")
            .lang("en")
            .fix("Minister"),
        flagged("The ⟦h a r b o u r⟧ was shut.")
            .lang("en")
            .fix("harbour"),
        flagged("Вчера ⟦М и н и с т р⟧ уехал.")
            .lang("ru")
            .fix("Министр"),
    ],
    clean: &[
        clean("A B C D E vitamins, and J. R. R. Tolkien.").lang("en"),
        clean("Let a b c d e f be numbers."),
        clean("目 录 标 题 在 这 里。"),
        clean("Spell it: S H E L L S."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let words = doc.words();
    let lexicon = Lexicon::of(language(doc));
    let mut n = 0;
    while n < words.len() {
        if n % 4096 < 3 && sink.stopped() {
            return;
        }
        // A run of five has its third letter in one of any three places: most are passed over.
        if words.get(n + 2).is_some_and(|word| word.range().len() > 2) {
            n += 3;
            continue;
        }
        let run = words[n..]
            .iter()
            .enumerate()
            .take_while(|&(k, word)| {
                is_letter(text, *word) && (k == 0 || follows(text, words[n + k - 1], *word))
            })
            .count();
        if (LEAST..=MOST).contains(&run) {
            judge(text, &words[n..n + run], lexicon, sink);
        }
        n += run.max(1);
    }
}

/// Fewer are initials or list letters; more are no word.
const LEAST: usize = 5;
const MOST: usize = 24;

fn is_letter(text: &str, word: Word) -> bool {
    if word.end() - word.start() > 2 {
        return false;
    }
    let mut characters = word.text(text).chars();
    characters
        .next()
        .is_some_and(|c| c.is_alphabetic() && spaces_words(c))
        && characters.next().is_none()
}

fn follows(text: &str, before: Word, word: Word) -> bool {
    &text[before.end()..word.start()] == " "
}

fn judge(text: &str, run: &[Word], lexicon: Option<&Lexicon>, sink: &mut Sink) {
    let joined: String = run.iter().map(|word| word.text(text)).collect();
    let ascending = joined
        .chars()
        .zip(joined.chars().skip(1))
        .filter(|(a, b)| a < b)
        .count();
    let capital = joined.starts_with(char::is_uppercase);
    let lower = joined.chars().skip(1).all(char::is_lowercase);
    let word = match lexicon {
        Some(lexicon) => lexicon.opinion(&joined).is_dictionary_word() && (lower || capital),
        // A capital and then small letters, or a long row of small ones: nobody lists letters so.
        None => lower && (capital || run.len() > 6) && ascending + 1 < run.len(),
    };
    if let (true, Some(first), Some(last)) = (word, run.first(), run.last()) {
        let message = format!("“{joined}” is shot through with blanks.");
        sink.report(Finding::new(first.start()..last.end(), message).likely(joined));
    }
}
