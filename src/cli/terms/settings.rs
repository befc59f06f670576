//! The settings of articles: one table that command line, file, `--show-config` and the README are
//! made from.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::kind::{
    CHARSET, CONTENT, FAIL_ON, FIELDS, IGNORE, MEDIA, MOST, PATTERNS, PENALTY, PROBABILITY, SELECT,
    SEVERITIES, SEVERITY, TAG,
};
use crate::cli::config::kind::{PATH, PATHS, SWITCH};
use crate::cli::config::{Group, Table, settings};
use crate::cli::content;
use crate::cli::options::{FailOn, Media};
use crate::engine::{Policy, UnknownRule};
use crate::flag::Severity;
use crate::proto::pb;

/// All that can be set of articles.
#[derive(Clone, Debug)]
pub struct Settings {
    pub rules: Picked,
    pub preview: bool,
    pub min_confidence: f32,
    pub min_severity: Severity,
    pub severities: BTreeMap<String, Severity>,
    pub max_flags: Option<usize>,
    pub review_above: f64,
    pub reject_above: f64,
    /// Scores of the rules in place of probabilities.
    pub raw_confidence: bool,
    pub names: Vec<PathBuf>,
    /// Found out when empty.
    pub language: String,
    /// Found out when empty.
    pub charset: String,
    /// Told by the file's ending when not given.
    pub media_type: Option<Media>,
    /// Told by the file's ending when not given.
    pub content: Option<content::Kind>,
    pub fields: Vec<String>,
    pub fail_on: FailOn,
    pub include: Vec<String>,
    pub exclude: Vec<String>,
    pub baseline: Option<PathBuf>,
}

/// Which rules run.
#[derive(Clone, Debug, Default)]
pub struct Picked {
    /// These; all that are stable when empty.
    pub select: Vec<String>,
    /// But not these.
    pub ignore: Vec<String>,
}

/// What `score` and `eval` take.
#[derive(Debug)]
pub struct Scoring;

/// What `check` takes.
#[derive(Debug)]
pub struct Checking;

settings! {
    pub SETTINGS of Settings;

    "Rules" {
        "select" SELECT rules,
            "Run only these rules or families; `all` is every rule";
        "ignore" IGNORE rules,
            "Leave out these rules or families, too";
        "preview" SWITCH preview,
            "Run preview rules, too";
        "min-confidence" PROBABILITY min_confidence,
            "Leave out flags less sure than this probability, 0 to 1";
        "min-severity" SEVERITY min_severity,
            "Leave out flags below this severity";
        "severity" SEVERITIES severities,
            "Give a rule or family another severity; the nearest name counts";
        "max-flags" MOST max_flags,
            "Print at most this many flags an article; all are scored";
        "review-above" PENALTY review_above,
            "Penalty per 1,000 words above which an article wants a look";
        "reject-above" PENALTY reject_above,
            "Penalty per 1,000 words above which an article is unfit";
    }
    "Names" {
        "names" "MTFLAG_NAMES" PATHS names,
            "Lists of names to go by: CSV or TSV (canonical, aliases, misrenderings), TBX, or a file made by `mtflag gazetteer`; the first that has a name counts";
    }
    "Reading" {
        "language" TAG language,
            "Language of the articles (BCP 47); found out when not given";
        "charset" CHARSET charset,
            "Charset of the files, such as windows-1251; found out when not given";
        "media-type" MEDIA media_type,
            "How markup is read; told by the file's ending when not given";
        "content" CONTENT content,
            "What the files hold; told by the file's ending when not given";
        "field" FIELDS fields,
            "Read this field of JSON records, a key or a pointer such as `/article/body`; there may be several";
    }
    "Exit code" {
        "fail-on" FAIL_ON fail_on,
            "From which severity on the exit code is 1";
    }
    "Files" {
        "include" PATTERNS include,
            "Read files that match these patterns in folders, too, whatever their ending";
        "exclude" PATTERNS exclude,
            "Leave out files that match these patterns, also those named";
        "baseline" PATH baseline,
            "Do not count the flags that stand in this file";
    }
}

/// Those that may differ from path to path.
pub const BY_PATH: &[Group<Settings>] = &[SETTINGS[0], SETTINGS[1], SETTINGS[2], SETTINGS[3]];

impl Table for Scoring {
    type Settings = Settings;
    const GROUPS: &'static [Group<Settings>] = &[SETTINGS[0], SETTINGS[1]];
}

impl Table for Checking {
    type Settings = Settings;
    const GROUPS: &'static [Group<Settings>] = BY_PATH;
}

impl Default for Settings {
    fn default() -> Self {
        let policy = Policy::default();
        Settings {
            rules: Picked::default(),
            preview: false,
            min_confidence: policy.min_confidence,
            min_severity: policy.min_severity,
            severities: BTreeMap::new(),
            max_flags: None,
            review_above: policy.thresholds.review,
            reject_above: policy.thresholds.reject,
            raw_confidence: policy.raw_confidence,
            names: Vec::new(),
            language: String::new(),
            charset: String::new(),
            media_type: None,
            content: None,
            fields: Vec::new(),
            fail_on: FailOn::Minor,
            include: Vec::new(),
            exclude: Vec::new(),
            baseline: None,
        }
    }
}

impl Settings {
    /// What the engine is asked for.
    pub fn policy(&self) -> Result<Policy, UnknownRule> {
        let mut policy = Policy::default();
        policy.pick(&self.rules.select, &self.rules.ignore, self.preview)?;
        for (rule, &severity) in &self.severities {
            policy.override_severity(rule, severity)?;
        }
        policy.raw_confidence = self.raw_confidence;
        policy.min_confidence = self.min_confidence;
        policy.min_severity = self.min_severity;
        policy.max_flags = self.max_flags;
        policy.thresholds.review = self.review_above;
        policy.thresholds.reject = self.reject_above;
        Ok(policy)
    }
}

/// But for how many flags are wanted.
impl From<&Settings> for pb::Policy {
    fn from(settings: &Settings) -> Self {
        let severity = |severity: Severity| pb::Severity::from(severity).into();
        let overrides = settings.severities.iter();
        pb::Policy {
            select: settings.rules.select.clone(),
            ignore: settings.rules.ignore.clone(),
            min_confidence: Some(settings.min_confidence),
            min_severity: severity(settings.min_severity),
            severity_overrides: overrides
                .map(|(rule, &level)| (rule.clone(), severity(level)))
                .collect(),
            verdict_thresholds: Some(pb::VerdictThresholds {
                review: Some(settings.review_above),
                reject: Some(settings.reject_above),
            }),
            max_flags: None,
            preview: settings.preview,
            // Offsets are converted here, as they are in process.
            offset_encoding: pb::OffsetEncoding::Utf8.into(),
            return_text: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_reads_back() {
        for setting in SETTINGS.iter().flat_map(|(_, settings)| *settings) {
            let default = setting.default();
            assert!(!setting.help.ends_with('.'), "{}", setting.help);
            if !default.is_empty() {
                let mut all = Settings::default();
                assert_eq!(
                    (setting.put)(&mut all, &[default]),
                    Ok(()),
                    "{}",
                    setting.key
                );
                assert_eq!((setting.show)(&all), (setting.show)(&Settings::default()));
            }
        }
    }
}
