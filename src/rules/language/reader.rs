//! Reads a sentence in all languages of its script at once.

mod outlier;
mod sister;
mod sums;

use std::cell::OnceCell;
use std::ops::Range;

use unicode_script::Script;

use super::meant;
use crate::language::{
    ArticleLanguage, Fit, LetterModel, Modelled, PlainEnglish, Sisters, Tally, Who,
};
use crate::lexicon::Lexicon;
use crate::rules::glance::Glance;
use crate::text::{Document, Shape, Word};

use sums::{BestRun, Sums};

/// What it takes to read the sentences of one article.
pub(super) struct Reader<'d> {
    doc: &'d Document,
    model: &'static LetterModel,
    /// Made when it is first asked for: clean English never does.
    fit: OnceCell<Fit>,
    sisters: Option<Sisters>,
    /// Who has each word of the article.
    who: OnceCell<Vec<Who>>,
    /// The words of the whole article that tell it from its sisters.
    tally: OnceCell<Tally>,
    home: Home,
    lexicon: Option<&'static Lexicon>,
    is_cased: bool,
}

/// The article's own language among those of its script.
#[derive(Clone, Copy)]
struct Home {
    place: usize,
    /// The language that fits the article better than the one it is said to be in, or as good as
    /// one that is known from few pages: what reads as either is at home.
    twin: usize,
    standing: Standing,
}

/// How well the models know the article's language.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    /// From much text.
    Known,
    /// From a few pages.
    Thin,
    /// Not at all: the next best stand for it.
    Stranger,
}

/// The words of a sentence that speak most for another language.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) tag: &'static str,
    pub(super) span: Range<usize>,
    /// What it saves to read it in that language.
    pub(super) bits: f32,
    /// Words from its first to its last.
    pub(super) words: usize,
    /// Those of them that were weighed: names are not.
    pub(super) weighed: usize,
    /// Words of the sentence that were weighed and lie outside.
    pub(super) left_over: usize,
    /// What reading those in that language as well would save, in bits.
    rest: f32,
    /// Words of the sentence.
    pub(super) in_sentence: usize,
    /// Whether it is foreign beyond doubt and not meant to be.
    pub(super) is_sure: bool,
}

impl Run {
    /// Whether it leaves little of its sentence over.
    pub(super) fn is_whole(&self) -> bool {
        self.left_over == 0 || self.left_over <= self.weighed && self.rest > -3.0
    }
}

impl<'d> Reader<'d> {
    pub(super) fn of(doc: &'d Document) -> Option<Self> {
        let script = doc.scripts().dominant()?;
        let model = LetterModel::of(script)?;
        let article = doc.view::<ArticleLanguage>();
        let is_plain = Lexicon::of(&article.tag).is_some() && doc.view::<PlainEnglish>().is_so();
        let fit = OnceCell::new();
        let home = match model.place_of(&article.tag) {
            Some(place) if is_plain => Home {
                place,
                twin: place,
                standing: Standing::Known,
            },
            _ => Home::of(model, fit.get_or_init(|| Fit::of(doc, model)), article),
        };
        Some(Reader {
            doc,
            model,
            fit,
            sisters: Sisters::of(&article.tag),
            who: OnceCell::new(),
            tally: OnceCell::new(),
            home,
            lexicon: Lexicon::of(model.languages()[home.place].tag),
            is_cased: matches!(script, Script::Latin | Script::Cyrillic),
        })
    }

    fn fit(&self) -> &Fit {
        self.fit.get_or_init(|| Fit::of(self.doc, self.model))
    }

    /// Whether no sentence of the article can hold a run: so with nearly all in a language that
    /// there is a lexicon of.
    pub(super) fn is_beyond_doubt(&self) -> bool {
        self.lexicon.is_some() && self.doc.view::<Glance>().suspects().is_empty()
    }

    /// The stretch of these words, a sentence, that speaks most for another language.
    pub(super) fn run(&self, sentence: Range<usize>) -> Option<Run> {
        if self.lexicon.is_some() && !self.is_suspect(&sentence) {
            return None;
        }
        // What runs on for longer is no sentence, and is read in parts.
        const LONGEST: usize = 400;
        let parts = sentence.clone().step_by(LONGEST);
        let mut runs =
            parts.filter_map(|start| self.read(start..sentence.end.min(start + LONGEST)));
        let first = runs.next();
        runs.fold(first, |best, run| {
            best.filter(|best| best.bits >= run.bits).or(Some(run))
        })
    }

