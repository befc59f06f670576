//! # What it finds
//! Text whose bytes were read in the wrong code page: UTF-8 read as windows-1252, windows-1251,
//! KOI8-R, Mac OS Roman, code page 437, GBK, `Shift_JIS` and two dozen others, once or several times
//! over, and one legacy code page read as another. The message names the accident, the suggestion
//! is the text as it was meant.
//!
//! A stretch is flagged when its bytes, read the way they were written, give a text that takes far
//! fewer bits to write down by the letter statistics of some 70 languages.
//!
//! # Why it points to a broken pipeline
//! Nobody types it. It comes from a page whose charset was lost or mislabelled between the web
//! server, the scraper, the translation engine and the database.
//!
//! # Known false alarms
//! A short word of a language without letter statistics that happens to spell a more common word
//! of another one under a common mix-up.

use crate::flag::Severity;
use crate::rules::encoding::damage::Damage;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/mojibake",
    severity: Severity::Major,
    its_type: "characters",
    summary: "text was read in the wrong code page and can be repaired",
    trigger: Facts::NON_ASCII,
    on_title: true,
    confidence: 0.98,
    flagged: &[
        flagged("The ⟦cafÃ©⟧ owner waved.").fix("café"),
        flagged("Она сказала: ⟦РїСЂРёРІРµС‚⟧ всем.").fix("привет"),
    ],
    clean: &[
        clean("SÃO PAULO e PÃO DE AÇÚCAR").silent(),
        clean("Dydd da, y’r ydym ni’n â’r gath."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let stretches = Damage::of(doc, sink).map_or(&[][..], Damage::stretches);
    for stretch in stretches {
        if stretch.lossy {
            continue;
        }
        let sure = 1.0 - 0.5f32.powf(stretch.gain as f32 / 4.0 + 3.0);
        let message = format!("This is garbled: {}.", stretch.accident);
        let finding = Finding::new(stretch.span.clone(), message);
        let finding = finding.confidence(sure.clamp(0.8, 0.999));
        sink.report(if stretch.certain {
            finding.exact(stretch.repair.as_str())
        } else {
            finding.likely(stretch.repair.as_str())
        });
    }
}
