//! # What it finds
//! A phrase that repeats at once (`of the band of the band of the band`), or a word that does so
//! three times and more.
//!
//! # Why it points to a broken pipeline
//! A neural decoder that finds no way on takes the same step again and again, up to its length
//! limit: repetition is the commonest form of hallucination in machine translation.
//!
//! # Known false alarms
//! Rhetoric (`location, location, location`), chants, laughter and figures such as `on and on and
//! on` are left alone; a poem that repeats a line on purpose may be flagged.

use super::loops::{Loop, Loops};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "repetition/phrase-loop",
    severity: Severity::Major,
    its_type: "duplication",
    summary: "a phrase repeats at once, or a word three times and more",
    on_title: true,
    confidence: 0.93,
    flagged: &[
        flagged("He is the drummer ⟦of the band of the band of the band⟧ from Leeds.")
            .fix("of the band"),
        flagged("They sold the ⟦tickets tickets tickets tickets⟧ at once.").fix("tickets"),
        flagged("Она открыла ⟦новую школу новую школу новую школу⟧ в городе.").fix("новую школу"),
        flagged("他们⟦参加了会议参加了会议参加了会议⟧并发言。").fix("参加了会议"),
        flagged("It was seen ⟦in the old town in the old town⟧ at noon.").fix("in the old town"),
        flagged("The ⟦panel-panel-panel-panel⟧ price fell.").fix("panel"),
    ],
    clean: &[
        clean("What counts is location, location, location."),
        clean("“No, no, no, no, no,” she said, and it went on and on and on and on."),
        clean("Day after day after day they sang, again and again and again."),
        clean("The crowd sang: “One more song! One more song! One more song!”"),
        clean("Her great-great-great-great-grandmother laughed: ha ha ha ha ha."),
        clean("I liked the soup. My daughter liked the soup. My daughter likes no soup."),
        clean("« On l’a chanté, on le chante, on le chantera », dit la doyenne du port.")
            .lang("fr"),
        clean("The zoo keeps Gorilla gorilla gorilla and its cousin of the east.").lang("en"),
        clean("大家喊着加油加油加油，又哈哈哈哈哈地笑。"),
        clean("Table: 0 0 0 0 and 1 1 1 1"),
        clean("どんどんどん、太鼓が鳴る。"),
    ],
    check,
    ..Rule::NEW
};

/// From this share of the text on, in per cent, it is nothing but the loop.
const MOST: usize = 30;
/// Shorter texts are a headline or a call, in words.
const SHORTEST: usize = 12;

fn check(doc: &Document, sink: &mut Sink) {
    let loops = doc.view::<Loops>().as_slice();
    let looping: usize = loops.iter().map(|found| found.words.len()).sum();
    let words = doc.words().len();
    let spoilt = words >= SHORTEST && looping * 100 > words * MOST;
    let worst = loops.iter().map(|found| found.words.len()).max();
    for found in loops {
        let finding = finding(doc, found);
        let critical = spoilt && Some(found.words.len()) == worst;
        sink.report(if critical {
            finding.severity(Severity::Critical)
        } else {
            finding
        });
    }
}

fn finding(doc: &Document, found: &Loop) -> Finding {
    let text = doc.text();
    let words = doc.words();
    let start = words[found.words.start].start();
    let end = words[found.words.end - 1].end();
    let unit = &text[start..words[found.words.start + found.period - 1].end()];
    let shown: String = unit.chars().take(60).collect();
    let more = if shown.len() < unit.len() { "…" } else { "" };
    let message = format!(
        "“{shown}{more}” is repeated {} times in a row.",
        found.copies()
    );
    Finding::new(start..end, message)
        .confidence(f32::from(found.percent) / 100.0)
        .likely(&text[start..words[found.remainder().end - 1].end()])
}
