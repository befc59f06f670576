//! # What it finds
//! A person or a body in quotation marks for no reason: `“Berglund” told reporters`, `the minister,
//! “Jan Berg” said`.
//!
//! # Why it points to a broken pipeline
//! Arabic, which has no capitals, sets names in quotation marks, and Russian those of bodies; a
//! translation keeps the marks although English shows the name by its capital.
//!
//! # Known false alarms
//! Nicknames, titles of works, words spoken of as words, and names in doubt are quoted on purpose:
//! the mark is only flagged on somebody who speaks or acts, or whom the text names without marks as
//! well.

use std::ops::Range;

use memchr::memmem;

use super::persons::{around, has_full_name, is_given, is_of_speech, is_ordinary};
use crate::language::ArticleLanguage;
use crate::lexicon::{bodies, is_common_acronym, name_opinion, title};
use crate::rules::{Finding, Languages, Rule, Sink, Weight, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/quoted-name",
    weight: Weight::Typographic,
    its_type: "typographical",
    summary: "a person or body stands in quotation marks for no reason",
    languages: Languages::Only(&["en"]),
    trigger: Facts::QUOTE
        .union(Facts::GENERAL_PUNCTUATION)
        .union(Facts::LATIN_EXTENDED),
    confidence: 0.88,
    flagged: &[
        flagged("The envoy Peter Berglund left at noon. ⟦“Berglund”⟧ told reporters to wait.")
            .lang("en")
            .fix("Berglund"),
        flagged("It was late when the minister, ⟦“Peter Bergen”⟧ said he would go.")
            .lang("en")
            .fix("Peter Bergen"),
        flagged("The Secretary-General, ⟦\"Maria Bergen\"⟧ expressed concern.").lang("en"),
        flagged("NATO met on Monday. The plan worries ⟦“NATO”⟧ and its members.").lang("en"),
    ],
    clean: &[
        clean("The general, nicknamed “Ike”, and Dwight “Ike” Ode told reporters to wait.")
            .lang("en"),
        clean(
            "His film “Maria” told the story of Maria Berg. A song called “Peter Berg” came next.",
        )
        .lang("en"),
        clean("The name “Berglund” is common. Peter Berglund left.").lang("en"),
        clean("He shouted “Peter!” and “John Berg” at the door.").lang("en"),
        clean("The “Minister” said no. “Freedom” told its own tale, and “NATO” is an acronym.")
            .lang("en"),
    ],
    check,
    ..Rule::NEW
};

/// A longer quotation is no name, in bytes.
const LONGEST: usize = 48;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let mut tried = 0;
    for quotation in doc.quotations().as_slice() {
        if quotation.inner.len() > LONGEST || !quotation.matched {
            continue;
        }
        let name = &text[quotation.inner.clone()];
        if !name.starts_with(char::is_uppercase) {
            continue;
        }
        tried += 1;
        if tried > MOST || sink.stopped() || doc.view::<ArticleLanguage>().tag != "en" {
            return;
        }
        let Some(confidence) = judge(doc, &quotation.outer, name) else {
            continue;
        };
        let message =
            format!("“{name}” is quoted for no reason; its capital shows that it is a name.");
        sink.report(
            Finding::new(quotation.outer.clone(), message)
                .confidence(confidence)
                .exact(name),
        );
    }
}

/// A text with more quoted capitals has its own use for them.
const MOST: usize = 400;

