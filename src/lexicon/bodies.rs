//! International and national bodies and their acronyms, in English and in other languages.
//!
//! `data/bodies.tsv` is the list.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A well-known body: an organisation, an organ, a force, a union of states.
#[derive(Debug)]
pub struct Body {
    /// Its English name, without an article.
    pub name: &'static str,
    /// Other English names of it.
    pub aliases: Vec<&'static str>,
    /// Its acronym in English news, where it has one.
    pub acronym: Option<&'static str>,
    /// Its acronyms in other languages.
    pub foreign: Vec<Foreign>,
}

/// The acronym of a body in a language other than English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// BCP 47 primary subtag.
    pub language: &'static str,
    /// As that language writes it: `ООН`, `ONU`.
    pub acronym: &'static str,
    /// In Latin letters, where that language writes others: `OON`.
    pub romanised: Option<&'static str>,
}

/// One reading of an acronym.
#[derive(Clone, Copy, Debug)]
pub struct Acronym {
    /// What it stands for.
    pub body: &'static Body,
    /// The language whose acronym it is; `en` for the English one.
    pub language: &'static str,
    /// It is that language's acronym, but in Latin letters.
    pub is_romanised: bool,
}

static BODIES: LazyLock<Vec<Body>> = LazyLock::new(|| read(include_str!("data/bodies.tsv")));
static ACRONYMS: LazyLock<HashMap<Cow<'static, str>, Vec<Acronym>>> = LazyLock::new(index);
static COMMON: &str = include_str!("data/common_acronyms.txt");

/// All bodies of the list.
pub fn bodies() -> &'static [Body] {
    &BODIES
}

/// What `acronym` stands for, as it is written (case matters: `SShA`), English readings first.
pub fn by_acronym(acronym: &str) -> &'static [Acronym] {
    ACRONYMS.get(acronym).map_or(&[], Vec::as_slice)
}

/// The body of this English name, any case, with or without `the`.
pub fn by_name(name: &str) -> Option<&'static Body> {
    static NAMES: LazyLock<HashMap<String, &'static Body>> = LazyLock::new(|| {
        let names =
            |body: &'static Body| std::iter::once(body.name).chain(body.aliases.iter().copied());
        let keyed = |body| names(body).map(move |name| (name.to_lowercase(), body));
        bodies().iter().flat_map(keyed).collect()
    });
    let name = name.to_lowercase();
    NAMES
        .get(name.strip_prefix("the ").unwrap_or(&name))
        .copied()
}

/// English news uses this acronym without ever saying what it stands for.
pub fn is_common_acronym(acronym: &str) -> bool {
    static SET: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        COMMON
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .collect()
    });
    SET.contains(acronym)
}

/// A line is: name; aliases after `|`; acronym or `-`; `ru=ООН/OON` and the like.
fn read(list: &'static str) -> Vec<Body> {
    let mut bodies = Vec::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(names), Some(acronym)) = (fields.next(), fields.next()) else {
            continue;
        };
        let mut names = names.split('|');
        bodies.push(Body {
            name: names.next().unwrap_or_default(),
            aliases: names.collect(),
            acronym: (acronym != "-").then_some(acronym),
            foreign: fields
                .flat_map(|field| field.split(' '))
                .filter_map(foreign)
                .collect(),
        });
    }
    bodies
}

fn foreign(field: &'static str) -> Option<Foreign> {
    let (language, acronym) = field.split_once('=')?;
    let (acronym, romanised) = match acronym.split_once('/') {
        Some((acronym, romanised)) => (acronym, Some(romanised)),
        None => (acronym, None),
    };
    Some(Foreign {
        language,
        acronym,
        romanised,
    })
}

fn index() -> HashMap<Cow<'static, str>, Vec<Acronym>> {
    let mut readings: HashMap<Cow<'static, str>, Vec<Acronym>> = HashMap::new();
    let mut add = |acronym: Cow<'static, str>, body, language, is_romanised| {
        readings.entry(acronym).or_default().push(Acronym {
            body,
            language,
            is_romanised,
        });
    };
    for body in bodies() {
        if let Some(acronym) = body.acronym {
            add(acronym.into(), body, "en", false);
        }
    }
    for body in bodies() {
        for foreign in &body.foreign {
            add(foreign.acronym.into(), body, foreign.language, false);
            if let Some(romanised) = foreign.romanised {
                add(romanised.into(), body, foreign.language, true);
                // Of one Cyrillic letter two Latin ones: `SShA`, `SSHA`.
                let capitals = romanised.to_uppercase();
                if capitals != romanised {
                    add(capitals.into(), body, foreign.language, true);
                }
            }
        }
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_lead_to_the_body_in_every_language() {
        for (acronym, language, is_romanised) in [
            ("UN", "en", false),
            ("ONU", "fr", false),
            ("ООН", "ru", false),
            ("OON", "ru", true),
        ] {
            let found = by_acronym(acronym)
                .iter()
                .find(|reading| reading.language == language);
            let found = found.unwrap_or_else(|| panic!("{acronym} is not known"));
            assert_eq!(found.body.name, "United Nations");
            assert_eq!(found.is_romanised, is_romanised, "{acronym}");
        }
        assert!(by_acronym("QZTF").is_empty() && by_acronym("").is_empty());
    }

    #[test]
    fn acronyms_of_other_languages_are_told_from_english_ones() {
        for (acronym, english) in [
            ("SShA", "US"),
            ("SSHA", "US"),
            ("MVF", "IMF"),
            ("VOZ", "WHO"),
            ("OTAN", "NATO"),
            ("ONG", "NGO"),
        ] {
            let known = by_acronym(acronym)
                .iter()
                .any(|reading| reading.body.acronym == Some(english) && reading.language != "en");
            assert!(known, "{acronym}");
        }
    }

    #[test]
    fn the_list_is_whole() {
        assert!(bodies().len() > 300);
        for body in bodies() {
            assert!(
                !body.name.is_empty() && !body.aliases.contains(&""),
                "{body:?}"
            );
            assert!(
                body.foreign.iter().all(|f| !f.acronym.is_empty()),
                "{body:?}"
            );
        }
    }

    #[test]
    fn names_lead_to_the_body() {
        for name in ["United Nations", "the united nations"] {
            assert_eq!(
                by_name(name).and_then(|body| body.acronym),
                Some("UN"),
                "{name}"
            );
        }
        assert!(by_name("United Notions").is_none());
    }

    #[test]
    fn what_nobody_expands_is_common() {
        assert!(is_common_acronym("NATO") && is_common_acronym("UN"));
        assert!(!is_common_acronym("QZTF") && !is_common_acronym("#"));
    }
}
