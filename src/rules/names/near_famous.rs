//! Near misses of a name that all the world knows. Knows only what is famous, not the caller's list.

use super::distance::distance;
use super::mentions::{Form, Marks, Mentions};
use super::profile::{Profile, word};
use super::sounds::Sounds;
use crate::language::ArticleLanguage;
use crate::lexicon::{Famous, name_opinion, near_famous};
use crate::rules::{Finding, Sink};
use crate::text::{Document, Field};

/// By more than this, in distance of sounds, it is another name.
const LARGEST_SLIP: f32 = 0.75;

/// A name that occurs more often is one of its own.
const MOST_OFTEN: u32 = 2;

/// The fewest letters of a name that is near to a famous one, as the lexicon sees it.
const FEWEST_LETTERS: usize = 5;

/// Reports the names of `doc` that are nearly a famous one.
pub(super) fn check(doc: &Document, sink: &mut Sink) {
    let mentions = doc.view::<Mentions>();
    let mut english = None;
    for (form, &Form { count, telling, .. }) in mentions.forms().iter().enumerate() {
        if count > MOST_OFTEN || telling == 0 {
            continue;
        }
        let form = form as u32;
        let spelling = mentions.spelling(doc, form);
        // What is that short is near to none.
        if spelling.len() < FEWEST_LETTERS || !spelling.is_ascii() {
            continue;
        }
        if word(spelling).is_known() || name_opinion(spelling).is_known() {
            continue;
        }
        let Some(famous) = near_famous(spelling) else {
            continue;
        };
        if !*english.get_or_insert_with(|| doc.view::<ArticleLanguage>().tag == "en") {
            return;
        }
        if let Some(confidence) = confidence(doc, mentions, form, famous) {
            report(doc, mentions, form, famous, confidence, sink);
        }
    }
}

/// The probability that the form is meant to be that famous name; none where it is another's.
fn confidence(doc: &Document, mentions: &Mentions, form: u32, famous: Famous) -> Option<f32> {
    let profile = Profile::of(doc, mentions, form);
    let spelling = mentions.spelling(doc, form);
    // `Clintons`, `Canadien`.
    let is_derived = spelling.starts_with(famous.word) || famous.word.starts_with(spelling);
    if profile.acronym || is_derived || name_opinion(famous.word).is_demonym() {
        return None;
    }
    let slip = distance(&Sounds::of(spelling)?, &Sounds::of(famous.word)?);
    let whole: Vec<&str> = famous.name.split(' ').collect();
    let fits = |other: &u32| {
        let other = mentions.spelling(doc, *other);
        whole.iter().any(|part| part.eq_ignore_ascii_case(other))
            || near_famous(other).is_some_and(|near| whole.contains(&near.word))
    };
    // Given names have many romanisations: `Fayiz`, `Fayez`.
    let is_given = whole.last() != Some(&famous.word);
    if is_given && slip <= 0.35 {
        return None;
    }
    let beside = [profile.given.as_slice(), profile.tails.as_slice()].concat();
    if beside.iter().any(fits) {
        return Some(0.97);
    }
    // Part of another name: `Lars Puttin`; or a name of its own, with a sound unlike: `Lydney`.
    let is_alone = beside.is_empty();
    let is_short = famous.word.len() < 6;
    (is_alone && !is_short && slip <= LARGEST_SLIP).then_some(
        if profile.titled > 0 || whole.len() == 1 {
            0.92
        } else {
            0.85
        },
    )
}

fn report(
    doc: &Document,
    mentions: &Mentions,
    form: u32,
    famous: Famous,
    confidence: f32,
    sink: &mut Sink,
) {
    for at in mentions.of_form(form) {
        let token = mentions.tokens()[at as usize];
        if token.marks.contains(Marks::CAPS) {
            continue;
        }
        let message = format!(
            "“{}” looks like “{}” with a letter wrong.",
            token.text(doc),
            famous.name
        );
        let finding = Finding::new(token.range(), message)
            .confidence(confidence)
            .likely(famous.word);
        sink.report(match token.field() {
            Field::Title => finding.in_field(Field::Title),
            _ => finding,
        });
    }
}
