//! A model of lingua's, with the edges of words worked out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fst::Streamer;

use crate::{EDGE, Model};

/// lingua keeps P(a), P(b|a) and P(c|ab) within words. A word's edges follow: what P(c|ab) lacks to
/// one is the probability that a word ends in `ab`; what of the joint probability of `ab` no `xab`
/// accounts for starts a word.
pub struct Lingua {
    one: BTreeMap<char, f64>,
    /// Conditional, edges included.
    two: BTreeMap<[char; 2], f64>,
    three: BTreeMap<[char; 3], f64>,
    joint: Vec<([char; 3], f64)>,
}

impl Lingua {
    pub fn read(folder: &Path) -> Self {
        let path = folder.join("models/ngrams.fst");
        let map = fst::Map::new(fs::read(path).expect("readable")).expect("an fst");
        let (mut one, mut two, mut three) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut stream = map.stream();
        while let Some((key, value)) = stream.next() {
            let ngram: Vec<char> = std::str::from_utf8(key).expect("UTF-8").chars().collect();
            let p = f64::from_bits(value).exp();
            match ngram[..] {
                [a] => drop(one.insert(a, p)),
                [a, b] => drop(two.insert([a, b], p)),
                [a, b, c] => drop(three.insert([a, b, c], p)),
                _ => {}
            }
        }
        Self::with_edges(one, two, three)
    }

    fn with_edges(
        one: BTreeMap<char, f64>,
        mut two: BTreeMap<[char; 2], f64>,
        mut three: BTreeMap<[char; 3], f64>,
    ) -> Self {
        let mut start_one = one.clone();
        let mut start_two: BTreeMap<[char; 2], f64> = BTreeMap::new();
        let mut end_one: BTreeMap<char, f64> = one.keys().map(|&a| (a, 1.0)).collect();
        let mut end_two: BTreeMap<[char; 2], f64> = two.keys().map(|&ab| (ab, 1.0)).collect();
        for (&[a, b], &p) in &two {
            let share = one.get(&a).copied().unwrap_or_default();
            *start_one.entry(b).or_default() -= share * p;
            *start_two.entry([a, b]).or_default() += share * p;
            *end_one.entry(a).or_default() -= p;
        }
        let mut joint = Vec::new();
        for (&[a, b, c], &p) in &three {
            let share = one.get(&a).copied().unwrap_or_default();
            let pair = share * two.get(&[a, b]).copied().unwrap_or_default();
            joint.push(([a, b, c], pair * p));
            *start_two.entry([b, c]).or_default() -= pair * p;
            *end_two.entry([a, b]).or_default() -= p;
        }
        start_one.values_mut().for_each(|p| *p = p.max(0.0));
        start_two.values_mut().for_each(|p| *p = p.max(0.0));
        let words: f64 = start_one.values().sum();
        for (&a, &p) in &start_one {
            two.insert([EDGE, a], p / words);
            let longer: f64 = start_two
                .range([a, '\0']..=[a, char::MAX])
                .map(|(_, p)| p)
                .sum();
            let single = (p - longer).max(0.0);
            if p > 0.0 {
                three.insert([EDGE, a, EDGE], single / p.max(longer));
                joint.push(([EDGE, a, EDGE], single));
            }
        }
        for (&[a, b], &p) in &start_two {
            let first = start_one.get(&a).copied().unwrap_or_default();
            if p > 0.0 && first > 0.0 {
                three.insert([EDGE, a, b], (p / first).min(1.0));
                joint.push(([EDGE, a, b], p));
            }
        }
        for (&a, &p) in &end_one {
            two.insert([a, EDGE], p.max(0.0));
        }
        for (&[a, b], &p) in &end_two {
            let share = one.get(&a).copied().unwrap_or_default();
            let pair = share * two.get(&[a, b]).copied().unwrap_or_default();
            three.insert([a, b, EDGE], p.max(0.0));
            joint.push(([a, b, EDGE], pair * p.max(0.0)));
        }
        Lingua {
            one,
            two,
            three,
            joint,
        }
    }
}

impl Model for Lingua {
    fn trigrams(&self) -> Vec<([char; 3], f64)> {
        self.joint.clone()
    }

    fn follows(&self, a: char, b: char, c: char) -> f64 {
        let p = self.three.get(&[a, b, c]).copied().unwrap_or_default();
        0.95 * p + 0.05 * self.follows_one(b, c)
    }

    fn follows_one(&self, b: char, c: char) -> f64 {
        let p = self.two.get(&[b, c]).copied().unwrap_or_default();
        0.95 * p + 0.05 * self.alone(c)
    }

    fn alone(&self, c: char) -> f64 {
        // Words of news have five letters on the average: an edge is as common as a vowel.
        let share = if c == EDGE {
            0.2
        } else {
            self.one.get(&c).copied().unwrap_or_default()
        };
        0.9 * share + 0.1 / 300.0
    }

    fn letters(&self) -> BTreeMap<char, f64> {
        self.one.clone()
    }
}