    fn read(&self, at: Range<usize>) -> Option<Run> {
        let words = &self.doc.words()[at.clone()];
        let run = self.best_run(words);
        let is_told = run.as_ref().is_some_and(|run| run.is_sure);
        if let (false, Some(told)) = (is_told, self.sister(at)) {
            return Some(told);
        }
        // Where a sister counts as home, what is hers saves nothing.
        let is_open = run.is_some() || self.home.twin != self.home.place;
        if self.lexicon.is_some() || is_told || !is_open {
            return run;
        }
        self.outlier(words).or(run)
    }

    fn best_run(&self, words: &[Word]) -> Option<Run> {
        let languages = self.model.languages();
        let sums = self.weigh(words);
        let BestRun {
            place,
            saved,
            first,
            last,
        } = sums.best(languages.len(), LEAST_BITS * 16)?;
        let bits = saved as f32 / 16.0;
        let run_words = &words[first..=last];
        let (mut letters, mut cost, mut count, mut rest) = (0, 0, 0, 0);
        for word in sums.words() {
            if (first..=last).contains(&word.at) {
                letters += word.letters;
                cost += word.at_place(place);
                count += 1;
            } else {
                rest += word.saving(place);
            }
        }
        let weighed = sums.words().len();
        let language = languages[place];
        let run = Run {
            tag: language.tag,
            span: run_words[0].start()..words[last].end(),
            bits,
            words: run_words.len(),
            weighed: count,
            left_over: weighed - count,
            rest: rest as f32 / 16.0,
            in_sentence: words.len(),
            is_sure: false,
        };
        let per_letter = cost as f32 / 16.0 / letters as f32;
        // How far apart the languages are costs most to tell: it is asked last.
        let is_sure = bits >= self.needed(f32::INFINITY, language, &run)
            && self.is_plausible(language, per_letter, &run)
            && is_varied(
                self.doc.text(),
                run_words.iter().filter(|word| self.counts(word)),
            )
            && !meant::is_meant(self.doc, words, first..last + 1, &run)
            && bits >= self.needed(self.gap(place), language, &run);
        Some(Run { is_sure, ..run })
    }

    /// What the words that are weighed cost.
    fn weigh(&self, words: &[Word]) -> Sums {
        let mut sums = Sums::over(words.len(), self.model.places());
        for (at, word) in words.iter().enumerate() {
            if !self.counts(word) {
                continue;
            }
            let content = word.text(self.doc.text());
            let (mut costs, letters) = self.model.costs(content);
            if letters == 0 {
                continue;
            }
            self.model.favour(content, &mut costs);
            let own = costs[self.home.place].min(costs[self.home.twin]);
            let is_common = |lexicon: &Lexicon| lexicon.opinion(content).zipf() >= COMMON;
            let bonus = if self.lexicon.is_some_and(is_common) {
                KNOWN_WORD
            } else {
                0
            };
            sums.add(at, letters, own.saturating_sub(bonus), &costs);
        }
        sums
    }

    /// Whether a sentence holds words that the lexicon of its language does not know, two of them
    /// near each other: nearly none does.
    fn is_suspect(&self, sentence: &Range<usize>) -> bool {
        let suspects = self.doc.view::<Glance>().suspects();
        let next = suspects.partition_point(|&at| (at as usize) < sentence.start);
        suspects
            .get(next)
            .is_some_and(|&at| (at as usize) < sentence.end)
    }

    /// Whether a word is weighed: names are at home everywhere.
    fn counts(&self, word: &Word) -> bool {
        let named = self.is_cased && word.shape.intersects(Shape::CAPITAL | Shape::INNER_UPPER);
        !named
            && word.shape.contains(Shape::LETTER)
            && !word.shape.intersects(Shape::MASKED | Shape::DIGIT)
    }

    /// Whether a run is words of that language: not chance, and not noise that is cheap anywhere.
    fn is_plausible(&self, language: Modelled, per_letter: f32, run: &Run) -> bool {
        match self.home.standing {
            Standing::Known => run.weighed >= 2,
            // A language hardly known may look like any other: only a sentence that is good text in
            // a well-known one tells.
            _ => {
                run.weighed >= 4
                    && run.is_whole()
                    && (language.is_broad && per_letter <= 4.0 || run.bits >= 100.0)
            }
        }
    }

