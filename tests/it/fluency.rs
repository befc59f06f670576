//! Calques in a report, and what the artefacts say an article was translated from.

use mtflag::engine::{Engine, Policy, Report};
use mtflag::rules::Stop;
use mtflag::text::Document;

fn check(text: &str) -> Report {
    let doc = Document::builder(text).language("en").build();
    Engine
        .check(&doc, &Policy::default(), &Stop::never())
        .expect("never stopped")
}

/// The languages hinted at, most likely first.
fn hints(text: &str) -> Vec<String> {
    let hints = check(text).assessment.source_language_hints;
    let sum: f32 = hints.iter().map(|hint| hint.weight).sum();
    assert!(hints.is_empty() || (sum - 1.0).abs() < 1e-5, "{hints:?}");
    assert!(hints.iter().all(|hint| !hint.rules.is_empty()), "{hints:?}");
    hints.into_iter().map(|hint| hint.tag).collect()
}

#[test]
fn a_calque_says_whose_phrase_it_follows_and_how_english_has_it() {
    let report = check("The strike sparked a state of anger in the harbour, the envoy said.");
    let calque = &report.flags[0];
    assert_eq!(calque.rule, "fluency/calque");
    assert!(
        calque.message.contains("Arabic “حالة من”"),
        "{}",
        calque.message
    );
    assert_eq!(calque.suggestions[0].text, "sparked anger");
}

#[test]
fn phrases_not_shown_to_be_foreign_to_english_are_heard_on_request_only() {
    let text = "They met in the framework of the harbour talks, the envoy said on Monday.";
    assert!(check(text).flags.is_empty());
    let mut policy = Policy::default();
    policy.min_confidence = 0.1;
    let doc = Document::builder(text).language("en").build();
    let report = Engine
        .check(&doc, &policy, &Stop::never())
        .expect("never stopped");
    assert_eq!(report.flags.len(), 1);
}

#[test]
fn artefacts_hint_at_the_language_of_the_source() {
    let arabic = "The harbour was quiet .. and the talks stirred the stagnant waters of the port.";
    assert_eq!(hints(arabic), ["ar"]);
    let ukrainian = "The envoy arrived in the harbour on Monday, after two days at sea, to speak with the \
                     owners of the boats about the fees of the port.\n\nПосол прибув до міста у понеділок увечері.\n";
    assert_eq!(hints(ukrainian)[0], "uk");
    let turkish = "The driver was taken under treatment and the fire was taken under control.";
    assert_eq!(hints(turkish), ["tr"]);
}

#[test]
fn clean_text_and_one_weak_sign_hint_at_nothing() {
    assert!(hints("The envoy left the harbour at dawn. Nobody saw her go.").is_empty());
    assert!(hints("The harbour was quiet .. nobody saw the envoy go.").is_empty());
}
