//! # What it finds
//! A person whose title or given name tells the gender and whom the next pronoun gives the other
//! one: `Ms Adel said he would resign from her post`.
//!
//! # Why it points to a broken pipeline
//! Many languages have one pronoun for both or none at all, and a translation of one sentence at a
//! time has to guess.
//!
//! # Known false alarms
//! Another person may be meant: the sentence must name nobody else, and neither may the two before
//! it. A quotation may speak of anybody and stays silent.

use super::capitals::adjoin;
use super::persons::{is_given_only, is_of_speech};
use crate::language::ArticleLanguage;
use crate::lexicon::{Gender, name_opinion, title};
use crate::rules::{Finding, Languages, Rule, Sink, Status, clean, flagged};
use crate::text::{Document, Facts, Shape};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/pronoun-clash",
    status: Status::Preview,
    its_type: "inconsistent-entities",
    summary: "a pronoun gives a person the other gender",
    languages: Languages::Only(&["en"]),
    trigger: Facts::UPPER,
    confidence: 0.55,
    flagged: &[
        flagged("The vote was lost. Ms Adel said ⟦he⟧ would resign from her post.")
            .lang("en")
            .fix("she"),
        flagged("Maria Adel told reporters that ⟦he⟧ would stay.").lang("en"),
    ],
    clean: &[
        clean("Ms Adel said she would resign from her post.").lang("en"),
        clean("Mr Ode left early. Ms Adel said he would come back.").lang("en"),
        clean("Ms Adel and John Ode said he would resign.").lang("en"),
        clean("Ms Adel said they would resign. Dr Adel said he would not.").lang("en"),
    ],
    check,
    ..Rule::NEW
};

/// How many words behind the verb the pronoun may stand.
const REACH: usize = 4;

fn check(doc: &Document, sink: &mut Sink) {
    let (text, words) = (doc.text(), doc.words());
    for at in 1..words.len() {
        let clash = words[at].is_title_case()
            && words
                .get(at + 1)
                .is_some_and(|verb| verb.is_lower_case() && is_of_speech(verb.text(text)));
        if !clash {
            continue;
        }
        if sink.stopped() || doc.view::<ArticleLanguage>().tag != "en" {
            return;
        }
        let Some((first, gender)) = gender_of(doc, at) else {
            continue;
        };
        let (own, other) = match gender {
            Gender::Female => ("she", "he"),
            Gender::Male => ("he", "she"),
        };
        let pronoun = (at + 2..words.len().min(at + 2 + REACH))
            .take_while(|&n| words[n].is_lower_case() && adjoin(text, &words[n - 1], &words[n]))
            .find(|&n| words[n].text(text) == other);
        let Some(pronoun) = pronoun else { continue };
        if names_others(doc, first) {
            continue;
        }
        let name = words[at].text(text);
        let message = format!(
            "“{other}” seems to be {name}, whom the text calls “{own}” by title or given name."
        );
        sink.report(
            Finding::new(words[pronoun].range(), message)
                .likely(own)
                .related("the person", words[first].start()..words[at].end()),
        );
    }
}

/// The first word of the person whose name ends with word number `at`, and the gender.
fn gender_of(doc: &Document, at: usize) -> Option<(usize, Gender)> {
    let (text, words) = (doc.text(), doc.words());
    let before = at.checked_sub(1)?;
    let name = words[before].text(text);
    let near = matches!(&text[words[before].end()..words[at].start()], " " | ". ");
    if !near || !words[before].is_title_case() {
        return None;
    }
    let titled = title(&[name]).and_then(|title| title.gender);
    let given = || {
        is_given_only(name)
            .then(|| name_opinion(name).given_gender())
            .flatten()
    };
    Some((before, titled.or_else(given)?))
}

/// Whether the sentence up to word number `first`, or the two before it, name anybody else: any
/// capital within a sentence, a title or a given name.
fn names_others(doc: &Document, first: usize) -> bool {
    let (text, words) = (doc.text(), doc.words());
    let mut sentences = 0;
    for at in (0..=first).rev() {
        let word = &words[at];
        let name = word.text(text);
        if at < first
            && word.shape.contains(Shape::CAPITAL)
            && (!word.shape.contains(Shape::FIRST)
                || is_given_only(name)
                || name_opinion(name).is_surname())
        {
            return true;
        }
        if at < first
            && matches!(
                name.to_ascii_lowercase().as_str(),
                "he" | "she" | "his" | "her" | "him"
            )
        {
            return true;
        }
        if word.shape.contains(Shape::FIRST) {
            sentences += 1;
            if sentences > 2 {
                return false;
            }
        }
    }
    false
}
