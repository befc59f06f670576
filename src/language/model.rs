//! What the letters of a word cost in each language of its script: a cheap judge of words and
//! sentences.
//!
//! `data/models.bin` is made by `benches/language-models`. It holds, script by script, the
//! languages, the letters, and a row a trigram: what the third letter costs after the first two, in
//! sixteenths of a bit, one byte a language. A trigram without a row costs what its last two
//! letters do, or its last alone. The index over the rows is made when a script first comes up.

use std::sync::OnceLock;

use unicode_script::Script;

use super::function_words::{FunctionWords, Language};
use super::symbols::{ANY, EDGE, Symbols};

/// The letter models of the languages of one script.
pub struct LetterModel {
    languages: Vec<Modelled>,
    /// Blocks a row.
    blocks: usize,
    symbols: Symbols,
    /// Open addressing: the number of a row, whose key is in `keys`; [`u16::MAX`] for none.
    slots: Vec<u16>,
    keys: &'static [[u8; 4]],
    cells: &'static [[u8; LANES]],
    /// The place of each language that has function words; [`u8::MAX`] for none.
    voters: Vec<u8>,
}

/// A language of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Modelled {
    /// BCP 47 primary subtag.
    pub tag: &'static str,
    /// Whether it was counted in much text, not in one declaration of ten pages.
    pub is_broad: bool,
}

/// What a word costs in each language of its script, in sixteenths of a bit.
pub type Costs = [u16; MOST_LANGUAGES];

/// The most languages of one script.
pub const MOST_LANGUAGES: usize = 96;

/// Languages that are added at once: rows are as long as a multiple of it.
const LANES: usize = 16;

static DATA: &[u8] = include_bytes!("data/models.bin");
const HEADER: &[u8] = b"mtflag letter models 1\n";
/// Longer words are not words; only their beginning is read, and sums stay below 2^16.
const LONGEST: usize = 120;

impl LetterModel {
    /// The models of `script`, if it is one that several languages write.
    pub fn of(script: Script) -> Option<&'static Self> {
        static MODELS: [OnceLock<Option<LetterModel>>; 6] = [const { OnceLock::new() }; 6];
        let place = match script {
            Script::Latin => 0,
            Script::Cyrillic => 1,
            Script::Arabic => 2,
            Script::Devanagari => 3,
            Script::Hebrew => 4,
            Script::Ethiopic => 5,
            _ => return None,
        };
        MODELS[place]
            .get_or_init(|| sections().into_iter().nth(place).map(Section::read))
            .as_ref()
    }

    /// Its languages; the place of one is its place in the costs of a word.
    pub fn languages(&self) -> &[Modelled] {
        &self.languages
    }

    /// How many places are reckoned with: those of languages, and some behind them that none has.
    pub fn places(&self) -> usize {
        self.blocks * LANES
    }

    /// The place of a language by its primary subtag.
    pub fn place_of(&self, tag: &str) -> Option<usize> {
        self.languages.iter().position(|known| known.tag == tag)
    }

    /// What `word` costs in each language, and how many letters were read.
    pub fn costs(&self, word: &str) -> (Costs, usize) {
        let mut costs = [0; MOST_LANGUAGES];
        let mut letters = 0;
        let (mut before, mut last) = (ANY, EDGE);
        for character in word.chars().take(LONGEST) {
            let Some(symbol) = self.symbols.of_character(character) else {
                continue;
            };
            if symbol == EDGE {
                if last != EDGE {
                    self.add(before, last, EDGE, &mut costs);
                }
                (before, last) = (ANY, EDGE);
                continue;
            }
            letters += 1;
            if symbol == ANY {
                (before, last) = (ANY, ANY);
                continue;
            }
            self.add(before, last, symbol, &mut costs);
            (before, last) = (last, symbol);
        }
        if last != EDGE {
            self.add(before, last, EDGE, &mut costs);
        }
        (costs, letters)
    }

    /// Makes `word`, in small letters, cheaper in the languages it is a function word of: three bits.
    pub fn favour(&self, word: &str, costs: &mut Costs) {
        const KNOWN: u16 = 48;
        for language in FunctionWords::index().languages_of(word.as_bytes()) {
            if let Some(cost) = costs.get_mut(usize::from(self.voters[language.index()])) {
                *cost = cost.saturating_sub(KNOWN);
            }
        }
    }

    #[inline]
    fn add(&self, a: u32, b: u32, c: u32, costs: &mut Costs) {
        let row = self
            .row(a << 16 | b << 8 | c)
            .or_else(|| self.row(ANY << 16 | b << 8 | c))
            .or_else(|| self.row(ANY << 16 | ANY << 8 | c));
        let Some(row) = row else { return };
        let cells = &self.cells[row * self.blocks..(row + 1) * self.blocks];
        let (costs, _) = costs.as_chunks_mut::<LANES>();
        for (block, cells) in cells.iter().enumerate() {
            let costs = &mut costs[block];
            for lane in 0..LANES {
                costs[lane] += u16::from(cells[lane]);
            }
        }
    }

    #[inline]
    fn row(&self, key: u32) -> Option<usize> {
        let mask = self.slots.len() - 1;
        let mut at = place(key) & mask;
        loop {
            let row = usize::from(self.slots[at]);
            // No script has so many rows: an empty slot has no key.
            let &found = self.keys.get(row)?;
            if u32::from_le_bytes(found) == key {
                return Some(row);
            }
            at = (at + 1) & mask;
        }
    }
}

