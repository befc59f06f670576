//! Names all the world knows, found again in a misspelling of one letter.
//!
//! `data/famous_names.txt` is the list, `data/make_famous.py` makes the table of it.

use super::fingerprints::Fingerprints;
use super::fold::{Folded, fold};

/// A famous name that a word nearly is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Famous {
    /// The one word, as English news spells it: `Putin`.
    pub word: &'static str,
    /// The whole name it stands in, the word itself where it is all: `Vladimir Putin`.
    pub name: &'static str,
}

/// From every word of [`NAMES`], and every string that lacks one letter of it, to where in the
/// text the word begins, in bytes.
static WORDS: Fingerprints<3> = Fingerprints {
    table: include_bytes!("data/famous.bin"),
};

/// A name a line.
static NAMES: &str = include_str!("data/famous.txt");

/// The most letters of a word worth asking about.
const LONGEST: usize = 24;

/// The famous name that `token` misses by one letter, left out, put in, replaced or swapped with
/// its neighbour; case and diacritics aside. None for the right spelling, for words under five
/// letters and for others than Latin ones. Knows nothing of other real names that are as near: ask
/// [`name_opinion`](super::name_opinion) first.
pub fn near_famous(token: &str) -> Option<Famous> {
    let folded = fold(token)?;
    let letters = folded.as_bytes();
    if !(5..=LONGEST).contains(&letters.len()) || !letters.is_ascii() {
        return None;
    }
    let whole = WORDS.get(letters).map(at);
    if whole.is_some_and(|famous| fold(famous.word).is_some_and(|word| same(&word, letters))) {
        return None;
    }
    let mut shorter = [0; LONGEST];
    let shortened = (0..letters.len()).filter_map(|left_out| {
        shorter[..left_out].copy_from_slice(&letters[..left_out]);
        shorter[left_out..letters.len() - 1].copy_from_slice(&letters[left_out + 1..]);
        WORDS.get(&shorter[..letters.len() - 1]).map(at)
    });
    whole.into_iter().chain(shortened).find(|famous| {
        fold(famous.word).is_some_and(|word| one_edit_apart(letters, word.as_bytes()))
    })
}

fn at([low, middle, high]: [u8; 3]) -> Famous {
    let start = u32::from_le_bytes([low, middle, high, 0]) as usize;
    let line = NAMES[..start].rfind('\n').map_or(0, |end| end + 1);
    let end = NAMES[start..]
        .find('\n')
        .map_or(NAMES.len(), |end| start + end);
    let word = NAMES[start..end].split(' ').next().unwrap_or_default();
    Famous {
        word,
        name: &NAMES[line..end],
    }
}

fn same(word: &Folded, letters: &[u8]) -> bool {
    word.as_bytes() == letters
}

/// One letter put in, left out or replaced, or two neighbours swapped.
fn one_edit_apart(one: &[u8], other: &[u8]) -> bool {
    let alike = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[alike..], &other[alike..]);
    match (one, other) {
        ([_, rest @ ..], _) if rest == other => true,
        (_, [_, rest @ ..]) if rest == one => true,
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c => rest == others,
        ([_, rest @ ..], [_, others @ ..]) => rest == others,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelling_leads_to_the_name() {
        for (token, word, name) in [
            ("Vladmir", "Vladimir", "Vladimir Putin"),
            ("Puttin", "Putin", "Vladimir Putin"),
            ("Pentogon", "Pentagon", "Pentagon"),
            ("Washinton", "Washington", "George Washington"),
            ("Obmaa", "Obama", "Barack Obama"),
            ("Netanyaho", "Netanyahu", "Benjamin Netanyahu"),
        ] {
            assert_eq!(near_famous(token), Some(Famous { word, name }), "{token}");
        }
    }

    #[test]
    fn the_right_spelling_and_far_words_lead_nowhere() {
        for token in [
            "Putin",
            "PUTIN",
            "Pentagon",
            "Erdoğan",
            "",
            "Pent",
            "Rojas",
            "minister",
            "Путин",
            &"a".repeat(1000),
        ] {
            assert_eq!(near_famous(token), None, "{token}");
        }
    }

    #[test]
    fn every_word_of_the_list_is_found_from_a_misspelling() {
        assert!(WORDS.count() > 10_000 && NAMES.lines().count() > 500);
        let words = NAMES
            .split_whitespace()
            .filter(|word| word.len() > 8 && word.is_ascii());
        let mut found = 0;
        for word in words.clone() {
            found += usize::from(near_famous(&format!("{}q{}", &word[..4], &word[4..])).is_some());
        }
        assert_eq!(found, words.count());
    }
}
