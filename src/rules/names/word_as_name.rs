//! # What it finds
//! A common word of another language kept with a capital as if it were a place or a person: `the
//! meeting in Pazartesi`, which is Turkish for Monday.
//!
//! # Why it points to a broken pipeline
//! A word with a capital in the source, because it begins a sentence or a title, is taken for a name
//! and copied or transliterated.
//!
//! # Known false alarms
//! Places and people that are called so (the state of Sabah, a Mr Lundi): words that the lexicon has
//! as names, that stand beside another capital, or that the text explains, stay silent.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::capitals::{adjoin, is_telling};
use super::source_words::SOURCE_WORDS;
use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::lexicon::name_opinion;
use crate::rules::{Finding, Languages, Rule, Sink, Status, clean, flagged};
use crate::text::{Document, Facts, Shape};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/word-as-name",
    severity: Severity::Major,
    status: Status::Preview,
    its_type: "untranslated",
    summary: "a common word of another language is kept as a capitalised name",
    languages: Languages::Only(&["en"]),
    trigger: Facts::UPPER,
    confidence: 0.7,
    flagged: &[
        flagged("The envoys agreed on the meeting in ⟦Pazartesi⟧ and left.").lang("en"),
        flagged("They were sent to ⟦Ayuntamiento⟧ at noon.").lang("en"),
    ],
    clean: &[
        clean("They live in the state of Sabah, near the town.").lang("en"),
        clean("He wrote for Vendredi Soir and read of Lundi (Monday) in French.").lang("en"),
        clean("The word “Pazartesi” is Turkish.").lang("en"),
    ],
    check,
    ..Rule::NEW
};

static LANGUAGES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    SOURCE_WORDS
        .iter()
        .flat_map(|&(language, words)| words.split_whitespace().map(move |word| (word, language)))
        .collect()
});

fn check(doc: &Document, sink: &mut Sink) {
    let (text, words) = (doc.text(), doc.words());
    for at in 1..words.len() {
        let word = &words[at];
        let placed = word.shape.contains(Shape::CAPITAL | Shape::LOWER)
            && BEFORE_PLACES.contains(&words[at - 1].text(text))
            && adjoin(text, &words[at - 1], word)
            && is_telling(text, word);
        if !placed {
            continue;
        }
        if sink.stopped() {
            return;
        }
        let name = word.text(text);
        let Some(language) = LANGUAGES.get(name) else {
            continue;
        };
        let behind = &text[word.end()..];
        let goes_on = words
            .get(at + 1)
            .is_some_and(|next| adjoin(text, word, next) && next.shape.contains(Shape::CAPITAL));
        if goes_on || behind.starts_with(" (") || name_opinion(name).is_place() {
            continue;
        }
        if doc.view::<ArticleLanguage>().tag != "en" {
            return;
        }
        let message = format!("“{name}” is an ordinary {language} word, not a name.");
        sink.report(Finding::new(word.range(), message));
    }
}

/// Before a place or a time.
const BEFORE_PLACES: &[&str] = &["at", "by", "from", "in", "near", "of", "on", "to", "until"];