/// Fibonacci hashing.
fn place(key: u32) -> usize {
    (key.wrapping_mul(0x9E37_79B9) >> 13) as usize
}

/// A script's part of the file.
struct Section {
    languages: &'static [u8],
    letters: &'static [u8],
    keys: &'static [[u8; 4]],
    cells: &'static [[u8; LANES]],
}

const LANGUAGE: usize = 5;

/// The parts of the file; a test reads them all.
fn sections() -> Vec<Section> {
    let mut rest = &DATA[HEADER.len() + 1..];
    let mut take = |bytes: usize| {
        let (taken, left) = rest.split_at(bytes);
        rest = left;
        taken
    };
    let count = usize::from(DATA[HEADER.len()]);
    (0..count)
        .map(|_| {
            let _script = take(4);
            let languages = usize::from(take(1)[0]);
            let lanes = languages.next_multiple_of(LANES);
            let languages = take(languages * LANGUAGE);
            let letters = usize::from(take(1)[0]);
            let letters = take(letters * 4);
            let rows = number(take(4)) as usize;
            Section {
                languages,
                letters,
                keys: take(rows * 4).as_chunks().0,
                cells: take(rows * lanes).as_chunks().0,
            }
        })
        .collect()
}

impl Section {
    fn read(self) -> LetterModel {
        let languages: Vec<Modelled> = self
            .languages
            .chunks_exact(LANGUAGE)
            .map(modelled)
            .collect();
        let letters = self.letters.chunks_exact(4).map(number);
        let mut slots = vec![u16::MAX; (self.keys.len() * 2).next_power_of_two()];
        let mask = slots.len() - 1;
        for (row, &key) in self.keys.iter().enumerate() {
            let mut at = place(u32::from_le_bytes(key)) & mask;
            while slots[at] != u16::MAX {
                at = (at + 1) & mask;
            }
            slots[at] = row as u16;
        }
        let place_of = |tag: &str| languages.iter().position(|known| known.tag == tag);
        let voters = Language::all()
            .map(|language| place_of(language.tag()).map_or(u8::MAX, |place| place as u8))
            .collect();
        LetterModel {
            voters,
            blocks: languages.len().div_ceil(LANES),
            languages,
            symbols: Symbols::of(letters.filter_map(char::from_u32)),
            slots,
            keys: self.keys,
            cells: self.cells,
        }
    }
}

fn modelled(entry: &'static [u8]) -> Modelled {
    let tag = std::str::from_utf8(&entry[1..]).unwrap_or_default();
    Modelled {
        tag: tag.trim_end(),
        is_broad: entry[0] == 1,
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .rev()
        .fold(0, |number, &byte| number << 8 | u32::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_read_to_its_end() {
        let scripts = [
            Script::Latin,
            Script::Cyrillic,
            Script::Arabic,
            Script::Devanagari,
            Script::Hebrew,
            Script::Ethiopic,
        ];
        assert_eq!(sections().len(), scripts.len());
        for script in scripts {
            let model = LetterModel::of(script).expect("a model");
            assert!(model.languages.len() <= MOST_LANGUAGES);
            assert_eq!(model.cells.len(), model.keys.len() * model.blocks);
            assert!(model.keys.len() < usize::from(u16::MAX));
        }
    }

    #[test]
    fn a_word_is_cheapest_at_home() {
        let cheapest = |script, word: &str| {
            let model = LetterModel::of(script).expect("a model");
            let (costs, letters) = model.costs(word);
            assert_eq!(letters, word.chars().filter(|c| c.is_alphabetic()).count());
            let places = 0..model.languages.len();
            let best = places.min_by_key(|&at| costs[at]).expect("languages");
            model.languages[best].tag
        };
        assert_eq!(
            cheapest(Script::Latin, "Through thoughtful knowledge"),
            "en"
        );
        assert_eq!(cheapest(Script::Latin, "Wirtschaftswissenschaftler"), "de");
        assert_eq!(cheapest(Script::Latin, "rozhodnutím"), "cs");
        assert_eq!(cheapest(Script::Cyrillic, "підтримки"), "uk");
        assert_eq!(cheapest(Script::Arabic, "المفاوضات"), "ar");
    }
}
