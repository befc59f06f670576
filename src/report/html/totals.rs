//! The figures of the page, over every article; of bounded size whatever the corpus.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::Meta;
use crate::engine::{Report, Verdict};
use crate::flag::Severity;
use crate::report::{CONFIDENCE, Standing};
use crate::rules::Rule;

/// The upper ends of the histogram's bins, in penalty per 1,000 words; a last one has no end. The
/// verdicts begin at 5 and 30 unless the caller says otherwise.
const BINS: [f64; 11] = [
    0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 50.0, 100.0, 200.0, 500.0,
];

/// More groups than this are no groups any more: what follows is counted as one.
const MOST_GROUPS: usize = 200;
const OTHERS: &str = "(others)";

/// More bars than this cannot be told apart: days become months, months years.
const MOST_DATES: usize = 100;

/// So many dates are counted before they are made coarser.
const MOST_DATES_HELD: usize = 4000;

#[derive(Debug)]
pub(super) struct Totals {
    all: Tally,
    severities: [usize; 4],
    bins: [Verdicts; BINS.len() + 1],
    rules: HashMap<String, RuleCount>,
    groups: BTreeMap<String, Tally>,
    dates: BTreeMap<String, Day>,
    date_len: usize,
}

#[derive(Clone, Debug, Default, Serialize)]
struct Tally {
    articles: usize,
    words: usize,
    flags: usize,
    weight: f64,
    verdicts: Verdicts,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Verdicts {
    clean: usize,
    review: usize,
    reject: usize,
    insufficient: usize,
}

#[derive(Debug, Default)]
struct RuleCount {
    flags: usize,
    articles: usize,
    severity: Severity,
}

#[derive(Debug, Default)]
struct Day {
    all: Tally,
    groups: BTreeMap<String, Tally>,
}

/// All there is to say but the articles.
#[derive(Serialize)]
pub(super) struct Figures<'a> {
    version: &'static str,
    /// How sure the intervals are.
    confidence: &'static str,
    totals: TotalsData<'a>,
    histogram: Vec<BinData>,
    rules: Vec<RuleData<'a>>,
    dates: Vec<&'a str>,
    alltime: Vec<&'a Tally>,
    groups: Vec<GroupData<'a>>,
    omitted: usize,
}

#[derive(Serialize)]
struct TotalsData<'a> {
    #[serde(flatten)]
    tally: &'a Tally,
    #[serde(flatten)]
    standing: Standing,
    severities: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct BinData {
    from: f64,
    to: Option<f64>,
    verdicts: Verdicts,
}

#[derive(Serialize)]
struct RuleData<'a> {
    id: &'a str,
    severity: &'static str,
    flags: usize,
    articles: usize,
    summary: &'static str,
    explanation: String,
}

#[derive(Serialize)]
struct GroupData<'a> {
    name: &'a str,
    #[serde(flatten)]
    tally: &'a Tally,
    #[serde(flatten)]
    standing: Standing,
    dates: Vec<Option<&'a Tally>>,
}

impl Default for Totals {
    fn default() -> Self {
        Totals {
            all: Tally::default(),
            severities: [0; 4],
            bins: [Verdicts::default(); BINS.len() + 1],
            rules: HashMap::new(),
            groups: BTreeMap::new(),
            dates: BTreeMap::new(),
            date_len: "2024-05-17".len(),
        }
    }
}

impl Totals {
    /// Counts an article.
    pub(super) fn add(&mut self, report: &Report, meta: &Meta) {
        let assessment = &report.assessment;
        self.all.add(report);
        for (sum, count) in self.severities.iter_mut().zip(assessment.severities) {
            *sum += count;
        }
        let bin = BINS.partition_point(|&end| end < assessment.penalty_per_1000_words);
        self.bins[bin].add(assessment.verdict);
        let mut flags: Vec<_> = report
            .flags
            .iter()
            .map(|flag| (&*flag.rule, flag.severity))
            .collect();
        flags.sort_unstable();
        for same in flags.chunk_by(|(a, _), (b, _)| a == b) {
            let (rule, severity) = same[same.len() - 1];
            let count = self.rules.entry(rule.to_owned()).or_default();
            count.flags += same.len();
            count.articles += 1;
            count.severity = count.severity.max(severity);
        }
        let group = meta.group.as_deref().map(|group| {
            let known = self.groups.contains_key(group) || self.groups.len() < MOST_GROUPS;
            if known { group } else { OTHERS }
        });
        if let Some(group) = group {
            self.groups.entry(group.into()).or_default().add(report);
        }
        if let Some(date) = meta.date.as_deref().and_then(calendar) {
            let date = &date[..date.len().min(self.date_len)];
            let day = self.dates.entry(date.into()).or_default();
            day.all.add(report);
            if let Some(group) = group {
                day.groups.entry(group.into()).or_default().add(report);
            }
            if self.dates.len() > MOST_DATES_HELD {
                self.dates = coarser(std::mem::take(&mut self.dates), &mut self.date_len);
            }
        }
    }

