//! Dates whose month is left in another language: `12 Şubat 2019`.

use std::ops::Range;
use std::sync::OnceLock;

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

/// The dates of `doc`, in language `home`, with such a month: a day, the month, a year.
pub(super) fn foreign_months(doc: &Document, home: &str) -> Vec<ForeignMonth> {
    let mut found = Vec::new();
    let is_known = || names().iter().any(|name| name.tag == home);
    // Years are read in ASCII digits.
    if !doc.facts().contains(Facts::DIGIT) || !is_known() {
        return found;
    }
    let (text, words) = (doc.text(), doc.words());
    for (at, year) in doc.uneven_words() {
        if is_year(text, year)
            && let Some([day, month]) = words[..at].last_chunk()
            && is_day(text, day)
            && is_word(month)
            && stand_together(text, [day, month, year])
        {
            found.extend(foreign_month(text, month, home));
        }
    }
    found
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

/// Nothing but blanks, or a stop behind the day, between them.
fn stand_together(text: &str, [day, month, year]: [&Word; 3]) -> bool {
    let between = |a: &Word, b: &Word| &text[a.end()..b.start()];
    matches!(between(day, month), " " | ". " | "\u{A0}" | ".\u{A0}")
        && matches!(between(month, year), " " | "\u{A0}")
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
