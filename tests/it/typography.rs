//! The repairs of the typography family do what they promise.

use mtflag::engine::{Engine, Policy};
use mtflag::flag::Certainty;
use mtflag::rules::{CATALOGUE, Rule, Stop};
use mtflag::text::Document;

#[test]
fn an_exact_repair_leaves_nothing_to_repair() {
    let family = CATALOGUE
        .iter()
        .filter(|rule| rule.family() == "typography");
    let mut tried = 0;
    for rule in family {
        for example in rule.flagged {
            let text = example.text();
            let Some((repaired, exact)) = repair(rule, &text, example.language) else {
                continue;
            };
            tried += 1;
            assert!(
                !exact.is_empty() || repaired.len() < text.len(),
                "{}: {text:?}",
                rule.id
            );
            assert_eq!(
                repair(rule, &repaired, example.language),
                None,
                "{}: {text:?} became {repaired:?}",
                rule.id
            );
        }
    }
    assert!(tried > 20, "only {tried} examples have an exact repair");
}

#[test]
fn a_page_of_seams_is_mended_to_the_text_it_was() {
    let whole = "The ferry sank off the coast. A crew of nine was saved. Nobody was hurt, they said. \
                 It had left at dawn. The owner blamed the fog. Two inquiries are open.";
    let broken = whole.replace(". ", ".").replace(", ", ",");
    let mut text = broken;
    let rule = Rule::by_id("typography/missing-space").unwrap();
    while let Some((repaired, _)) = repair(rule, &text, "en") {
        text = repaired;
    }
    assert_eq!(text, whole);
}

/// The text with the first exact repair of the rule applied, and that repair.
fn repair(rule: &Rule, text: &str, language: &str) -> Option<(String, String)> {
    let mut policy = Policy::default();
    policy.pick(&[rule.id], &[], true).unwrap();
    let doc = Document::builder(text).language(language).build();
    let report = Engine.check(&doc, &policy, &Stop::never()).unwrap();
    report.flags.iter().find_map(|flag| {
        let exact = flag
            .suggestions
            .iter()
            .find(|suggestion| suggestion.certainty == Certainty::Exact)?;
        let mut repaired = text.to_owned();
        repaired.replace_range(flag.span.clone(), &exact.text);
        Some((repaired, exact.text.clone()))
    })
}
