//! Titles, ranks, offices and roles that stand before or after a name.
//!
//! `data/titles.tsv` is the list, a line per kind and language.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;
use super::names::Gender;

/// A title found at the head of a list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// How many of the words belong to it.
    pub words: usize,
    /// What sort of title it is.
    pub kind: TitleKind,
    /// Who bears it, where it tells.
    pub gender: Option<Gender>,
}

/// What sort of title it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleKind {
    /// A form of address: `Mr`, `Lady`, `Sheikh`.
    Honorific,
    /// A rank of a force: `Gen.`, `Lieutenant`.
    Rank,
    /// An office held: `Foreign Minister`, `mayor`.
    Office,
    /// A religious title or office: `Rabbi`, `Archbishop`.
    Religious,
    /// An academic title: `Dr`, `Professor`.
    Academic,
    /// A trade or part in the matter: `spokesman`, `striker`, `witness`.
    Role,
}

struct Entry {
    /// The pieces after the first.
    rest: Vec<Box<[u8]>>,
    kind: TitleKind,
    gender: Option<Gender>,
}

/// The titles of one language by their first piece, the longest first.
type Titles = HashMap<Box<[u8]>, Vec<Entry>>;

static TITLES: LazyLock<HashMap<&'static str, Titles>> =
    LazyLock::new(|| read(include_str!("data/titles.tsv")));

/// The longest English title at the head of `words`, whatever its case, with or without its full
/// stops; those of other languages that English news keeps (`Herr`, `Ayatollah`) among them.
pub fn title(words: &[&str]) -> Option<Title> {
    title_in("en", words)
}

/// The longest title of a language at the head of `words`. Serves the languages `ar de en es fr it
/// pl pt ru tr uk`, by BCP 47 primary subtag.
pub fn title_in(language: &str, words: &[&str]) -> Option<Title> {
    let titles = TITLES.get(language)?;
    let head = words.first()?;
    let (first, _) = head.split_once('-').unwrap_or((head, ""));
    let entries = titles.get(fold(first)?.as_bytes())?;
    entries.iter().find_map(|entry| {
        let words = entry.words_at(words)?;
        Some(Title {
            words,
            kind: entry.kind,
            gender: entry.gender,
        })
    })
}

impl Entry {
    /// How many of `words` this title takes up, hyphened words being several pieces, if it stands
    /// at their head.
    fn words_at(&self, words: &[&str]) -> Option<usize> {
        let mut rest = self.rest.iter();
        let mut first = true;
        for (index, word) in words.iter().enumerate() {
            for piece in word.split('-') {
                if !std::mem::take(&mut first) {
                    let expected = rest.next()?;
                    if fold(piece)?.as_bytes() != &**expected {
                        return None;
                    }
                }
            }
            if rest.len() == 0 {
                return Some(index + 1);
            }
        }
        None
    }
}

fn read(list: &str) -> HashMap<&str, Titles> {
    let mut titles: HashMap<&str, Titles> = HashMap::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(language), Some(kind), Some(gender), Some(entries)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let kind = match kind {
            "honorific" => TitleKind::Honorific,
            "rank" => TitleKind::Rank,
            "office" => TitleKind::Office,
            "religious" => TitleKind::Religious,
            "academic" => TitleKind::Academic,
            _ => TitleKind::Role,
        };
        let gender = match gender {
            "f" => Some(Gender::Female),
            "m" => Some(Gender::Male),
            _ => None,
        };
        for entry in entries.split(',') {
            let mut pieces = entry
                .split([' ', '-'])
                .filter_map(fold)
                .map(|piece| Box::from(piece.as_bytes()));
            if let Some(first) = pieces.next() {
                let rest = pieces.collect();
                let entry = Entry { rest, kind, gender };
                titles
                    .entry(language)
                    .or_default()
                    .entry(first)
                    .or_default()
                    .push(entry);
            }
        }
    }
    for entries in titles.values_mut().flat_map(HashMap::values_mut) {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
    }
    titles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(words: &str) -> Option<(usize, TitleKind)> {
        let words: Vec<&str> = words.split(' ').collect();
        title(&words).map(|title| (title.words, title.kind))
    }

    #[test]
    fn the_longest_title_is_taken() {
        assert_eq!(english("Mr Rojas"), Some((1, TitleKind::Honorific)));
        assert_eq!(english("Lt. Gen. Rojas"), Some((2, TitleKind::Rank)));
        assert_eq!(
            english("foreign minister Rojas"),
            Some((2, TitleKind::Office))
        );
        assert_eq!(english("Minister Rojas"), Some((1, TitleKind::Office)));
        assert_eq!(
            english("Deputy Assistant Secretary of State Rojas"),
            Some((5, TitleKind::Office))
        );
    }

    #[test]
    fn a_hyphen_is_as_good_as_a_space() {
        for words in ["Vice-President Rojas", "Vice President Rojas"] {
            assert_eq!(
                english(words).map(|(_, kind)| kind),
                Some(TitleKind::Office)
            );
        }
        assert_eq!(
            english("Vice-President Rojas").map(|(words, _)| words),
            Some(1)
        );
    }

    #[test]
    fn other_words_are_no_titles() {
        for words in ["Rojas", "the minister", "", "Vice", "-"] {
            assert_eq!(english(words), None, "{words}");
        }
        assert_eq!(title(&[]), None);
    }

    #[test]
    fn titles_tell_their_gender() {
        assert_eq!(
            title(&["Mrs", "Rojas"]).and_then(|t| t.gender),
            Some(Gender::Female)
        );
        assert_eq!(
            title(&["Sir", "Rojas"]).and_then(|t| t.gender),
            Some(Gender::Male)
        );
        assert_eq!(title(&["Dr", "Rojas"]).and_then(|t| t.gender), None);
    }

    #[test]
    fn other_languages_have_their_own() {
        for (language, word) in [
            ("ar", "الرئيس"),
            ("de", "Bundeskanzler"),
            ("es", "presidente"),
            ("fr", "ministre"),
            ("it", "presidente"),
            ("pl", "prezydent"),
            ("pt", "ministro"),
            ("ru", "президент"),
            ("tr", "bakan"),
            ("uk", "президент"),
        ] {
            let found = title_in(language, &[word, "X"]);
            assert_eq!(
                found.map(|title| title.kind),
                Some(TitleKind::Office),
                "{word}"
            );
        }
        assert_eq!(title_in("xx", &["Mr", "X"]), None);
    }
}
