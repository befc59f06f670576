//! What must hold for every report, whatever the text: used by the property tests and the soak.

use std::ops::Range;

use mtflag::Flag;
use mtflag::engine::{Engine, Policy, Report};
use mtflag::flag::Certainty;
use mtflag::rules::Stop;
use mtflag::text::{Document, Field, MediaType, OffsetEncoding};

/// An article to be checked, as parts that can be changed and built again.
#[derive(Clone, Debug)]
pub struct Article {
    pub text: String,
    pub title: String,
    pub language: &'static str,
    pub media_type: MediaType,
}

pub const MEDIA_TYPES: [MediaType; 3] = [MediaType::Plain, MediaType::Html, MediaType::Markdown];

impl Article {
    pub fn document(&self) -> Document {
        Document::builder(self.text.as_str())
            .title(self.title.as_str())
            .language(self.language)
            .media_type(self.media_type)
            .build()
    }
}

/// Every rule, preview ones too, and every flag.
pub fn everything() -> Policy {
    let mut policy = Policy::default();
    policy.pick(&["all"], &[], true).unwrap();
    policy.min_confidence = 0.0;
    policy
}

pub fn check(doc: &Document, policy: &Policy) -> Report {
    Engine.check(doc, policy, &Stop::never()).unwrap()
}

/// Spans point at characters, flags are in order, probabilities are such, and a second look gives
/// the same report.
pub fn assert_sound(doc: &Document, report: &Report, policy: &Policy) {
    let whole = |field: Field| match field {
        Field::Title => doc.title().map_or("", Document::input),
        Field::Text => doc.input(),
        Field::Source => "",
    };
    let on_characters = |text: &str, span: &Range<usize>| {
        span.start <= span.end && text.get(span.clone()).is_some()
    };
    for flag in &report.flags {
        assert!(on_characters(whole(flag.field), &flag.span), "{flag:?}");
        assert!((0.0..=1.0).contains(&flag.confidence), "{flag:?}");
        assert!(!flag.message.is_empty(), "{flag:?}");
        for related in &flag.related {
            assert!(
                on_characters(whole(related.field), &related.span),
                "{flag:?}"
            );
        }
    }
    let order = |flag: &Flag| {
        (
            flag.field,
            flag.span.start,
            flag.span.end,
            flag.rule.clone(),
        )
    };
    assert!(
        report
            .flags
            .windows(2)
            .all(|pair| order(&pair[0]) <= order(&pair[1])),
        "out of order: {:?}",
        report.flags
    );
    assert!((0.0..=100.0).contains(&report.assessment.score));
    assert_eq!(&check(doc, policy), report, "a second look differs");
}

/// Offsets in every unit count what they say, at every character.
pub fn assert_offsets_count(doc: &Document) {
    let text = doc.input();
    let (mut units, mut points, mut line, mut column) = (0, 0, 1, 1);
    for (at, character) in text.char_indices() {
        let convert = |unit| doc.offsets().convert(text, at, unit);
        assert_eq!(convert(OffsetEncoding::Utf8), at);
        assert_eq!(convert(OffsetEncoding::Utf16), units);
        assert_eq!(convert(OffsetEncoding::CodePoints), points);
        let place = doc.offsets().line_column(text, at);
        assert_eq!((place.line, place.column), (line, column));
        units += character.len_utf16();
        points += 1;
        column += 1;
        let within_pair = character == '\r' && text[at + 1..].starts_with('\n');
        let ends_line = "\n\r\u{85}\u{2028}\u{2029}".contains(character);
        if ends_line && !within_pair {
            (line, column) = (line + 1, 1);
        }
    }
}

/// Each repair is a text to be checked again.
const MOST_REPAIRS: usize = 50;

/// What is left of a flag of the same rule at the same place after each exact suggestion has been
/// taken, one at a time, the first [`MOST_REPAIRS`] of them.
pub fn left_after_repair(article: &Article, report: &Report, policy: &Policy) -> Vec<String> {
    let (mut left, mut tried) = (Vec::new(), 0);
    for flag in &report.flags {
        let exact = flag
            .suggestions
            .iter()
            .find(|suggestion| suggestion.certainty == Certainty::Exact);
        let (Field::Text, Some(exact)) = (flag.field, exact) else {
            continue;
        };
        tried += 1;
        if tried > MOST_REPAIRS {
            break;
        }
        let mut repaired = article.clone();
        repaired.text.replace_range(flag.span.clone(), &exact.text);
        let again = check(&repaired.document(), policy);
        let stays = |other: &&Flag| {
            other.field == Field::Text
                && other.rule == flag.rule
                && other.span.start == flag.span.start
        };
        if let Some(other) = again.flags.iter().find(stays) {
            left.push(format!(
                "{}: {:?} -> {:?} in {:?}, then again {:?} -> {:?}",
                flag.rule, flag.excerpt, exact.text, article.text, other.excerpt, other.suggestions
            ));
        }
    }
    left
}
