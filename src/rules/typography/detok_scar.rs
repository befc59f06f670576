//! # What it finds
//! The blanks a tokenizer sets round marks, left in: `don ' t`, `it 's`, `10 , 000`, `( yes )`,
//! and its joiner `@-@`.
//!
//! # Why it points to a broken pipeline
//! Translation engines read tokens; text that was never joined again shows every one of them.
//!
//! # Known false alarms
//! Tick boxes `( )`, emoticons, formulas and lists of figures (`3 , 5 , 8`) stay silent.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

use super::locale::language;
use super::marks::char_before;
use crate::rules::{Finding, Rule, Sink, Weight, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/detok-scar",
    weight: Weight::Typographic,
    its_type: "whitespace",
    summary: "blanks of a tokenizer stand round marks inside words, figures or brackets",
    trigger: Facts::SPACED_PUNCTUATION.union(Facts::AT),
    confidence: 0.93,
    flagged: &[
        flagged("They do⟦n ' t⟧ know who paid.")
            .lang("en")
            .fix("n't"),
        flagged("The harbour⟦ 's⟧ master left.")
            .lang("en")
            .fix("'s"),
        flagged("Some ⟦10 , 000⟧ boats sank.").fix("10,000"),
        flagged("The master ⟦( a Dane )⟧ left early.").fix("(a Dane)"),
        flagged("A well⟦ @-@ ⟧known boat.").fix("-"),
        flagged("Капитан ⟦( датчанин )⟧ ушёл рано.").fix("(датчанин)"),
    ],
    clean: &[
        clean("In '90s style he said 'so what' and left 'em.").lang("en"),
        clean("Tick one: ( ) yes ( ) no. f( x ) = 2"),
        clean("The odds were 3 , 5 , 8 and 13."),
        clean("'s Avonds in 't Veld, zei hij.").lang("nl"),
        clean("Write to me @-reply or (see above)."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let english = language(doc) == "en";
    if english {
        each(text, b'\'', doc, sink, contraction);
    }
    each(text, b',', doc, sink, figure);
    each(text, b'(', doc, sink, bracket);
    for at in memmem::find_iter(text.as_bytes(), b" @-@ ") {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if letter(char_before(text, at)) && letter(text[at + 5..].chars().next()) {
            let message = "A tokenizer's joiner stands here instead of a hyphen.";
            sink.report(
                Finding::new(at..at + 5, message)
                    .confidence(0.98)
                    .exact("-"),
            );
        }
    }
}

/// A span and its repair.
type Scar = (Range<usize>, String);

fn each(
    text: &str,
    mark: u8,
    doc: &Document,
    sink: &mut Sink,
    judge: fn(&str, usize) -> Option<Scar>,
) {
    for at in memchr_iter(mark, text.as_bytes()) {
        if sink.stopped() {
            return;
        }
        if let Some((span, repair)) = judge(text, at).filter(|(span, _)| !doc.masks().touches(span))
        {
            let message = "Blanks that a tokenizer set are left in here.";
            sink.report(Finding::new(span, message).exact(repair));
        }
    }
}

/// `n ' t`, ` 's`, ` ' ll`: the second half of an English contraction.
fn contraction(text: &str, at: usize) -> Option<Scar> {
    let head = &text[..at];
    let tail = &text[at + 1..];
    let spaced = head.ends_with(' ') && !head.ends_with("  ");
    let gap = usize::from(tail.starts_with(' '));
    let stem = head.trim_end_matches(' ');
    if !spaced || !stem.ends_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    let end = tail[gap..]
        .bytes()
        .take_while(u8::is_ascii_alphabetic)
        .count();
    let half = &tail[gap..gap + end];
    let bounded = !tail[gap + end..].starts_with(|c: char| c.is_alphanumeric() || c == '\'');
    let known = match half {
        "t" => stem.ends_with('n'),
        "s" | "re" | "ve" | "ll" => true,
        "m" => stem.ends_with('I'),
        _ => false,
    };
    let from = if half == "t" {
        stem.len() - 1
    } else {
        stem.len()
    };
    (known && bounded).then(|| {
        (
            from..at + 1 + gap + end,
            format!("{}'{half}", &text[from..stem.len()]),
        )
    })
}

/// `10 , 000`
fn figure(text: &str, at: usize) -> Option<Scar> {
    let head = text[..at].strip_suffix(' ')?;
    let tail = text[at + 1..].strip_prefix(' ')?;
    let digits = |bytes: &mut dyn Iterator<Item = u8>| bytes.take_while(u8::is_ascii_digit).count();
    let (left, right) = (digits(&mut head.bytes().rev()), digits(&mut tail.bytes()));
    let list = head[..head.len() - left].ends_with(", ") || tail[right..].starts_with(" ,");
    ((1..4).contains(&left) && right == 3 && !list).then(|| {
        let (start, end) = (head.len() - left, at + 2 + right);
        (start..end, format!("{},{}", &head[start..], &tail[..right]))
    })
}

/// `( yes )`, at most 120 bytes of it, on one line.
fn bracket(text: &str, at: usize) -> Option<Scar> {
    let inside = text[at + 1..].strip_prefix(' ')?;
    let window = &inside.as_bytes()[..inside.len().min(120)];
    let close = memchr(b')', window)?;
    let inner = inside[..close].strip_suffix(' ')?;
    let prose = inner.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let apart = char_before(text, at).is_none_or(char::is_whitespace);
    (prose && apart && !inner.contains(['\n', '(']) && inner.trim() == inner)
        .then(|| (at..at + 2 + close + 1, format!("({inner})")))
}
