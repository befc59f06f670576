//! A model counted in text.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::{EDGE, Model};

/// Counts of one, two and three letters in a row.
#[derive(Default)]
pub struct Counts {
    one: BTreeMap<char, f64>,
    two: BTreeMap<[char; 2], f64>,
    three: BTreeMap<[char; 3], f64>,
    /// How often a pair has anything behind it, and how many different letters.
    behind: BTreeMap<[char; 2], (f64, BTreeSet<char>)>,
    behind_one: BTreeMap<char, (f64, BTreeSet<char>)>,
    all: f64,
}

impl Counts {
    pub fn of(text: &str, script: &str) -> Self {
        let mut counts = Counts::default();
        let lower = text.to_lowercase();
        let mut word = vec![EDGE];
        for c in lower.nfc().chain([EDGE]) {
            let group = c.general_category_group();
            if matches!(
                group,
                GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark
            ) {
                word.push(c);
            } else {
                if word.len() > 1 && crate::languages::is_of(script, word[1]) {
                    counts.word(&word);
                }
                word.truncate(1);
            }
        }
        counts
    }

    fn word(&mut self, word: &[char]) {
        let mut word = word.to_vec();
        word.push(EDGE);
        for at in 1..word.len() {
            let (a, b, c) = (
                if at > 1 { word[at - 2] } else { EDGE },
                word[at - 1],
                word[at],
            );
            *self.one.entry(c).or_default() += 1.0;
            *self.two.entry([b, c]).or_default() += 1.0;
            let one = self.behind_one.entry(b).or_default();
            one.0 += 1.0;
            one.1.insert(c);
            self.all += 1.0;
            if at > 1 {
                *self.three.entry([a, b, c]).or_default() += 1.0;
                let two = self.behind.entry([a, b]).or_default();
                two.0 += 1.0;
                two.1.insert(c);
            }
        }
    }
}

/// Witten-Bell: the more different letters followed so far, the likelier is another one.
fn smoothed(count: f64, behind: Option<&(f64, BTreeSet<char>)>, lower: f64) -> f64 {
    match behind {
        Some((all, kinds)) => (count + kinds.len() as f64 * lower) / (all + kinds.len() as f64),
        None => lower,
    }
}

impl Model for Counts {
    fn trigrams(&self) -> Vec<([char; 3], f64)> {
        // What a few pages hold three times only is chance.
        let often = self.three.iter().filter(|&(_, &n)| n >= 5.0);
        often.map(|(&t, &n)| (t, n / self.all)).collect()
    }

    fn follows(&self, a: char, b: char, c: char) -> f64 {
        let count = self.three.get(&[a, b, c]).copied().unwrap_or_default();
        smoothed(count, self.behind.get(&[a, b]), self.follows_one(b, c))
    }

    fn follows_one(&self, b: char, c: char) -> f64 {
        let count = self.two.get(&[b, c]).copied().unwrap_or_default();
        smoothed(count, self.behind_one.get(&b), self.alone(c))
    }

    fn alone(&self, c: char) -> f64 {
        let share = self.one.get(&c).copied().unwrap_or_default() / self.all;
        0.98 * share + 0.02 / 300.0
    }

    fn letters(&self) -> BTreeMap<char, f64> {
        let letters = self.one.iter().filter(|&(&c, &n)| c != EDGE && n >= 3.0);
        letters.map(|(&c, &n)| (c, n / self.all)).collect()
    }
}
