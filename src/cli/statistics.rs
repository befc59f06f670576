//! How many flags each rule has: what to look at first in an old corpus.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::engine::Report;
use crate::rules::Rule;

/// Flags by rule.
#[derive(Debug, Default)]
pub struct Statistics {
    rules: BTreeMap<String, Count>,
    articles: usize,
}

#[derive(Debug, Default)]
struct Count {
    flags: usize,
    articles: usize,
}

impl Statistics {
    /// Counts the flags of one article.
    pub fn add(&mut self, report: &Report) {
        self.articles += 1;
        let mut rules: Vec<&str> = report.flags.iter().map(|flag| &*flag.rule).collect();
        rules.sort_unstable();
        for same in rules.chunk_by(|a, b| a == b) {
            let count = self.rules.entry(same[0].to_owned()).or_default();
            count.flags += same.len();
            count.articles += 1;
        }
    }

    /// Prints a rule a line, the most frequent first: flags, articles, rule, what it means.
    pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|(_, count)| std::cmp::Reverse(count.flags));
        for (rule, count) in rules {
            let summary = Rule::by_id(rule).map_or("", |rule| rule.summary);
            writeln!(
                out,
                "{:>7}  {rule:<30} {summary} (in {} of {} articles)",
                count.flags, count.articles, self.articles
            )?;
        }
        out.flush()
    }
}
