//! # What it finds
//! A text that is not in the language it is declared to be in.
//!
//! # Why it points to a broken pipeline
//! The translation never ran, ran into the wrong language, or the record was filed under the wrong
//! one.
//!
//! # Known false alarms
//! A few words are not enough to tell, and the norms of one language or close sisters (Danish and
//! Norwegian, Malay and Indonesian) are not held against each other. A declared language that is not
//! known here is believed.

use super::wording::name;
use crate::flag::Severity;
use crate::language::{Disagreement, primary_subtag};
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "language/wrong-document",
    severity: Severity::Critical,
    its_type: "untranslated",
    summary: "the text is not in the language it is declared to be in",
    languages: Languages::All,
    confidence: 0.97,
    flagged: &[
        flagged(
            "⟦El puerto reabrió el viernes después de la tormenta, dijo el capitán. Los pasajeros esperaban desde el jueves por la tarde en el muelle y no sabían cuándo saldrían los barcos.⟧",
        )
        .lang("en"),
        flagged(
            "⟦Порт открыли в пятницу, когда стих ветер. Капитан сказал, что утром корабли выйдут в море, и пассажиры, которые ждали с четверга, заняли свои места.⟧",
        )
        .lang("kk"),
        flagged(
            "⟦The harbour was closed on Friday because the wind had turned, and nobody knew when the ferries would sail again. The captain said they would wait for the morning.⟧",
        )
        .lang("ja"),
    ],
    clean: &[
        clean("El puerto reabrió el viernes después de la tormenta").lang("en"),
        clean(
            "Havnen ble stengt på fredag fordi vinden hadde snudd. Ingen visste når fergene skulle seile igjen, sa kapteinen, og passasjerene ventet på kaien til neste morgen.",
        )
        .lang("da"),
        clean(
            "Pelabuhan ditutup pada hari Jumat karena angin berubah arah. Tidak ada yang tahu kapan kapal akan berlayar lagi, kata kapten, dan para penumpang menunggu di dermaga sampai pagi.",
        )
        .lang("ms"),
        clean(
            "The harbour was closed on Friday. “Die Lage bleibt ernst und niemand weiß, wann die Schiffe wieder fahren”, the captain told the reporters, who understood no German and wrote it down.",
        )
        .lang("en"),
    ],
    check,
    ..Rule::NEW
};

/// Fewer words are a headline.
const WORDS: usize = 20;

fn check(doc: &Document, sink: &mut Sink) {
    let declared = primary_subtag(doc.declared_language());
    if declared.is_empty() || doc.word_count() < WORDS {
        return;
    }
    let Some(found) = Disagreement::of(doc, &declared) else {
        return;
    };
    let text = doc.text();
    let start = text.len() - text.trim_start().len();
    let message = match (name(&found.tag), name(&declared)) {
        (Some(found), Some(declared)) => {
            format!("The text is declared to be {declared} but is {found}.")
        }
        (Some(found), None) => format!("The text is {found}, not in the language declared."),
        _ => "The text is not in the language declared.".to_owned(),
    };
    sink.report(Finding::new(start..text.trim_end().len(), message).confidence(found.confidence));
}
