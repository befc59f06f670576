//! The English words of which offices and bodies are named, by the part they play in the name.
//! Knows no document.

use std::collections::HashMap;
use std::sync::LazyLock;

use bitflags::bitflags;

use crate::lexicon::{Lexicon, countries};

bitflags! {
    /// The parts a word can play in the name of an office or a body.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(super) struct Part: u16 {
        /// Its first word, by rank: `deputy`, `assistant`.
        const RANK = 1;
        /// What it is charged with: `foreign`, `defense`, `health`.
        const FIELD = 1 << 1;
        /// What kind of body: `national`, `supreme`. In lower case before a whole name it may say
        /// no more than the kind (`the national Green Party`).
        const KIND = 1 << 2;
        /// Its head: `council`, `ministry`, `affairs`.
        const HEAD = 1 << 3;
        /// A head that is said to be `of` a field: `Minister of Health`.
        const OF_FIELD = 1 << 4;
        /// Part of a pair in [`pair`].
        const PAIR = 1 << 5;
        /// A weekday, month, country, people or acronym, written with a capital wherever it stands.
        const PROPER = 1 << 6;
    }
}

/// How a pair of words goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    /// With the first word in lower case before the capital of the second.
    First,
    /// With either in lower case beside the capital of the other.
    Either,
}

const RANKS: &str = "acting assistant associate chief deputy first principal senior";

const FIELDS: &str = "administrative agriculture agricultural atomic border climate commerce \
    communications consular culture cultural customs defence defense development economic economy \
    education elections electoral emergencies emergency energy environment external finance \
    fisheries foreign health home housing immigration industry information infrastructure \
    intelligence interior internal investigation investment irrigation justice labor labour local \
    migration monetary nuclear oil petroleum planning relations religious research rights science security \
    social space sport sports statistics tax telecommunications tourism trade transport \
    transportation treasury veterans water women youth";

const KINDS: &str = "armed central congressional constitutional criminal economic federal general \
    human intergovernmental international joint national parliamentary presidential republican \
    revolutionary special supreme united world";

/// Kinds that do not stand before a whole name to say its kind.
const FIRM_KINDS: [&str; 3] = ["congressional", "constitutional", "presidential"];

const HEADS: &str = "academy administration affairs agency army assembly authority bank board \
    bureau command commission committee corps council court department directorate forces fund \
    guard institute minister ministers ministry office organisation organization secretariat \
    secretary service services";

const OF_FIELD: &str = "department minister ministers ministry secretariat secretary \
    undersecretary";

/// Pairs that are names, or parts of names, and never name anything with one capital only. Where
/// the second word in lower case is somebody's honest style, only the first is asked for.
const PAIRS: &[(&str, Pair)] = &[
    ("abu dhabi", Pair::Either),
    ("addis ababa", Pair::Either),
    ("air force", Pair::First),
    ("armed forces", Pair::First),
    ("attorney general", Pair::First),
    ("black sea", Pair::First),
    ("buenos aires", Pair::Either),
    ("capitol hill", Pair::Either),
    ("central bank", Pair::First),
    ("central committee", Pair::First),
    ("central intelligence", Pair::First),
    ("coast guard", Pair::First),
    ("cold war", Pair::First),
    ("costa rica", Pair::Either),
    ("criminal court", Pair::First),
    ("federal assembly", Pair::First),
    ("federal bureau", Pair::First),
    ("federal reserve", Pair::Either),
    ("gaza strip", Pair::First),
    ("general assembly", Pair::Either),
    ("general prosecutor", Pair::First),
    ("general staff", Pair::Either),
    ("high commissioner", Pair::First),
    ("high court", Pair::First),
    ("hong kong", Pair::Either),
    ("house speaker", Pair::First),
    ("international criminal", Pair::First),
    ("international monetary", Pair::First),
    ("international atomic", Pair::First),
    ("kuala lumpur", Pair::Either),
    ("las vegas", Pair::Either),
    ("los angeles", Pair::Either),
    ("middle east", Pair::Either),
    ("national assembly", Pair::Either),
    ("national bank", Pair::First),
    ("national congress", Pair::First),
    ("national guard", Pair::First),
    ("national security", Pair::First),
    ("national unity", Pair::First),
    ("new zealand", Pair::Either),
    ("north korea", Pair::First),
    ("persian gulf", Pair::First),
    ("prime minister", Pair::First),
    ("prime ministers", Pair::First),
    ("red crescent", Pair::Either),
    ("red cross", Pair::Either),
    ("republican guard", Pair::First),
    ("revolutionary guard", Pair::First),
    ("revolutionary guards", Pair::First),
    ("rights watch", Pair::First),
    ("san francisco", Pair::Either),
    ("secretary general", Pair::First),
    ("security council", Pair::Either),
    ("south africa", Pair::First),
    ("south korea", Pair::First),
    ("south sudan", Pair::First),
    ("sri lanka", Pair::Either),
    ("state department", Pair::Either),
    ("supreme commander", Pair::First),
    ("supreme council", Pair::First),
    ("supreme court", Pair::Either),
    ("supreme leader", Pair::First),
    ("supreme soviet", Pair::First),
    ("tel aviv", Pair::Either),
    ("united arab", Pair::First),
    ("united kingdom", Pair::Either),
    ("united nations", Pair::Either),
    ("united states", Pair::Either),
    ("vice president", Pair::First),
    ("wall street", Pair::Either),
    ("west bank", Pair::Either),
    ("white house", Pair::Either),
    ("world bank", Pair::Either),
    ("world cup", Pair::First),
    ("world economic", Pair::First),
    ("world health", Pair::First),
    ("world trade", Pair::First),
];

