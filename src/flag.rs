//! What a finding is: its place, rule, weight, certainty, words and repair. Knows no rule.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use crate::text::Field;

/// How badly a reader or a program is misled (MQM severity levels).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing, costs nothing.
    Neutral,
    /// Noticed, does not mislead.
    #[default]
    Minor,
    /// Misleads, or makes the text unfit to quote.
    Major,
    /// Makes the article unfit for use.
    Critical,
}

/// How a repair may be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The one right text; may be applied unseen.
    Exact,
    /// Probably right; show it to somebody.
    Likely,
}

/// A text that could stand in the place of the span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Replaces the whole span; may be empty, then the span is to go.
    pub text: String,
    /// How sure.
    pub certainty: Certainty,
}

/// Another place that explains the flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What it is to the flag, such as `first copy` or `other spelling`.
    pub role: Cow<'static, str>,
    /// Which text it is in.
    pub field: Field,
    /// Where, half-open, UTF-8 bytes of the input.
    pub span: Range<usize>,
    /// The text there.
    pub excerpt: String,
}

/// A number that stays with a finding across runs, releases and moved lines: 16 hexadecimal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub String);

/// One thing that is broken.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    /// `family/name`.
    pub rule: Cow<'static, str>,
    /// How bad.
    pub severity: Severity,
    /// What it adds to the penalty: 0, 0.1, 1, 5 or 25.
    pub weight: f64,
    /// The probability that this is a true finding, 0 to 1.
    pub confidence: f32,
    /// Which text the span is in.
    pub field: Field,
    /// Where, half-open, UTF-8 bytes of the input, on character boundaries.
    pub span: Range<usize>,
    /// The text there, shortened in the middle beyond 160 code points.
    pub excerpt: String,
    /// One sentence that a reader understands.
    pub message: Cow<'static, str>,
    /// Repairs, best first.
    pub suggestions: Vec<Suggestion>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// ITS 2.0 `locQualityIssueType`.
    pub its_type: Cow<'static, str>,
    /// Stable across runs and releases.
    pub fingerprint: Fingerprint,
    /// The languages whose text leaves such an artefact, as BCP 47 primary subtags, where the rule
    /// can tell. Not handed out: it is summed up in the assessment.
    pub points_to: Vec<&'static str>,
}

impl Flag {
    /// The part of the rule's id before the `/`.
    pub fn family(&self) -> &str {
        self.rule.split_once('/').map_or("", |(family, _)| family)
    }
}

impl Severity {
    /// Every level, mildest first.
    pub const ALL: [Severity; 4] = [
        Severity::Neutral,
        Severity::Minor,
        Severity::Major,
        Severity::Critical,
    ];

    /// The MQM penalty of one finding of this level.
    pub fn weight(self) -> f64 {
        match self {
            Severity::Neutral => 0.0,
            Severity::Minor => 1.0,
            Severity::Major => 5.0,
            Severity::Critical => 25.0,
        }
    }

    /// As written in JSON and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Neutral => "neutral",
            Severity::Minor => "minor",
            Severity::Major => "major",
            Severity::Critical => "critical",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A word that is no severity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a severity: neutral, minor, major or critical")]
pub struct UnknownSeverity(pub String);

impl FromStr for Severity {
    type Err = UnknownSeverity;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Severity::ALL
            .into_iter()
            .find(|severity| severity.as_str() == word)
            .ok_or_else(|| UnknownSeverity(word.into()))
    }
}

impl Certainty {
    /// As written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::Exact => "exact",
            Certainty::Likely => "likely",
        }
    }
}
