//! The English words of which offices and bodies are named, by the part they play in the name.
//! Knows no document.

use std::collections::HashMap;
use std::sync::LazyLock;

use bitflags::bitflags;

use crate::lexicon::{HashedWords, Lexicon, WordFilter, countries};
use crate::text::word_hash;

bitflags! {
    /// The parts a word can play in the name of an office or a body.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(in crate::rules) struct Part: u16 {
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

/// Whether `word`, in lower case, has a capital wherever it stands.
pub(super) fn is_proper(word: &[u8]) -> bool {
    let table = &*WORDS;
    let hash = word_hash(word);
    table.proper.lets_hash_through(hash) && table.find(word, hash).contains(Part::PROPER)
}

/// What part the English word `word` plays, in whatever case it is written.
pub(super) fn part(word: &str) -> Part {
    part_hashed(word, word_hash(word.as_bytes()))
}

/// The same, for who has the hash of `word` already.
pub(in crate::rules) fn part_hashed(word: &str, hash: u64) -> Part {
    let table = &*WORDS;
    if table.all.lets_hash_through(hash) {
        table.find(word.as_bytes(), hash)
    } else {
        Part::empty()
    }
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
    /// Turns away nearly every word that is not in the table.
    all: WordFilter,
    /// The same for the proper words alone: the others are frequent in lower case.
    proper: WordFilter,
    /// By the hash of the word.
    parts: HashMap<u64, (Box<str>, Part), HashedWords>,
}

static WORDS: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Self {
        let mut parts: HashMap<u64, (Box<str>, Part), HashedWords> = HashMap::default();
        let mut add = |word: &str, part: Part| {
            let entry = parts.entry(word_hash(word.as_bytes()));
            entry.or_insert_with(|| (word.into(), Part::empty())).1 |= part;
        };
        for (list, part) in [
            (RANKS, Part::RANK),
            (FIELDS, Part::FIELD),
            (KINDS, Part::KIND),
            (HEADS, Part::HEAD),
            (OF_FIELD, Part::OF_FIELD),
            (super::proper_words::WORDS, Part::PROPER),
        ] {
            list.split_whitespace().for_each(|word| add(word, part));
        }
        for word in peoples() {
            add(&word, Part::PROPER);
        }
        for word in ["commons", "lords", "representatives"] {
            add(word, Part::PAIR);
        }
        for (pair, _) in PAIRS {
            pair.split(' ').for_each(|word| add(word, Part::PAIR));
        }
        let words_of = |wanted: Part| {
            let wanted = parts
                .values()
                .filter(move |(_, part)| part.intersects(wanted));
            WordFilter::of(wanted.map(|(word, _)| &**word))
        };
        Table {
            all: words_of(Part::all()),
            proper: words_of(Part::PROPER),
            parts,
        }
    }

    fn find(&self, word: &[u8], hash: u64) -> Part {
        match self.parts.get(&hash) {
            Some((known, part)) if known.as_bytes().eq_ignore_ascii_case(word) => *part,
            _ => Part::empty(),
        }
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
