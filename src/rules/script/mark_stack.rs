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
    let bytes = text.as_bytes();
    let (mut at, mut polled) = (0, 0);
    while let Some(found) = bytes[at..].iter().position(|&byte| byte >= LEAST_LEAD) {
        at += found;
        if at - polled > 1 << 16 {
            polled = at;
            if sink.stopped() {
                return;
            }
        }
        let pile = Pile::from(text, at);
        at = pile.end;
        if pile.foreign > GENERAL || pile.marks > OWN {
            report(&pile, text, sink);
        }
    }
}

/// What U+0300, the first of all combining marks, begins with.
const LEAST_LEAD: u8 = 0xCC;

/// A character with the marks on it.
struct Pile {
    start: usize,
    end: usize,
    marks: usize,
    /// Marks of no script in particular.
    foreign: usize,
}

impl Pile {
    /// The marks from `at` on, with the character before them; none where no mark begins.
    fn from(text: &str, at: usize) -> Self {
        let mut pile = Pile {
            start: at,
            end: at,
            marks: 0,
            foreign: 0,
        };
        for character in text[at..].chars() {
            if character.is_ascii() || !is_combining_mark(character) {
                break;
            }
            pile.marks += 1;
            pile.foreign += usize::from(character.script() == Script::Inherited);
            pile.end += character.len_utf8();
        }
        if pile.marks == 0 {
            pile.end += text[at..].chars().next().map_or(1, char::len_utf8);
        } else if let Some(base) = text[..at].chars().next_back() {
            pile.start -= base.len_utf8();
        }
        pile
    }
}

/// Marks of no script in particular that one letter may carry.
const GENERAL: usize = 3;
/// Marks of its own script that one letter may carry: consonants stacked in Tibetan and Burmese.
const OWN: usize = 9;

fn report(pile: &Pile, text: &str, sink: &mut Sink) {
    let base: String = text[pile.start..pile.end].nfd().take(1).collect();
    let message = format!(
        "{} combining marks are piled on one letter here.",
        pile.marks
    );
    sink.report(Finding::new(pile.start..pile.end, message).likely(base));
}
