//! The initials that other languages would give a body: `Council of National Trade` begins
//! with S, N and T in Russian.
//!
//! `vocabulary.tsv` says what the words are that bodies are named with.

use std::sync::LazyLock;

use super::letters::{Letters, base, latin};
use super::parts::Part;

/// The languages of the vocabulary, in the order of its columns.
pub const LANGUAGES: [&str; 10] = ["en", "es", "fr", "pt", "it", "de", "ru", "uk", "pl", "tr"];

/// A language whose initials an acronym has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// BCP 47 primary subtag.
    pub language: &'static str,
    /// The initials stand in the order of the expansion as the article has it.
    pub in_order: bool,
    /// How many words of the expansion the vocabulary knows.
    pub known: usize,
}

/// One meaning: the stems of its words, by language.
type Meaning = [Vec<&'static str>; LANGUAGES.len()];

static MEANINGS: LazyLock<Vec<Meaning>> = LazyLock::new(|| {
    let lines = include_str!("vocabulary.tsv").lines();
    let cells = |line: &'static str| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default().split('|').collect())
    };
    lines
        .filter(|line| !line.starts_with('#'))
        .map(cells)
        .collect()
});

/// By language: stems with the number of their meaning, sorted.
static STEMS: LazyLock<[Vec<(&'static str, usize)>; LANGUAGES.len()]> = LazyLock::new(|| {
    std::array::from_fn(|column| {
        let stems = |(row, meaning): (usize, &'static Meaning)| {
            meaning[column].iter().map(move |&stem| (stem, row))
        };
        let mut stems: Vec<_> = MEANINGS.iter().enumerate().flat_map(stems).collect();
        stems.sort_unstable();
        stems
    })
});

/// The column of a language, if the vocabulary has it.
pub fn column(language: &str) -> Option<usize> {
    LANGUAGES.iter().position(|&other| other == language)
}

/// What `word` may mean in the language of `column`: its longest stem, with the number of each
/// meaning.
pub fn meanings(word: &str, column: usize) -> &'static [(&'static str, usize)] {
    let lower = word.to_lowercase();
    // English words hardly change behind their stem.
    let most = if column == 0 { 3 } else { 6 };
    let ends = lower
        .char_indices()
        .skip(2)
        .map(|(at, _)| at)
        .chain([lower.len()]);
    let mut ends: Vec<usize> = ends.take(20).collect();
    ends.reverse();
    let stems = &STEMS[column];
    ends.into_iter()
        .filter(|&end| lower[end..].chars().count() <= most)
        .map(|end| {
            let from = stems.partition_point(|(stem, _)| *stem < &lower[..end]);
            let to = stems.partition_point(|(stem, _)| *stem <= &lower[..end]);
            &stems[from..to]
        })
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// A word of an expansion.
#[derive(Clone, Copy, Debug)]
pub struct Content {
    initial: char,
    /// It starts with a capital, and is not a later part of a word.
    pub is_capital: bool,
    /// What the vocabulary knows of it: a stem, with the number of a meaning.
    meanings: &'static [(&'static str, usize)],
}

impl Content {
    /// Whether the vocabulary has it.
    pub fn is_known(&self) -> bool {
        !self.meanings.is_empty()
    }
}

/// The words of an expansion that are more than particles.
pub fn content(text: &str, parts: &[Part], column: usize) -> Vec<Content> {
    let worded = |part: &Part| {
        let word = &text[part.span.clone()];
        let meanings = meanings(word, column);
        let counts = part.capital || !meanings.is_empty() || word.chars().count() > 4;
        counts.then_some(Content {
            initial: part.initial,
            is_capital: part.capital && part.leads,
            meanings,
        })
    };
    parts.iter().filter_map(worded).collect()
}