    /// The figures, beside the text of `kept` articles.
    pub(super) fn figures(&mut self, kept: usize) -> Figures<'_> {
        while self.dates.len() > MOST_DATES && self.date_len > "2024".len() {
            self.dates = coarser(std::mem::take(&mut self.dates), &mut self.date_len);
        }
        let mut rules: Vec<_> = self.rules.iter().map(RuleData::of).collect();
        rules.sort_by(|a, b| b.flags.cmp(&a.flags).then(a.id.cmp(b.id)));
        let all = self.all.damaged();
        let in_groups = self.groups.values().map(Tally::damaged);
        let grouped = in_groups.fold((0, 0), |(a, b), (damaged, of)| (a + damaged, b + of));
        let mut groups: Vec<_> = self
            .groups
            .iter()
            .map(|(name, tally)| GroupData {
                name,
                tally,
                standing: tally.beside(grouped),
                dates: self
                    .dates
                    .values()
                    .map(|day| day.groups.get(name))
                    .collect(),
            })
            .collect();
        groups.sort_by(|a, b| {
            let from = |group: &GroupData<'_>| group.standing.damaged_from;
            from(b).total_cmp(&from(a))
        });
        Figures {
            version: env!("CARGO_PKG_VERSION"),
            confidence: CONFIDENCE,
            totals: TotalsData {
                tally: &self.all,
                standing: self.all.beside(all),
                severities: Severity::ALL
                    .into_iter()
                    .map(|severity| (severity.as_str(), self.severities[severity as usize]))
                    .collect(),
            },
            histogram: self
                .bins
                .iter()
                .enumerate()
                .map(|(bin, &verdicts)| BinData {
                    from: bin.checked_sub(1).map_or(0.0, |before| BINS[before]),
                    to: BINS.get(bin).copied(),
                    verdicts,
                })
                .collect(),
            rules,
            dates: self.dates.keys().map(String::as_str).collect(),
            alltime: self.dates.values().map(|day| &day.all).collect(),
            groups,
            omitted: self.all.articles - kept,
        }
    }
}

impl<'a> RuleData<'a> {
    fn of((id, count): (&'a String, &RuleCount)) -> Self {
        // A server may know rules that this program does not.
        let rule = Rule::by_id(id);
        RuleData {
            id,
            severity: count.severity.as_str(),
            flags: count.flags,
            articles: count.articles,
            summary: rule.map_or("", |rule| rule.summary),
            explanation: rule.map(Rule::explanation).unwrap_or_default(),
        }
    }
}

impl Tally {
    fn add(&mut self, report: &Report) {
        let assessment = &report.assessment;
        self.articles += 1;
        self.words += assessment.words;
        self.flags += assessment.severities.iter().sum::<usize>();
        self.weight += assessment.penalty_per_1000_words * assessment.words.max(1) as f64 / 1000.0;
        self.verdicts.add(assessment.verdict);
    }

    fn merge(&mut self, other: &Tally) {
        self.articles += other.articles;
        self.words += other.words;
        self.flags += other.flags;
        self.weight += other.weight;
        self.verdicts.clean += other.verdicts.clean;
        self.verdicts.review += other.verdicts.review;
        self.verdicts.reject += other.verdicts.reject;
        self.verdicts.insufficient += other.verdicts.insufficient;
    }

    /// How many articles are unfit or want a look, and of how many.
    fn damaged(&self) -> (u64, u64) {
        let damaged = self.verdicts.review + self.verdicts.reject;
        (damaged as u64, self.articles as u64)
    }

    fn beside(&self, all: (u64, u64)) -> Standing {
        Standing::of(self.damaged(), all)
    }
}

impl Verdicts {
    fn add(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Clean => &mut self.clean,
            Verdict::Review => &mut self.review,
            Verdict::Reject => &mut self.reject,
            Verdict::Insufficient => &mut self.insufficient,
        } += 1;
    }
}

/// The day, month or year that `date` begins with.
fn calendar(date: &str) -> Option<&str> {
    let fits = |shape: &str| {
        date.len() >= shape.len()
            && date
                .bytes()
                .zip(shape.bytes())
                .all(|(sign, wanted)| sign == wanted || wanted == b'0' && sign.is_ascii_digit())
    };
    ["0000-00-00", "0000-00", "0000"]
        .into_iter()
        .find(|shape| fits(shape))
        .map(|shape| &date[..shape.len()])
}

/// Days as months, or months as years.
fn coarser(dates: BTreeMap<String, Day>, date_len: &mut usize) -> BTreeMap<String, Day> {
    *date_len = match *date_len {
        10 => 7,
        _ => 4,
    };
    let mut coarse: BTreeMap<String, Day> = BTreeMap::new();
    for (date, day) in dates {
        let sum = coarse
            .entry(date[..date.len().min(*date_len)].into())
            .or_default();
        sum.all.merge(&day.all);
        for (group, tally) in day.groups {
            sum.groups.entry(group).or_default().merge(&tally);
        }
    }
    coarse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_coarser_when_there_are_too_many() {
        let mut totals = Totals::default();
        for year in 2000..2012 {
            for month in 1..13 {
                for day in [1, 17] {
                    let meta = Meta {
                        group: Some("Aurora".into()),
                        date: Some(format!("{year}-{month:02}-{day:02}T06:00:00Z")),
                    };
                    totals.add(&Report::default(), &meta);
                }
            }
        }
        let figures = totals.figures(0);
        assert_eq!((figures.dates.len(), figures.dates[0]), (12, "2000"));
        let articles = |tally: &Tally| tally.articles;
        assert_eq!(
            figures.alltime.iter().copied().map(articles).sum::<usize>(),
            288
        );
        assert_eq!(figures.groups[0].dates[3].map(articles), Some(24));
    }

    #[test]
    fn what_is_no_date_is_not_counted_over_time() {
        assert_eq!(calendar("2024-05-17T10:00"), Some("2024-05-17"));
        assert_eq!(calendar("2024-05"), Some("2024-05"));
        assert_eq!(calendar("17 May 2024"), None);
        assert_eq!(calendar("٢٠٢٤"), None);
    }
}
