//! The catalogue keeps its word: every example of every rule is run.

use std::collections::HashSet;

use mtflag::engine::{Engine, Policy};
use mtflag::gazetteer::read;
use mtflag::rules::{CATALOGUE, Example, Finding, Rule, Sink, Status, Stop};
use mtflag::text::{Document, Field, MediaType};

#[test]
fn every_flagged_example_is_hit_where_it_is_marked() {
    let mut failures = Vec::new();
    for rule in CATALOGUE {
        for example in rule.flagged {
            let found = run(rule, example);
            let spans: Vec<_> = found.iter().map(|finding| finding.span.clone()).collect();
            if spans != example.spans() {
                let text = example.text();
                let said: Vec<_> = spans.iter().map(|span| &text[span.clone()]).collect();
                failures.push(format!(
                    "{}: {:?}\n    flagged {said:?}",
                    rule.id,
                    example.marked()
                ));
            }
            if let (Some(fix), Some(first)) = (example.suggestion, found.first()) {
                let said = first.suggestions.first().map(|s| s.text.as_str());
                if said != Some(fix) {
                    failures.push(format!("{}: wanted {fix:?}, said {said:?}", rule.id));
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn every_clean_example_is_left_alone() {
    let mut failures = Vec::new();
    for rule in CATALOGUE {
        for example in rule.clean {
            let said: Vec<_> = run(rule, example)
                .iter()
                .map(|f| example.text()[f.span.clone()].to_owned())
                .collect();
            if !said.is_empty() {
                failures.push(format!(
                    "{}: {:?} flagged {said:?}",
                    rule.id,
                    example.text()
                ));
            }
            if example.silent {
                let report = Engine
                    .check(&document(example), &Policy::default(), &Stop::never())
                    .expect("never stopped");
                for flag in report.flags {
                    failures.push(format!(
                        "{}: {:?} by {}",
                        rule.id,
                        example.text(),
                        flag.rule
                    ));
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn every_rule_is_described() {
    let mut ids = HashSet::new();
    for rule in CATALOGUE {
        assert!(ids.insert(rule.id), "{} stands twice", rule.id);
        let name = rule.name();
        assert!(
            !name.is_empty()
                && name
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit()),
            "{} is not kebab-case",
            rule.id
        );
        assert!(
            !rule.summary.is_empty() && !rule.summary.ends_with('.'),
            "{}: summary",
            rule.id
        );
        assert!(
            rule.flagged.len() >= 2,
            "{}: two flagged examples at least",
            rule.id
        );
        assert!(
            rule.clean.len() >= 2,
            "{}: two clean examples at least",
            rule.id
        );
        assert!(rule.status != Status::Retired || rule.flagged.is_empty());
        let explanation = rule.explanation();
        for heading in [
            "# What it finds",
            "# Why it points to a broken pipeline",
            "# Known false alarms",
        ] {
            assert!(
                explanation.contains(heading),
                "{} lacks `{heading}`",
                rule.id
            );
        }
    }
}

fn run(rule: &Rule, example: &Example) -> Vec<Finding> {
    let doc = document(example);
    let stop = Stop::never();
    let mut sink = Sink::new(Field::Text, &stop);
    if rule.trigger.is_empty() || doc.facts().intersects(rule.trigger) {
        (rule.check)(&doc, &mut sink);
    }
    let (mut findings, _) = sink.into_findings();
    findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
    findings
}

fn document(example: &Example) -> Document {
    let media_type = match example.media_type {
        "text/html" => MediaType::Html,
        "text/markdown" => MediaType::Markdown,
        _ => MediaType::Plain,
    };
    Document::builder(example.text())
        .title(example.title)
        .language(example.language)
        .media_type(media_type)
        .names(read::names(example.names.as_bytes()).unwrap())
        .build()
}