/// The longest word of the vocabulary, in bytes.
const LONGEST: usize = 20;

/// Whether `word`, in lower case, has a capital wherever it stands. Asked of every word: nearly all
/// are turned away by the filter.
pub(super) fn is_proper(word: &[u8]) -> bool {
    let table = &*WORDS;
    cell(word).is_some_and(|cell| is_set(&table.proper, cell))
        && table.find_folded(word).contains(Part::PROPER)
}

/// What part the English word `word` plays, in whatever case it is written.
pub(super) fn part(word: &str) -> Part {
    WORDS.find(word.as_bytes())
}

/// Whether a kind in lower case is a slip before the capital of the next word, whatever that is.
pub(super) fn is_firm(part: Part, word: &str) -> bool {
    part.contains(Part::FIELD) && word != "local" || FIRM_KINDS.contains(&word)
}

/// How the words `first` and `second`, in whatever case, go wrong as a pair.
pub(super) fn pair(first: &str, second: &str) -> Option<Pair> {
    let matches = |pair: &str| {
        pair.len() == first.len() + 1 + second.len()
            && pair.split_once(' ').is_some_and(|(a, b)| {
                a.eq_ignore_ascii_case(first) && b.eq_ignore_ascii_case(second)
            })
    };
    let (_, kind) = PAIRS.iter().find(|(pair, _)| matches(pair))?;
    Some(*kind)
}

struct Table {
    /// One bit for each sum of first, second and last letter and length, so that nearly every word
    /// that is not in the table costs no more than that.
    filter: Box<[u64; 512]>,
    /// The same for the proper words alone: the others are frequent in lower case.
    proper: Box<[u64; 512]>,
    parts: HashMap<Box<[u8]>, Part>,
}

static WORDS: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Self {
        let mut table = Table {
            filter: Box::new([0; 512]),
            proper: Box::new([0; 512]),
            parts: HashMap::new(),
        };
        for (list, part) in [
            (RANKS, Part::RANK),
            (FIELDS, Part::FIELD),
            (KINDS, Part::KIND),
            (HEADS, Part::HEAD),
            (OF_FIELD, Part::OF_FIELD),
            (super::proper_words::WORDS, Part::PROPER),
        ] {
            list.split_whitespace()
                .for_each(|word| table.add(word, part));
        }
        for word in peoples() {
            table.add(&word, Part::PROPER);
        }
        for word in ["commons", "lords", "representatives"] {
            table.add(word, Part::PAIR);
        }
        for (pair, _) in PAIRS {
            pair.split(' ').for_each(|word| table.add(word, Part::PAIR));
        }
        table
    }

    fn add(&mut self, word: &str, part: Part) {
        if let Some(cell) = cell(word.as_bytes()) {
            self.filter[cell / 64] |= 1 << (cell % 64);
            if part == Part::PROPER {
                self.proper[cell / 64] |= 1 << (cell % 64);
            }
            *self.parts.entry(word.as_bytes().into()).or_default() |= part;
        }
    }

    fn find(&self, word: &[u8]) -> Part {
        if cell(word).is_some_and(|cell| is_set(&self.filter, cell)) {
            self.find_folded(word)
        } else {
            Part::empty()
        }
    }

    fn find_folded(&self, word: &[u8]) -> Part {
        let mut letters = [0; LONGEST];
        let Some(letters) = letters.get_mut(..word.len()) else {
            return Part::empty();
        };
        letters.copy_from_slice(word);
        letters.make_ascii_lowercase();
        self.parts.get(&*letters).copied().unwrap_or_default()
    }
}

/// Countries and peoples in lower case, but for those that are ordinary words too (`china`).
fn peoples() -> impl Iterator<Item = String> {
    let english = Lexicon::of("en");
    let ordinary =
        move |word: &str| english.is_none_or(|english| english.opinion(word).is_dictionary_word());
    countries()
        .iter()
        .flat_map(|country| {
            let name = std::iter::once(&country.name);
            name.chain(&country.adjectives).chain(&country.people)
        })
        .map(|word| word.to_lowercase())
        .filter(move |word| {
            word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !ordinary(word)
        })
}

fn is_set(filter: &[u64; 512], cell: usize) -> bool {
    (filter[cell / 64] >> (cell % 64)) & 1 == 1
}

/// The place of a word, in whatever case, in the filter: below 512 x 64.
fn cell(word: &[u8]) -> Option<usize> {
    let [first, second, .., last] = *word else {
        return None;
    };
    // The bit that tells a small letter from a capital.
    let letters = u32::from_le_bytes([first, second, last, 0]) | 0x20_2020;
    let sum = letters | (word.len() as u32) << 24;
    Some((sum.wrapping_mul(0x9E37_79B1) >> 17) as usize)
}
