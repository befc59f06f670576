//! # What it finds
//! Two years or figures fused where a dash stood, `the 19141918 war`, or with only blanks between
//! them: `10  15 percent`.
//!
//! # Why it points to a broken pipeline
//! A dash that a charset cannot hold is dropped on the way, and the range becomes another number.
//!
//! # Known false alarms
//! Telephone and order numbers, dates written in one (`20191231`, `31122019`) stay silent.

use std::ops::Range;

use memchr::memmem;

use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts, Shape, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/lost-dash",
    severity: Severity::Major,
    its_type: "typographical",
    summary: "two years or figures are fused where a dash stood",
    trigger: Facts::DIGIT.union(Facts::ARABIC).union(Facts::ASIAN),
    confidence: 0.85,
    flagged: &[
        flagged("In the ⟦19141918⟧ war the harbour was shut.").fix("1914–1918"),
        flagged("They won in the ⟦201920⟧ season.")
            .lang("en")
            .fix("2019–20"),
        flagged("Prices rose by ⟦10  15⟧ percent in a single week.").fix("10–15"),
        flagged("كانت الحرب ⟦١٩١٤١٩١٨⟧ طويلة جدا.").fix("١٩١٤–١٩١٨"),
    ],
    clean: &[
        clean("Call 18501920 or quote order no. 19982004 today."),
        clean("File 20191231 and 31122019 were lost; 20121415 too."),
        clean("Boats  10  15\nNets   20  25\nRopes  11  12"),
        clean("Some 201920 people came."),
        clean("ISBN 19141918, invoice #19201930, +19801990."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let words = doc.words();
    for (n, word) in doc.uneven_words() {
        if sink.stopped() {
            return;
        }
        let number = word.shape.contains(Shape::DIGIT)
            && !word.shape.intersects(Shape::LETTER | Shape::MASKED);
        if let Some(finding) = number.then(|| fused(text, words, n)).flatten() {
            sink.report(finding);
        }
    }
    if doc.facts().contains(Facts::DOUBLE_SPACE) {
        for at in memmem::find_iter(text.as_bytes(), b"  ") {
            if let Some(finding) = range_at(text, at) {
                sink.report(finding);
            }
        }
    }
}

/// `19141918`, `201920`
fn fused(text: &str, words: &[Word], n: usize) -> Option<Finding> {
    let word = words[n];
    let digits = word.text(text);
    let count = digits.chars().take(9).count();
    if count != 6 && count != 8 {
        return None;
    }
    let half = digits.char_indices().nth(4)?.0;
    let (first, second) = (value(&digits[..half])?, value(&digits[half..])?);
    let years =
        count == 8 && (1700..2100).contains(&first) && (first + 1..first + 121).contains(&second);
    let season = count == 6
        && (1900..2100).contains(&first)
        && second == first % 100 + 1
        && words
            .get(n + 1)
            .is_some_and(|w| SEASONS.contains(&w.text(text)));
    if !years && !season {
        return None;
    }
    let (head, tail) = (&text[..word.start()], &text[word.end()..]);
    let before = n
        .checked_sub(1)
        .map_or("", |n| words[n].text(text))
        .to_lowercase();
    let glued = head.ends_with(|c: char| !c.is_whitespace() && !"(“\"'".contains(c))
        || tail.starts_with(['-', '/', '_']);
    // Day, month and year written in one, unless something says it is a span of time.
    let date = (1..=31).contains(&(first / 100)) && (1..=12).contains(&(first % 100));
    let span = before == "the" || head.ends_with('(') || season;
    (!glued && (!date || span) && !NUMBERED.contains(&before.as_str())).then(|| {
        let message = "Two years are fused here; a dash between them is lost.";
        let (first, second) = digits.split_at(half);
        Finding::new(word.range(), message).likely(format!("{first}–{second}"))
    })
}

/// What follows a season of two years.
const SEASONS: &[&str] = &[
    "season",
    "campaign",
    "academic",
    "financial",
    "fiscal",
    "school",
    "marketing",
];

/// What says that a number is nobody's years.
const NUMBERED: &[&str] = &[
    "call",
    "code",
    "dial",
    "fax",
    "hotline",
    "id",
    "invoice",
    "isbn",
    "issn",
    "no",
    "number",
    "order",
    "phone",
    "ref",
    "reference",
    "serial",
    "tel",
    "telephone",
    "whatsapp",
    "тел",
    "номер",
];

/// The value of a few decimal digits of one of the systems in the press.
fn value(digits: &str) -> Option<u32> {
    digits.chars().try_fold(0u32, |value, digit| {
        let zero = match digit {
            '0'..='9' => '0',
            '٠'..='٩' => '٠',
            '۰'..='۹' => '۰',
            '०'..='९' => '०',
            '০'..='৯' => '০',
            _ => return None,
        };
        value
            .checked_mul(10)?
            .checked_add(u32::from(digit) - u32::from(zero))
    })
}

/// `10  15 percent`, the blanks of which begin at `at`.
fn range_at(text: &str, at: usize) -> Option<Finding> {
    let digits =
        |bytes: &mut dyn Iterator<Item = u8>| bytes.take(5).take_while(u8::is_ascii_digit).count();
    let left = digits(&mut text[..at].bytes().rev());
    let right = digits(&mut text[at + 2..].bytes());
    let span: Range<usize> = at - left..at + 2 + right;
    let (head, tail) = (&text[..span.start], &text[span.end..]);
    let (low, high) = (
        value(&text[span.start..at])?,
        value(&text[at + 2..span.end])?,
    );
    let word = |c: char| c.is_alphabetic();
    let prose = head
        .strip_suffix(' ')
        .is_some_and(|head| head.ends_with(word))
        && tail
            .strip_prefix(' ')
            .is_some_and(|tail| tail.starts_with(char::is_lowercase))
        || tail.starts_with('%') && head.ends_with(' ');
    ((1..5).contains(&left) && (left..left + 2).contains(&right) && low < high && prose).then(
        || {
            let message = "Blanks stand where this range has its dash.";
            Finding::new(span.clone(), message).likely(format!("{low}–{high}"))
        },
    )
}
