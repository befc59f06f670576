//! What the words of a sentence cost in every language, and the best run of words for each: the
//! maximal subarray. Knows costs, no words.

use crate::language::{Costs, MOST_LANGUAGES};

/// The words of a sentence that are weighed, in order.
pub(super) struct Sums {
    words: Vec<Cost>,
    /// By place: what reading every word in that language that is cheaper so would save. No run
    /// saves more.
    most: Costs,
    places: usize,
}

/// What one word costs.
pub(super) struct Cost {
    /// Its number in the sentence.
    pub(super) at: usize,
    /// How many letters were read.
    pub(super) letters: usize,
    /// At home.
    own: u16,
    by_place: Costs,
}

/// The run of words that saves most in a language, in sixteenths of a bit.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BestRun {
    pub(super) place: usize,
    pub(super) saved: i32,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Sixteenths of a bit a letter that a language has to be better by, or every run would reach from
/// the first word that suits it by chance to the last.
const TOLL: u16 = 3;

impl Cost {
    /// What it saves to read it in a language.
    pub(super) fn saving(&self, place: usize) -> i32 {
        i32::from(self.own) - i32::from(self.by_place[place])
    }

    /// What it costs in a language.
    pub(super) fn at_place(&self, place: usize) -> u32 {
        u32::from(self.by_place[place])
    }

    fn toll(&self) -> u16 {
        TOLL * self.letters as u16
    }
}

impl Sums {
    /// Room for the words of a sentence and the languages at so many places.
    pub(super) fn over(words: usize, places: usize) -> Self {
        Sums {
            words: Vec::with_capacity(words),
            most: [0; MOST_LANGUAGES],
            places,
        }
    }

    /// Adds the word at `at`, which costs `own` at home. Without branches, so that many languages
    /// are added at once; places that no language has are added, too, and never read.
    #[inline]
    pub(super) fn add(&mut self, at: usize, letters: usize, own: u16, costs: &Costs) {
        let cost = Cost {
            at,
            letters,
            own,
            by_place: *costs,
        };
        let least = own.saturating_sub(cost.toll());
        let places = self.places.min(MOST_LANGUAGES);
        for (most, &cost) in self.most[..places].iter_mut().zip(&costs[..places]) {
            *most = most.saturating_add(least.saturating_sub(cost));
        }
        self.words.push(cost);
    }

    /// The words that were added.
    pub(super) fn words(&self) -> &[Cost] {
        &self.words
    }

    /// The best run of all among the first `languages` places, if it saves at least `least`, which
    /// is more than nothing.
    pub(super) fn best(&self, languages: usize, least: u16) -> Option<BestRun> {
        (0..languages)
            .filter(|&place| self.most[place] >= least)
            .map(|place| self.run(place))
            .max_by_key(|run| run.saved)
            .filter(|run| run.saved >= i32::from(least))
    }

    fn run(&self, place: usize) -> BestRun {
        let mut best = BestRun {
            place,
            ..BestRun::default()
        };
        let (mut open, mut since) = (0, 0);
        for word in &self.words {
            if open <= 0 {
                (open, since) = (0, word.at);
            }
            open += word.saving(place) - i32::from(word.toll());
            if open > best.saved {
                (best.saved, best.first, best.last) = (open, since, word.at);
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_run_leaves_out_what_costs_more_than_it_joins() {
        let mut sums = Sums::over(5, 16);
        for (at, saved) in [40, -9, 60, -200, 70].into_iter().enumerate() {
            let mut costs = [500; MOST_LANGUAGES];
            costs[3] = (300 - saved) as u16;
            sums.add(at, 0, 300, &costs);
        }
        let best = sums.best(16, 10).expect("a run");
        assert_eq!((best.place, best.saved), (3, 91));
        assert_eq!((best.first, best.last), (0, 2));
        assert!(sums.best(16, 92).is_none());
    }
}
