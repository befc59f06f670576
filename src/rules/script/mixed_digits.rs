//! # What it finds
//! One number written with digits of two systems, `20٢4`, and a number in the digits of a script
//! that the text around it does not use.
//!
//! # Why it points to a broken pipeline
//! Some digits were converted and others copied; the value may no longer be what the source said.
//!
//! # Known false alarms
//! Western and Eastern digits in different numbers of one Arabic, Persian or Hindi text are common
//! and left alone.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

use super::mixed::home;
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "script/mixed-digits",
    severity: Severity::Major,
    its_type: "characters",
    summary: "digits of two systems in one number, or of a system the text does not use",
    trigger: Facts::ARABIC
        .union(Facts::ASIAN)
        .union(Facts::FULLWIDTH)
        .union(Facts::RARE),
    on_title: true,
    confidence: 0.95,
    flagged: &[
        flagged("It was signed in ⟦20٢4⟧ by both.").fix("2024"),
        flagged("وقع الاتفاق عام ⟦٢٠2٤⟧ في المدينة.").fix("٢٠٢٤"),
        flagged("The ship sank in ⟦١٩٤٣⟧ off the coast.").fix("1943"),
    ],
    clean: &[
        clean("وقع الاتفاق عام ٢٠٢٤ في المدينة 24 ساعة."),
        clean("सन २०२४ में 5G और 2024 की बात।"),
        clean("第２回は2024年に開かれた。"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let home = home(doc).unwrap_or(Script::Latin);
    let mut done = 0;
    let mut polled = 0;
    let bytes = text.as_bytes();
    for at in (0..bytes.len()).filter(|&at| may_begin(&bytes[at..])) {
        if at - polled > 1 << 16 {
            polled = at;
            if sink.stopped() {
                return;
            }
        }
        // Western numbers are looked at only beside another digit.
        if at < done {
            continue;
        }
        let Some((character, (zero, _))) =
            text[at..].chars().next().and_then(|c| Some((c, digit(c)?)))
        else {
            continue;
        };
        let span = number_around(text, at);
        done = span.end;
        if doc.masks().covers(at) {
            continue;
        }
        let number = &text[span.clone()];
        let systems = Systems::of(number);
        if systems.are_mixed() {
            let finding = Finding::new(span, "This number mixes digits of two systems.");
            let finding = finding.likely(written_in(number, systems.commonest(home)));
            // Arabic and Persian digits look alike but for three: the value stays plain.
            sink.report(if systems.are_sisters() {
                finding.severity(Severity::Neutral)
            } else {
                finding
            });
        } else if zero != FULLWIDTH && is_strange(text, &span, character, home) {
            let finding = Finding::new(
                span,
                "This number is in digits that the text around it does not use.",
            );
            sink.report(finding.exact(written_in(number, WESTERN)).confidence(0.85));
        }
    }
}

/// Whether a digit beyond ASCII may begin here.
fn may_begin(bytes: &[u8]) -> bool {
    match bytes {
        [0xD9, second, ..] => matches!(second, 0xA0..=0xA9),
        [0xDB, second, ..] => matches!(second, 0xB0..=0xB9),
        [0xDF, second, ..] => matches!(second, 0x80..=0x89),
        [0xE0 | 0xE1, ..] => true,
        [0xEF, second, ..] => *second == 0xBC,
        _ => false,
    }
}

/// A digit system, by the code point of its zero.
type System = u32;

const WESTERN: System = 0x30;
const ARABIC: System = 0x660;
const PERSIAN: System = 0x6F0;
const FULLWIDTH: System = 0xFF10;

/// The zeros of the decimal systems in use, in order.
const ZEROS: [System; 20] = [
    WESTERN, ARABIC, PERSIAN, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
    0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, FULLWIDTH,
];

/// The system of a decimal digit and its value.
fn digit(character: char) -> Option<(System, u32)> {
    let code = u32::from(character);
    let zero = ZEROS[ZEROS.partition_point(|&zero| zero <= code).checked_sub(1)?];
    (code - zero < 10).then_some((zero, code - zero))
}

/// How many digits of a number are of its first system, and of another.
struct Systems {
    first: (System, usize),
    other: (System, usize),
}

impl Systems {
    fn of(number: &str) -> Self {
        let mut systems = Systems {
            first: (0, 0),
            other: (0, 0),
        };
        for (zero, _) in number.chars().filter_map(digit) {
            if systems.first.1 == 0 || systems.first.0 == zero {
                systems.first = (zero, systems.first.1 + 1);
            } else {
                systems.other = (zero, systems.other.1 + 1);
            }
        }
        systems
    }

    fn are_mixed(&self) -> bool {
        self.other.1 > 0
    }

    fn are_sisters(&self) -> bool {
        matches!(
            (self.first.0, self.other.0),
            (ARABIC, PERSIAN) | (PERSIAN, ARABIC)
        )
    }

    /// The system most digits are in; when equal, the one the article's script uses.
    fn commonest(&self, home: Script) -> System {
        let uses = |zero| {
            char::from_u32(zero).is_some_and(|zero| zero.script_extension().contains_script(home))
        };
        match self.first.1.cmp(&self.other.1) {
            std::cmp::Ordering::Greater => self.first.0,
            std::cmp::Ordering::Less => self.other.0,
            std::cmp::Ordering::Equal if self.first.0 != WESTERN && uses(self.first.0) => {
                self.first.0
            }
            std::cmp::Ordering::Equal if self.other.0 != WESTERN && uses(self.other.0) => {
                self.other.0
            }
            std::cmp::Ordering::Equal => WESTERN,
        }
    }
}

fn written_in(number: &str, system: System) -> String {
    let convert = |character| match digit(character) {
        Some((_, value)) => char::from_u32(system + value).unwrap_or(character),
        None => character,
    };
    number.chars().map(convert).collect()
}

/// Whether neither the text nor the letters beside the number use `digit`'s system.
fn is_strange(text: &str, span: &Range<usize>, digit: char, home: Script) -> bool {
    const REACH: usize = 40;
    let owners = digit.script_extension();
    let letter = |c: &char| c.is_alphabetic();
    let before = text[..span.start].chars().rev().take(REACH).find(letter);
    let behind = text[span.end..].chars().take(REACH).find(letter);
    let strange =
        |letter: Option<char>| letter.is_none_or(|letter| !owners.contains_script(letter.script()));
    !owners.contains_script(home) && strange(before) && strange(behind)
}

/// The digits around the one at `at`.
fn number_around(text: &str, at: usize) -> Range<usize> {
    const LONGEST: usize = 64;
    let belongs = |&c: &char| digit(c).is_some();
    let back = text[..at].chars().rev().take(LONGEST).take_while(belongs);
    let start = at - back.map(char::len_utf8).sum::<usize>();
    let ahead = text[at..].chars().take(LONGEST).take_while(belongs);
    start..at + ahead.map(char::len_utf8).sum::<usize>()
}
