//! The words that hold sentences together, and which languages they are words of.
//!
//! The table in `data/function_words.tsv` is read once, into an index of some 150 KB.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_script::Script;

use crate::text::word_hash;

/// A language the gate knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Language(u8);

/// The index over the table.
pub(super) struct FunctionWords {
    /// Open addressing: the upper bits of a word's hash and, below, the number of its entry, or
    /// [`NONE`]; a power of two, at most two thirds full.
    slots: Vec<u64>,
    entries: Vec<Entry>,
    postings: Vec<Language>,
    languages: Vec<Known>,
}

/// A word of the table, by where it stands there, and where in the postings its languages are.
struct Entry {
    start: u32,
    first: u16,
    length: u8,
    languages: u8,
}

/// No entry.
const NONE: u64 = ENTRY;
/// The bits of a slot that are the number of an entry.
const ENTRY: u64 = 0xFFFF;
/// The hash tells apart letters of ASCII of so many bytes; others are compared.
const HASHED: usize = 16;

struct Known {
    /// Its primary subtag.
    tag: &'static str,
    script: Script,
}

const TABLE: &str = include_str!("data/function_words.tsv");

impl Language {
    /// The most languages the index may hold.
    pub(super) const MOST: usize = 192;

    /// BCP 47 primary subtag.
    pub fn tag(self) -> &'static str {
        FunctionWords::index().languages[self.index()].tag
    }

    /// The language of that primary subtag in that script.
    pub(super) fn find(tag: &str, script: Script) -> Option<Self> {
        let languages = &FunctionWords::index().languages;
        let is_it = |known: &Known| known.script == script && known.tag == tag;
        languages
            .iter()
            .position(is_it)
            .map(|at| Language(at as u8))
    }

    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..FunctionWords::index().languages.len()).map(|at| Language(at as u8))
    }

    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl FunctionWords {
    pub(super) fn index() -> &'static Self {
        static INDEX: OnceLock<FunctionWords> = OnceLock::new();
        INDEX.get_or_init(Self::read)
    }

    /// The languages that `word`, in lower case, is a function word of.
    pub(super) fn languages_of(&self, word: &[u8]) -> &[Language] {
        self.posted(word, |entry| entry.word() == word)
    }

    /// The same of letters of ASCII in any case.
    pub(super) fn languages_of_ascii(&self, word: &[u8]) -> &[Language] {
        self.posted(word, |entry| {
            usize::from(entry.length) == word.len()
                && (word.len() <= HASHED || entry.word().eq_ignore_ascii_case(word))
        })
    }

    #[inline]
    fn posted(&self, word: &[u8], is_it: impl Fn(&Entry) -> bool) -> &[Language] {
        let mask = self.slots.len() - 1;
        let hash = word_hash(word);
        let mut at = place(hash) & mask;
        loop {
            let slot = self.slots[at];
            if slot == NONE {
                return &[];
            }
            if (slot ^ hash) & !ENTRY == 0 {
                let entry = &self.entries[(slot & ENTRY) as usize];
                if is_it(entry) {
                    let first = usize::from(entry.first);
                    return &self.postings[first..first + usize::from(entry.languages)];
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// The languages that are written in `script`, in the order of the table.
    pub(super) fn written_in(&self, script: Script) -> impl Iterator<Item = Language> + '_ {
        let languages = self.languages.iter().enumerate();
        languages
            .filter(move |(_, known)| known.script == script)
            .map(|(at, _)| Language(at as u8))
    }

    fn read() -> Self {
        let mut index = FunctionWords {
            slots: Vec::new(),
            entries: Vec::with_capacity(1 << 14),
            postings: Vec::with_capacity(1 << 14),
            languages: Vec::new(),
        };
        let mut known = HashMap::new();
        let mut start = 0;
        for line in TABLE.split_inclusive('\n') {
            let at = start;
            start += line.len();
            let entry = line.trim_end().split_once('\t');
            let Some((word, tags)) = entry.filter(|_| !line.starts_with('#')) else {
                continue;
            };
            let first = index.postings.len();
            for tag in tags.split(' ') {
                let language = *known.entry(tag).or_insert_with(|| index.language(tag));
                index.postings.push(language);
            }
            index.entries.push(Entry {
                start: at as u32,
                first: first as u16,
                length: word.len() as u8,
                languages: (index.postings.len() - first) as u8,
            });
        }
        let size = (index.entries.len() * 3 / 2).next_power_of_two();
        index.slots.resize(size, NONE);
        for (number, entry) in index.entries.iter().enumerate() {
            let hash = word_hash(entry.word());
            let mut at = place(hash) & (size - 1);
            while index.slots[at] != NONE {
                at = (at + 1) & (size - 1);
            }
            index.slots[at] = hash & !ENTRY | number as u64;
        }
        index
    }

    /// A language of the table that was not met before.
    fn language(&mut self, tag: &'static str) -> Language {
        let script = script_of(tag);
        let primary = tag.split_once('-').map_or(tag, |(primary, _)| primary);
        self.languages.push(Known {
            tag: primary,
            script,
        });
        Language((self.languages.len() - 1) as u8)
    }
}

impl Entry {
    fn word(&self) -> &'static [u8] {
        &TABLE.as_bytes()[self.start as usize..][..usize::from(self.length)]
    }
}

/// Where a word with this hash stands if nobody else does.
fn place(hash: u64) -> usize {
    (hash >> 32) as usize
}

/// The script a language of the table is written in; those not listed write Latin letters.
fn script_of(tag: &str) -> Script {
    match tag {
        "ab" | "ba" | "be" | "bg" | "cv" | "kbd" | "kk" | "ky" | "mk" | "mn" | "os" | "ru"
        | "sah" | "sr-Cyrl" | "tg" | "tt" | "tyv" | "uk" | "uz-Cyrl" => Script::Cyrillic,
        "ar" | "azb" | "ckb" | "fa" | "pnb" | "ps" | "sd" | "skr" | "ug" | "ur" => Script::Arabic,
        "awa" | "bho" | "hi" | "hne" | "mag" | "mai" | "mr" | "ne" | "sa" => Script::Devanagari,
        "am" | "ti" => Script::Ethiopic,
        "bo" | "dz" => Script::Tibetan,
        "he" | "yi" => Script::Hebrew,
        "my" | "shn" => Script::Myanmar,
        _ => Script::Latin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_table_is_found_again() {
        let index = FunctionWords::index();
        assert!(index.languages.len() <= Language::MOST);
        assert!(index.postings.len() <= usize::from(u16::MAX));
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (word, tags) = line.split_once('\t').expect("word, tab, tags");
            assert!(!word.is_empty());
            let found: Vec<_> = index.languages_of(word.as_bytes()).to_vec();
            let found: Vec<_> = found
                .iter()
                .map(|l| index.languages[l.index()].tag)
                .collect();
            let primary = |tag: &'static str| tag.split('-').next().unwrap_or(tag);
            assert_eq!(
                found,
                tags.split(' ').map(primary).collect::<Vec<_>>(),
                "{word}"
            );
        }
        assert!(index.languages_of(b"xyzzyx").is_empty());
    }
}
