//! Titles, ranks, offices and roles that stand before or after a name.
//!
//! `data/titles.tsv` is the list, a line per kind and language; `data/make_titles.py` makes the
//! table of it.

use super::fingerprints::Fingerprints;
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

/// Keys are a language, a tab and pieces of a title parted by spaces; answers a byte that
/// [`Record`] reads.
static TITLES: Fingerprints<1> = Fingerprints {
    table: include_bytes!("data/titles.bin"),
};

/// The longest English title at the head of `words`, whatever its case, with or without its full
/// stops; those of other languages that English news keeps (`Herr`, `Ayatollah`) among them.
pub fn title(words: &[&str]) -> Option<Title> {
    title_in("en", words)
}

/// The longest title of a language at the head of `words`. Serves the languages `ar de en es fr it
/// pl pt ru tr uk`, by BCP 47 primary subtag.
pub fn title_in(language: &str, words: &[&str]) -> Option<Title> {
    let mut key = Key::default();
    key.push(language.as_bytes())?;
    let mut longest = None;
    for (index, word) in words.iter().enumerate() {
        let mut record = Record(0);
        for piece in word.split('-') {
            let begun = key.length > language.len();
            let piece = fold(piece);
            let added = key
                .push(if begun { b" " } else { b"\t" })
                .and_then(|()| key.push(piece.as_ref()?.as_bytes()));
            match added.and_then(|()| TITLES.get(key.as_bytes())) {
                Some([byte]) => record = Record(byte),
                None => return longest,
            }
        }
        if let Some(kind) = record.kind() {
            longest = Some(Title {
                words: index + 1,
                kind,
                gender: record.gender(),
            });
        }
        if !record.goes_on() {
            break;
        }
    }
    longest
}

/// What the table has on a beginning of a title.
#[derive(Clone, Copy)]
struct Record(u8);

impl Record {
    fn kind(self) -> Option<TitleKind> {
        match self.0 & 0x7 {
            1 => Some(TitleKind::Honorific),
            2 => Some(TitleKind::Rank),
            3 => Some(TitleKind::Office),
            4 => Some(TitleKind::Religious),
            5 => Some(TitleKind::Academic),
            6 => Some(TitleKind::Role),
            _ => None,
        }
    }

    fn gender(self) -> Option<Gender> {
        match self.0 & 0x18 {
            0x08 => Some(Gender::Female),
            0x10 => Some(Gender::Male),
            _ => None,
        }
    }

    fn goes_on(self) -> bool {
        self.0 & 0x20 != 0
    }
}

/// A key of the table as it grows word by word.
struct Key {
    bytes: [u8; 192],
    length: usize,
}

impl Default for Key {
    fn default() -> Self {
        Self {
            bytes: [0; 192],
            length: 0,
        }
    }
}

impl Key {
    fn push(&mut self, part: &[u8]) -> Option<()> {
        let end = self.length + part.len();
        self.bytes.get_mut(self.length..end)?.copy_from_slice(part);
        self.length = end;
        Some(())
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
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
    fn offices_of_many_words_are_whole() {
        for words in [
            "Minister of Foreign Affairs",
            "Secretary of Defense",
            "Under Secretary of State",
            "Chancellor of the Exchequer",
            "former Prime Minister",
            "High Commissioner",
            "UN Special Envoy",
            "Chief of the General Staff",
            "Attorney General",
        ] {
            let whole = words.split(' ').count();
            let found = english(&format!("{words} Rojas"));
            assert_eq!(found, Some((whole, TitleKind::Office)), "{words}");
        }
    }

    #[test]
    fn the_table_is_whole() {
        assert!(TITLES.count() > 4_000);
        assert!(title(&["minister"; 1000]).is_some_and(|title| title.words == 1));
        assert!(title(&[&"-".repeat(1 << 16)]).is_none());
    }

    #[test]
    fn other_words_are_no_titles() {
        for words in ["Rojas", "the minister", "", "Vice", "-", "Minister-"] {
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
