//! Single places: misses and false alarms in context, and which rules found which labels.

use std::collections::BTreeMap;

use serde::Serialize;

use super::gold::Gold;
use super::judge::{Judged, overlaps};

/// So many code points stand on either side of a place.
const AROUND: usize = 40;

/// A place in an article.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    pub id: String,
    /// The label or the rule.
    pub name: String,
    pub start: usize,
    pub end: usize,
    /// The place between `⟦` and `⟧`, and what stands around it.
    pub context: String,
}

/// How often flags of a rule lie over labels of a name.
#[derive(Debug, Serialize)]
pub struct Confusion {
    /// The rule the label names, or its family; none: nothing is labelled there.
    pub label: Option<String>,
    /// The rule of the flag; none: the label was missed.
    pub flag: Option<String>,
    pub count: usize,
}

/// The first `most` labels that were not found, and the first `most` flags that are wrong.
pub fn misses(judged: &[Judged<'_>], most: usize) -> (Vec<Place>, Vec<Place>) {
    let (mut missed, mut alarms) = (Vec::new(), Vec::new());
    for article in judged {
        let labels = article.gold.expect.iter().zip(&article.found);
        for (label, _) in labels.filter(|(label, found)| label.required && !**found) {
            if missed.len() < most {
                missed.push(Place::of(
                    article.gold,
                    label.name(),
                    label.start,
                    label.end,
                ));
            }
        }
        let flags = article.said.iter().zip(&article.right);
        for (said, _) in flags.filter(|(_, right)| **right == Some(false)) {
            if alarms.len() < most {
                alarms.push(Place::of(article.gold, &said.rule, said.start, said.end));
            }
        }
    }
    (missed, alarms)
}

/// Which rules lie over which labels, the most frequent pair first.
pub fn confusion(judged: &[Judged<'_>]) -> Vec<Confusion> {
    let mut pairs: BTreeMap<(Option<&str>, Option<&str>), usize> = BTreeMap::new();
    for article in judged {
        let required = article.gold.expect.iter().zip(&article.found);
        for (label, &found) in required.filter(|(label, _)| label.required) {
            let mut rules: Vec<&str> = article
                .said
                .iter()
                .filter(|said| overlaps(said, label))
                .map(|said| said.rule.as_str())
                .collect();
            rules.sort_unstable();
            rules.dedup();
            for rule in rules {
                *pairs.entry((Some(label.name()), Some(rule))).or_default() += 1;
            }
            if !found {
                *pairs.entry((Some(label.name()), None)).or_default() += 1;
            }
        }
        for (said, right) in article.said.iter().zip(&article.right) {
            if *right == Some(false) {
                *pairs.entry((None, Some(&said.rule))).or_default() += 1;
            }
        }
    }
    let mut confusion: Vec<Confusion> = pairs
        .into_iter()
        .map(|((label, flag), count)| Confusion {
            label: label.map(str::to_owned),
            flag: flag.map(str::to_owned),
            count,
        })
        .collect();
    confusion.sort_by_key(|pair| std::cmp::Reverse(pair.count));
    confusion
}

impl Place {
    /// The code points from `start` to `end` of an article.
    pub fn of(gold: &Gold, name: &str, start: usize, end: usize) -> Self {
        let from = start.saturating_sub(AROUND);
        let mut signs = gold.text.chars().skip(from);
        let mut context = String::new();
        if from > 0 {
            context.push('…');
        }
        context.extend(signs.by_ref().take(start - from));
        context.push('⟦');
        let length = end.saturating_sub(start);
        let shown = if length > 4 * AROUND {
            2 * AROUND
        } else {
            length
        };
        context.extend(signs.by_ref().take(shown));
        if shown < length {
            context.push('…');
            signs.by_ref().take(length - shown).for_each(drop);
        }
        context.push('⟧');
        context.extend(signs.by_ref().take(AROUND));
        if signs.next().is_some() {
            context.push('…');
        }
        Place {
            id: gold.id.clone(),
            name: name.into(),
            start,
            end,
            context,
        }
    }
}
