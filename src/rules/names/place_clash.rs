//! # What it finds
//! A town put into a country in which no gazetteer has one of that name: `Odesa in Uzbekistan`.
//!
//! # Why it points to a broken pipeline
//! Engines swap rare names of countries for others, and a spelling of the source is read as the name
//! of another place.
//!
//! # Known false alarms
//! A gazetteer does not have every village, and `in` may belong to the verb: only well-known towns
//! in a comma or `in` frame are asked about.

use super::capitals::{adjoin, is_telling};
use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::lexicon::{countries, name_opinion, place_countries};
use crate::rules::{Finding, Languages, Rule, Sink, Status, clean, flagged};
use crate::text::{Document, Facts, Shape};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/place-clash",
    severity: Severity::Critical,
    status: Status::Preview,
    its_type: "mistranslation",
    summary: "a town is put into a country it is not in",
    languages: Languages::Only(&["en"]),
    trigger: Facts::UPPER,
    confidence: 0.6,
    flagged: &[
        flagged("Two ships were seen near ⟦Odesa in Kenya⟧ at dawn.").lang("en"),
        flagged("The envoy came from ⟦Berlin, Kenya⟧, at noon.").lang("en"),
    ],
    clean: &[
        clean("The envoy came from Berlin, Germany, and went to Nairobi in Kenya.").lang("en"),
        clean("He moved from Berlin to Kenya. Berlin in Kenya’s eyes is far.").lang("en"),
        clean("They played in Berlin, Kenya and Norway.").lang("en"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let (text, words) = (doc.text(), doc.words());
    for at in 1..words.len() {
        let town = &words[at];
        let placed = town.is_title_case()
            && town.shape.contains(Shape::LOWER)
            && matches!(
                words[at - 1].text(text),
                "in" | "near" | "from" | "at" | "of" | "to"
            )
            && adjoin(text, &words[at - 1], town)
            && is_telling(text, town);
        if !placed {
            continue;
        }
        if sink.stopped() {
            return;
        }
        let Some(country) = country_behind(doc, at) else {
            continue;
        };
        let (name, state) = (town.text(text), words[country].text(text));
        let mut codes = place_countries(name).peekable();
        let Some(entry) = countries().iter().find(|entry| entry.name == state) else {
            continue;
        };
        if codes.peek().is_none()
            || codes.any(|code| code == entry.code)
            || name_opinion(name).weight() < KNOWN
        {
            continue;
        }
        if doc.view::<ArticleLanguage>().tag != "en" {
            return;
        }
        let message = format!("No gazetteer has a {name} in {state}.");
        sink.report(Finding::new(town.start()..words[country].end(), message));
    }
}

/// From this weight on a town is well known.
const KNOWN: u8 = 4;

/// The country that a town, word number `at`, is said to be in: behind `in`, or between commas.
fn country_behind(doc: &Document, at: usize) -> Option<usize> {
    let (text, words) = (doc.text(), doc.words());
    let next = words.get(at + 1)?;
    let country = if adjoin(text, &words[at], next) {
        (next.text(text) == "in").then_some(at + 2)?
    } else {
        (&text[words[at].end()..next.start()] == ", ").then_some(at + 1)?
    };
    let word = words.get(country)?;
    let behind = &text[word.end()..];
    let ends = country == at + 1 && behind.starts_with([',', '.', ';', ')'])
        || country == at + 2 && !behind.starts_with(['’', '\'', '-']);
    let alone = words.get(country + 1).is_none_or(|next| {
        !next.shape.contains(Shape::CAPITAL) && !matches!(next.text(text), "and" | "or")
    });
    (word.is_title_case() && ends && alone && name_opinion(word.text(text)).is_country())
        .then_some(country)
}
