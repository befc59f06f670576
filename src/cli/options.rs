//! The options that several verbs share.

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use crate::engine::{Policy, Report};
use crate::flag::Severity;
use crate::proto::pb;
use crate::text::{MediaType, OffsetEncoding};

/// Which flags the caller wants to hear of.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Rules")]
pub struct PolicyArguments {
    /// Run only these rules or families, comma-separated; `all` is every rule
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave out these rules or families, comma-separated
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Run preview rules too
    #[arg(long)]
    pub preview: bool,
    /// Leave out flags less sure than this probability, 0 to 1
    #[arg(long, value_name = "P", default_value_t = Policy::default().min_confidence)]
    pub min_confidence: f32,
    /// Give the scores of the rules in place of probabilities: what the calibration is fitted on
    #[arg(long, hide = true)]
    pub raw_confidence: bool,
    /// Leave out flags below this severity: neutral, minor, major or critical
    #[arg(long, value_name = "SEVERITY", default_value = "neutral")]
    pub min_severity: Severity,
    /// Give a rule or family another severity; repeatable
    #[arg(long = "severity", value_name = "RULE=SEVERITY")]
    pub severities: Vec<String>,
    /// Print at most this many flags an article; all are scored
    #[arg(long, value_name = "N")]
    pub max_flags: Option<usize>,
    /// Penalty per 1,000 words above which an article wants a look
    #[arg(long, value_name = "PENALTY", default_value_t = Policy::default().thresholds.review)]
    pub review_above: f64,
    /// Penalty per 1,000 words above which an article is unfit
    #[arg(long, value_name = "PENALTY", default_value_t = Policy::default().thresholds.reject)]
    pub reject_above: f64,
}

/// The unit of printed offsets.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Unit {
    /// UTF-8 bytes
    #[default]
    Utf8,
    /// UTF-16 code units
    Utf16,
    /// Unicode code points
    Codepoints,
}

/// From which severity on the exit code is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Only critical flags fail
    Critical,
    /// Major flags and worse fail
    Major,
    /// Minor flags and worse fail
    Minor,
    /// Every flag fails
    Neutral,
    /// Nothing fails
    Never,
}

/// How markup is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Media {
    /// text/plain
    Text,
    /// text/html
    Html,
    /// text/markdown
    Markdown,
}

impl PolicyArguments {
    /// The policy these options describe.
    pub fn policy(&self) -> anyhow::Result<Policy> {
        let mut policy = Policy::default();
        policy.pick(&self.select, &self.ignore, self.preview)?;
        if !(0.0..=1.0).contains(&self.min_confidence) {
            bail!(
                "--min-confidence is a probability between 0 and 1, not {}",
                self.min_confidence
            );
        }
        policy.raw_confidence = self.raw_confidence;
        policy.min_confidence = self.min_confidence;
        policy.min_severity = self.min_severity;
        for pair in &self.severities {
            let (rule, severity) = pair
                .split_once('=')
                .with_context(|| format!("--severity wants RULE=SEVERITY, not `{pair}`"))?;
            policy.override_severity(rule, severity.parse()?)?;
        }
        policy.max_flags = self.max_flags;
        policy.thresholds.review = self.review_above;
        policy.thresholds.reject = self.reject_above;
        Ok(policy)
    }
}

impl From<&PolicyArguments> for pb::Policy {
    fn from(arguments: &PolicyArguments) -> Self {
        let severity = |severity: Severity| pb::Severity::from(severity).into();
        pb::Policy {
            select: arguments.select.clone(),
            ignore: arguments.ignore.clone(),
            min_confidence: Some(arguments.min_confidence),
            min_severity: severity(arguments.min_severity),
            severity_overrides: arguments
                .severities
                .iter()
                .filter_map(|pair| pair.split_once('='))
                .filter_map(|(rule, level)| Some((rule.to_owned(), severity(level.parse().ok()?))))
                .collect(),
            verdict_thresholds: Some(pb::VerdictThresholds {
                review: Some(arguments.review_above),
                reject: Some(arguments.reject_above),
            }),
            max_flags: arguments
                .max_flags
                .map(|most| u32::try_from(most).unwrap_or(u32::MAX)),
            preview: arguments.preview,
            // Offsets are converted here, as they are in process.
            offset_encoding: pb::OffsetEncoding::Utf8.into(),
            return_text: false,
        }
    }
}

impl From<Unit> for OffsetEncoding {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Utf8 => OffsetEncoding::Utf8,
            Unit::Utf16 => OffsetEncoding::Utf16,
            Unit::Codepoints => OffsetEncoding::CodePoints,
        }
    }
}

impl From<Media> for MediaType {
    fn from(media: Media) -> Self {
        match media {
            Media::Text => MediaType::Plain,
            Media::Html => MediaType::Html,
            Media::Markdown => MediaType::Markdown,
        }
    }
}

impl FailOn {
    /// From which severity on a flag fails a run.
    pub fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Critical => Some(Severity::Critical),
            FailOn::Major => Some(Severity::Major),
            FailOn::Minor => Some(Severity::Minor),
            FailOn::Neutral => Some(Severity::Neutral),
            FailOn::Never => None,
        }
    }

    /// Whether `report` holds what fails a run.
    pub fn fails(self, report: &Report) -> bool {
        // Of the counts, not of the flags: those may have been cut.
        self.severity().is_some_and(|from| {
            let counts = &report.assessment.severities[from as usize..];
            counts.iter().any(|&count| count > 0)
        })
    }
}
