//! # What it finds
//! A pile of combining marks on one letter that no orthography asks for.
//!
//! # Why it points to a broken pipeline
//! Ornamental or hostile text pasted into a comment, and marks doubled by repeated conversion.
//!
//! # Known false alarms
//! Pointed Hebrew and Arabic, Vietnamese and the languages of West Africa need up to three marks on
//! a letter, scripts of south Asia more: all these are left alone.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "script/mark-stack",
    its_type: "characters",
    summary: "an implausible pile of combining marks on one letter",
    trigger: Facts::MARKS
        .union(Facts::HEBREW)
        .union(Facts::ARABIC)
        .union(Facts::ASIAN)
        .union(Facts::SYMBOLS),
    on_title: true,
    confidence: 0.96,
    flagged: &[
        flagged("The ⟦z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}⟧ came loose.").fix("z"),
        flagged("Пришёл ⟦а\u{300}\u{301}\u{300}\u{301}\u{300}⟧ домой.").fix("а"),
    ],
    clean: &[
        clean("בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים"),
        clean("Tie\u{302}\u{301}ng Vie\u{323}\u{302}t"),
        clean("Ọ̀rọ̀ ọ̀hún ti ṣẹlẹ̀."),
        clean("སངས་རྒྱས་ཀྱི་བསྟན་པ།"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let mut pile = Pile::default();
    let mut polled = 0;
    for (at, character) in text.char_indices() {
        if at - polled > 1 << 16 {
            polled = at;
            if sink.stopped() {
                return;
            }
        }
        if character.is_ascii() || !is_combining_mark(character) {
            report(&pile, text, sink);
            pile = Pile {
                start: at,
                end: at + character.len_utf8(),
                marks: 0,
                foreign: 0,
            };
        } else {
            pile.marks += 1;
            pile.foreign += usize::from(character.script() == Script::Inherited);
            pile.end = at + character.len_utf8();
        }
    }
    report(&pile, text, sink);
}

/// A character with the marks on it.
#[derive(Default)]
struct Pile {
    start: usize,
    end: usize,
    marks: usize,
    /// Marks of no script in particular.
    foreign: usize,
}

/// Marks of no script in particular that one letter may carry.
const GENERAL: usize = 3;
/// Marks of its own script that one letter may carry: consonants stacked in Tibetan and Burmese.
const OWN: usize = 9;

fn report(pile: &Pile, text: &str, sink: &mut Sink) {
    if pile.foreign <= GENERAL && pile.marks <= OWN {
        return;
    }
    let base: String = text[pile.start..pile.end].nfd().take(1).collect();
    let message = format!(
        "{} combining marks are piled on one letter here.",
        pile.marks
    );
    sink.report(Finding::new(pile.start..pile.end, message).likely(base));
}
