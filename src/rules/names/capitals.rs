//! Which capitals of a text tell something, and how words stand to each other. Knows no rule.

use std::ops::Range;

use crate::text::{Shape, Word};

/// Whether one blank, and nothing else, parts two words.
pub(super) fn adjoin(text: &str, first: &Word, second: &Word) -> bool {
    first.end() + 1 == second.start() && text.as_bytes()[first.end()] == b' '
}

/// Whether `word` has a capital that its place does not explain: it begins neither a sentence nor
/// a line, nor stands behind a mark that may begin one.
pub(super) fn is_telling(text: &str, word: &Word) -> bool {
    if !word.shape.contains(Shape::CAPITAL) || word.shape.intersects(Shape::FIRST | Shape::MASKED) {
        return false;
    }
    let before = &text.as_bytes()[..word.start()];
    match before {
        [.., mark, b' '] => mark.is_ascii_alphanumeric() || matches!(mark, b',' | b')' | 0x80..),
        _ => false,
    }
}

/// Whether a word in lower case stands alone: no sign of an address, a compound or a short form is
/// glued to it, but for an apostrophe or, where `hyphen` is set, a hyphen behind.
pub(super) fn stands_free(text: &str, word: Range<usize>, hyphen: bool) -> bool {
    let (before, after) = (&text[..word.start], &text[word.end..]);
    let open = before.is_empty() || before.ends_with([' ', '\n', '(', '“', '"', '‘', '\'', '«']);
    let mut behind = after.chars();
    let closed = match behind.next() {
        None | Some(' ' | '\n' | ',' | ';' | ':' | ')' | '?' | '!' | '’' | '\'' | '”' | '"') => {
            true
        }
        Some('.') => !behind.next().is_some_and(char::is_alphanumeric),
        Some('-') => hyphen && behind.next().is_some_and(char::is_alphabetic),
        _ => false,
    };
    open && closed
}

/// `phrase` with a capital on each word that `keeps_low` does not keep small.
pub(super) fn capitalised(phrase: &str, keeps_low: impl Fn(&str) -> bool) -> String {
    let mut whole = String::with_capacity(phrase.len());
    for (n, word) in phrase.split(' ').enumerate() {
        if n > 0 {
            whole.push(' ');
        }
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !keeps_low(word) => whole.extend(first.to_uppercase()),
            Some(first) => whole.push(first),
            None => {}
        }
        whole.push_str(letters.as_str());
    }
    whole
}