    /// Whether a run fills a sentence that English function words hold together.
    fn is_english_sentence(&self, run: &Run) -> bool {
        /// The thirty words or so that half of running text is made of.
        const FUNCTION_WORD: f32 = 6.0;
        let Some(english) = Lexicon::of("en") else {
            return false;
        };
        let words = self.doc.words();
        let first = words.partition_point(|word| word.start() < run.span.start);
        let held = words[first..]
            .iter()
            .take_while(|word| word.end() <= run.span.end)
            .filter(|word| self.counts(word))
            .filter(|word| english.opinion(word.text(self.doc.text())).zipf() >= FUNCTION_WORD);
        run.left_over == 0 && run.in_sentence >= 8 && run.weighed >= 4 && held.count() >= 2
    }

    /// How many bits a letter the article as a whole would cost more in a language.
    fn gap(&self, place: usize) -> f32 {
        let gap = |own: usize| self.fit().gap(own, place);
        gap(self.home.place).min(gap(self.home.twin))
    }

    /// The bits it takes to accuse this run, when the article as a whole fits its language `gap`
    /// bits a letter worse than its own.
    fn needed(&self, gap: f32, language: Modelled, run: &Run) -> f32 {
        let mut needed = ENOUGH_BITS + (SISTER - gap).max(0.0) * PER_SISTERHOOD;
        needed += match run.weighed {
            0..3 => 6.0,
            3 => 3.0,
            _ => 0.0,
        };
        // English words are at home in the news of every language; whole sentences of them are not.
        if language.tag == "en" {
            needed += if run.weighed >= 5 || self.is_english_sentence(run) {
                8.0
            } else {
                20.0
            };
        }
        // Learned words of any text look Latin, and ten pages of a Declaration are no vocabulary.
        if !language.is_broad || matches!(language.tag, "la" | "eo") {
            needed += if run.is_whole() { 6.0 } else { 12.0 };
        }
        match self.home.standing {
            Standing::Known => needed,
            Standing::Thin => 35.0 + (1.2 - gap).max(0.0) * 40.0,
            Standing::Stranger => 50.0 + (1.5 - gap).max(0.0) * 40.0,
        }
    }
}

/// Whether the words differ: `na na na` is no language.
fn is_varied<'w>(text: &str, words: impl Iterator<Item = &'w Word>) -> bool {
    let mut known: Vec<&str> = Vec::new();
    let mut all = 0;
    // A sentence shows in its first words whether it repeats itself.
    for word in words.take(24).map(|word| word.text(text)) {
        all += 1;
        if !known.contains(&word) {
            known.push(word);
        }
    }
    known.len() >= 2 && known.len() * 3 >= all * 2
}

impl Home {
    fn of(model: &LetterModel, fit: &Fit, article: &ArticleLanguage) -> Self {
        let best = fit.best();
        let Some(place) = model.place_of(&article.tag) else {
            return Home {
                place: best,
                twin: fit.second(),
                standing: Standing::Stranger,
            };
        };
        // Said to be what it is not: another rule says so.
        let is_other = fit.quantile(place, best, 0.8) < -0.4 && fit.letters() >= 120;
        let place = if is_other { best } else { place };
        let is_broad = model.languages()[place].is_broad;
        // One foreign sentence among few may fit best.
        let is_twin = !is_broad || fit.quantile(place, best, 0.8) < 0.0;
        Home {
            place,
            twin: if is_twin { best } else { place },
            standing: match is_broad {
                // Found and not fluent: it is in a language that nobody here knows.
                true if (is_other || !article.declared) && fit.per_letter(place) > FLUENT => {
                    Standing::Stranger
                }
                true => Standing::Known,
                false => Standing::Thin,
            },
        }
    }
}

/// Running text costs no more bits a letter in its own language.
const FLUENT: f32 = 3.9;
/// Runs below are chance.
const LEAST_BITS: u16 = 8;
/// What a run takes. In clean text of 75 languages chance brings it to 11 bits, to 16 now and then.
const ENOUGH_BITS: f32 = 16.0;
/// A language that fits the article less than so many bits a letter worse than its own is a sister.
const SISTER: f32 = 0.6;
/// And how many bits more it takes for one that fits as well.
const PER_SISTERHOOD: f32 = 12.0;
/// A word of this Zipf frequency is the article's own; three bits.
const COMMON: f32 = 4.0;
const KNOWN_WORD: u16 = 48;
