//! Listed forms that a word is nearly: one letter off, or two in a long word. For lists that a
//! person keeps; in a list of a million every name is nearly another.

use std::collections::HashMap;

use super::NameEntry;

/// The words of the forms of a list, found by what is left when letters are taken out
/// (the symmetric deletion of `SymSpell`).
pub struct Near {
    words: Vec<ListedWord>,
    by_rest: HashMap<u64, Vec<u32>>,
}

/// A word of a form that is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedWord {
    /// As listed.
    pub word: String,
    /// The number of its name.
    pub entry: u32,
}

/// Lists with more names have no such index.
const MOST: usize = 20_000;
/// Shorter words are nearly too many others, in letters.
const SHORTEST: usize = 5;
/// From this many letters on two may be off.
const LONG: usize = 9;
/// Longer words are not indexed, in letters.
const LONGEST: usize = 24;

impl Near {
    /// The index of the canonical forms and aliases of `entries`, unless they are too many.
    pub(super) fn of(entries: &[NameEntry]) -> Option<Self> {
        if entries.is_empty() || entries.len() > MOST {
            return None;
        }
        let mut near = Near {
            words: Vec::new(),
            by_rest: HashMap::new(),
        };
        for (number, entry) in entries.iter().enumerate() {
            let mut own: Vec<&str> = std::iter::once(&entry.canonical)
                .chain(&entry.aliases)
                .flat_map(|form| form.split(|c: char| !c.is_alphabetic()))
                .filter(|word| word.starts_with(char::is_uppercase))
                .collect();
            own.sort_unstable();
            own.dedup();
            for word in own {
                near.add(word, number as u32);
            }
        }
        Some(near)
    }

    /// The listed words that `word` is nearly but not quite, whatever the case, with the number
    /// of letters that are off.
    pub fn like(&self, word: &str) -> Vec<(&ListedWord, usize)> {
        let Some(letters) = letters(word) else {
            return Vec::new();
        };
        let mut found: Vec<u32> = rests(&letters)
            .filter_map(|rest| self.by_rest.get(&rest))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        let off = |number: u32| {
            let listed = &self.words[number as usize];
            let other = letters_of(&listed.word);
            let most = allowed(letters.len().min(other.len()));
            let off = distance(&letters, &other);
            (1..=most).contains(&off).then_some((listed, off))
        };
        found.into_iter().filter_map(off).collect()
    }

    /// Whether a listed form that is right has this word, whatever its case.
    pub fn has(&self, word: &str) -> bool {
        let letters = letters_of(word);
        let same = |&number: &u32| letters_of(&self.words[number as usize].word) == letters;
        let found = self.by_rest.get(&hash(&letters, usize::MAX, usize::MAX));
        found.is_some_and(|numbers| numbers.iter().any(same))
    }

    fn add(&mut self, word: &str, entry: u32) {
        let Some(letters) = letters(word) else { return };
        let number = self.words.len() as u32;
        self.words.push(ListedWord {
            word: word.to_owned(),
            entry,
        });
        for rest in rests(&letters) {
            let numbers = self.by_rest.entry(rest).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
    }
}

/// How many letters may be off in words of that length.
fn allowed(length: usize) -> usize {
    if length < LONG { 1 } else { 2 }
}

fn letters(word: &str) -> Option<Vec<char>> {
    let letters = letters_of(word);
    (SHORTEST..=LONGEST)
        .contains(&letters.len())
        .then_some(letters)
}

fn letters_of(word: &str) -> Vec<char> {
    word.chars()
        .take(LONGEST + 1)
        .flat_map(char::to_lowercase)
        .collect()
}

/// The hashes of the letters, of what is left without one of them, and of what is left of a long
/// word without two.
fn rests(letters: &[char]) -> impl Iterator<Item = u64> + '_ {
    // A long word may be one letter short of long.
    let two = letters.len() + 1 >= LONG;
    let length = letters.len();
    let ones = (0..length).map(move |at| hash(letters, at, length));
    let twos = (0..length)
        .filter(move |_| two)
        .flat_map(move |at| (at + 1..length).map(move |next| hash(letters, at, next)));
    std::iter::once(hash(letters, length, length))
        .chain(ones)
        .chain(twos)
}

/// FNV-1a of the letters but those at `one` and `other`.
fn hash(letters: &[char], one: usize, other: usize) -> u64 {
    let kept = letters
        .iter()
        .enumerate()
        .filter(|&(at, _)| at != one && at != other);
    kept.fold(0xcbf2_9ce4_8422_2325, |hash, (_, &letter)| {
        (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Damerau-Levenshtein distance, neighbours swapped once.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = [
        vec![0; b.len() + 1],
        (0..=b.len()).collect(),
        vec![0; b.len() + 1],
    ];
    for i in 1..=a.len() {
        rows[2][0] = i;
        for j in 1..=b.len() {
            let substituted = rows[1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = substituted.min(rows[1][j] + 1).min(rows[2][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[0][j - 2] + 1);
            }
            rows[2][j] = best;
        }
        rows.rotate_left(1);
    }
    rows[1][b.len()]
}

#[cfg(test)]
mod tests {
    use super::super::tests::entry;
    use super::*;

    #[test]
    fn words_a_letter_or_two_off_are_found() {
        let near = Near::of(&[
            entry("Ada Belkadi", &[], &[]),
            entry("Konstantin Maurer", &[], &[]),
        ]);
        let near = near.unwrap();
        for (word, listed, off) in [
            ("Belkdai", "Belkadi", 1),
            ("Bellkadi", "Belkadi", 1),
            ("BELKADY", "Belkadi", 1),
            ("Konstntyn", "Konstantin", 2),
            ("Maurers", "Maurer", 1),
        ] {
            let found = near.like(word);
            let found: Vec<_> = found
                .iter()
                .map(|(w, off)| (w.word.as_str(), *off))
                .collect();
            assert_eq!(found, [(listed, off)], "{word}");
        }
        for word in ["Belkadi", "Belqady", "Ida", "", "Mauer Konstanz"] {
            let found = near.like(word);
            assert!(
                found.is_empty() || word.contains("Mau"),
                "{word}: {found:?}"
            );
        }
        assert!(near.has("belkadi") && !near.has("Belkady"));
    }
}
