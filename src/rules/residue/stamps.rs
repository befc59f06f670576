//! Lines that say when: a date, or a date with a time of day. Knows figures, and no name of a month.

use super::tokens::{Class, Token};

/// Whether a date with a year, and perhaps a time, is all there is.
pub(super) fn is_date(text: &str, tokens: &[Token]) -> bool {
    const MOST_WORDS: usize = 8;
    let numbers = tokens.iter().filter(|token| token.class == Class::Number);
    tokens.len() <= MOST_WORDS
        && numbers.clone().count() >= 2
        && numbers.clone().any(|token| is_year(text, token))
}

/// Whether there is a date with its year, a time of day, and few words beside them: what says when a
/// page was published.
pub(super) fn is_stamp(text: &str, tokens: &[Token]) -> bool {
    const MOST_WORDS: usize = 16;
    tokens.len() <= MOST_WORDS
        && tokens.windows(2).any(|pair| is_clock(text, pair))
        && (tokens.iter().any(|token| is_year(text, token))
            || tokens.windows(3).any(|three| is_short_date(text, three)))
}

fn is_year(text: &str, token: &Token) -> bool {
    let year = &text[token.start..token.end];
    year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
}

/// `06:56`, `7:45am`
fn is_clock(text: &str, pair: &[Token]) -> bool {
    let [hour, minute] = pair else { return false };
    let minutes = &text[minute.start..minute.end];
    hour.class == Class::Number
        && hour.end - hour.start <= 2
        && minute.start == hour.end + 1
        && text.as_bytes()[hour.end] == b':'
        && minutes.bytes().take_while(u8::is_ascii_digit).count() == 2
}

/// `11/19/19`
fn is_short_date(text: &str, three: &[Token]) -> bool {
    let joined = |a: &Token, b: &Token| {
        b.start == a.end + 1 && matches!(text.as_bytes()[a.end], b'/' | b'.')
    };
    let is_short = |part: &Token| part.class == Class::Number && part.end - part.start <= 2;
    three.iter().all(is_short) && joined(&three[0], &three[1]) && joined(&three[1], &three[2])
}
