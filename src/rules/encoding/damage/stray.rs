//! C1 controls: the letter or mark that their byte was.

use super::code_pages::CODE_PAGES;
use super::kind::{Traits, is_alphabetic, nature};
use super::letters::{BIT, Cost, Language};
use super::reading::{cost, language_around};

/// Code pages whose letters turn up as C1 controls, and what it costs to think of them.
const PAGES: &[(usize, Cost)] = &[
    (0, 0),
    (3, 3 * BIT),
    (2, 7 * BIT),
    (1, 7 * BIT),
    (19, 9 * BIT),
    (21, 9 * BIT),
    (5, 9 * BIT),
];

/// What tells the controls of an article apart.
pub struct Strays {
    language: Option<&'static Language>,
    /// The first two places where a mark stands between letters: there words are elided.
    elisions: Vec<usize>,
}

impl Strays {
    /// Looks at `text`, which has a control at `at`.
    pub fn of(text: &str, at: usize) -> Self {
        let letter = |c: char| is_alphabetic(c);
        let elided = |(at, mark): &(usize, &str)| {
            text[..*at].ends_with(letter) && text[at + mark.len()..].starts_with(letter)
        };
        let marks = text.match_indices(['\'', '’', '\u{92}']).filter(elided);
        Strays {
            language: language_around(text, at),
            elisions: marks.map(|(at, _)| at).take(2).collect(),
        }
    }

    /// What the control at `at` of `text` most likely was.
    pub fn meant(&self, text: &str, at: usize) -> Option<char> {
        let control = text[at..].chars().next()?;
        let behind = at + control.len_utf8();
        let letter = |c: &char| {
            let traits = nature(*c).traits;
            traits.intersects(Traits::ALPHABETIC | Traits::NUMERIC)
        };
        let before: Vec<char> = text[..at]
            .chars()
            .rev()
            .take(12)
            .take_while(letter)
            .collect();
        let before: String = before.into_iter().rev().collect();
        let after: String = text[behind..].chars().take(12).take_while(letter).collect();
        // Where nothing else is elided a mark inside a word is less likely than a letter.
        let elides = self.elisions.iter().any(|other| *other != at);
        let readings = PAGES.iter().filter_map(|&(page, price)| {
            let character = CODE_PAGES[page].stray(control)?;
            let whole = format!("{before}{character}{after}");
            let inside = !before.is_empty() && !after.is_empty() && !is_alphabetic(character);
            let strange = if inside && !elides { 6 * BIT } else { 0 };
            Some((
                cost(&whole, self.language, None) + price + strange,
                character,
            ))
        });
        readings
            .min_by_key(|(cost, _)| *cost)
            .map(|(_, character)| character)
    }
}
