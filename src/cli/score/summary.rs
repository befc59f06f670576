//! A batch as a whole: verdicts, rules, languages, penalties, and how groups of articles differ.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use crate::engine::{Report, Verdict};
use crate::report::{CONFIDENCE, Standing};

/// Upper bounds of the classes of penalties per 1,000 words; the last is open.
const PENALTIES: [f64; 8] = [0.0, 1.0, 2.0, 5.0, 10.0, 30.0, 100.0, 300.0];

/// Beyond this many groups articles are counted as one more group, so that a field with a value of
/// its own in every record cannot fill the memory.
const MOST_GROUPS: usize = 10_000;

/// The name of that group.
const OTHERS: &str = "(all others)";

/// What was found in a batch.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Articles that were checked.
    pub articles: u64,
    /// Records that were no article.
    pub errors: u64,
    /// Flags in all.
    pub flags: u64,
    words: u64,
    verdicts: BTreeMap<String, u64>,
    rules: BTreeMap<String, Rule>,
    languages: BTreeMap<String, u64>,
    penalties: [u64; PENALTIES.len() + 1],
    groups: BTreeMap<String, Group>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Rule {
    flags: u64,
    articles: u64,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Group {
    articles: u64,
    /// Those whose verdict is `review` or `reject`.
    damaged: u64,
    words: u64,
    flags: u64,
}

/// A group beside all the rest.
#[derive(Debug, Serialize)]
struct GroupLine<'s> {
    group: &'s str,
    articles: u64,
    flags_per_1000_words: f64,
    #[serde(flatten)]
    standing: Standing,
}

/// What the summary takes of one article, so that the article itself can go.
#[derive(Debug)]
pub struct Digest {
    group: Option<String>,
    words: u64,
    verdict: Verdict,
    language: String,
    penalty: f64,
    /// Each rule that flagged something, and how often.
    rules: Vec<(String, u64)>,
}

impl Digest {
    /// Of an article, which is of `group` if articles are grouped.
    pub fn of(report: &Report, group: Option<String>) -> Self {
        let assessment = &report.assessment;
        let mut rules: Vec<&str> = report.flags.iter().map(|flag| &*flag.rule).collect();
        rules.sort_unstable();
        let rules = rules.chunk_by(|a, b| a == b);
        Digest {
            group,
            words: assessment.words as u64,
            verdict: assessment.verdict,
            language: assessment.language.tag.clone(),
            penalty: assessment.penalty_per_1000_words,
            rules: rules
                .map(|same| (same[0].to_owned(), same.len() as u64))
                .collect(),
        }
    }
}

impl Summary {
    /// Takes in one article.
    pub fn add(&mut self, article: Digest) {
        self.articles += 1;
        self.words += article.words;
        *self
            .verdicts
            .entry(article.verdict.as_str().into())
            .or_default() += 1;
        *self.languages.entry(article.language).or_default() += 1;
        let penalty = article.penalty;
        self.penalties[PENALTIES.iter().filter(|&&bound| penalty > bound).count()] += 1;
        let mut flags = 0;
        for (name, count) in article.rules {
            let rule = self.rules.entry(name).or_default();
            rule.flags += count;
            rule.articles += 1;
            flags += count;
        }
        self.flags += flags;
        if let Some(group) = article.group {
            let known = self.groups.len() < MOST_GROUPS || self.groups.contains_key(&group);
            let name = if known { group } else { OTHERS.to_owned() };
            let group = self.groups.entry(name).or_default();
            group.articles += 1;
            group.words += article.words;
            group.flags += flags;
            let damaged = matches!(article.verdict, Verdict::Review | Verdict::Reject);
            group.damaged += u64::from(damaged);
        }
    }

    /// Counts a record that was no article.
    pub fn error(&mut self) {
        self.errors += 1;
    }

