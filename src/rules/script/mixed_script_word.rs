//! # What it finds
//! A word of one script run together with a word of another, `Tripoliطرابلس`, where no exchange of
//! look-alike letters explains it.
//!
//! # Why it points to a broken pipeline
//! A gloss or a link in the original script lost its brackets or its space when tags were stripped.
//!
//! # Known false alarms
//! Scripts without spaces (Chinese, Japanese, Thai) and grammar that takes foreign names into its
//! own words (`Instagramга`, `Facebookలో`, Korean particles) are left alone.

use super::mixed::{BEYOND_LATIN, MixedWords};
use super::reading::Reading;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "script/mixed-script-word",
    its_type: "characters",
    summary: "words of two scripts are run together",
    trigger: BEYOND_LATIN,
    on_title: true,
    confidence: 0.9,
    flagged: &[
        flagged("The fighting reached ⟦Misrataمصراتة⟧ at dawn."),
        flagged("Rescue teams from ⟦Plovdivпомощ⟧ arrived."),
    ],
    clean: &[
        clean("COVID-19疫情が広がる中、Googleから発表があった。"),
        clean("삼성은 Galaxy를 출시했고 Apple은 기다렸다."),
        clean("Ул Facebookтагы битендә язды."),
        clean("The band KoЯn toured with the J/ψ choir."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for word in doc.view::<MixedWords>().as_slice() {
        if sink.stopped() {
            return;
        }
        if word.reading == Reading::Glued {
            sink.report(Finding::new(
                word.span.clone(),
                "Words of two scripts are run together here.",
            ));
        }
    }
}
