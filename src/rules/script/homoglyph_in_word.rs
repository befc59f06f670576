//! # What it finds
//! A word in which letters of two scripts that look alike stand side by side, `Mоscow` with a
//! Cyrillic о, and which is a plain word once they are folded into one script (the skeletons of
//! UTS 39). The repair is that word, in the script of its other letters or of the article.
//!
//! # Why it points to a broken pipeline
//! Character recognition, keyboards left in the other layout and text altered to slip past filters
//! put such letters in. The reader sees nothing; search, spelling and translation all break.
//!
//! # Known false alarms
//! Names that mix scripts on purpose. Greek letters on capitals (`TNFα`), and Latin names with an
//! ending of the article's own language (`Instagramга`) are left alone.

use super::mixed::MixedWords;
use super::reading::Reading;
use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "script/homoglyph-in-word",
    severity: Severity::Major,
    its_type: "characters",
    summary: "a word mixes look-alike letters of two scripts",
    trigger: Facts::CYRILLIC.union(Facts::GREEK).union(Facts::ARMENIAN),
    on_title: true,
    confidence: 0.97,
    flagged: &[
        flagged("The envoy left ⟦Lіsbоn⟧ on Monday.").fix("Lisbon"),
        flagged("Министр уехал из ⟦Kиeвa⟧ в понедельник.").fix("Киева"),
        flagged("Ο υπουργός έφυγε από την ⟦πoλη⟧ τη Δευτέρα.").fix("πολη"),
    ],
    clean: &[
        clean("They shared it over μTorrent and measured IFNγ and 10 kΩ."),
        clean("Ул Instagramга рәсем куйды, ә email-ы эшләми."),
        clean("IT-компания запустила Wi-Fi-роутер и SMS-рассылку."),
        clean("COVID-19疫情でTシャツとX線の話。"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    // Their alphabets have two letters for the one that UTS 39 folds to.
    let language = &doc.view::<ArticleLanguage>().tag;
    let dotless = matches!(language.as_str(), "tr" | "az" | "crh");
    for word in doc.view::<MixedWords>().as_slice() {
        let Reading::Lookalike { folded, unsure } = &word.reading else {
            continue;
        };
        if sink.stopped() {
            return;
        }
        let finding = Finding::new(
            word.span.clone(),
            "Some letters of this word are look-alikes from another alphabet.",
        );
        sink.report(if *unsure || dotless && folded.contains('i') {
            finding
                .likely(folded.clone())
                .confidence(if *unsure { 0.85 } else { 0.97 })
        } else {
            finding.exact(folded.clone())
        });
    }
}
