//! How well each language fits an article as a whole.

use super::model::{LetterModel, MOST_LANGUAGES};
use crate::text::Document;

/// What a letter costs in each language, sentence by sentence of a bounded sample.
///
/// One foreign sentence sways a sum, but not a median.
#[derive(Clone, Debug)]
pub struct Fit {
    samples: Vec<Sample>,
    languages: usize,
    best: usize,
}

/// How much worse the sentences of an article fit another language than its own.
#[derive(Clone, Copy, Debug)]
pub struct Usual {
    /// Bits a letter.
    pub gap: f32,
    /// The standard deviation of a sentence of one letter; it falls with the root of the letters.
    pub stray: f32,
}

#[derive(Clone, Debug)]
struct Sample {
    costs: [u32; MOST_LANGUAGES],
    letters: u32,
}

/// How many sentences are read.
const SENTENCES: usize = 16;
/// How many bytes of each.
const BYTES: usize = 160;

impl Fit {
    /// The fit of the languages of `model` to `doc`.
    pub fn of(doc: &Document, model: &LetterModel) -> Self {
        let sentences = doc.sentences();
        let step = sentences.len().div_ceil(SENTENCES).max(1);
        let samples: Vec<Sample> = sentences
            .iter()
            .step_by(step)
            .map(|sentence| &doc.text()[sentence.clone()])
            .map(|sentence| sample(model, &sentence[..sentence.floor_char_boundary(BYTES)]))
            .filter(|sample| sample.letters > 0)
            .collect();
        let mut fit = Fit {
            samples,
            languages: model.languages().len(),
            best: 0,
        };
        fit.best = fit.cheapest(None).0;
        fit
    }

    /// The place of the language that fits best.
    pub fn best(&self) -> usize {
        self.best
    }

    /// The place of the language that fits best but for the best, if more than a stray sentence
    /// bears that out.
    pub fn second(&self) -> usize {
        let (place, letters) = self.cheapest(Some(self.best));
        if letters as usize * 4 > self.letters() {
            place
        } else {
            self.best
        }
    }

    /// The letters that were read.
    pub fn letters(&self) -> usize {
        self.samples
            .iter()
            .map(|sample| sample.letters as usize)
            .sum()
    }

    /// How many bits a letter `other` fits worse than `home`, below 0.6 for sisters, in the part of
    /// the text that is in `home`: not in a foreign half of it.
    pub fn gap(&self, home: usize, other: usize) -> f32 {
        self.quantile(home, other, 0.7)
    }

    /// The gap that the share `at` of the text stays below.
    pub fn quantile(&self, home: usize, other: usize, at: f32) -> f32 {
        let mut gaps: Vec<(f32, u32)> = self
            .samples
            .iter()
            .map(|sample| {
                let gap = sample.costs[other] as f32 - sample.costs[home] as f32;
                (gap / 16.0 / sample.letters as f32, sample.letters)
            })
            .collect();
        gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
        let wanted = self.letters() as f32 * at;
        let mut passed = 0.0;
        for (gap, letters) in gaps {
            passed += letters as f32;
            if passed >= wanted {
                return gap;
            }
        }
        0.0
    }

    /// What a sentence of the article usually costs more in `other`, and how far sentences stray
    /// from that; for few sentences, nothing.
    pub fn usual(&self, home: usize, other: usize) -> Option<Usual> {
        const LEAST_LETTERS: u32 = 12;
        const LEAST_SENTENCES: usize = 5;
        let mut gaps: Vec<(f32, f32)> = self
            .samples
            .iter()
            .filter(|sample| sample.letters >= LEAST_LETTERS)
            .map(|sample| {
                let gap = sample.costs[other] as f32 - sample.costs[home] as f32;
                let letters = sample.letters as f32;
                (gap / 16.0 / letters, letters)
            })
            .collect();
        if gaps.len() < LEAST_SENTENCES {
            return None;
        }
        gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
        let gap = gaps[gaps.len() / 2].0;
        let mut strays: Vec<f32> = gaps
            .iter()
            .map(|&(of_sentence, letters)| (of_sentence - gap).abs() * letters.sqrt())
            .collect();
        strays.sort_by(f32::total_cmp);
        // The median of what strays by chance is two thirds of its standard deviation.
        let stray = strays[strays.len() / 2] * 1.5;
        Some(Usual { gap, stray })
    }

    /// What a letter of the article costs in a language, in bits.
    pub fn per_letter(&self, place: usize) -> f32 {
        let sum: u32 = self.samples.iter().map(|sample| sample.costs[place]).sum();
        sum as f32 / 16.0 / self.letters().max(1) as f32
    }

    /// The language that fits most of the text best, letter for letter.
    fn cheapest(&self, but: Option<usize>) -> (usize, u32) {
        let mut votes = [0; MOST_LANGUAGES];
        let places = || (0..self.languages).filter(|&place| Some(place) != but);
        for sample in &self.samples {
            if let Some(place) = places().min_by_key(|&place| sample.costs[place]) {
                votes[place] += sample.letters;
            }
        }
        let best = places()
            .max_by_key(|&place| votes[place])
            .unwrap_or_default();
        (best, votes[best])
    }
}

/// The words of `text` in small letters: names fit everywhere.
fn sample(model: &LetterModel, text: &str) -> Sample {
    let mut sample = Sample {
        costs: [0; MOST_LANGUAGES],
        letters: 0,
    };
    for word in text
        .split_whitespace()
        .filter(|word| !word.starts_with(char::is_uppercase))
    {
        let (costs, letters) = model.costs(word);
        sample.letters += letters as u32;
        let places = model.places();
        let (sums, costs) = (&mut sample.costs[..places], &costs[..places]);
        for place in 0..places {
            sums[place] += u32::from(costs[place]);
        }
    }
    sample
}
