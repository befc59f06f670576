//! # What it finds
//! Three words and more in a row whose letters no language puts together, and which no mix-up of
//! code pages explains.
//!
//! # Why it points to a broken pipeline
//! A font with an encoding of its own, a cipher, a keyboard mash or a failed translation comes out
//! so.
//!
//! # Known false alarms
//! A list of abbreviations in small letters; text in a language without letter statistics.

use crate::flag::Severity;
use crate::rules::encoding::damage::{BIT, Cost, Damage, cost, language_around};
use crate::rules::{Finding, Rule, Sink, Status, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/junk-run",
    severity: Severity::Major,
    status: Status::Preview,
    its_type: "characters",
    summary: "words of letters that no language puts together",
    trigger: Facts::empty(),
    confidence: 0.7,
    flagged: &[
        flagged("He said on Monday that ⟦xqzv kqjx zvtq gxqd⟧ again and then he left the room."),
        flagged("Она ⟦щъжк мьпг фкщц⟧ там."),
    ],
    clean: &[
        clean("The hash is 9f86d081884c7d659a2feaa0c55ad015 today."),
        clean("Plates WXZ QKJ 442 were seen."),
        clean("Grzegorz Brzęczyszczykiewicz z Chrząszczyżewoszyc."),
        clean("Strč prst skrz krk, zvlhčil."),
    ],
    check,
    ..Rule::NEW
};

/// The fewest words of junk.
const WORDS: usize = 3;
/// What a letter of a word costs on average where it is junk.
const JUNK: Cost = 13 * BIT / 2;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let words = doc.words();
    let mut start = 0;
    while start < words.len() {
        if start % 4096 == 0 && sink.stopped() {
            return;
        }
        let end = start
            + words[start..]
                .iter()
                .take_while(|word| is_junk(&text[word.range()]))
                .count();
        if end - start >= WORDS {
            let span = words[start].range().start..words[end - 1].range().end;
            let language = language_around(text, span.start);
            let letters = text[span.clone()].chars().count();
            let junk = cost(&text[span.clone()], language, None) > JUNK * letters as Cost;
            if junk
                && Damage::of(doc, sink).is_some_and(|damage| damage.covering(span.start).is_none())
            {
                sink.report(Finding::new(span, "These are no words of any language."));
            }
        }
        start = end.max(start) + 1;
    }
}

fn is_junk(word: &str) -> bool {
    let letters = word.chars().count();
    (4..=20).contains(&letters)
        && word.chars().all(|c| matches!(c, 'a'..='z' | 'а'..='я'))
        && !word.chars().any(|c| "aeiouyаеиоуыэюя".contains(c))
}
