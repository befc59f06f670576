//! How a decoded character is best written where it stood.

use std::ops::Range;

/// The space for a no-break space that stood at `span`: an ordinary one between words, where editors
/// put no other, and U+00A0 where typography holds a pair together (inside guillemets, before high
/// punctuation, between a number and what it counts).
pub(super) fn fitting_space(text: &str, span: &Range<usize>) -> char {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let bound = matches!(before, Some('«' | '‹')) || before.is_some_and(char::is_numeric);
    let binding = matches!(
        after,
        Some('»' | '›' | ';' | ':' | '!' | '?' | '%' | '–' | '—' | '€' | '$')
    );
    if bound || binding { '\u{A0}' } else { ' ' }
}

/// How a message names a character that may be invisible.
pub(super) fn shown(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if c.is_whitespace() || c.is_control() => {
            if matches!(c, ' ' | '\u{A0}') {
                "a space".into()
            } else {
                format!("U+{:04X}", u32::from(c))
            }
        }
        _ => text.to_owned(),
    }
}