/// The language in which the initials of `words` are `letters`, other than the article's.
pub fn origin(letters: &Letters, words: &[Content], article: usize) -> Option<Origin> {
    let known = words.iter().filter(|word| word.is_known()).count();
    // A word gives one letter or, in Latin letters for others, a digraph; and there may be a `de`.
    let fits = (words.len()..=words.len() * 2 + 1).contains(&letters.len());
    if known == 0 || words.len() < 2 || words.len() > 6 || !fits {
        return None;
    }
    let written: String = letters
        .as_slice()
        .iter()
        .map(|letter| {
            latin(*letter)
                .first()
                .map_or_else(|| letter.to_string(), |l| (*l).to_owned())
        })
        .collect();
    let of = |column: usize, in_order: bool| {
        let initials: Vec<Vec<String>> = words
            .iter()
            .map(|word| {
                if !word.is_known() {
                    return spellings(word.initial);
                }
                let stems = word
                    .meanings
                    .iter()
                    .flat_map(|&(_, row)| &MEANINGS[row][column]);
                let letters = stems.filter_map(|stem| stem.chars().next());
                letters.flat_map(|letter| spellings(base(letter))).collect()
            })
            .collect();
        // French, Spanish, Portuguese and Italian name bodies with `de`, and sometimes count it.
        let romance = (1..=4).contains(&column);
        let reading = Reading {
            initials: &initials,
            in_order,
            romance,
        };
        reading.spells(&written, 0).then_some(Origin {
            language: LANGUAGES[column],
            in_order,
            known,
        })
    };
    let others = || (0..LANGUAGES.len()).filter(|&column| column != article);
    others()
        .find_map(|column| of(column, true))
        .or_else(|| others().find_map(|column| of(column, false)))
}

/// The initials of a body in one language.
struct Reading<'i> {
    initials: &'i [Vec<String>],
    in_order: bool,
    romance: bool,
}

impl Reading<'_> {
    /// Whether `rest` can be spelt with one initial of every word that is not in `used`.
    fn spells(&self, rest: &str, used: u8) -> bool {
        if usize::from(used.count_ones() as u8) == self.initials.len() {
            return rest.is_empty();
        }
        for (index, initials) in self.initials.iter().enumerate() {
            if used & (1 << index) != 0 {
                continue;
            }
            let goes_on = initials.iter().any(|initial| {
                rest.strip_prefix(initial.as_str())
                    .is_some_and(|rest| self.spells(rest, used | 1 << index))
            });
            if goes_on {
                return true;
            }
            if self.in_order {
                break;
            }
        }
        self.romance
            && used != 0
            && rest
                .strip_prefix('D')
                .is_some_and(|rest| self.spells(rest, used))
    }
}

/// How a capital may stand in an acronym in Latin letters: of `Sh` often the S alone.
fn spellings(letter: char) -> Vec<String> {
    let digraphs = latin(letter);
    if digraphs.is_empty() {
        return vec![letter.to_string()];
    }
    let first = |digraph: &&str| digraph[..1].to_owned();
    let mut all: Vec<String> = digraphs.iter().map(|&d| d.to_owned()).collect();
    all.extend(digraphs.iter().filter(|d| d.len() > 1).map(first));
    all
}

#[cfg(test)]
mod tests {
    use super::super::parts::before;
    use super::*;

    fn origin_of(acronym: &str, expansion: &str, language: &str) -> Option<(&'static str, bool)> {
        let column = column(language).unwrap();
        let parts = before(expansion, expansion.len(), 20);
        let words = content(expansion, &parts, column);
        let letters = Letters::of(acronym).unwrap();
        origin(&letters, &words, column).map(|origin| (origin.language, origin.in_order))
    }

    #[test]
    fn the_table_is_whole() {
        assert!(MEANINGS.len() > 100);
        for meaning in MEANINGS.iter() {
            let whole = |stems: &Vec<&str>| stems.iter().all(|stem| stem.chars().count() > 1);
            assert!(meaning.iter().all(whole), "{meaning:?}");
        }
    }

    #[test]
    fn the_source_shows_in_the_initials() {
        for (acronym, expansion, language, origin) in [
            ("PVSh", "Party of High Schools", "en", Some(("ru", true))),
            ("OMC", "World Trade Body", "en", Some(("es", false))),
            (
                "BDI",
                "Federation of German Industries",
                "en",
                Some(("de", true)),
            ),
            (
                "BDI",
                "Federación de Industrias Alemanas",
                "es",
                Some(("de", false)),
            ),
            ("ADH", "Harbour Accord", "en", Some(("es", false))),
            ("NGA", "Новое народное собрание", "ru", None),
            ("NPA", "Новое народное собрание", "ru", Some(("en", true))),
            ("QZX", "National Council", "en", None),
            ("BN", "Bella Nova", "en", None),
        ] {
            assert_eq!(origin_of(acronym, expansion, language), origin, "{acronym}");
        }
    }
}
