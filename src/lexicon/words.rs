//! The words of a language: is this one of them, and how common is it. The only place that knows
//! the format of `data/english.bin`, which `data/make_english.py` writes.

use super::remembered::remembered;
use crate::text::word_hash;

/// The words of one language.
///
/// Costs nothing to load: it reads the table that the binary holds. Words of English letters
/// only; anything else is unknown to it.
#[derive(Debug)]
pub struct Lexicon {
    table: &'static [u8],
}

/// What a lexicon has to say of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opinion(pub(super) u8);

static ENGLISH: Lexicon = Lexicon {
    table: include_bytes!("data/english.bin"),
};

/// The most letters of a word in the table.
const LONGEST: usize = 24;
/// Cells for words of one length: the first letter, the second or none.
const CELLS: usize = 26 * 27;
/// Where the numbers of the first records begin, in bytes.
const FIRST: usize = (LONGEST + 1) * 4;
/// Where the records begin, in bytes.
const RECORDS: usize = FIRST + (LONGEST * CELLS + 1) * 4;

impl Lexicon {
    /// The lexicon of a language by its BCP 47 primary subtag, where there is one.
    pub fn of(language: &str) -> Option<&'static Lexicon> {
        (language == "en").then_some(&ENGLISH)
    }

    /// What it knows of `word`, upper or lower case.
    #[inline]
    pub fn opinion(&self, word: &str) -> Opinion {
        self.opinion_hashed(word, word_hash(word.as_bytes()))
    }

    /// The same, for who has the [`word_hash`] of `word` already.
    #[inline]
    pub fn opinion_hashed(&self, word: &str, hash: u64) -> Opinion {
        // English is the one language there is a lexicon of.
        remembered(word.as_bytes(), hash, || self.looked_up(word))
    }

    #[inline(never)]
    fn looked_up(&self, word: &str) -> Opinion {
        let mut letters = [0; LONGEST];
        let Some(key) = letters.get_mut(..word.len()) else {
            return Opinion::default();
        };
        for (letter, byte) in key.iter_mut().zip(word.bytes()) {
            *letter = byte.to_ascii_lowercase();
        }
        self.find(key).unwrap_or_default()
    }

    /// The record of a lower-case word: binary search among the words of its length that begin
    /// with its two first letters.
    fn find(&self, word: &[u8]) -> Option<Opinion> {
        let index_of =
            |letter: u8| Some(usize::from(letter.checked_sub(b'a')?)).filter(|&i| i < 26);
        let first = index_of(*word.first()?)?;
        let second = match word.get(1) {
            Some(&letter) => index_of(letter)? + 1,
            None => 0,
        };
        let rest = word.get(2..).unwrap_or_default();
        let width = rest.len() + 1;
        let of_length = (word.len() - 1) * CELLS;
        let cell = of_length + first * 27 + second;
        let number = |cell: usize| self.number_at(FIRST + cell * 4);
        let start = RECORDS + self.number_at(word.len() * 4);
        let record = |at: usize| &self.table[start + at * width..start + (at + 1) * width];
        let (mut low, mut high) = (
            number(cell) - number(of_length),
            number(cell + 1) - number(of_length),
        );
        while low < high {
            let middle = low.midpoint(high);
            // Most differ in a letter or two: not worth the call that comparing slices is.
            match record(middle)[..rest.len()].iter().cmp(rest) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(Opinion(record(middle)[rest.len()])),
            }
        }
        None
    }

    fn number_at(&self, at: usize) -> usize {
        let bytes = self.table[at..at + 4]
            .try_into()
            .expect("a range of four bytes");
        u32::from_le_bytes(bytes) as usize
    }
}

impl Opinion {
    const FREQUENCY: u8 = 0x1F;
    const DICTIONARY: u8 = 0x20;
    const MOSTLY_NAME: u8 = 0x40;

    /// The word was seen at all, as a dictionary word or a name in running text.
    pub fn is_known(self) -> bool {
        self.0 != 0
    }

