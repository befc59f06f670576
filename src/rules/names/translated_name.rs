//! # What it finds
//! Part of a name rendered as the word it means or looks like: `Interior minister Karim was Glowing
//! told`, `Minister Shining said`, and a club or paper that stands once by its name and once by the
//! word it means (`Zarya ... Dawn`).
//!
//! # Why it points to a broken pipeline
//! To an engine that does not know a name it is a word like any other: a surname that is a verb form
//! in the source comes out as a verb.
//!
//! # Known false alarms
//! Names that are words (`Will Young`, `Hope Brown`, `Manning`) are in the lexicon of names; headlines
//! with all words in capitals stay silent, as do titles and peoples behind `was`. That a name and its
//! meaning stand in one text may be the writer's gloss: that needs the meaning used as a name, without
//! its bracket.

use memchr::memmem;

use super::capitals::{adjoin, is_telling};
use super::meanings::{Meaning, meanings};
use super::persons::{around, is_given, is_given_only, is_of_speech, is_ordinary, is_titled};
use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::lexicon::{Lexicon, name_opinion, title};
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts, Shape};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/translated-name",
    severity: Severity::Critical,
    its_type: "mistranslation",
    summary: "part of a name is rendered as a verb, an adjective or the word it means",
    languages: Languages::Only(&["en"]),
    trigger: Facts::UPPER,
    confidence: 0.85,
    flagged: &[
        flagged("The Interior minister ⟦Mohammed was Glowing⟧ told them to wait.").lang("en"),
        flagged("It was late when Foreign Minister ⟦Sparkling⟧ said he would go.").lang("en"),
        flagged("In the evening ⟦Mohammed Sparkling⟧ told reporters to wait.").lang("en"),
        flagged(
            "FC Zarya won at home. In the second half ⟦Dawn⟧ scored again, and Zarya went top.",
        )
        .lang("en")
        .fix("Zarya"),
    ],
    clean: &[
        clean("Will Young and Hope Brown told John Manning that Maria was Catholic.").lang("en"),
        clean("Why John Was Missing\nMohammed was Chairman and John was Acting Director.")
            .lang("en"),
        clean("It was late when Mohammed, smiling, said that John was missing.").lang("en"),
        clean(
            "FC Zarya (Dawn) won at home. At dawn they sang; Zarya, or Dawn in English, is a club.",
        )
        .lang("en"),
        clean("The Oscar-winning Mohammed Ode spoke, and Minister Counselor Maria Ode said no.")
            .lang("en"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let mut english = None;
    let mut looked_up = 0;
    for (number, (at, word)) in doc.capital_words().enumerate() {
        if number % 1024 == 0 && sink.stopped() {
            return;
        }
        if at == 0 || !word.is_title_case() || !word.shape.contains(Shape::ASCII | Shape::LOWER) {
            continue;
        }
        let finding = if has_form(word.text(text)) {
            verb_form(doc, at)
        } else {
            let Some(meaning) = meanings(word.text(text)) else {
                continue;
            };
            looked_up += 1;
            if looked_up > MOST {
                continue;
            }
            opposite(doc, at, meaning)
        };
        let Some(finding) = finding else { continue };
        if !*english.get_or_insert_with(|| doc.view::<ArticleLanguage>().tag == "en") {
            return;
        }
        sink.report(finding);
    }
}

/// So often at most the text is searched for the other form of a name.
const MOST: usize = 200;

/// Whether a word is a number or may be a form of a verb or an adjective.
fn has_form(word: &str) -> bool {
    let number = word.starts_with(['T', 'F', 'S', 'E', 'N', 'H']) && NUMBERS.contains(&word);
    number
        || word.len() > 5
            && matches!(
                word.as_bytes(),
                [.., b'i', b'n', b'g']
                    | [.., b'f', b'u', b'l']
                    | [.., b'o', b'u', b's']
                    | [.., b'a', b'b', b'l', b'e']
                    | [.., b'l', b'e', b's', b's']
                    | [.., b'i', b'e', b's', b't']
                    | [.., b'e', b'n', b'e', b'd']
            )
}

const NUMBERS: [&str; 12] = [
    "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Twenty", "Hundred",
    "Thousand",
];

/// `Karim was Glowing`, `Minister Glowing said`.
fn verb_form(doc: &Document, at: usize) -> Option<Finding> {
    let (text, words) = (doc.text(), doc.words());
    let before = &words[at - 1];
    if !adjoin(text, before, &words[at]) || !is_telling(text, &words[at]) {
        return None;
    }
    let word = words[at].text(text);
    let next = words
        .get(at + 1)
        .filter(|next| adjoin(text, &words[at], next));
    if next.is_some_and(|next| next.shape.contains(Shape::CAPITAL)) || !is_ordinary_only(word) {
        return None;
    }
    let message = || {
        format!("“{word}” stands where a name belongs: part of the name was translated as a word.")
    };
    if matches!(before.text(text), "was" | "is" | "were" | "be") {
        let name = at.checked_sub(2)?;
        let named = adjoin(text, &words[name], before)
            && words[name].is_title_case()
            && is_given(words[name].text(text))
            && !is_ordinary(words[name].text(text));
        return named.then(|| {
            let titled = is_titled(doc, name);
            Finding::new(words[name].start()..words[at].end(), message()).confidence(if titled {
                0.93
            } else {
                0.85
            })
        });
    }
    let speaks = next.is_some_and(|next| is_of_speech(next.text(text)));
    let given = before.is_title_case()
        && is_given_only(before.text(text))
        && !is_ordinary(before.text(text));
    let titled = before.shape.contains(Shape::CAPITAL) && is_titled(doc, at);
    let start = if given {
        before.start()
    } else {
        words[at].start()
    };
    (speaks && (given || titled)).then(|| {
        Finding::new(start..words[at].end(), message()).confidence(if given { 0.8 } else { 0.75 })
    })
}

/// Whether `word` is an ordinary English word and nobody's name, nor a title.
fn is_ordinary_only(word: &str) -> bool {
    let ordinary = Lexicon::of("en").is_some_and(|english| {
        let opinion = english.opinion(word);
        opinion.is_dictionary_word() && opinion.zipf() >= 2.5
    });
    let name = name_opinion(word);
    ordinary
        && name.weight() < 2
        && !name.is_demonym()
        && title(&[word]).is_none()
        && !HELD.contains(&word)
}

/// What somebody is by office, belief or rank.
const HELD: &[&str] = &[
    "Acting",
    "Honourable",
    "Religious",
    "Governing",
    "Ruling",
    "Venerable",
];

/// A word used as a name while the name that means it stands in the same text.
fn opposite(doc: &Document, at: usize, meaning: &Meaning) -> Option<Finding> {
    let (text, words) = (doc.text(), doc.words());
    let word = &words[at];
    let before = &text[..word.start()];
    let named = is_telling(text, word) && adjoin(text, &words[at - 1], word);
    let next = words.get(at + 1)?;
    // Only what acts is surely a name.
    let acts = adjoin(text, word, next)
        && next.is_lower_case()
        && !words[at - 1].shape.contains(Shape::CAPITAL);
    let glossed = before.ends_with(['(', '“', '"'])
        || ["or", "means", "meaning", "called"].contains(&words[at - 1].text(text));
    if !named || !acts || glossed {
        return None;
    }
    let (offset, near) = around(text, word.start());
    let other = meaning.names().find_map(|name| {
        memmem::find_iter(near.as_bytes(), name.as_bytes())
            .take(4)
            .find_map(|start| {
                let start = offset + start;
                let whole = !text[..start].ends_with(char::is_alphanumeric)
                    && !text[start + name.len()..].starts_with(char::is_alphanumeric);
                let glossed = text[start + name.len()..].starts_with([' ', ','])
                    && text[start + name.len()..]
                        .chars()
                        .take(24)
                        .collect::<String>()
                        .contains(word.text(text));
                (whole && !glossed).then_some(start..start + name.len())
            })
    })?;
    let name = &text[other.clone()];
    let message = format!(
        "“{}” is what “{name}” means: the text has the name elsewhere.",
        word.text(text)
    );
    Some(
        Finding::new(word.range(), message)
            .confidence(0.8)
            .likely(name)
            .related("the name", other),
    )
}
