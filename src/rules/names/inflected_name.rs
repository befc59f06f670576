//! # What it finds
//! A name with the case ending or suffix of another language: `with Belkadom`, `Kim-ssi`, where
//! the text elsewhere shows the bare name.
//!
//! # Why it points to a broken pipeline
//! Most languages of Eastern Europe, Finnish, Hungarian and Turkish inflect names. An engine that
//! does not know a name takes an inflected form for the name itself.
//!
//! # Known false alarms
//! Husband and wife with names of two genders (`Petrov`, `Petrova`). Only texts in languages that
//! leave names alone are read.

use super::mentions::{Marks, Mentions};
use super::report;
use super::variants::{Kind, Variants};
use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::lexicon::name_opinion;
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts, Field};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/inflected-name",
    severity: Severity::Major,
    its_type: "inconsistent-entities",
    summary: "a name keeps a case ending or suffix of the source language",
    languages: Languages::Only(UNINFLECTING),
    trigger: Facts::UPPER,
    confidence: 0.9,
    flagged: &[
        flagged(
            "The envoy Omar Belkad arrived on Monday. Belkad was late. A meeting with ⟦Belkadom⟧ \
             lasted an hour, and Belkad left at noon.",
        )
        .fix("Belkad"),
        flagged(
            "El enviado Omar Belkad llegó el lunes. Belkad llegó tarde. La reunión con \
             ⟦Belkadovi⟧ duró una hora, y Belkad se fue.",
        )
        .lang("es")
        .fix("Belkad"),
        flagged(
            "The houses of Belkadova stood empty for a year. We will leave nobody in ⟦Belkadova'da⟧ without a roof, the mayor said.",
        )
        .fix("Belkadova"),
    ],
    clean: &[
        clean(
            "Ivan Belkadov spoke first. His wife Olga Belkadova spoke next. Belkadov smiled, and \
             Belkadova left.",
        ),
        clean(
            "Lähettiläs Omar Belkad saapui maanantaina. Belkadin kone oli myöhässä, ja \
             Belkadille tarjottiin kahvia.",
        )
        .lang("fi"),
        clean("The Obama aides left. Obama smiled at the Obamas."),
        clean(
            "Bakan pazartesi günü Belkadova'da konuştu. Belkadova'dan gelen heyet onu dinledi, \
             Belkadova sokakları boştu.",
        )
        .lang("tr"),
        clean("Talks in Sana'a went on; Belka'de of the Ba'ath party stayed away. Belkad'll be late."),
    ],
    check,
    ..Rule::NEW
};

/// Languages that leave a name as it is in every case.
const UNINFLECTING: &[&str] = &[
    "en", "es", "fr", "pt", "it", "ca", "gl", "nl", "af", "da", "sv", "no", "id", "ms", "vi", "tl",
];

fn check(doc: &Document, sink: &mut Sink) {
    report::variants(doc, sink, Kind::Ending);
    turkish(doc, sink);
}

/// Names with a suffix behind an apostrophe, as Turkish sets it: `Hatay'da`.
fn turkish(doc: &Document, sink: &mut Sink) {
    let apostrophes = Facts::APOSTROPHE.union(Facts::GENERAL_PUNCTUATION);
    if !doc.facts().intersects(apostrophes)
        || !UNINFLECTING.contains(&doc.view::<ArticleLanguage>().tag.as_str())
    {
        return;
    }
    let mut asked = 0;
    let mentions = doc.view::<Mentions>();
    let variants = doc.view::<Variants>().as_slice();
    for form in 0..mentions.forms().len() as u32 {
        let spelling = mentions.spelling(doc, form);
        let Some((stem, suffix)) = spelling.split_once(['\'', '’']) else {
            continue;
        };
        if stem.len() < SHORTEST || !SUFFIXES.contains(&suffix) {
            continue;
        }
        asked += 1;
        if asked > MOST {
            return;
        }
        if variants.iter().any(|variant| variant.odd == form)
            || !(is_in_use(doc, mentions, stem) || name_opinion(stem).is_place())
        {
            continue;
        }
        for at in mentions.of_form(form) {
            if sink.stopped() {
                return;
            }
            let token = mentions.tokens()[at as usize];
            let finding = Finding::new(
                token.range(),
                format!(
                    "“{}” is “{stem}” with a suffix of Turkish.",
                    token.text(doc)
                ),
            )
            .likely(stem);
            sink.report(match token.field() {
                Field::Title => finding.in_field(Field::Title),
                _ => finding,
            });
        }
    }
}

/// So many names with a suffix are looked at.
const MOST: usize = 64;

/// The fewest bytes of a name that a suffix is told from: apostrophes stand inside short names of
/// Arabic and Hebrew.
const SHORTEST: usize = 4;

/// The suffixes of case with two letters and more.
const SUFFIXES: [&str; 38] = [
    "da", "de", "ta", "te", "dan", "den", "tan", "ten", "ya", "ye", "yı", "yi", "yu", "yü", "nın",
    "nin", "nun", "nün", "ın", "in", "un", "ün", "nda", "nde", "ndan", "nden", "daki", "deki",
    "taki", "teki", "yla", "yle", "dır", "dir", "lı", "li", "lu", "lü",
];

/// Whether the name stands elsewhere by itself.
fn is_in_use(doc: &Document, mentions: &Mentions, stem: &str) -> bool {
    mentions
        .tokens()
        .iter()
        .any(|token| !token.marks.contains(Marks::PARTICLE) && token.text(doc) == stem)
}
