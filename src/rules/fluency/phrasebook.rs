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
use crate::lexicon::Lexicon;
use crate::text::{Shape, Word};

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
pub(super) struct Phrasebook {
    calques: Vec<Calque>,
    /// From the hash of a word to where it is an anchor: calque and part.
    anchors: HashMap<u64, Vec<(u16, u8)>>,
    /// Whether a word of this outline is an anchor at all; spares most words the hash.
    outlines: Box<[bool]>,
}

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
    pub(super) fn get() -> &'static Self {
        &PHRASEBOOK
    }

    fn new(calques: Vec<Calque>) -> Self {
        let mut book = Phrasebook {
            anchors: HashMap::with_capacity(calques.len() * 2),
            outlines: vec![false; OUTLINES].into(),
            calques: Vec::new(),
        };
        for (n, calque) in calques.iter().enumerate() {
            let Some((part, words)) = rarest(&calque.pattern) else {
                continue;
            };
            for word in words {
                let Some(outline) = outline(word.as_bytes()) else {
                    continue;
                };
                book.outlines[outline] = true;
                book.anchors
                    .entry(hash(word.as_bytes()))
                    .or_default()
                    .push((n as u16, part as u8));
            }
        }
        book.calques = calques;
        book
    }

    /// Gives every calque whose anchor is the word `at`.
    pub(super) fn at(
        &'static self,
        text: &str,
        words: &[Word],
        at: usize,
        mut found: impl FnMut(&'static Calque, Match),
    ) {
        let word = words[at];
        let bytes = word.text(text).as_bytes();
        if !outline(bytes).is_some_and(|outline| self.outlines[outline])
            || word.shape.contains(Shape::MASKED)
        {
            return;
        }
        for &(n, part) in self.anchors.get(&hash(bytes)).into_iter().flatten() {
            let calque = &self.calques[usize::from(n)];
            if let Some(hit) = calque.pattern.found_at(text, words, part.into(), at) {
                found(calque, hit);
            }
        }
    }
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
        .filter(|(_, words)| words.iter().all(|word| outline(word.as_bytes()).is_some()))
        .min_by(|(_, a), (_, b)| commonest(a).total_cmp(&commonest(b)))
}

/// How many outlines words may have.
const OUTLINES: usize = 32 * 32 * 16;

/// The first and the last letter and the length of a word of English letters.
fn outline(word: &[u8]) -> Option<usize> {
    let (&first, &last) = (word.first()?, word.last()?);
    if !(first.is_ascii_alphabetic() && last.is_ascii_alphabetic()) {
        return None;
    }
    let letter = |byte: u8| usize::from(byte & 0x1F);
    Some((letter(first) * 32 + letter(last)) * 16 + word.len().min(15))
}

/// FNV-1a over the word in lower case; patterns compare the words themselves.
fn hash(word: &[u8]) -> u64 {
    word.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01B3)
    })
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
