//! What the caller wants to hear: which rules, from which certainty and severity on, and where the
//! verdicts begin.

use std::collections::HashMap;

use crate::flag::{Flag, Severity};
use crate::rules::{CATALOGUE, Status};

/// The caller's wishes for one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    selected: Vec<bool>,
    /// Whether confidences are the scores that rules give, as `calibration/fit.py` needs them, in
    /// place of probabilities.
    pub raw_confidence: bool,
    /// Flags below this probability are left out, 0 to 1.
    pub min_confidence: f32,
    /// Flags below this severity are left out.
    pub min_severity: Severity,
    /// Severity by rule id, family or `all`, in place of the rule's own; the nearest name wins.
    severity_overrides: HashMap<String, Severity>,
    /// Where the verdicts begin.
    pub thresholds: Thresholds,
    /// The most flags to hand out; all are scored.
    pub max_flags: Option<usize>,
}

/// Where the verdicts begin, in penalty per 1,000 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Above this an article wants a look. Default 5.
    pub review: f64,
    /// Above this it is unfit. Default 30.
    pub reject: f64,
}

/// A name in a policy that is no rule, family or `all`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rule or family is called `{name}`{}", nearest.as_ref().map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())]
pub struct UnknownRule {
    /// The name given.
    pub name: String,
    /// The known name nearest to it.
    pub nearest: Option<String>,
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds {
            review: 5.0,
            reject: 30.0,
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Policy {
            selected: CATALOGUE
                .iter()
                .map(|rule| rule.status == Status::Stable)
                .collect(),
            raw_confidence: false,
            min_confidence: 0.5,
            min_severity: Severity::Neutral,
            severity_overrides: HashMap::new(),
            thresholds: Thresholds::default(),
            max_flags: None,
        }
    }
}

impl Policy {
    /// Picks rules: those that `select` names (all stable ones when it is empty), preview ones
    /// among them only if `preview` is set or their id is named; then without those of `ignore`.
    ///
    /// # Errors
    /// The first name that is no rule, family or `all`.
    pub fn pick<S: AsRef<str>>(
        &mut self,
        select: &[S],
        ignore: &[S],
        preview: bool,
    ) -> Result<(), UnknownRule> {
        for name in select.iter().chain(ignore) {
            Self::knows(name.as_ref())?;
        }
        for (rule, selected) in CATALOGUE.iter().zip(&mut self.selected) {
            let wanted =
                select.is_empty() || select.iter().any(|name| rule.is_named(name.as_ref()));
            let named = select.iter().any(|name| name.as_ref() == rule.id);
            let ripe = match rule.status {
                Status::Stable => true,
                Status::Preview => preview || named,
                Status::Retired => false,
            };
            let ignored = ignore.iter().any(|name| rule.is_named(name.as_ref()));
            *selected = wanted && ripe && !ignored;
        }
        Ok(())
    }

    /// Gives the flags of `name`, a rule, a family or `all`, the severity `severity`.
    ///
    /// # Errors
    /// When `name` is none of these.
    pub fn override_severity(&mut self, name: &str, severity: Severity) -> Result<(), UnknownRule> {
        Self::knows(name)?;
        self.severity_overrides.insert(name.into(), severity);
        Ok(())
    }

    /// Whether `name` means anything: a rule's id, a family or `all`.
    ///
    /// # Errors
    /// When it does not, with the nearest name that does.
    pub fn knows(name: &str) -> Result<(), UnknownRule> {
        if name == "all" || CATALOGUE.iter().any(|rule| rule.is_named(name)) {
            return Ok(());
        }
        let names = CATALOGUE.iter().flat_map(|rule| [rule.id, rule.family()]);
        Err(UnknownRule {
            name: name.into(),
            nearest: nearest(name, names).map(str::to_owned),
        })
    }

    /// Whether the rule at `index` of the catalogue is to run.
    pub(super) fn selects(&self, index: usize) -> bool {
        self.selected[index]
    }

    /// Gives `flag` its final severity and says whether the caller wants it.
    pub(super) fn admits(&self, flag: &mut Flag) -> bool {
        if !self.severity_overrides.is_empty() {
            let severity = [flag.rule.as_ref(), flag.family(), "all"]
                .into_iter()
                .find_map(|name| self.severity_overrides.get(name));
            if let Some(&severity) = severity {
                flag.severity = severity;
                flag.weight = severity.weight();
            }
        }
        flag.confidence >= self.min_confidence && flag.severity >= self.min_severity
    }
}

/// Which of `known` is so near to `name` that it may be meant.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let known = known.into_iter();
    known
        .map(|known| (distance(name, known), known))
        .min()
        .filter(|&(edits, known)| edits * 3 <= known.len())
        .map(|(_, known)| known)
}

/// Levenshtein distance in bytes: names are ASCII.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().take(100).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
