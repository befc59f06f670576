//! The calques, by source language, from the files in `data`, and how to find them in a text:
//! a table from the rarest word of each pattern to the pattern. Built once, on first use.
//!
//! A line of a file is `status`, `pattern`, `better`, `source`, parted by tabs: `+` or `?` (whether
//! it was shown to stay silent on English written by people), what to find (see `pattern.rs`),
//! what English says instead (` | ` between several; `-`: nothing to offer), and the phrase of the
//! source language that it shadows. A pattern that stands in several files shadows them all.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::pattern::{Match, Pattern};
use crate::lexicon::{HashedWords, Lexicon};
use crate::text::{Document, word_hash};

/// A phrase that is a shadow of a phrase of another language.
#[derive(Debug)]
pub(super) struct Calque {
    pub pattern: Pattern,
    /// What English says, best first.
    pub better: Vec<&'static str>,
    /// The languages whose phrases it shadows, and these phrases.
    pub sources: Vec<Source>,
    /// Whether it was shown to stay silent on English written by people.
    pub proven: bool,
}

/// A language and its phrase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    /// BCP 47 primary subtag.
    pub tag: &'static str,
    /// Its English name.
    pub language: &'static str,
    pub phrase: &'static str,
}

/// All calques, and the table.
pub(in crate::rules) struct Phrasebook {
    calques: Vec<Calque>,
    /// From the hash of a word to where it is an anchor.
    anchors: HashMap<u64, Vec<Anchor>, HashedWords>,
}

/// Where a word is the word by which a calque is found.
struct Anchor {
    calque: u16,
    part: u8,
    /// Which words may stand before and behind it.
    before: Neighbours,
    behind: Neighbours,
}

/// Words that may stand beside an anchor: a bit for each by its hash, all where any word may, or
/// none.
#[derive(Clone, Copy)]
struct Neighbours(u64);

/// The data files, by the language of the phrases and its name.
const FILES: &[(&str, &str, &str)] = &[
    ("ar", "Arabic", include_str!("data/ar.tsv")),
    ("de", "German", include_str!("data/de.tsv")),
    ("es", "Spanish", include_str!("data/es.tsv")),
    ("fr", "French", include_str!("data/fr.tsv")),
    ("ru", "Russian", include_str!("data/ru.tsv")),
    ("tr", "Turkish", include_str!("data/tr.tsv")),
    ("uk", "Ukrainian", include_str!("data/uk.tsv")),
    ("zh", "Chinese", include_str!("data/zh.tsv")),
];

static PHRASEBOOK: LazyLock<Phrasebook> = LazyLock::new(|| {
    let mut calques: Vec<Calque> = Vec::with_capacity(1024);
    let mut known: HashMap<&str, usize> = HashMap::new();
    for &(tag, language, file) in FILES {
        for entry in file.lines().filter_map(Entry::parse) {
            let source = Source {
                tag,
                language,
                phrase: entry.source,
            };
            if let Some(&n) = known.get(entry.pattern) {
                calques[n].sources.push(source);
            } else if let Some(pattern) = Pattern::parse(entry.pattern) {
                known.insert(entry.pattern, calques.len());
                calques.push(Calque {
                    pattern,
                    better: entry.better(),
                    sources: vec![source],
                    proven: entry.status == "+",
                });
            }
        }
    }
    Phrasebook::new(calques)
});

impl Phrasebook {
    /// The calques of the data files.
    pub(in crate::rules) fn get() -> &'static Self {
        &PHRASEBOOK
    }

    fn new(calques: Vec<Calque>) -> Self {
        let mut book = Phrasebook {
            anchors: HashMap::default(),
            calques: Vec::new(),
        };
        for (n, calque) in calques.iter().enumerate() {
            let Some((part, words)) = rarest(&calque.pattern) else {
                continue;
            };
            for word in words {
                book.anchors
                    .entry(word_hash(word.as_bytes()))
                    .or_default()
                    .push(Anchor {
                        calque: n as u16,
                        part: part as u8,
                        before: Neighbours::of(&calque.pattern, part.checked_sub(1)),
                        behind: Neighbours::of(&calque.pattern, Some(part + 1)),
                    });
            }
        }
        book.calques = calques;
        book
    }

    /// Whether a calque is found by the word with this hash.
    pub(in crate::rules) fn has_anchor(&self, hash: u64) -> bool {
        self.anchors.contains_key(&hash)
    }

    /// Gives every calque whose anchor is the word `at`.
    pub(super) fn at(
        &'static self,
        doc: &Document,
        at: usize,
        mut found: impl FnMut(&'static Calque, Match),
    ) {
        let hashes = doc.word_hashes();
        let Some(anchors) = self.anchors.get(&hashes[at]) else {
            return;
        };
        let beside = |at: Option<usize>| Some(bit(*hashes.get(at?)?));
        let (before, behind) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
        let is_possible =
            |anchor: &&Anchor| anchor.before.hold(before) && anchor.behind.hold(behind);
        for anchor in anchors.iter().filter(is_possible) {
            let calque = &self.calques[usize::from(anchor.calque)];
            let part = anchor.part.into();
            if let Some(hit) = calque.pattern.found_at(doc.text(), doc.words(), part, at) {
                found(calque, hit);
            }
        }
    }
}

