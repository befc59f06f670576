//! # What it finds
//! A phrase that is the word-for-word shadow of a set phrase in another language: `pay attention
//! on` (Russian), `stirred the stagnant waters` (Arabic). The message says which language's phrase
//! it shadows, the suggestion what English says.
//!
//! # Why it points to a broken pipeline
//! Engines translate set phrases word by word where they never met them whole; people who write
//! English do not reach for them.
//!
//! # Known false alarms
//! People who write English as a second language carry phrases over, too, and the English of
//! international bodies has made some its own. Phrases that were not shown to be foreign to English
//! written by people have a confidence below the default floor.

use super::phrasebook::{Calque, Phrasebook};
use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::rules::glance::Glance;
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "fluency/calque",
    severity: Severity::Minor,
    its_type: "style",
    summary: "a phrase is the word-for-word shadow of a set phrase in another language",
    languages: Languages::Only(&["en"]),
    confidence: PROVEN,
    flagged: &[
        flagged("The minister ⟦pays attention on⟧ the harbour.")
            .lang("en")
            .fix("pays attention to"),
        flagged("The vote ⟦stirred the stagnant waters⟧ of the talks.")
            .lang("en")
            .fix("broke the deadlock"),
        flagged("The envoy will arrive ⟦in the nearest time⟧.")
            .lang("en")
            .fix("soon"),
        flagged("⟦In the composition of the Danish delegation⟧ were two judges.")
            .lang("en")
            .fix("As part of the Danish delegation"),
    ],
    clean: &[
        clean("They paid attention on Monday, and less on Tuesday.").lang("en"),
        clean("There will be changes in the composition of the delegation.").lang("en"),
        clean("The heron stirred, and the stagnant waters closed over it.").lang("en"),
        clean("She lit the lamp on the razor's stand.").lang("en"),
        clean("Der Minister sagte: pay attention on.").lang("de"),
    ],
    check,
    ..Rule::NEW
};

/// The probability that a calque is right whose pattern was shown to be foreign to English.
const PROVEN: f32 = 0.92;
/// And of one that was not: below the default floor.
const UNPROVEN: f32 = 0.4;

fn check(doc: &Document, sink: &mut Sink) {
    if doc.view::<ArticleLanguage>().tag != "en" {
        return;
    }
    let (text, words) = (doc.text(), doc.words());
    let book = Phrasebook::get();
    // Of calques that share words the first, and of those the longest, is told.
    let mut found: Vec<(std::ops::Range<usize>, &'static Calque, Finding)> = Vec::new();
    for (number, &at) in doc.view::<Glance>().calques().iter().enumerate() {
        if number % 1024 == 0 && sink.stopped() {
            return;
        }
        book.at(doc, at as usize, |calque, hit| {
            let span = words[hit.words.start].start()..words[hit.words.end - 1].end();
            let mut finding = Finding::new(span.clone(), message(&text[span.clone()], calque))
                .confidence(if calque.proven { PROVEN } else { UNPROVEN });
            for source in &calque.sources {
                finding = finding.points_to(source.tag);
            }
            for better in &calque.better {
                let better = calque.pattern.fill(better, &hit, text, words);
                finding = finding.likely(cased(&better, &text[span.clone()]));
            }
            found.push((span, calque, finding));
        });
    }
    found
        .sort_by_key(|(span, calque, _)| (span.start, !calque.proven, std::cmp::Reverse(span.end)));
    let mut end = 0;
    for (span, _, finding) in found {
        if span.start >= end {
            end = span.end;
            sink.report(finding);
        }
    }
}

fn message(said: &str, calque: &Calque) -> String {
    let mut message = format!("“{said}” follows ");
    for (n, source) in calque.sources.iter().take(MOST_SOURCES).enumerate() {
        if n > 0 {
            message.push_str(" or ");
        }
        message.push_str(source.language);
        message.push_str(" “");
        message.push_str(source.phrase);
        message.push('”');
    }
    message.push_str(" word for word; English says it otherwise.");
    message
}

/// The most source phrases a message names.
const MOST_SOURCES: usize = 2;

/// `better` with a capital where what it replaces has one.
fn cased(better: &str, said: &str) -> String {
    let mut letters = better.chars();
    match letters.next() {
        Some(first) if said.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => better.to_owned(),
    }
}
