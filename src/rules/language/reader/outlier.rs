//! Whole sentences in a sister of the article's language: told by how they differ from the others.

use super::{Reader, Run, Standing};
use crate::language::{LetterModel, MOST_LANGUAGES, Usual};
use crate::text::{Document, Word};

/// What a sentence costs in two languages, in bits.
struct Comparison {
    /// Saved by reading it in the other language.
    saved: f32,
    /// Saved once the function words of either language are taken for what they are.
    saved_by_words: f32,
    /// A letter of it in the other language.
    per_letter: f32,
    letters: f32,
}

/// A shorter sentence of a sister may be a chance of spelling.
const LEAST_WORDS: usize = 6;
/// A sentence of running text in a language whose models know it.
const FLUENT: f32 = 3.4;

impl Reader<'_> {
    /// The whole of `words`, a sentence, if a sister language suits it far better than it suits the
    /// sentences around it.
    pub(super) fn outlier(&self, words: &[Word]) -> Option<Run> {
        if self.home.standing == Standing::Stranger {
            return None;
        }
        let languages = self.model.languages();
        let home = self.home.place;
        let counted: Vec<&Word> = words.iter().filter(|word| self.counts(word)).collect();
        if counted.len() < LEAST_WORDS {
            return None;
        }
        let totals = Totals::of(self.doc, self.model, &counted);
        let other = (0..languages.len())
            .filter(|&place| place != home)
            .min_by_key(|&place| totals.by_words[place])?;
        let comparison = totals.compare(home, other);
        let usual = self.fit().usual(home, other)?;
        let is_clear = match (self.home.standing, languages[other].is_broad) {
            (Standing::Known, true) => comparison.is_known_from(usual),
            (Standing::Known, false) => comparison.is_as_good(usual),
            (_, is_broad) => is_broad && comparison.is_clear_from(usual),
        };
        let text = self.doc.text();
        if !is_clear || !super::is_varied(text, counted.iter().copied()) {
            return None;
        }
        Some(Run {
            tag: languages[other].tag,
            span: words[0].start()..words[words.len() - 1].end(),
            bits: comparison.saved_by_words,
            words: words.len(),
            weighed: counted.len(),
            left_over: 0,
            rest: 0.0,
            in_sentence: words.len(),
            is_sure: true,
        })
    }
}

impl Comparison {
    /// Told from the sentences of a language known from much text.
    fn is_known_from(&self, usual: Usual) -> bool {
        self.saved_by_words >= 18.0
            && self.saved_by_words >= 0.2 * self.letters
            && self.per_letter <= FLUENT
            && usual.gap >= 0.0
            && self.strays(usual) >= 2.8
    }

    /// In a language known from few pages, which costs the article's own sentences far more.
    fn is_as_good(&self, usual: Usual) -> bool {
        self.saved_by_words >= -0.05 * self.letters
            && self.letters >= 30.0
            && usual.gap >= 1.0
            && self.strays(usual) >= 3.5
    }

    /// Told from those of a language known from few pages, which a sister fits as well or better:
    /// only by a bit a letter, which the words bear out.
    fn is_clear_from(&self, usual: Usual) -> bool {
        self.saved_by_words >= 60.0
            && self.saved_by_words >= self.letters
            && self.saved_by_words > self.saved
            && self.per_letter <= FLUENT
            && usual.gap >= -0.4
            && self.strays(usual) >= 2.5
    }

    /// How many standard deviations the sentence is away from the article's others.
    fn strays(&self, usual: Usual) -> f32 {
        /// Sentences that happen to be alike are too few to say how far others stray.
        const LEAST_STRAY: f32 = 0.8;
        let away = self.saved_by_words + usual.gap * self.letters;
        away / (usual.stray.max(LEAST_STRAY) * self.letters.sqrt())
    }
}

/// What the words of a sentence cost in all languages, in sixteenths of a bit.
struct Totals {
    by_letters: [u32; MOST_LANGUAGES],
    by_words: [u32; MOST_LANGUAGES],
    letters: usize,
}

impl Totals {
    fn of(doc: &Document, model: &LetterModel, words: &[&Word]) -> Self {
        let mut totals = Totals {
            by_letters: [0; MOST_LANGUAGES],
            by_words: [0; MOST_LANGUAGES],
            letters: 0,
        };
        for word in words.iter().map(|word| word.text(doc.text())) {
            let (mut costs, letters) = model.costs(word);
            add(&mut totals.by_letters, &costs);
            model.favour(word, &mut costs);
            add(&mut totals.by_words, &costs);
            totals.letters += letters;
        }
        totals
    }

    fn compare(&self, home: usize, other: usize) -> Comparison {
        let saved = |costs: &[u32]| (costs[home] as f32 - costs[other] as f32) / 16.0;
        let letters = self.letters.max(1) as f32;
        Comparison {
            saved: saved(&self.by_letters),
            saved_by_words: saved(&self.by_words),
            per_letter: self.by_words[other] as f32 / 16.0 / letters,
            letters,
        }
    }
}

fn add(totals: &mut [u32; MOST_LANGUAGES], costs: &[u16; MOST_LANGUAGES]) {
    for place in 0..MOST_LANGUAGES {
        totals[place] += u32::from(costs[place]);
    }
}
