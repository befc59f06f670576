//! What the lexicon knows of an acronym, seen from the language of the article.

use crate::lexicon::bodies::{self, Body};

/// What an acronym is to readers of one language.
#[derive(Clone, Copy, Debug)]
pub enum Standing {
    /// Theirs, or in use everywhere.
    Home,
    /// Another language's, where theirs has its own.
    Foreign(Foreign),
    /// Nothing is known of it.
    Unknown,
}

/// The acronym that another language gives a body.
#[derive(Clone, Copy, Debug)]
pub struct Foreign {
    /// What it stands for.
    pub body: &'static Body,
    /// The language whose acronym it is, BCP 47.
    pub language: &'static str,
    /// In Latin letters where that language writes others.
    pub is_romanised: bool,
    /// The acronym that readers know.
    pub home: &'static str,
}

/// What `acronym` is to readers of `language`.
pub fn standing(acronym: &str, language: &str) -> Standing {
    let readings = bodies::by_acronym(acronym);
    let home = |body: &'static Body| home(body, language);
    if readings.is_empty() {
        return if bodies::is_common_acronym(acronym) {
            Standing::Home
        } else {
            Standing::Unknown
        };
    }
    let is_home = readings.iter().any(|reading| {
        reading.language == language && !reading.is_romanised || home(reading.body) == Some(acronym)
    });
    if is_home || bodies::is_common_acronym(acronym) {
        return Standing::Home;
    }
    let foreign = readings.iter().find_map(|reading| {
        Some(Foreign {
            body: reading.body,
            language: reading.language,
            is_romanised: reading.is_romanised,
            home: home(reading.body)?,
        })
    });
    foreign.map_or(Standing::Home, Standing::Foreign)
}

fn home(body: &'static Body, language: &str) -> Option<&'static str> {
    if language == "en" {
        return body.acronym;
    }
    let foreign = body
        .foreign
        .iter()
        .find(|other| other.language == language)?;
    Some(foreign.acronym)
}

/// The English name of a language, as a message says it.
pub fn language_name(tag: &str) -> &'static str {
    match tag {
        "en" => "English",
        "es" => "Spanish",
        "fr" => "French",
        "pt" => "Portuguese",
        "it" => "Italian",
        "de" => "German",
        "ru" => "Russian",
        "uk" => "Ukrainian",
        "pl" => "Polish",
        "tr" => "Turkish",
        "ar" => "Arabic",
        _ => "foreign",
    }
}
