//! # What it finds
//! The same sentence again, word for word or nearly so; in scripts without spaces any long stretch.
//!
//! # Why it points to a broken pipeline
//! Decoders repeat the sentence before when they lose their place, and scrapers join a teaser with
//! the paragraph it was cut from.
//!
//! # Known false alarms
//! Short sentences, refrains, the standing phrases of live blogs and pulled quotations are left alone.

use super::copies::Copies;
use super::duplicate_block::finding;
use crate::flag::Severity;
use crate::rules::{Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "repetition/duplicate-sentence",
    severity: Severity::Minor,
    its_type: "duplication",
    summary: "the same or nearly the same sentence comes again",
    confidence: 0.9,
    flagged: &[
        flagged(
            "The river rose by two metres over night. ⟦The river rose by two metres over night.⟧ Nobody was hurt.",
        ),
        flagged(
            "Река поднялась за ночь на два метра. Никто не пострадал. ⟦Река поднялась за ночь на два метра.⟧",
        ),
        flagged(
            "昨晚河水上涨了两米，附近居民已经撤离。没有人受伤。⟦昨晚河水上涨了两米，附近居民已经撤离。⟧",
        ),
        flagged(
            "Fishermen on the coast welcomed the new rules. Others left. ⟦Fishermen on the coast welcomed new rules.⟧",
        ),
    ],
    clean: &[
        clean("Yes. He left at noon. Yes. She stayed until the lamps were lit."),
        clean(
            "In May he sold 40 boats to the navy of Malta. In June he sold 50 boats to the navy of Malta.",
        ),
        clean(
            "10:05 Shells fell on the port. We could not verify the report ourselves.\n\
             10:40 A bridge was hit. We could not verify the report ourselves.\n\
             11:10 Trains stand still. We could not verify the report ourselves.\n\
             11:30 The mayor spoke. We could not verify the report ourselves.",
        ),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for copy in doc.view::<Copies>().as_slice() {
        if !copy.block {
            sink.report(finding(copy, "This sentence stands in the text before."));
        }
    }
}
