//! C1 controls: the letter or mark that their byte was.

use super::code_pages::CODE_PAGES;
use super::letters::{BIT, Cost, Language};
use super::reading::cost;

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

/// What the control at `at` of `text`, an article in `language`, most likely was.
pub fn meant(text: &str, at: usize, language: Option<&Language>) -> Option<char> {
    let control = text[at..].chars().next()?;
    let behind = at + control.len_utf8();
    let letter = |c: &char| c.is_alphanumeric();
    let before: Vec<char> = text[..at]
        .chars()
        .rev()
        .take(12)
        .take_while(letter)
        .collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[behind..].chars().take(12).take_while(letter).collect();
    // Where nothing else is elided a mark inside a word is less likely than a letter.
    let elides = is_eliding(text, at);
    let readings = PAGES.iter().filter_map(|&(page, price)| {
        let character = CODE_PAGES[page].stray(control)?;
        let whole = format!("{before}{character}{after}");
        let inside = !before.is_empty() && !after.is_empty() && !character.is_alphabetic();
        let strange = if inside && !elides { 6 * BIT } else { 0 };
        Some((cost(&whole, language, None) + price + strange, character))
    });
    readings
        .min_by_key(|(cost, _)| *cost)
        .map(|(_, character)| character)
}

/// Whether words around `at` hold an apostrophe.
fn is_eliding(text: &str, at: usize) -> bool {
    const REACH: usize = 2000;
    let start = text.floor_char_boundary(at.saturating_sub(REACH));
    let end = text.floor_char_boundary(text.len().min(at + REACH));
    let around = &text[start..end];
    let next = |at: usize| around[at..].chars().nth(1);
    let mut marks = around.match_indices(['\'', '’', '\u{92}']);
    marks.any(|(here, _)| {
        start + here != at
            && around[..here]
                .chars()
                .next_back()
                .is_some_and(char::is_alphabetic)
            && next(here).is_some_and(char::is_alphabetic)
    })
}
