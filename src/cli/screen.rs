//! What of the flags counts: comments in the article and the baseline set some aside, after the
//! engine, and the article is assessed again without them.

use std::path::PathBuf;

use clap::Args;

use super::baseline::Baseline;
use super::options::PolicyArguments;
use super::suppress::Suppressions;
use crate::engine::{Policy, Report};
use crate::report::{Reason, Suppressed};
use crate::text::Document;

/// What sets flags aside.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Old findings")]
pub struct Screening {
    /// Do not count the flags that stand in this file
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write every flag of this run to a file for --baseline, and exit with 0
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,
    /// Count what comments such as `<!-- mtflag-disable-line -->` set aside
    #[arg(long)]
    no_inline_suppressions: bool,
}

/// Sets flags aside, article by article.
#[derive(Debug)]
pub struct Screen {
    policy: Policy,
    max_flags: Option<usize>,
    heeds_comments: bool,
    known: Option<Baseline>,
    written: Option<(PathBuf, Baseline)>,
    paths: Vec<String>,
}

impl Screen {
    /// What the arguments say.
    pub fn new(screening: &Screening, policy: &PolicyArguments) -> anyhow::Result<Self> {
        let known = screening.baseline.as_deref().map(Baseline::read);
        let written = screening.write_baseline.clone();
        Ok(Screen {
            policy: policy.policy()?,
            max_flags: policy.max_flags,
            heeds_comments: !screening.no_inline_suppressions,
            known: known.transpose()?,
            written: written.map(|path| (path, Baseline::default())),
            paths: Vec::new(),
        })
    }

    /// Takes out of `report` what does not count.
    pub fn screen(&mut self, path: &str, doc: &Document, report: &mut Report) -> Vec<Suppressed> {
        let mut comments = Suppressions::default();
        if self.heeds_comments {
            comments = Suppressions::of(doc);
        }
        let mut reasons = Vec::new();
        let aside = report.set_aside(doc, &self.policy, |flag| {
            let by_comment = comments.reason(flag, doc);
            let known = self.known.as_mut();
            let reason = by_comment.or_else(|| {
                let known = known.is_some_and(|known| known.take(path, flag));
                known.then_some(Reason::Baseline)
            });
            reasons.extend(reason.clone());
            reason.is_some()
        });
        if let Some((_, baseline)) = &mut self.written {
            report
                .flags
                .iter()
                .for_each(|flag| baseline.add(path, flag));
        }
        for (line, complaint) in comments.complaints() {
            anstream::eprintln!("mtflag: warning: {path}:{line}: {complaint}");
        }
        if self.known.is_some() {
            self.paths.push(path.to_owned());
        }
        report.truncate(self.max_flags.unwrap_or(usize::MAX));
        let pairs = aside.into_iter().zip(reasons);
        pairs
            .map(|(flag, reason)| Suppressed { flag, reason })
            .collect()
    }

    /// Writes the baseline asked for, or tells what the old one has too much; whether one was
    /// written.
    pub fn finish(self) -> anyhow::Result<bool> {
        if let Some(known) = &self.known {
            let stale = known.left(self.paths.iter().map(String::as_str));
            if stale > 0 {
                anstream::eprintln!(
                    "mtflag: note: {stale} flag{} of the baseline {} not found any more; \
                     write it anew with --write-baseline",
                    if stale == 1 { "" } else { "s" },
                    if stale == 1 { "was" } else { "were" },
                );
            }
        }
        let Some((path, baseline)) = self.written else {
            return Ok(false);
        };
        baseline.write(&path)?;
        anstream::eprintln!(
            "mtflag: {} flags written to {}",
            baseline.len(),
            path.display()
        );
        Ok(true)
    }
}
