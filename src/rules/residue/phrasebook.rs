//! The phrases of page furniture in every language, from the files in `data`, and how to find
//! them at a word of a line. Built once, on first use. Knows no document.
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
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use bitflags::bitflags;

use super::tokens::{self, Class, Token};

bitflags! {
    /// What a phrase is.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(super) struct Kinds: u16 {
        const CHROME = 1;
        const LABEL = 1 << 1;
        const RELATED = 1 << 2;
        const CREDIT = 1 << 3;
        const NOTICE = 1 << 4;
        const CHATTER = 1 << 5;
        const HOME = 1 << 6;
        const SECTION = 1 << 7;
        const SPEAKER = 1 << 8;
        const NETWORK = 1 << 9;
    }
}

bitflags! {
    /// Where in a line a phrase may stand.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(super) struct Anchors: u8 {
        /// It is the whole line, or an item of it.
        const WHOLE = 1;
        /// It opens a line that goes on.
        const OPENS = 1 << 1;
        /// It opens a line that goes on behind a colon or bar.
        const POINTS = 1 << 2;
        /// It ends a line.
        const ENDS = 1 << 3;
    }
}

/// A phrase found at a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    /// The number of tokens it covers.
    pub words: usize,
    pub kinds: Kinds,
    pub anchors: Anchors,
}

/// All phrases, as the prefixes they are made of.
pub(super) struct Phrasebook {
    prefixes: HashMap<u64, Node, BuildHasherDefault<AsIs>>,
    starts: Starts,
}

/// A prefix of phrases.
#[derive(Default)]
struct Node {
    /// What it is, if it is a phrase of its own.
    entries: Vec<Entry>,
    /// Whether a word follows it in some phrase.
    goes_on: bool,
    /// Whether `<*>` does.
    any: bool,
}

/// What the phrases with a first word may be, by a few bits of the word: it may say too much,
/// never too little, and spares most words the look into the prefixes.
struct Starts(Box<[Start]>);

bitflags! {
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    struct Start: u8 {
        /// The bits of [`Anchors`].
        const WHOLE = 1;
        const OPENS = 1 << 1;
        const POINTS = 1 << 2;
        const ENDS = 1 << 3;
        /// The name of a network.
        const NETWORK = 1 << 4;
        /// Any phrase whatever.
        const ANY = 1 << 5;
    }
}

/// What a phrase is in one of the languages it stands in.
type Entry = (Kinds, Anchors);

/// The data files, one a language, the languages with fewer phrases in one.
const FILES: &[&str] = &[
    include_str!("data/networks.txt"),
    include_str!("data/ar.txt"),
    include_str!("data/bg.txt"),
    include_str!("data/cs.txt"),
    include_str!("data/da.txt"),
    include_str!("data/de.txt"),
    include_str!("data/el.txt"),
    include_str!("data/en.txt"),
    include_str!("data/es.txt"),
    include_str!("data/fa.txt"),
    include_str!("data/fi.txt"),
    include_str!("data/fr.txt"),
    include_str!("data/he.txt"),
    include_str!("data/hi.txt"),
    include_str!("data/hu.txt"),
    include_str!("data/id.txt"),
    include_str!("data/it.txt"),
    include_str!("data/ja.txt"),
    include_str!("data/ko.txt"),
    include_str!("data/nl.txt"),
    include_str!("data/pl.txt"),
    include_str!("data/pt.txt"),
    include_str!("data/ro.txt"),
    include_str!("data/ru.txt"),
    include_str!("data/sr.txt"),
    include_str!("data/sv.txt"),
    include_str!("data/tr.txt"),
    include_str!("data/uk.txt"),
    include_str!("data/vi.txt"),
    include_str!("data/zh.txt"),
    include_str!("data/more.txt"),
];

const ROOT: u64 = 0x6D74_666C_6167;
const NUMBER: u64 = 1;
const NETWORK: u64 = 2;
const ANY: u64 = 3;

/// The most words that `<*>` stands for.
const ANY_MOST: usize = 6;

static PHRASEBOOK: LazyLock<Phrasebook> = LazyLock::new(|| {
    let mut book = Phrasebook {
        prefixes: HashMap::with_capacity_and_hasher(32_768, BuildHasherDefault::default()),
        starts: Starts::default(),
    };
    FILES.iter().for_each(|file| book.learn(file));
    book
});

