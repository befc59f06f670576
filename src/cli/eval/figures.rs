//! Precision, recall and F1 of families and rules, with intervals from resampled articles.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::AddAssign;

use rayon::prelude::*;
use serde::Serialize;

use super::judge::Judged;

/// What figures are made of.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Counts {
    /// Labels that must be found.
    pub wanted: usize,
    /// Of these, those that were.
    pub found: usize,
    /// Flags that the labels judge.
    pub flags: usize,
    /// Of these, those that are right.
    pub right: usize,
    /// Wrong ones that cost something.
    #[serde(skip)]
    pub false_alarms: usize,
    /// Words of the articles judged.
    pub words: usize,
}

/// Figures of one family, one rule or all.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// The family or rule; `all`.
    pub name: String,
    #[serde(flatten)]
    pub counts: Counts,
    /// None where no label is wanted.
    pub recall: Option<f64>,
    /// None where nothing was flagged.
    pub precision: Option<f64>,
    /// None where either is missing, or both are 0.
    pub f1: Option<f64>,
    /// Wrong flags of minor severity or above per 5,000 words.
    pub false_per_5k: Option<f64>,
    /// 95 % intervals.
    pub intervals: Intervals,
}

#[derive(Debug, Default, Serialize)]
pub struct Intervals {
    pub recall: Option<[f64; 2]>,
    pub precision: Option<[f64; 2]>,
    pub f1: Option<[f64; 2]>,
}

/// How articles are resampled.
#[derive(Clone, Copy, Debug)]
pub struct Bootstrap {
    /// How often; 0: there are no intervals.
    pub resamples: usize,
    /// The same seed gives the same intervals.
    pub seed: u64,
}

/// Figures by family, and of all together.
pub fn by_family(judged: &[Judged<'_>], bootstrap: Bootstrap) -> (Vec<Figures>, Figures) {
    let mut table = Table::default();
    for article in judged {
        let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
        let words = article.gold.words();
        for family in article.gold.families() {
            counts.entry(family).or_default().words = words;
        }
        for (label, &found) in article.gold.expect.iter().zip(&article.found) {
            let counts = counts.entry(&label.family).or_default();
            counts.wanted += usize::from(label.required);
            counts.found += usize::from(label.required && found);
        }
        for (said, right) in article.said.iter().zip(&article.right) {
            if let Some(right) = right {
                let counts = counts.entry(&said.family).or_default();
                counts.say(*right, said.neutral);
            }
        }
        table.push(counts);
    }
    table.figures(bootstrap)
}

/// Figures by rule: the precision of its flags, and the recall of the labels that name it, by
/// whichever rule of the family they were found.
pub fn by_rule(judged: &[Judged<'_>], bootstrap: Bootstrap) -> Vec<Figures> {
    let mut table = Table::default();
    for article in judged {
        let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
        for (label, &found) in article.gold.expect.iter().zip(&article.found) {
            if let (Some(rule), true) = (&label.rule, label.required) {
                let counts = counts.entry(rule).or_default();
                counts.wanted += 1;
                counts.found += usize::from(found);
            }
        }
        for (said, right) in article.said.iter().zip(&article.right) {
            if let Some(right) = right {
                counts
                    .entry(&said.rule)
                    .or_default()
                    .say(*right, said.neutral);
            }
        }
        table.push(counts);
    }
    let (mut rules, _) = table.figures(bootstrap);
    for figures in &mut rules {
        figures.false_per_5k = None;
    }
    rules
}

/// The counts of every article, by name.
#[derive(Default)]
struct Table {
    names: BTreeMap<String, usize>,
    articles: Vec<Vec<(usize, Counts)>>,
}

impl Table {
    fn push(&mut self, counts: BTreeMap<&str, Counts>) {
        let mut row = Vec::with_capacity(counts.len());
        for (name, counts) in counts {
            let next = self.names.len();
            let column = match self.names.get(name) {
                Some(&column) => column,
                None => *self.names.entry(name.to_owned()).or_insert(next),
            };
            row.push((column, counts));
        }
        self.articles.push(row);
    }

    /// The figures of every name, and of all together; as many words as the name with the most has.
    fn figures(&self, bootstrap: Bootstrap) -> (Vec<Figures>, Figures) {
        let sums = self.sum(0..self.articles.len());
        let resampled: Vec<Vec<Counts>> = (0..bootstrap.resamples)
            .into_par_iter()
            .map(|resample| {
                let mut random = fastrand::Rng::with_seed(bootstrap.seed ^ (resample as u64) << 32);
                let articles = self.articles.len();
                self.sum((0..articles).map(|_| random.usize(..articles)))
            })
            .collect();
        let figures = |(name, &column): (&String, &usize)| {
            let samples: Vec<Counts> = resampled.iter().map(|sums| sums[column]).collect();
            Figures::of(name, sums[column], &samples)
        };
        let each = self.names.iter().map(figures).collect();
        let total = |sums: &[Counts]| Counts {
            words: sums.iter().map(|sum| sum.words).max().unwrap_or_default(),
            ..sums.iter().copied().sum()
        };
        let samples: Vec<Counts> = resampled.iter().map(|sums| total(sums)).collect();
        (each, Figures::of("all", total(&sums), &samples))
    }

    fn sum(&self, articles: impl Iterator<Item = usize>) -> Vec<Counts> {
        let mut sums = vec![Counts::default(); self.names.len()];
        for article in articles {
            for &(column, counts) in &self.articles[article] {
                sums[column] += counts;
            }
        }
        sums
    }
}

impl Figures {
    fn of(name: &str, counts: Counts, samples: &[Counts]) -> Self {
        let interval = |figure: fn(&Counts) -> Option<f64>| {
            let mut values: Vec<f64> = samples.iter().filter_map(figure).collect();
            values.sort_unstable_by(f64::total_cmp);
            let last = values.len().checked_sub(1)?;
            let at = |share: f64| values[(share * last as f64).round() as usize];
            figure(&counts).map(|_| [at(0.025), at(0.975)])
        };
        let false_alarms = counts.false_alarms as f64 * 5000.0;
        Figures {
            name: name.into(),
            counts,
            recall: counts.recall(),
            precision: counts.precision(),
            f1: counts.f1(),
            false_per_5k: (counts.words > 0).then(|| false_alarms / counts.words as f64),
            intervals: Intervals {
                recall: interval(Counts::recall),
                precision: interval(Counts::precision),
                f1: interval(Counts::f1),
            },
        }
    }
}

impl Counts {
    fn say(&mut self, right: bool, neutral: bool) {
        self.flags += 1;
        self.right += usize::from(right);
        self.false_alarms += usize::from(!right && !neutral);
    }

    fn recall(&self) -> Option<f64> {
        (self.wanted > 0).then(|| self.found as f64 / self.wanted as f64)
    }

    fn precision(&self) -> Option<f64> {
        (self.flags > 0).then(|| self.right as f64 / self.flags as f64)
    }

    fn f1(&self) -> Option<f64> {
        let (recall, precision) = (self.recall()?, self.precision()?);
        (recall + precision > 0.0).then(|| 2.0 * recall * precision / (recall + precision))
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.wanted += other.wanted;
        self.found += other.found;
        self.flags += other.flags;
        self.right += other.right;
        self.false_alarms += other.false_alarms;
        self.words += other.words;
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Counts>>(all: I) -> Counts {
        let mut sum = Counts::default();
        all.for_each(|counts| sum += counts);
        sum
    }
}
