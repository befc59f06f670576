//! Reads the phrases from the files in `data`.
//!
//! A file has one phrase a line under headings that say what it is:
//!
//! - `[chrome]` a button, form or notice of the page; `[label]` one only beside others
//! - `[related]` a pointer to another article; `[credit]`, `[notice]`, `[chatter]` as the rules
//! - `[home]`, `[section]` words of breadcrumbs and menus; `[speaker]` parts in a broadcast
//! - `[network]` names that stand for `<net>`
//!
//! A phrase is a whole line, or an item of a line of such phrases. With `...` behind it, it opens
//! a line that goes on; with `:` behind it, a mark and a title follow; with `...` before it, it
//! ends a line. In it, `<n>` is a number, `<net>` a network and `<*>` one to six words.

use std::collections::HashMap;

use super::sieve::Sieve;
use super::{ANY, Anchors, Kinds, NETWORK, NUMBER, Phrasebook, ROOT, Starts};
use crate::rules::residue::tokens;

/// The phrases of all files.
pub(super) fn all() -> Phrasebook {
    let mut book = Phrasebook {
        prefixes: HashMap::with_capacity_and_hasher(PREFIXES, Default::default()),
        sieve: Sieve::default(),
        starts: Starts::default(),
    };
    FILES.iter().for_each(|file| book.learn(file));
    book
}

/// Room for the prefixes of all phrases.
const PREFIXES: usize = 32_768;

/// The data files, one a language, the languages with fewer phrases in one.
const FILES: &[&str] = &[
    include_str!("../data/networks.txt"),
    include_str!("../data/ar.txt"),
    include_str!("../data/bg.txt"),
    include_str!("../data/cs.txt"),
    include_str!("../data/da.txt"),
    include_str!("../data/de.txt"),
    include_str!("../data/el.txt"),
    include_str!("../data/en.txt"),
    include_str!("../data/es.txt"),
    include_str!("../data/fa.txt"),
    include_str!("../data/fi.txt"),
    include_str!("../data/fr.txt"),
    include_str!("../data/he.txt"),
    include_str!("../data/hi.txt"),
    include_str!("../data/hu.txt"),
    include_str!("../data/id.txt"),
    include_str!("../data/it.txt"),
    include_str!("../data/ja.txt"),
    include_str!("../data/ko.txt"),
    include_str!("../data/nl.txt"),
    include_str!("../data/pl.txt"),
    include_str!("../data/pt.txt"),
    include_str!("../data/ro.txt"),
    include_str!("../data/ru.txt"),
    include_str!("../data/sr.txt"),
    include_str!("../data/sv.txt"),
    include_str!("../data/tr.txt"),
    include_str!("../data/uk.txt"),
    include_str!("../data/vi.txt"),
    include_str!("../data/zh.txt"),
    include_str!("../data/more.txt"),
];

impl Phrasebook {
    fn learn(&mut self, file: &str) {
        let mut kinds = Kinds::empty();
        for line in file.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(heading) = line.strip_prefix('[') {
                kinds = kinds_of(heading.trim_end_matches(']'));
                continue;
            }
            self.add(line, kinds);
        }
    }

    fn add(&mut self, line: &str, kinds: Kinds) {
        let (anchors, phrase) = if let Some(phrase) = line.strip_prefix("...") {
            (Anchors::WHOLE | Anchors::ENDS, phrase)
        } else if let Some(phrase) = line.strip_suffix("...") {
            (Anchors::WHOLE | Anchors::OPENS, phrase)
        } else if let Some(phrase) = line.strip_suffix(':') {
            // One word and nothing behind it says too little.
            let alone = phrase.contains(' ') || !phrase.is_ascii();
            let whole = if alone {
                Anchors::WHOLE
            } else {
                Anchors::empty()
            };
            (whole | Anchors::POINTS, phrase)
        } else {
            (Anchors::WHOLE, line)
        };
        let words = words_of(phrase);
        let mut prefix = ROOT;
        for &word in &words {
            let node = self.prefixes.entry(prefix).or_default();
            node.goes_on = true;
            node.any |= word == ANY;
            self.sieve.add(prefix);
            prefix = tokens::step(prefix, word);
        }
        if !words.is_empty() && !kinds.is_empty() {
            self.starts.add(&words, kinds, anchors);
            self.sieve.add(prefix);
            self.prefixes.entry(prefix).or_default().add(kinds, anchors);
        }
    }
}

/// The words and slots of a phrase as numbers.
fn words_of(phrase: &str) -> Vec<u64> {
    let mut words = Vec::with_capacity(8);
    let mut tokens = Vec::with_capacity(8);
    for part in phrase.split_whitespace() {
        match part {
            "<n>" => words.push(NUMBER),
            "<net>" => words.push(NETWORK),
            "<*>" => words.push(ANY),
            _ => {
                tokens.clear();
                tokens::read(part, 0..part.len(), usize::MAX, &mut tokens);
                words.extend(tokens.iter().map(|token| token.hash));
            }
        }
    }
    words
}

fn kinds_of(heading: &str) -> Kinds {
    match heading {
        "chrome" => Kinds::CHROME,
        "label" => Kinds::LABEL,
        "related" => Kinds::RELATED,
        "credit" => Kinds::CREDIT,
        "notice" => Kinds::NOTICE,
        "chatter" => Kinds::CHATTER,
        "home" => Kinds::HOME,
        "section" => Kinds::SECTION,
        "speaker" => Kinds::SPEAKER,
        "network" => Kinds::NETWORK,
        _ => Kinds::empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_of_the_data_is_known() {
        for file in FILES {
            for heading in file.lines().filter_map(|line| line.strip_prefix('[')) {
                assert!(
                    !kinds_of(heading.trim_end_matches(']')).is_empty(),
                    "{heading}"
                );
            }
        }
    }

    #[test]
    fn slots_take_numbers_networks_and_words() {
        let mut book = Phrasebook {
            prefixes: HashMap::default(),
            sieve: Sieve::default(),
            starts: Starts::default(),
        };
        book.learn("[network]\nface space\n[chrome]\nshare on <net>\n<n> replies\njoin <*> now");
        let whole = |line: &str| {
            let mut tokens = Vec::new();
            tokens::read(line, 0..line.len(), usize::MAX, &mut tokens);
            book.name_networks(&mut tokens, 0);
            book.longest(&tokens, Kinds::CHROME, Anchors::WHOLE)
                .is_some_and(|phrase| phrase.words == tokens.len())
        };
        assert!(whole("Share on Face Space"));
        assert!(whole("1٢3 replies"));
        assert!(whole("Join our happy club now!"));
        assert!(!whole("Share on Monday"));
        assert!(!whole("Join now"));
    }
}