impl Phrasebook {
    /// The phrases of the data files.
    pub(super) fn get() -> &'static Self {
        &PHRASEBOOK
    }

    /// Whether a phrase may start with `token`.
    pub(super) fn may_start(&self, token: &Token) -> bool {
        let known = |word| self.prefixes.contains_key(&tokens::step(ROOT, word));
        self.starts.of(token).contains(Start::ANY)
            && (known(token.hash)
                || token.class == Class::Number && known(NUMBER)
                || token.class == Class::Network && known(NETWORK))
    }

    /// Gives every phrase that starts with the first of `tokens` and may stand as one of `anchors`
    /// says; others may be among them.
    pub(super) fn phrases(&self, tokens: &[Token], anchors: Anchors, found: impl FnMut(Phrase)) {
        self.phrases_from(tokens, Start::from_bits_truncate(anchors.bits()), found);
    }

    fn phrases_from(&self, tokens: &[Token], start: Start, mut found: impl FnMut(Phrase)) {
        if tokens
            .first()
            .is_some_and(|token| self.starts.of(token).intersects(start))
        {
            self.follow(tokens, 0, ROOT, &mut found);
        }
    }

    /// The longest phrase at the start of `tokens` that is of `kinds` and stands as `anchors` say.
    pub(super) fn longest(
        &self,
        tokens: &[Token],
        kinds: Kinds,
        anchors: Anchors,
    ) -> Option<Phrase> {
        let start = if kinds == Kinds::NETWORK {
            Start::NETWORK
        } else {
            Start::from_bits_truncate(anchors.bits())
        };
        let mut best: Option<Phrase> = None;
        self.phrases_from(tokens, start, |phrase| {
            if !(phrase.kinds.intersects(kinds) && phrase.anchors.intersects(anchors)) {
                return;
            }
            match &mut best {
                Some(best) if best.words > phrase.words => {}
                Some(best) if best.words == phrase.words => best.kinds |= phrase.kinds,
                _ => best = Some(phrase),
            }
        });
        best
    }

    /// Makes one token of the words of a network's name, and marks it.
    pub(super) fn name_networks(&self, tokens: &mut Vec<Token>, from: usize) {
        let (mut read, mut write) = (from, from);
        while read < tokens.len() {
            let mut token = tokens[read];
            let name = self.longest(&tokens[read..], Kinds::NETWORK, Anchors::WHOLE);
            let words = name.map_or(1, |name| name.words);
            if name.is_some() {
                token.class = Class::Network;
                token.end = tokens[read + words - 1].end;
                for other in &tokens[read + 1..read + words] {
                    token.hash = tokens::step(token.hash, other.hash);
                }
            }
            tokens[write] = token;
            write += 1;
            read += words;
        }
        tokens.truncate(write);
    }

    fn follow(&self, tokens: &[Token], at: usize, prefix: u64, found: &mut impl FnMut(Phrase)) {
        let Some(node) = self.prefixes.get(&prefix) else {
            return;
        };
        for &(kinds, anchors) in &node.entries {
            found(Phrase {
                words: at,
                kinds,
                anchors,
            });
        }
        let Some(token) = tokens.get(at).filter(|_| node.goes_on) else {
            return;
        };
        self.follow(tokens, at + 1, tokens::step(prefix, token.hash), found);
        match token.class {
            Class::Number => self.follow(tokens, at + 1, tokens::step(prefix, NUMBER), found),
            Class::Network => self.follow(tokens, at + 1, tokens::step(prefix, NETWORK), found),
            Class::Word => {}
        }
        if node.any {
            let any = tokens::step(prefix, ANY);
            for words in 1..=ANY_MOST.min(tokens.len() - at) {
                self.follow(tokens, at + words, any, found);
            }
        }
    }

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
            prefix = tokens::step(prefix, word);
        }
        let Some(&first) = words.first() else {
            return;
        };
        self.starts.add(first, kinds, anchors);
        let entries = &mut self.prefixes.entry(prefix).or_default().entries;
        match entries.iter_mut().find(|(known, _)| *known == kinds) {
            Some((_, known)) => *known |= anchors,
            None => entries.push((kinds, anchors)),
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

impl Starts {
    const CELLS: usize = 1 << 15;

    fn cell(word: u64) -> usize {
        (tokens::step(ROOT, word) >> 40) as usize % Self::CELLS
    }

    fn add(&mut self, word: u64, kinds: Kinds, anchors: Anchors) {
        let mut start = Start::from_bits_truncate(anchors.bits()) | Start::ANY;
        start.set(Start::NETWORK, kinds.contains(Kinds::NETWORK));
        self.0[Self::cell(word)] |= start;
    }

    fn of(&self, token: &Token) -> Start {
        let start = self.0[Self::cell(token.hash)];
        match token.class {
            Class::Word => start,
            Class::Number => start | self.0[Self::cell(NUMBER)],
            Class::Network => start | self.0[Self::cell(NETWORK)],
        }
    }
}

impl Default for Starts {
    fn default() -> Self {
        Starts(vec![Start::empty(); Self::CELLS].into())
    }
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

/// The keys are hashes already.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _bytes: &[u8]) {
        unreachable!("the keys are u64");
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
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