/// How likely it is that `name`, quoted at `outer`, should not be.
fn judge(doc: &Document, outer: &Range<usize>, name: &str) -> Option<f32> {
    let text = doc.text();
    let place = Place::of(text, outer);
    if place.names_itself {
        return None;
    }
    let parts: Vec<&str> = name.split(' ').collect();
    let cased = |part: &&str| {
        let part = part.strip_prefix("al-").unwrap_or(part);
        part.starts_with(char::is_uppercase) && part.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    if parts.len() > 3 || !parts.iter().all(cased) {
        return None;
    }
    let acronym = name.len() > 1 && name.chars().all(char::is_uppercase);
    let body = bodies::by_name(name).is_some();
    if acronym || body {
        let known = body || is_common_acronym(name) || !bodies::by_acronym(name).is_empty();
        let kept = known && place.in_prose && stands_unquoted(text, name, outer);
        return kept.then_some(0.75);
    }
    let surname = parts.last()?;
    if parts.len() == 1 {
        let person =
            place.speaks && !is_ordinary(surname) && has_full_name(doc, surname, outer.start);
        return person.then_some(0.92);
    }
    let person =
        is_given(parts[0]) && (!is_ordinary(surname) || name_opinion(surname).is_surname());
    (person && (place.speaks || place.titled)).then_some(if place.titled { 0.92 } else { 0.85 })
}

/// What stands around a quoted name.
struct Place {
    /// The text speaks of the name or of a work, not of who bears it.
    names_itself: bool,
    /// A verb of speech follows.
    speaks: bool,
    /// A title or a role stands before.
    titled: bool,
    /// Words in lower case stand before and behind, or a stop behind.
    in_prose: bool,
}

impl Place {
    fn of(text: &str, outer: &Range<usize>) -> Self {
        let line = text[..outer.start].rfind('\n').map_or(0, |at| at + 1);
        let before = &text[line..outer.start];
        let behind = text[outer.end..].lines().next().unwrap_or_default();
        let last = |text: &str| -> String {
            let start = text
                .char_indices()
                .rev()
                .take(LONGEST)
                .take_while(|(_, c)| c.is_alphabetic() || *c == '-')
                .last();
            start.map_or(String::new(), |(start, _)| text[start..].to_lowercase())
        };
        let bare = before.trim_end_matches([' ', ',']);
        let (word, bare_word) = (last(before.trim_end_matches(' ')), last(bare));
        let earlier = last(bare[..bare.len() - bare_word.len()].trim_end_matches(' '));
        let naming = |word: &str| NAMING.contains(&word);
        let next: String = behind
            .strip_prefix(' ')
            .unwrap_or_default()
            .chars()
            .take_while(|c| c.is_alphabetic())
            .take(LONGEST)
            .collect();
        let names_itself = naming(&bare_word) || naming(&earlier) || naming(&next);
        Place {
            names_itself,
            speaks: is_of_speech(&next),
            titled: title(&[bare_word.as_str()]).is_some()
                && (next.chars().all(char::is_lowercase) && !next.is_empty()),
            in_prose: word.chars().all(char::is_lowercase)
                && !word.is_empty()
                && (behind.is_empty()
                    || behind.starts_with(['.', ','])
                    || !next.is_empty() && next.chars().all(char::is_lowercase)),
        }
    }
}

/// Whether `name` stands elsewhere in the text without marks.
fn stands_unquoted(text: &str, name: &str, outer: &Range<usize>) -> bool {
    let (offset, near) = around(text, outer.start);
    memmem::find_iter(near.as_bytes(), name.as_bytes())
        .take(16)
        .any(|start| {
            let start = offset + start;
            let letter = |c: char| c.is_alphanumeric() || matches!(c, '“' | '"' | '«' | '‘');
            !outer.contains(&start)
                && !text[..start].ends_with(letter)
                && !text[start + name.len()..].starts_with(char::is_alphanumeric)
        })
}

/// Words by which a name is spoken of as a name, or as that of a work or a thing.
const NAMING: &[&str] = &[
    "acronym",
    "album",
    "alias",
    "aka",
    "as",
    "band",
    "book",
    "brand",
    "called",
    "campaign",
    "cartoon",
    "character",
    "codename",
    "codenamed",
    "comedy",
    "documentary",
    "drama",
    "dubbed",
    "entitled",
    "episode",
    "exhibition",
    "film",
    "game",
    "hit",
    "is",
    "magazine",
    "means",
    "mean",
    "movie",
    "musical",
    "name",
    "named",
    "nickname",
    "nicknamed",
    "novel",
    "opera",
    "operation",
    "painting",
    "play",
    "poem",
    "program",
    "programme",
    "project",
    "pseudonym",
    "record",
    "series",
    "ship",
    "show",
    "signed",
    "single",
    "song",
    "spelled",
    "stands",
    "story",
    "surname",
    "term",
    "titled",
    "title",
    "track",
    "video",
    "word",
    "words",
];
