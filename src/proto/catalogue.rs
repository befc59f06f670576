//! The catalogue on the wire.

use super::pb;
use crate::rules::{Example, Rule, Status};

impl From<&Rule> for pb::Rule {
    fn from(rule: &Rule) -> Self {
        let flagged = rule.flagged.iter().map(|shown| example(shown, true));
        let clean = rule.clean.iter().map(|shown| example(shown, false));
        pb::Rule {
            id: rule.id.into(),
            family: rule.family().into(),
            severity: pb::Severity::from(rule.severity).into(),
            status: match rule.status {
                Status::Stable => pb::RuleStatus::Stable,
                Status::Preview => pb::RuleStatus::Preview,
                Status::Retired => pb::RuleStatus::Retired,
            }
            .into(),
            languages: rule.languages.tags().into_iter().map(Into::into).collect(),
            summary: rule.summary.into(),
            explanation: rule.explanation(),
            examples: flagged.chain(clean).collect(),
            its_type: rule.its_type.into(),
        }
    }
}

fn example(shown: &Example, flagged: bool) -> pb::RuleExample {
    pb::RuleExample {
        text: shown.marked().into(),
        flagged,
        language: shown.language.into(),
        title: shown.title.into(),
        media_type: shown.media_type.into(),
        suggestion: shown.suggestion.map(Into::into),
    }
}
