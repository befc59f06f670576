//! The best run of words for each language so far: the maximal subarray, for all of them at once.
//! Knows costs, no words.

use crate::language::MOST_LANGUAGES;

/// Languages that are added at once.
const LANES: usize = 16;

/// The runs of all languages, by place.
pub(super) struct Sums {
    blocks: Vec<Block>,
}

#[derive(Clone, Default)]
struct Block {
    open: [i32; LANES],
    since: [u32; LANES],
    best: [i32; LANES],
    /// The first and the last word of the best.
    first: [u32; LANES],
    last: [u32; LANES],
    /// What all the words save.
    saved: [i32; LANES],
}

impl Sums {
    /// Of languages at that many places, a multiple of [`LANES`].
    pub(super) fn over(places: usize) -> Self {
        Sums {
            blocks: vec![Block::default(); places / LANES],
        }
    }

    /// Adds the word at `at`, which costs `own` at home. Without branches, so that several
    /// languages are added at once; places that no language has are added, too, and never read.
    #[inline]
    pub(super) fn add(
        &mut self,
        at: usize,
        letters: usize,
        own: u16,
        costs: &[u16; MOST_LANGUAGES],
    ) {
        /// Sixteenths of a bit a letter that a language has to be better by, or every run would
        /// reach from the first word that suits it by chance to the last.
        const TOLL: i32 = 3;
        let toll = TOLL * letters as i32;
        let (costs, _) = costs.as_chunks::<LANES>();
        for (number, block) in self.blocks.iter_mut().enumerate() {
            block.add(at as u32, i32::from(own), toll, &costs[number]);
        }
    }

    /// What the best run of a language saves, in sixteenths of a bit.
    pub(super) fn best(&self, place: usize) -> i32 {
        self.blocks[place / LANES].best[place % LANES]
    }

    /// The first and the last word of that run.
    pub(super) fn bounds(&self, place: usize) -> (usize, usize) {
        let (block, lane) = (&self.blocks[place / LANES], place % LANES);
        (block.first[lane] as usize, block.last[lane] as usize)
    }

    /// What all words save in a language, without a toll.
    pub(super) fn saved(&self, place: usize) -> i32 {
        self.blocks[place / LANES].saved[place % LANES]
    }
}

impl Block {
    #[inline]
    fn add(&mut self, at: u32, own: i32, toll: i32, costs: &[u16; LANES]) {
        let Block {
            open,
            since,
            best,
            first,
            last,
            saved,
        } = self;
        for lane in 0..LANES {
            let saving = own - i32::from(costs[lane]);
            saved[lane] += saving;
            since[lane] = if open[lane] > 0 { since[lane] } else { at };
            open[lane] = (open[lane].max(0) + saving - toll).min(1 << 24);
            let is_better = open[lane] > best[lane];
            best[lane] = open[lane].max(best[lane]);
            first[lane] = if is_better { since[lane] } else { first[lane] };
            last[lane] = if is_better { at } else { last[lane] };
        }
    }
}
