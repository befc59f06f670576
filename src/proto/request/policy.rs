//! The policy of a request: the caller's wishes, each looked at before any is granted.

use std::collections::HashMap;

use super::violations::{Invalid, Violations};
use crate::engine::{Policy, Thresholds};
use crate::flag::Severity;
use crate::proto::pb;

/// The most entries of each list of a policy.
const RULES: usize = 1000;

impl TryFrom<&pb::Policy> for Policy {
    type Error = Invalid;

    /// Reads the part of a policy that the engine follows.
    fn try_from(wishes: &pb::Policy) -> Result<Self, Invalid> {
        let mut wrong = Violations::default();
        let policy = read_policy(wishes, &mut wrong);
        wrong.or(policy)
    }
}

pub(super) fn read_policy(wishes: &pb::Policy, wrong: &mut Violations) -> Policy {
    let mut policy = Policy::default();
    let before = wrong.found();
    for (field, names) in [
        ("policy.select", &wishes.select),
        ("policy.ignore", &wishes.ignore),
    ] {
        if wrong.count(field, names.len(), RULES) {
            continue;
        }
        for (index, name) in names.iter().enumerate() {
            if let Err(unknown) = Policy::knows(name) {
                wrong.add(format!("{field}[{index}]"), unknown.to_string());
            }
        }
    }
    let picks = wishes.preview || !wishes.select.is_empty() || !wishes.ignore.is_empty();
    if picks && wrong.found() == before {
        policy
            .pick(&wishes.select, &wishes.ignore, wishes.preview)
            .expect("every name was looked up above");
    }
    if let Some(least) = wishes.min_confidence {
        if !(0.0..=1.0).contains(&least) {
            wrong.add("policy.min_confidence", "is not within 0 and 1");
        }
        policy.min_confidence = least;
    }
    match severity(wishes.min_severity) {
        Some(least) => policy.min_severity = least.unwrap_or(Severity::Neutral),
        None => wrong.unknown("policy.min_severity", wishes.min_severity),
    }
    read_overrides(&wishes.severity_overrides, &mut policy, wrong);
    read_thresholds(wishes.verdict_thresholds, &mut policy.thresholds, wrong);
    policy.max_flags = wishes.max_flags.map(|most| most as usize);
    policy
}

fn read_overrides(overrides: &HashMap<String, i32>, policy: &mut Policy, wrong: &mut Violations) {
    if wrong.count("policy.severity_overrides", overrides.len(), RULES) {
        return;
    }
    let mut overrides: Vec<_> = overrides.iter().collect();
    // A map has no order; an error message has.
    overrides.sort_unstable();
    for (name, &number) in overrides {
        let field = format!("policy.severity_overrides[{name:?}]");
        match severity(number) {
            Some(Some(severity)) => {
                if let Err(unknown) = policy.override_severity(name, severity) {
                    wrong.add(field, unknown.to_string());
                }
            }
            Some(None) => wrong.add(field, "is unspecified"),
            None => wrong.unknown(field, number),
        }
    }
}

fn read_thresholds(
    wishes: Option<pb::VerdictThresholds>,
    thresholds: &mut Thresholds,
    wrong: &mut Violations,
) {
    let wishes = wishes.unwrap_or_default();
    for (field, wish, threshold) in [
        ("review", wishes.review, &mut thresholds.review),
        ("reject", wishes.reject, &mut thresholds.reject),
    ] {
        let Some(wish) = wish else { continue };
        if !wish.is_finite() || wish < 0.0 {
            let field = format!("policy.verdict_thresholds.{field}");
            return wrong.add(field, "is not a number of 0 or above");
        }
        *threshold = wish;
    }
    if thresholds.review > thresholds.reject {
        wrong.add(
            "policy.verdict_thresholds",
            format!(
                "lets review begin above {} and reject above {}",
                thresholds.review, thresholds.reject
            ),
        );
    }
}

/// The severity of a number on the wire: `Some(None)` when unspecified, `None` when unknown.
fn severity(number: i32) -> Option<Option<Severity>> {
    Some(match pb::Severity::try_from(number).ok()? {
        pb::Severity::Unspecified => None,
        pb::Severity::Neutral => Some(Severity::Neutral),
        pb::Severity::Minor => Some(Severity::Minor),
        pb::Severity::Major => Some(Severity::Major),
        pb::Severity::Critical => Some(Severity::Critical),
    })
}
