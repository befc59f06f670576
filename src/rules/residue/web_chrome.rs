//! # What it finds
//! Buttons, forms, menus and notices of a web page left among the lines of an article: share,
//! subscribe, comment, cookie, player and login lines, in some thirty languages, also as machines
//! translate them.
//!
//! # Why it points to a broken pipeline
//! Whoever took the article from its page took more than the article. Where the page was
//! translated too, the words of its buttons were (`I will follow`, `Leave an answer`).
//!
//! # Known false alarms
//! A heading of one word that is also a word of menus (`Comments`) in a text on such things.
//! Prose that says the same is silent: a phrase has to be a line, or a sentence, of its own.

use super::furniture::{Furniture, Kind};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/web-chrome",
    severity: Severity::Minor,
    its_type: "non-conformance",
    summary: "a button, form, menu or notice of the web page stands in the article",
    confidence: 0.93,
    flagged: &[
        flagged(
            "⟦Share on Facebook⟧\nThe Harbour Minister Meets With Boat Owners\n\
             ⟦Font size: large medium small⟧\n\
             The minister met the owners of the boats on Monday and spoke of nets.",
        ),
        flagged(
            "⟦Boats stay in the harbour for a week | The Harbour Post⟧\n\
             Boats stay in the harbour for a week\n\
             The storm kept all the boats in the harbour, and nobody sold any fish.",
        ),
        flagged("The talks ended late.\n\n⟦Share on Facebook⟧\n\nThe envoy left on Monday."),
        flagged(
            "Boats stay in the harbour\n⟦By Ann Ode - 03/05/24 06:56 AM GMT⟧\n\
             The storm kept all the boats in the harbour on Tuesday, and nobody sold any fish.",
        ),
        flagged("Die Gespräche endeten spät.\n\n⟦Newsletter abonnieren⟧"),
        flagged("انتهت المحادثات في وقت متأخر.\n⟦اشترك في النشرة البريدية⟧\n"),
    ],
    clean: &[
        clean("The firm plans to share on Facebook's board the seat it holds.").silent(),
        clean(
            "Boats stay in the harbour – for a week\nThe storm kept all the boats in the harbour.",
        ),
        clean(
            "The storm kept all the boats in the harbour on Tuesday, and nobody sold any fish.\n\
             Choir of the harbour, 5 March 2024, 19:30, town hall\n\
             The concert goes on if the wind does not, said the mayor of the town.",
        ),
        clean("He said: “Leave a reply at the desk.”"),
        clean("Die Anzeige gegen den Wirt wurde am Montag erstattet."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let furniture = doc.view::<Furniture>();
    for found in furniture.of(Kind::Chrome) {
        let message = "This is a button, form or notice of the web page, not part of the article.";
        sink.report(
            Finding::new(found.span.clone(), message)
                .confidence(found.confidence)
                .likely(""),
        );
    }
    for found in furniture.of(Kind::Menu) {
        let message =
            "These lines are a menu or a list of links of the web page, not part of the article.";
        sink.report(
            Finding::new(found.span.clone(), message)
                .confidence(found.confidence)
                .likely(""),
        );
    }
}