    /// A dictionary has it, in lower case.
    pub fn is_dictionary_word(self) -> bool {
        self.0 & Opinion::DICTIONARY != 0
    }

    /// Running text nearly always means it as a name, and writes it with a capital, whether or not
    /// a dictionary has it in lower case, too (`china`, `john`).
    pub fn is_mostly_name(self) -> bool {
        self.0 & Opinion::MOSTLY_NAME != 0
    }

    /// How common it is on the Zipf scale, the decimal logarithm of its count per billion words
    /// (van Heuven et al. 2014): 1 very rare, above 4 frequent, `the` 7.3; in quarter steps, 0
    /// when it was never counted.
    pub fn zipf(self) -> f32 {
        match self.0 & Opinion::FREQUENCY {
            0 => 0.0,
            steps => 1.0 + f32::from(steps) / 4.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(word: &str) -> Opinion {
        Lexicon::of("en").unwrap().opinion(word)
    }

    #[test]
    fn common_words_are_known_and_frequent() {
        for word in [
            "the", "The", "minister", "said", "arrived", "in", "a", "I", "zoo",
        ] {
            assert!(english(word).is_dictionary_word(), "{word}");
            assert!(
                english(word).zipf() >= 4.0,
                "{word} {}",
                english(word).zipf()
            );
        }
        assert!(english("the").zipf() > english("minister").zipf());
        assert!(english("minister").zipf() > english("palimpsest").zipf());
    }

    #[test]
    fn both_spellings_of_a_word_are_common() {
        for (british, american) in [
            ("labour", "labor"),
            ("organised", "organized"),
            ("theatre", "theater"),
            ("travelled", "traveled"),
            ("neighbourhood", "neighborhood"),
        ] {
            for word in [british, american] {
                assert!(english(word).zipf() >= 3.0, "{word}");
            }
        }
        for word in [
            "reportedly",
            "airstrikes",
            "coronavirus",
            "lawmakers",
            "website",
        ] {
            assert!(english(word).zipf() >= 3.0, "{word}");
        }
    }

    #[test]
    fn words_that_are_mostly_names_are_told() {
        for word in ["china", "London", "Turkey", "john", "Monday"] {
            assert!(english(word).is_mostly_name(), "{word}");
        }
        for word in ["will", "brown", "may", "minister", "hope"] {
            assert!(!english(word).is_mostly_name(), "{word}");
        }
    }

    #[test]
    fn other_strings_are_unknown() {
        for word in [
            "",
            "theminister",
            "b",
            "qzx",
            "été",
            "don't",
            "3",
            "[`{",
            "слово",
        ] {
            assert_eq!(english(word), Opinion::default(), "{word}");
        }
        assert_eq!(english(&"a".repeat(25)), Opinion::default());
        assert_eq!(english(&"z".repeat(24)), Opinion::default());
    }

    #[test]
    fn what_is_remembered_is_what_was_looked_up() {
        for word in [
            "Ferry",
            "harbour",
            "of",
            "a",
            "qzx",
            "Parliamentarians",
            "internationalisation",
        ] {
            for _ in 0..2 {
                assert_eq!(english(word), ENGLISH.looked_up(word), "{word}");
            }
        }
    }

    #[test]
    fn the_table_is_whole() {
        let last = ENGLISH.number_at(FIRST + LONGEST * CELLS * 4);
        let cells: Vec<usize> = (0..=LONGEST * CELLS)
            .map(|cell| ENGLISH.number_at(FIRST + cell * 4))
            .collect();
        assert!(cells.is_sorted() && cells[0] == 0 && last > 100_000);
        let bytes: usize = (0..LONGEST)
            .map(|n| (cells[(n + 1) * CELLS] - cells[n * CELLS]) * n.max(1))
            .sum();
        assert_eq!(RECORDS + bytes, ENGLISH.table.len());
    }
}
