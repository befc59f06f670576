//! Dates whose month is left in another language: `12 Şubat 2019`.

use std::ops::Range;
use std::sync::OnceLock;

use crate::lexicon::{Lexicon, name_opinion};
use crate::text::{Document, Facts, Shape, Word};

/// A month nobody translated.
pub(super) struct ForeignMonth {
    /// The month.
    pub(super) span: Range<usize>,
    /// BCP 47 primary subtag of a language that has it.
    pub(super) tag: &'static str,
    /// Which it is, from 0.
    month: usize,
}

/// A month by name.
struct Name {
    name: &'static str,
    /// The name in small letters.
    small: String,
    tag: &'static str,
    month: usize,
}

impl ForeignMonth {
    /// The month in English.
    pub(super) fn in_english(&self) -> &'static str {
        names()
            .iter()
            .find(|name| name.tag == "en" && name.month == self.month)
            .map_or("", |name| name.name)
    }
}

/// The dates of `doc`, in language `home`, with such a month: a day, the month, and a year, unless
/// the month is nothing else in English.
pub(super) fn foreign_months(doc: &Document, home: &str) -> Vec<ForeignMonth> {
    let mut found = Vec::new();
    let is_known = || names().iter().any(|name| name.tag == home);
    // Years are read in ASCII digits.
    if !doc.facts().contains(Facts::DIGIT) || !is_known() {
        return found;
    }
    let (text, words) = (doc.text(), doc.words());
    for (at, day) in doc.uneven_words() {
        let Some(month) = words.get(at + 1) else {
            break;
        };
        if !is_day(text, day) || !is_word(month) || !follows_day(text, day, month) {
            continue;
        }
        let next = words.get(at + 2);
        let is_whole = next.is_some_and(|year| is_year(text, year) && adjoins(text, month, year));
        if is_whole || home == "en" && is_nothing_else(text, month, next) {
            found.extend(foreign_month(text, month, home));
        }
    }
    found
}

/// Whether an English text can mean nothing but the month: no word, no name, and no part of a name
/// that goes on, as streets and feasts have (`23 Nisan Park`).
fn is_nothing_else(text: &str, month: &Word, next: Option<&Word>) -> bool {
    let name = month.text(text);
    let goes_on =
        next.is_some_and(|next| next.shape.contains(Shape::CAPITAL) && adjoins(text, month, next));
    let is_word = || Lexicon::of("en").is_some_and(|en| en.opinion(name).is_known());
    name.len() > 3 && !goes_on && !is_word() && !name_opinion(name).is_known()
}

fn foreign_month(text: &str, word: &Word, home: &str) -> Option<ForeignMonth> {
    let lower = word.text(text).to_lowercase();
    let named = || names().iter().filter(|name| name.small == lower);
    if named().any(|name| name.tag == home) {
        return None;
    }
    let name = named().next()?;
    Some(ForeignMonth {
        span: word.range(),
        tag: name.tag,
        month: name.month,
    })
}

fn is_word(word: &Word) -> bool {
    word.shape.contains(Shape::LETTER) && !word.shape.intersects(Shape::DIGIT | Shape::MASKED)
}

fn is_year(text: &str, word: &Word) -> bool {
    word.end() - word.start() == 4
        && word.shape.contains(Shape::DIGIT)
        && word
            .text(text)
            .parse::<u16>()
            .is_ok_and(|year| (1500..2100).contains(&year))
}

fn is_day(text: &str, word: &Word) -> bool {
    word.end() - word.start() <= 2
        && word.shape.contains(Shape::DIGIT)
        && word
            .text(text)
            .parse::<u8>()
            .is_ok_and(|day| (1..=31).contains(&day))
}

/// Nothing but a blank, or a stop behind the day, between them.
fn follows_day(text: &str, day: &Word, month: &Word) -> bool {
    matches!(
        &text[day.end()..month.start()],
        " " | ". " | "\u{A0}" | ".\u{A0}"
    )
}

fn adjoins(text: &str, before: &Word, behind: &Word) -> bool {
    matches!(&text[before.end()..behind.start()], " " | "\u{A0}")
}

fn names() -> &'static [Name] {
    static NAMES: OnceLock<Vec<Name>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let rows = include_str!("data/months.txt")
            .lines()
            .filter(|line| !line.starts_with('#'));
        rows.flat_map(|row| {
            let mut fields = row.split(' ');
            let tag = fields.next().unwrap_or_default();
            fields.enumerate().flat_map(move |(month, forms)| {
                forms.split('/').map(move |name| Name {
                    name,
                    small: name.to_lowercase(),
                    tag,
                    month,
                })
            })
        })
        .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_twelve_months() {
        for tag in names().iter().map(|name| name.tag) {
            for month in 0..12 {
                assert!(
                    names()
                        .iter()
                        .any(|name| name.tag == tag && name.month == month),
                    "{tag} {month}"
                );
            }
            assert!(
                !names()
                    .iter()
                    .any(|name| name.tag == tag && name.month > 11),
                "{tag}"
            );
        }
    }
}
