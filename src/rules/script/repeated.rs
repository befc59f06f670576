//! One flag for a kind that covers a page.

use std::ops::Range;

use crate::rules::{Finding, Sink};

/// From this many on, places of one kind are one flag with a count.
const PAGE: usize = 12;

/// Reports `findings`: each, or when there are very many, one at the first place that counts them.
///
/// `summary` says what there are so many of, given how many.
pub(super) fn report(sink: &mut Sink, findings: Vec<Finding>, summary: impl Fn(usize) -> String) {
    if findings.len() < PAGE {
        findings
            .into_iter()
            .for_each(|finding| sink.report(finding));
        return;
    }
    let count = findings.len();
    let others: Vec<Range<usize>> = findings
        .iter()
        .skip(1)
        .take(8)
        .map(|f| f.span.clone())
        .collect();
    let Some(first) = findings.into_iter().next() else {
        return;
    };
    let mut finding = Finding::new(first.span, summary(count));
    finding.suggestions = first.suggestions;
    sink.report(others.into_iter().fold(finding, |finding, span| {
        finding.related("another place", span)
    }));
}