    /// As JSON, for programs.
    pub fn json(&self) -> serde_json::Value {
        let classes = self.penalties.iter().enumerate().map(|(at, &articles)| {
            serde_json::json!({
                "above": at.checked_sub(1).map(|below| PENALTIES[below]),
                "to": PENALTIES.get(at),
                "articles": articles,
            })
        });
        serde_json::json!({
            "articles": self.articles,
            "errors": self.errors,
            "words": self.words,
            "flags": self.flags,
            "verdicts": self.verdicts,
            "rules": self.rules,
            "languages": self.languages,
            "penalties_per_1000_words": classes.collect::<Vec<_>>(),
            "groups": self.standings(),
        })
    }

    /// For people.
    pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let share = |part: u64| 100.0 * part as f64 / self.articles.max(1) as f64;
        writeln!(
            out,
            "{} articles, {} words, {} flags, {} bad records",
            self.articles, self.words, self.flags, self.errors
        )?;
        writeln!(out, "\nverdicts")?;
        for verdict in ["clean", "review", "reject", "insufficient"] {
            let count = self.verdicts.get(verdict).copied().unwrap_or(0);
            writeln!(out, "{count:>9}  {:>5.1} %  {verdict}", share(count))?;
        }
        writeln!(out, "\npenalty per 1,000 words")?;
        for (at, &count) in self.penalties.iter().enumerate() {
            let class = match (at.checked_sub(1), PENALTIES.get(at)) {
                (None, _) => "0".to_owned(),
                (Some(below), Some(to)) => format!("{} to {to}", PENALTIES[below]),
                (Some(below), None) => format!("above {}", PENALTIES[below]),
            };
            writeln!(out, "{count:>9}  {:>5.1} %  {class}", share(count))?;
        }
        let frequent = |counts: &BTreeMap<String, u64>| {
            let mut counts: Vec<(String, u64)> = counts
                .iter()
                .map(|(name, &count)| (name.clone(), count))
                .collect();
            counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            counts
        };
        writeln!(out, "\nlanguages")?;
        for (language, count) in frequent(&self.languages).iter().take(20) {
            let name = if language.is_empty() {
                "(not known)"
            } else {
                language
            };
            writeln!(out, "{count:>9}  {:>5.1} %  {name}", share(*count))?;
        }
        writeln!(out, "\nrules (flags, articles)")?;
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|(_, rule)| std::cmp::Reverse(rule.flags));
        for (name, rule) in rules {
            writeln!(out, "{:>9}  {:>7}  {name}", rule.flags, rule.articles)?;
        }
        if !self.groups.is_empty() {
            writeln!(
                out,
                "\ngroups (share that wants a look or is unfit; {CONFIDENCE} interval, so wide because \
                 many groups are compared at once; articles)"
            )?;
            for group in self.standings() {
                let standing = group.standing;
                let mark = match standing.stands_out {
                    "" => String::new(),
                    how => format!("  <- {how} than the others"),
                };
                writeln!(
                    out,
                    "{:>8.1} %  {:>5.1}-{:<5.1} {:>8}  {}{mark}",
                    100.0 * standing.damaged,
                    100.0 * standing.damaged_from,
                    100.0 * standing.damaged_to,
                    group.articles,
                    group.group,
                )?;
            }
        }
        Ok(())
    }

    /// The groups, most damaged first.
    fn standings(&self) -> Vec<GroupLine<'_>> {
        let all: u64 = self.groups.values().map(|group| group.articles).sum();
        let damaged: u64 = self.groups.values().map(|group| group.damaged).sum();
        let lines = self.groups.iter().map(|(name, group)| GroupLine {
            group: name,
            articles: group.articles,
            flags_per_1000_words: 1000.0 * group.flags as f64 / group.words.max(1) as f64,
            standing: Standing::of((group.damaged, group.articles), (damaged, all)),
        });
        let mut lines: Vec<_> = lines.collect();
        lines.sort_by(|a, b| {
            let from = |line: &GroupLine<'_>| line.standing.damaged_from;
            from(b).total_cmp(&from(a))
        });
        lines
    }
}
