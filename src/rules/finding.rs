//! How a rule reports: findings into a sink.

use std::borrow::Cow;
use std::ops::Range;

use crate::flag::{Certainty, Severity, Suggestion};
use crate::text::{Field, Stop};

/// One finding of a rule, before the engine makes a flag of it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Where, UTF-8 bytes of the document's text as read.
    pub span: Range<usize>,
    /// The text the span is in, when it is not the one being read: a rule that reads the body may
    /// find fault with the title.
    pub field: Option<Field>,
    /// One sentence that a reader understands.
    pub message: Cow<'static, str>,
    /// The probability that this is right, 0 to 1, when it is not the rule's habit.
    pub confidence: Option<f32>,
    /// The severity, when it is not the rule's.
    pub severity: Option<Severity>,
    /// Repairs, best first.
    pub suggestions: Vec<Suggestion>,
    /// Other places that explain it.
    pub related: Vec<RelatedSpan>,
    /// The languages it says the text was translated from.
    pub points_to: Vec<&'static str>,
}

/// Another place, before the engine adds its text.
#[derive(Clone, Debug)]
pub struct RelatedSpan {
    /// What it is to the finding.
    pub role: &'static str,
    /// Which text it is in.
    pub field: Field,
    /// Where, UTF-8 bytes of that text as read.
    pub span: Range<usize>,
}

/// Takes a rule's findings for one text.
pub struct Sink<'s> {
    stop: &'s Stop,
    field: Field,
    findings: Vec<Finding>,
    dropped: usize,
}

/// The most findings of one rule in one text that are kept; more are counted.
const MOST: usize = 10_000;

impl Finding {
    /// A finding at `span` with the message a reader sees.
    pub fn new(span: Range<usize>, message: impl Into<Cow<'static, str>>) -> Self {
        Finding {
            span,
            field: None,
            message: message.into(),
            confidence: None,
            severity: None,
            suggestions: Vec::new(),
            related: Vec::new(),
            points_to: Vec::new(),
        }
    }

    /// The text of the article that the span is in.
    #[must_use]
    pub fn in_field(mut self, field: Field) -> Self {
        self.field = Some(field);
        self
    }

    /// The probability that this finding is right.
    #[must_use]
    pub fn confidence(mut self, probability: f32) -> Self {
        self.confidence = Some(probability);
        self
    }

    /// A severity other than the rule's.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// The one right text for the span. Applying it must make the finding go away.
    #[must_use]
    pub fn exact(mut self, text: impl Into<String>) -> Self {
        self.suggestions.push(Suggestion {
            text: text.into(),
            certainty: Certainty::Exact,
        });
        self
    }

    /// A text that is probably right for the span.
    #[must_use]
    pub fn likely(mut self, text: impl Into<String>) -> Self {
        self.suggestions.push(Suggestion {
            text: text.into(),
            certainty: Certainty::Likely,
        });
        self
    }

    /// It says that the text was translated from this language, a BCP 47 primary subtag.
    #[must_use]
    pub fn points_to(mut self, tag: &'static str) -> Self {
        self.points_to.push(tag);
        self
    }

    /// Another place of the body that explains the finding.
    #[must_use]
    pub fn related(self, role: &'static str, span: Range<usize>) -> Self {
        self.related_in(role, Field::Text, span)
    }

    /// Another place in any text of the article.
    #[must_use]
    pub fn related_in(mut self, role: &'static str, field: Field, span: Range<usize>) -> Self {
        self.related.push(RelatedSpan { role, field, span });
        self
    }
}

impl<'s> Sink<'s> {
    /// An empty sink for the findings in `field`.
    pub fn new(field: Field, stop: &'s Stop) -> Self {
        Sink {
            stop,
            field,
            findings: Vec::new(),
            dropped: 0,
        }
    }

    /// Takes a finding.
    pub fn report(&mut self, finding: Finding) {
        if self.findings.len() < MOST {
            self.findings.push(finding);
        } else {
            self.dropped += 1;
        }
    }

    /// Whether to give up. Polled at least every 64 KiB of text.
    pub fn stopped(&self) -> bool {
        self.stop.is_set()
    }

    /// Whether so many findings were taken that more are only counted: they need no repair.
    pub fn is_full(&self) -> bool {
        self.findings.len() >= MOST
    }

    /// What tells to give up, for work that knows no sink.
    pub fn stop(&self) -> &Stop {
        self.stop
    }

    /// Which text of the article is being read.
    pub fn field(&self) -> Field {
        self.field
    }

    /// The findings, and how many more there were.
    pub fn into_findings(self) -> (Vec<Finding>, usize) {
        (self.findings, self.dropped)
    }
}