impl Neighbours {
    const ANY: Self = Neighbours(u64::MAX);

    /// Those that the part `n` of a pattern asks for.
    fn of(pattern: &Pattern, n: Option<usize>) -> Self {
        let Some(words) = n.and_then(|n| pattern.words_of(n)) else {
            return Self::ANY;
        };
        // A word with an apostrophe is written in two ways, and `<cap>` is no word.
        if words.iter().any(|word| word.contains(['\'', '<'])) {
            return Self::ANY;
        }
        let bits = words.iter().map(|word| bit(word_hash(word.as_bytes())));
        Neighbours(bits.fold(0, |bits, bit| bits | bit))
    }

    fn hold(self, beside: Option<u64>) -> bool {
        self.0 == u64::MAX || beside.is_some_and(|bit| self.0 & bit != 0)
    }
}

/// The bit of the word with this hash.
fn bit(hash: u64) -> u64 {
    1 << (hash >> 58)
}

/// The part of a pattern that is the rarest word of English.
fn rarest(pattern: &Pattern) -> Option<(usize, &[Box<str>])> {
    let english = Lexicon::of("en")?;
    let commonest = |words: &[Box<str>]| {
        let zipf = words.iter().map(|word| english.opinion(word).zipf());
        zipf.fold(0.0, f32::max)
    };
    pattern
        .fixed_words()
        .filter(|(_, words)| words.iter().all(|word| is_of_letters(word)))
        .min_by(|(_, a), (_, b)| commonest(a).total_cmp(&commonest(b)))
}

/// Whether a word begins and ends with an English letter.
fn is_of_letters(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// A line of a data file.
struct Entry {
    status: &'static str,
    pattern: &'static str,
    better: &'static str,
    source: &'static str,
}

impl Entry {
    fn parse(line: &'static str) -> Option<Self> {
        if line.starts_with('#') {
            return None;
        }
        let mut fields = line.split('\t');
        Some(Entry {
            status: fields.next()?,
            pattern: fields.next()?,
            better: fields.next()?,
            source: fields.next()?,
        })
    }

    fn better(&self) -> Vec<&'static str> {
        let offered = self.better.split(" | ");
        offered.filter(|better| *better != "-").collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read() {
        for (tag, _, file) in FILES {
            let (mut lines, mut seen) = (0, std::collections::HashSet::new());
            for line in file
                .lines()
                .filter(|l| !l.is_empty() && !l.starts_with('#'))
            {
                let entry = Entry::parse(line);
                let entry = entry.unwrap_or_else(|| panic!("{tag}: {line}"));
                assert!(matches!(entry.status, "+" | "?"), "{tag}: {line}");
                let pattern = Pattern::parse(entry.pattern);
                let pattern = pattern.unwrap_or_else(|| panic!("{tag}: {line}"));
                assert!(rarest(&pattern).is_some(), "{tag}: no word to find {line}");
                assert!(seen.insert(entry.pattern), "{tag}: twice {line}");
                lines += 1;
            }
            assert!(lines >= 60, "{tag}: {lines}");
        }
    }

    #[test]
    fn every_choice_of_a_repair_has_its_part() {
        for calque in &Phrasebook::get().calques {
            for better in &calque.better {
                let mut parts = calque.pattern.choices();
                let sizes = better.split([' ', ',']).map(|word| word.split('/').count());
                for size in sizes.filter(|&size| size > 1) {
                    let part = parts.iter().position(|&part| part == size);
                    parts.remove(part.unwrap_or_else(|| panic!("{better}: no part of {size}")));
                }
            }
        }
    }

    #[test]
    fn a_pattern_of_several_languages_shadows_them_all() {
        let shared = Phrasebook::get()
            .calques
            .iter()
            .filter(|c| c.sources.len() > 1);
        assert!(shared.count() > 20);
    }
}
