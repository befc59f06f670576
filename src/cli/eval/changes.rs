//! What another run said, and what became of it: which flags are new and which are gone, and whether
//! that is for the better.

use std::collections::BTreeMap;

use serde::Serialize;

use super::answers::Said;
use super::figures::{Bootstrap, by_family};
use super::gold::Gold;
use super::judge::{Judged, judge};
use super::places::Place;

/// From the other run to this one.
#[derive(Debug, Serialize)]
pub struct Changes {
    /// Flags of one rule that lie over the same text in both runs.
    pub kept: usize,
    /// Flags that are new or gone, by rule, the most changed first.
    pub rules: Vec<RuleChange>,
    /// Recall and precision of either run.
    pub families: Vec<FamilyChange>,
    pub all: FamilyChange,
    /// Labels that only this run found: how many, and the first.
    pub labels_gained: usize,
    pub gained: Vec<Place>,
    /// Labels that only the other run found: how many, and the first.
    pub labels_lost: usize,
    pub lost: Vec<Place>,
    /// The first new flags that are wrong.
    pub new_false_alarms: Vec<Place>,
}

/// What changed in the flags of one rule.
#[derive(Debug, Default, Serialize)]
pub struct RuleChange {
    pub rule: String,
    pub new: Tally,
    pub gone: Tally,
}

/// Flags by what the labels say of them.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Tally {
    pub right: usize,
    pub wrong: usize,
    /// Of families of which the labels say nothing.
    pub not_judged: usize,
}

#[derive(Debug, Default, Serialize)]
pub struct FamilyChange {
    pub name: String,
    pub recall_before: Option<f64>,
    pub recall: Option<f64>,
    pub precision_before: Option<f64>,
    pub precision: Option<f64>,
}

/// Compares this run with the `other` one; `most` places of each kind are told.
pub fn changes(
    articles: &[Gold],
    other: &[Option<Vec<Said>>],
    now: &[Judged<'_>],
    most: usize,
) -> Changes {
    let before = judge(articles, other, 0.0);
    let mut changes = Changes {
        kept: 0,
        rules: Vec::new(),
        families: Vec::new(),
        all: FamilyChange::default(),
        labels_gained: 0,
        gained: Vec::new(),
        labels_lost: 0,
        lost: Vec::new(),
        new_false_alarms: Vec::new(),
    };
    let mut rules: BTreeMap<String, RuleChange> = BTreeMap::new();
    for (before, now) in before.iter().zip(now) {
        changes.flags(before, now, &mut rules, most);
        changes.labels(before, now, most);
    }
    changes.rules = rules.into_values().collect();
    changes
        .rules
        .sort_by_key(|rule| std::cmp::Reverse(rule.new.sum() + rule.gone.sum()));
    changes.figures(&before, now);
    changes
}

impl Changes {
    fn flags(
        &mut self,
        before: &Judged<'_>,
        now: &Judged<'_>,
        rules: &mut BTreeMap<String, RuleChange>,
        most: usize,
    ) {
        let mut change = |rule: &str, then: fn(&mut RuleChange) -> &mut Tally, right| {
            let change = rules.entry(rule.to_owned()).or_default();
            change.rule = rule.into();
            then(change).add(right);
        };
        let mut partner = vec![false; before.said.len()];
        for (said, right) in now.said.iter().zip(&now.right) {
            let same = |(at, old): (usize, &&Said)| !partner[at] && is_same(said, old);
            if let Some(at) = before.said.iter().enumerate().position(same) {
                partner[at] = true;
                self.kept += 1;
                continue;
            }
            change(&said.rule, |change| &mut change.new, *right);
            if *right == Some(false) && self.new_false_alarms.len() < most {
                let place = Place::of(now.gold, &said.rule, said.start, said.end);
                self.new_false_alarms.push(place);
            }
        }
        for ((said, right), has_partner) in before.said.iter().zip(&before.right).zip(partner) {
            if !has_partner {
                change(&said.rule, |change| &mut change.gone, *right);
            }
        }
    }

    fn labels(&mut self, before: &Judged<'_>, now: &Judged<'_>, most: usize) {
        let found = before.found.iter().zip(&now.found);
        for (label, (before, found)) in now.gold.expect.iter().zip(found) {
            let (count, places) = match (before, found) {
                (false, true) if label.required => (&mut self.labels_gained, &mut self.gained),
                (true, false) if label.required => (&mut self.labels_lost, &mut self.lost),
                _ => continue,
            };
            *count += 1;
            if places.len() < most {
                places.push(Place::of(now.gold, label.name(), label.start, label.end));
            }
        }
    }

    fn figures(&mut self, before: &[Judged<'_>], now: &[Judged<'_>]) {
        let once = Bootstrap {
            resamples: 0,
            seed: 0,
        };
        let (then, all_then) = by_family(before, once);
        let (now, all_now) = by_family(now, once);
        let mut families: BTreeMap<String, FamilyChange> = BTreeMap::new();
        for figures in then.into_iter().chain([all_then]) {
            let change = families.entry(figures.name).or_default();
            change.recall_before = figures.recall;
            change.precision_before = figures.precision;
        }
        for figures in now.into_iter().chain([all_now]) {
            let change = families.entry(figures.name).or_default();
            change.recall = figures.recall;
            change.precision = figures.precision;
        }
        for (name, change) in &mut families {
            change.name.clone_from(name);
        }
        self.all = families.remove("all").unwrap_or_default();
        self.families = families.into_values().collect();
    }
}

impl Tally {
    fn add(&mut self, right: Option<bool>) {
        *match right {
            Some(true) => &mut self.right,
            Some(false) => &mut self.wrong,
            None => &mut self.not_judged,
        } += 1;
    }

    /// All of them.
    pub fn sum(self) -> usize {
        self.right + self.wrong + self.not_judged
    }
}

/// Whether two runs say the same: a span that a release draws wider is no other flag.
fn is_same(a: &Said, b: &Said) -> bool {
    a.rule == b.rule && ((a.start, a.end) == (b.start, b.end) || a.start < b.end && a.end > b.start)
}
