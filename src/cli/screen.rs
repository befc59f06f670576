//! What of the flags counts: comments in the article and the baseline set some aside, after the
//! engine, and the article is assessed again without them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;

use super::baseline::Baseline;
use super::config::shown;
use super::suppress::Suppressions;
use super::terms::Terms;
use crate::engine::Report;
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

impl Screening {
    /// Whether a new baseline is written.
    pub fn writes(&self) -> bool {
        self.write_baseline.is_some()
    }
}

/// Sets flags aside, article by article.
#[derive(Debug)]
pub struct Screen {
    heeds_comments: bool,
    /// That of the command line.
    given: Option<PathBuf>,
    /// Baselines by their paths, and the files of this run that each was asked about.
    known: BTreeMap<PathBuf, (Baseline, BTreeSet<String>)>,
    written: Option<(PathBuf, Baseline)>,
}

impl Screen {
    /// What the arguments say.
    pub fn new(screening: &Screening) -> anyhow::Result<Self> {
        let written = screening.write_baseline.clone();
        let mut screen = Screen {
            heeds_comments: !screening.no_inline_suppressions,
            given: screening.baseline.clone(),
            known: BTreeMap::new(),
            written: written.map(|path| (path.clone(), Baseline::new(&path))),
        };
        if let Some(path) = &screening.baseline {
            screen.know(path)?;
        }
        Ok(screen)
    }

    /// Makes ready for articles on `terms`.
    ///
    /// # Errors
    /// Their baseline cannot be read.
    pub fn admits(&mut self, terms: &Terms) -> anyhow::Result<()> {
        match self.baseline_of(terms).map(PathBuf::from) {
            Some(path) => self.know(&path),
            None => Ok(()),
        }
    }

    fn know(&mut self, path: &Path) -> anyhow::Result<()> {
        if !self.known.contains_key(path) {
            let baseline = Baseline::read(path)?;
            self.known.insert(path.into(), (baseline, BTreeSet::new()));
        }
        Ok(())
    }

    /// The baseline of articles on `terms`; a new one takes in what an old one allows, too.
    fn baseline_of<'a>(&'a self, terms: &'a Terms) -> Option<&'a Path> {
        let path = self.given.as_ref().or(terms.settings.baseline.as_ref());
        path.filter(|_| self.written.is_none())
            .map(PathBuf::as_path)
    }

    /// Takes out of `report`, an article's on `terms`, what does not count.
    pub fn screen(
        &mut self,
        path: &str,
        terms: &Terms,
        doc: &Document,
        report: &mut Report,
    ) -> Vec<Suppressed> {
        let mut comments = Suppressions::default();
        if self.heeds_comments {
            comments = Suppressions::of(doc);
        }
        let known = self.baseline_of(terms).map(PathBuf::from);
        let mut known = known.and_then(|path| self.known.get_mut(&path));
        let place = known
            .as_ref()
            .map(|(baseline, _)| baseline.place(Path::new(path)));
        let place = place.unwrap_or_default();
        let mut reasons = Vec::new();
        let aside = report.set_aside(doc, &terms.policy, |flag| {
            let by_comment = comments.reason(flag, doc);
            let reason = by_comment.or_else(|| {
                let (baseline, _) = known.as_mut()?;
                baseline.take(&place, flag).then_some(Reason::Baseline)
            });
            reasons.extend(reason.clone());
            reason.is_some()
        });
        if let Some((_, baseline)) = &mut self.written {
            let place = baseline.place(Path::new(path));
            report
                .flags
                .iter()
                .for_each(|flag| baseline.add(&place, flag));
        }
        for (line, complaint) in comments.complaints() {
            anstream::eprintln!("mtflag: warning: {path}:{line}: {complaint}");
        }
        if let Some((_, asked)) = known {
            asked.insert(place);
        }
        report.truncate(terms.settings.max_flags.unwrap_or(usize::MAX));
        let pairs = aside.into_iter().zip(reasons);
        pairs
            .map(|(flag, reason)| Suppressed { flag, reason })
            .collect()
    }

    /// Writes the baseline asked for, or tells what the old one has too much; whether one was
    /// written.
    pub fn finish(self) -> anyhow::Result<bool> {
        for (path, (baseline, asked)) in &self.known {
            let stale = baseline.left(asked.iter().map(String::as_str));
            if stale > 0 {
                let path = shown(path);
                anstream::eprintln!(
                    "mtflag: note: {stale} flag{} of the baseline {} not found any more; \
                     write it anew with --write-baseline {path}",
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
