//! Countries: their names in English and in other languages, their people, their capitals.
//!
//! `data/countries.tsv` is the list, made by `data/make_countries.py`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A country or a territory with a code of its own.
#[derive(Debug)]
pub struct Country {
    /// ISO 3166-1 code of two letters.
    pub code: &'static str,
    /// The English name of daily use: `Ivory Coast`.
    pub name: &'static str,
    /// Other English names, the official one first: `Republic of Côte d'Ivoire`.
    pub aliases: Vec<&'static str>,
    /// Its English adjectives: `Ivorian`.
    pub adjectives: Vec<&'static str>,
    /// Its people in English, plural: `Ivorians`.
    pub people: Vec<&'static str>,
    /// Its capital in English.
    pub capital: Option<&'static str>,
    /// Its names in other languages in Latin letters, transliterated where those write others, that
    /// are not its English name too: `Elfenbeinküste`, `Kot-d'Ivuar`.
    pub foreign: Vec<(&'static str, &'static str)>,
}

static COUNTRIES: LazyLock<Vec<Country>> =
    LazyLock::new(|| read(include_str!("data/countries.tsv")));

/// All countries and territories, by code.
pub fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// The country of an ISO 3166-1 code of two capital letters.
pub fn country(code: &str) -> Option<&'static Country> {
    static CODES: LazyLock<HashMap<&str, &Country>> = LazyLock::new(|| {
        countries()
            .iter()
            .map(|country| (country.code, country))
            .collect()
    });
    CODES.get(code).copied()
}

/// A line is: code; names; adjectives; people; capital or `-`; `de=Deutschland` and the like. More
/// than one in a field are parted by `|`.
fn read(list: &'static str) -> Vec<Country> {
    let several = |field: Option<&'static str>| -> Vec<&'static str> {
        let parts = field.unwrap_or_default().split('|');
        parts.filter(|part| !part.is_empty()).collect()
    };
    let mut countries = Vec::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let Some(code) = fields.next() else { continue };
        let mut names = several(fields.next()).into_iter();
        let Some(name) = names.next() else { continue };
        countries.push(Country {
            code,
            name,
            aliases: names.collect(),
            adjectives: several(fields.next()),
            people: several(fields.next()),
            capital: fields.next().filter(|&capital| capital != "-"),
            foreign: several(fields.next())
                .into_iter()
                .filter_map(|form| form.split_once('='))
                .collect(),
        });
    }
    countries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_knows_its_people_and_its_other_names() {
        let germany = country("DE").unwrap();
        assert_eq!(germany.name, "Germany");
        assert_eq!(germany.capital, Some("Berlin"));
        assert!(germany.adjectives.contains(&"German") && germany.people.contains(&"Germans"));
        assert!(germany.foreign.contains(&("de", "Deutschland")));
        assert!(
            germany
                .foreign
                .iter()
                .any(|&(language, _)| language == "ru")
        );
        assert!(country("ZZ").is_none());
    }

    #[test]
    fn every_country_has_a_name_and_a_code() {
        for country in countries() {
            assert!(
                country.code.len() == 2 && !country.name.is_empty(),
                "{country:?}"
            );
        }
        assert!(countries().is_sorted_by_key(|country| country.code));
    }
}
