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

use super::report;
use super::variants::Kind;
use crate::flag::Severity;
use crate::rules::{Languages, Rule, clean, flagged};
use crate::text::Facts;

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/inflected-name",
    severity: Severity::Major,
    its_type: "inconsistent-entities",
    summary: "a name keeps a case ending or suffix of the source language",
    languages: Languages::Only(&[
        "en", "es", "fr", "pt", "it", "ca", "gl", "nl", "af", "da", "sv", "no", "id", "ms", "vi",
        "tl",
    ]),
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
    ],
    check: |doc, sink| report::variants(doc, sink, Kind::Ending),
    ..Rule::NEW
};
