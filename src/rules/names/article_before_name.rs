//! # What it finds
//! An article before a bare surname: `urged the Belkadi to stop`.
//!
//! # Why it points to a broken pipeline
//! Arabic names begin with an article that an engine translates (`al-Belkadi`), and a name it takes
//! for a thing gets the article that things have.
//!
//! # Known false alarms
//! Families (`the Obamas`), what is called after a person (`the Belkadi government`, `the Belkadi of
//! old`), places, teams, ships and newspapers have their article: only a name that the text shows to
//! be a person's by a title or by speaking, and that stands alone, is flagged.

use super::capitals::{adjoin, is_telling};
use super::persons::{is_ordinary, is_person};
use crate::language::ArticleLanguage;
use crate::lexicon::{TitleKind, name_opinion, title};
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::{Document, Shape};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/article-before-name",
    its_type: "inconsistent-entities",
    summary: "an article stands before a bare surname",
    languages: Languages::Only(&["en"]),
    confidence: 0.85,
    flagged: &[
        flagged("General Belkadi left. The envoy urged ⟦the Belkadi⟧ to stop.")
            .lang("en")
            .fix("Belkadi"),
        flagged("“We go,” Belqad said. A letter came from ⟦the Belqad⟧, who was late.").lang("en"),
    ],
    clean: &[
        clean("General Belkadi left the Hague. The Belkadi government and the Belkadis stayed.")
            .lang("en"),
        clean("President Belkadi spoke of the Belkadi of old and the Belkadi, Ode and Berg years.")
            .lang("en"),
        clean("They read the Times, sailed on the Belkadi and saw the Titanic.").lang("en"),
        clean("Mr Guardian wrote to the Guardian. President Ford drove the Ford home.").lang("en"),
        clean("Der Präsident Belkadi kam, und the Belkadi to stop stand am Rand.").lang("de"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let (text, words) = (doc.text(), doc.words());
    let mut tried = 0;
    for (at, name) in doc.capital_words() {
        let article = at > 0 && name.is_title_case() && words[at - 1].text(text) == "the";
        if !article
            || !adjoin(text, &words[at - 1], name)
            || !is_telling(text, name)
            || !stands_alone(doc, at)
        {
            continue;
        }
        tried += 1;
        if tried > MOST || sink.stopped() || doc.view::<ArticleLanguage>().tag != "en" {
            return;
        }
        let bare = name.text(text);
        if may_have_article(bare) || !is_person(doc, bare, name.start()) {
            continue;
        }
        let message = format!("“{bare}” is a person here and takes no article.");
        let finding = Finding::new(words[at - 1].start()..name.end(), message);
        sink.report(finding.exact(bare));
    }
}

/// Past so many names with an article no more are looked up in the text.
const MOST: usize = 1000;

/// Whether nothing behind word number `at` is called after it.
fn stands_alone(doc: &Document, at: usize) -> bool {
    let (text, words) = (doc.text(), doc.words());
    let behind = &text[words[at].end()..];
    let Some(next) = words.get(at + 1) else {
        return behind.len() < 8;
    };
    if adjoin(text, &words[at], next) {
        return next.is_lower_case() && ALONE_BEFORE.contains(&next.text(text));
    }
    let stop = behind.starts_with(['.', '!', '?', ';']);
    let pause = behind.starts_with(", ") && !next.shape.contains(Shape::CAPITAL);
    stop && !behind[1..].starts_with(char::is_alphanumeric) || pause
}

/// Whether English sets an article before the word, or may.
fn may_have_article(word: &str) -> bool {
    let opinion = name_opinion(word);
    opinion.is_place()
        || opinion.is_demonym()
        || is_ordinary(word)
        || word.ends_with('s')
        || word.chars().count() < 4
        || !word.chars().all(char::is_alphabetic)
        || title(&[word]).is_some_and(|title| title.kind != TitleKind::Role)
}

/// Words in lower case before which a name stands by itself.
const ALONE_BEFORE: &[&str] = &[
    "after",
    "against",
    "agreed",
    "also",
    "announced",
    "asked",
    "at",
    "because",
    "before",
    "but",
    "by",
    "called",
    "came",
    "could",
    "did",
    "does",
    "during",
    "for",
    "from",
    "had",
    "has",
    "he",
    "in",
    "into",
    "is",
    "may",
    "met",
    "might",
    "must",
    "on",
    "said",
    "says",
    "should",
    "since",
    "that",
    "to",
    "told",
    "took",
    "under",
    "until",
    "urged",
    "wants",
    "was",
    "went",
    "when",
    "while",
    "will",
    "with",
    "would",
];
