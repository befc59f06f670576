//! # What it finds
//! The Arabic stretching stroke (kashida, U+0640) between the letters of a word.
//!
//! # Why it points to a broken pipeline
//! It is made for print and headings. In running text it comes from character recognition or from
//! a page's ornaments, and hides the word from search and from translation.
//!
//! # Known false alarms
//! The stroke that carries a lone letter, as in `هـ` for a year of the Hijra, a prefix set off from
//! a foreign name, and enumerations are left alone.

use unicode_script::{Script, UnicodeScript};

use super::mixed::word_around;
use super::repeated;
use crate::rules::{Finding, Rule, Sink, Weight, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "script/tatweel",
    weight: Weight::Typographic,
    its_type: "characters",
    summary: "the stretching stroke stands inside an Arabic word",
    trigger: Facts::ARABIC,
    on_title: true,
    confidence: 0.95,
    flagged: &[
        flagged("أصدر المجلس ⟦بيـــان⟧ اليوم.").fix("بيان"),
        flagged("در ⟦تهـران⟧ باران آمد.").fix("تهران"),
    ],
    clean: &[
        clean("وقع ذلك عام 1445 هـ في المدينة."),
        clean("شعار الـ CNN معروف، والـBBC أيضا."),
        clean("أ ـ المادة الأولى"),
    ],
    check,
    ..Rule::NEW
};

const TATWEEL: &str = "\u{640}";
/// The longest word, in characters, that is looked at.
const LONGEST: usize = 64;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let mut findings: Vec<Finding> = Vec::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), TATWEEL.as_bytes()) {
        if sink.stopped() {
            return;
        }
        // A run of strokes is looked at where it starts.
        let runs_on = text[..at].ends_with(TATWEEL);
        if runs_on || findings.last().is_some_and(|last| at < last.span.end) {
            continue;
        }
        let is_stroke = |c: &char| *c == '\u{640}' || matches!(*c, '\u{64B}'..='\u{65F}');
        let before = text[..at]
            .chars()
            .rev()
            .take(LONGEST)
            .find(|c| !is_stroke(c));
        let behind = text[at..].chars().take(LONGEST).find(|c| !is_stroke(c));
        let is_letter =
            |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c.script() == Script::Arabic);
        if is_letter(before) && is_letter(behind) && !doc.masks().covers(at) {
            let span = word_around(text, at, LONGEST);
            let plain = text[span.clone()].replace(TATWEEL, "");
            findings.push(
                Finding::new(span, "A stretching stroke stands inside this word.").exact(plain),
            );
        }
    }
    repeated::report(sink, findings, |count| {
        format!("Stretching strokes stand inside {count} words of this text; this is the first.")
    });
}
