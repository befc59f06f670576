//! # What it finds
//! A name off by a letter: one that the caller's list has, or one that all the world knows.
//! `Vladmir`, `Pentogon`; `Belkdai` where the list has `Belkadi`.
//!
//! # Why it points to a broken pipeline
//! Letters are lost and swapped where names are spelled piece by piece: by an engine that writes
//! syllables, by speech recognition, by scanning. An editor sees it in a name that is read daily.
//!
//! # Known false alarms
//! A real other person one letter away. A known name of its own stays silent, so does one that
//! follows another given name or that the text uses again and again, and a word of the dictionary
//! or a form that may be a listed name with an ending. Lists of more than 20,000 names are not
//! compared: in them every name is nearly another.

use super::{near_famous, near_listed};
use crate::flag::Severity;
use crate::rules::{Languages, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/garbled-name",
    severity: Severity::Major,
    its_type: "inconsistent-entities",
    summary: "a name known to all the world, or to the caller's list, is off by a letter",
    languages: Languages::Known,
    confidence: 0.75,
    flagged: &[
        flagged("President Adda ⟦Belkdai⟧ spoke.")
            .lang("en")
            .names("Adda Belkadi")
            .fix("Belkadi"),
        flagged("President ⟦Addalena⟧ Belkadi spoke.")
            .lang("en")
            .names("Adalena Belkadi")
            .fix("Adalena"),
        flagged("Гости из ⟦Белкдаи⟧ уехали.")
            .lang("ru")
            .names("Белкади")
            .fix("Белкади"),
        flagged("Talks in Moscow lasted an hour, and Vladimir ⟦Puttin⟧ left at noon.")
            .lang("en")
            .fix("Putin"),
        flagged("A source at the ⟦Pentogon⟧ said that the ship had sailed.")
            .lang("en")
            .fix("Pentagon"),
    ],
    clean: &[
        clean("President Adda Belkadi spoke of the Belkadis.")
            .lang("en")
            .names("Adda Belkadi"),
        clean("Гости из Белкадия уехали.")
            .lang("ru")
            .names("Белкади"),
        clean("Marina Wells met Martina.")
            .lang("en")
            .names("Marin Kovac"),
        clean("Harbour Street is closed.")
            .lang("en")
            .names("Barbour"),
        clean("President Adda Belkdai spoke.").lang("en"),
        clean("The bakery of Lars Puttin opened in May, and Puttin sells rye bread there.")
            .lang("en"),
        clean("Pedro Putín, alcalde de un pueblo, habló con el Kremlín.").lang("es"),
        clean("Vladimir Putin spoke at the Pentagon.").lang("en"),
        clean("Chan and Chang met Hansen and Hanson.").lang("en"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    near_listed::check(doc, sink);
    near_famous::check(doc, sink);
}
