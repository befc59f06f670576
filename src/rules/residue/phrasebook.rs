//! The phrases of page furniture in every language, and how to find them at a word of a line.
//! Built once, on first use. Knows no document.

mod learn;
mod sieve;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use bitflags::bitflags;

use self::sieve::Sieve;
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

/// What the first words of a stretch, three at most, say about the phrases that may start with them.
/// It may promise too much: what it excludes spares nearly all stretches of prose a closer look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// No phrase does.
    None,
    /// The first word is a phrase, but none that opens a line that goes on, and with the second
    /// word no other starts.
    Word,
    /// One may.
    Possible,
}

/// All phrases, as the prefixes they are made of.
pub(super) struct Phrasebook {
    prefixes: HashMap<u64, Node, BuildHasherDefault<AsIs>>,
    sieve: Sieve,
    starts: Starts,
}

/// A prefix of phrases.
#[derive(Default)]
struct Node {
    /// If it is a phrase of its own: for each of [`Kinds`] the four bits of its [`Anchors`].
    entries: u64,
    /// Whether a word follows it in some phrase.
    goes_on: bool,
    /// Whether `<*>` does.
    any: bool,
}

impl Node {
    fn is_phrase(&self) -> bool {
        self.entries != 0
    }

    /// Whether it is a phrase that opens a line that goes on.
    fn opens(&self) -> bool {
        const EACH: u64 = 0x1111_1111_1111_1111;
        let opens = Anchors::OPENS.union(Anchors::POINTS);
        self.entries & (EACH * u64::from(opens.bits())) != 0
    }

    fn add(&mut self, kind: Kinds, anchors: Anchors) {
        self.entries |= u64::from(anchors.bits()) << (4 * kind.bits().trailing_zeros());
    }

    fn entries(&self) -> impl Iterator<Item = (Kinds, Anchors)> + use<> {
        let mut rest = self.entries;
        std::iter::from_fn(move || {
            let kind = (rest != 0).then(|| rest.trailing_zeros() / 4)?;
            let anchors = (rest >> (4 * kind)) as u8 & 0xF;
            rest &= !(0xF << (4 * kind));
            Some((
                Kinds::from_bits_truncate(1 << kind),
                Anchors::from_bits_truncate(anchors),
            ))
        })
    }
}

/// What the phrases with a first word may be, and which words are the last of some, by a few bits
/// of the word: it may say too much, never too little, and spares most words the look into the
/// prefixes.
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
        /// The word is the last of a phrase that ends lines, or of the name of a network.
        const LAST = 1 << 6;
    }
}

const ROOT: u64 = 0x6D74_666C_6167;
const NUMBER: u64 = 1;
const NETWORK: u64 = 2;
const ANY: u64 = 3;

/// The most words that `<*>` stands for.
const ANY_MOST: usize = 6;

static PHRASEBOOK: LazyLock<Phrasebook> = LazyLock::new(learn::all);

impl Phrasebook {
    /// The phrases of the data files.
    pub(super) fn get() -> &'static Self {
        &PHRASEBOOK
    }

    /// What the word `first`, and those that `next` reads behind another, say about phrases that start
    /// there.
    pub(super) fn opening(&self, first: &Token, next: impl Fn(&Token) -> Option<Token>) -> Opening {
        let start = self.starts.of(first);
        if !start.contains(Start::ANY) {
            return Opening::None;
        }
        if start.contains(Start::NETWORK) || first.class != Class::Word {
            return Opening::Possible;
        }
        let prefix = tokens::step(ROOT, first.hash);
        let Some(node) = self.node(prefix) else {
            return Opening::None;
        };
        if node.any || node.opens() {
            return Opening::Possible;
        }
        let second = next(first);
        let goes_on = second.is_some_and(|second| {
            self.may_be_slot(&second) || self.goes_on(prefix, &second, &next)
        });
        let tiled = || second.is_none_or(|second| self.starts.of(&second).contains(Start::WHOLE));
        match (goes_on, node.is_phrase()) {
            (true, _) => Opening::Possible,
            (false, true) if tiled() => Opening::Possible,
            (false, true) => Opening::Word,
            (false, false) => Opening::None,
        }
    }

    /// Whether a word may stand for a number or a network.
    fn may_be_slot(&self, word: &Token) -> bool {
        word.class != Class::Word || self.starts.of(word).contains(Start::NETWORK)
    }

    /// Whether a phrase may go on from `prefix` with `word` and, where it has not ended there, with
    /// the one behind.
    fn goes_on(&self, prefix: u64, word: &Token, next: impl Fn(&Token) -> Option<Token>) -> bool {
        let prefix = tokens::step(prefix, word.hash);
        let Some(node) = self.node(prefix) else {
            return false;
        };
        node.is_phrase()
            || node.any
            || next(word).is_some_and(|third| {
                self.may_be_slot(&third) || self.node(tokens::step(prefix, third.hash)).is_some()
            })
    }

    #[inline]
    fn node(&self, prefix: u64) -> Option<&Node> {
        if self.sieve.passes(prefix) {
            self.prefixes.get(&prefix)
        } else {
            None
        }
    }

    /// Whether a phrase that ends lines may end with `token`, or the name of a network; it may say
    /// yes too often.
    pub(super) fn may_end(&self, token: &Token) -> bool {
        self.starts.of(token).contains(Start::LAST)
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
        let mut networks = tokens[from..].iter().map(|token| self.starts.of(token));
        let Some(first) = networks.position(|start| start.contains(Start::NETWORK)) else {
            return;
        };
        let (mut read, mut write) = (from + first, from + first);
        while read < tokens.len() {
            let mut token = tokens[read];
            if !self.starts.of(&token).contains(Start::NETWORK) {
                tokens[write] = token;
                write += 1;
                read += 1;
                continue;
            }
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
        if let Some(node) = self.node(prefix) {
            self.go_on(tokens, at, prefix, node, found);
        }
    }

    /// Gives the phrase that `prefix`, which is `node`, may be behind `at` tokens, and those that go
    /// on from it.
    fn go_on(
        &self,
        tokens: &[Token],
        at: usize,
        prefix: u64,
        node: &Node,
        found: &mut impl FnMut(Phrase),
    ) {
        for (kinds, anchors) in node.entries() {
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
            let Some(node) = self.node(any) else {
                return;
            };
            for words in 1..=ANY_MOST.min(tokens.len() - at) {
                // Hardly a word goes on from here: the sieve turns it away without a call.
                let is_plain = |next: &Token| {
                    next.class == Class::Word
                        && !self.sieve.passes(tokens::step(any, next.hash))
                        && !node.is_phrase()
                        && !node.any
                };
                if !tokens.get(at + words).is_some_and(is_plain) {
                    self.go_on(tokens, at + words, any, node, found);
                }
            }
        }
    }
}

impl Starts {
    const CELLS: usize = 1 << 15;

    #[inline]
    fn cell(word: u64) -> usize {
        (tokens::step(ROOT, word) >> 40) as usize % Self::CELLS
    }

    fn add(&mut self, words: &[u64], kinds: Kinds, anchors: Anchors) {
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else {
            return;
        };
        let mut start = Start::from_bits_truncate(anchors.bits()) | Start::ANY;
        let network = kinds.contains(Kinds::NETWORK);
        start.set(Start::NETWORK, network);
        self.0[Self::cell(first)] |= start;
        if network || anchors.contains(Anchors::ENDS) {
            self.0[Self::cell(last)] |= Start::LAST;
        }
    }

    #[inline]
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
