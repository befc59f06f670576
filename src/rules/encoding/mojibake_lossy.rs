//! # What it finds
//! Text whose bytes were read in the wrong code page and lost some of them on the way: a `?`, a
//! U+FFFD or nothing at all stands for them. The suggestion fills the gap with the likeliest letter.
//!
//! # Why it points to a broken pipeline
//! Nobody types it, and what was lost cannot be had back without the source.
//!
//! # Known false alarms
//! A question mark behind a foreign capital letter at the end of a word.

use crate::flag::Severity;
use crate::rules::encoding::damage::Damage;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/mojibake-lossy",
    severity: Severity::Major,
    its_type: "characters",
    summary: "text was read in the wrong code page and bytes of it are gone",
    trigger: Facts::NON_ASCII,
    on_title: true,
    confidence: 0.97,
    flagged: &[
        flagged("He said the ⟦â€œenvoyâ€⟧ left.").fix("“envoy”"),
        flagged("Wir ⟦mÃ�ssen⟧ gehen."),
    ],
    clean: &[clean("½ litre à 2 €").silent(), clean("¿QUÉ?")],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let stretches = Damage::of(doc, sink).map_or(&[][..], Damage::stretches);
    for stretch in stretches {
        if !stretch.lossy {
            continue;
        }
        sink.report(
            Finding::new(
                stretch.span.clone(),
                format!(
                    "This is garbled, and part of it is lost: {}.",
                    stretch.accident
                ),
            )
            .likely(stretch.repair.clone()),
        );
    }
}
