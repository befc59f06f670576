//! What stands between the words of a name, and before its first. Knows the text beside them, and no
//! mention.

use crate::text::Word;

/// The first of two sentences' words that lost the blank between them: `Belkadi` of `Belkadi.The`.
pub(super) fn before_lost_blank(word: &str) -> &str {
    let parts = memchr::memchr(b'.', word.as_bytes()).map(|at| (&word[..at], &word[at + 1..]));
    match parts {
        Some((before, behind)) if before.len() > 2 && behind.starts_with(char::is_uppercase) => {
            before
        }
        _ => word,
    }
}

/// How two words of a mention are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    Not,
    Space,
    Hyphen,
}

/// What stands between the open mention, which ends at `end`, and `word`.
pub(super) fn gap(text: &str, end: usize, word: &Word) -> Join {
    match &text[end..word.start()] {
        " " | "\u{A0}" => Join::Space,
        "-" | "\u{2010}" | "\u{2011}" => Join::Hyphen,
        _ => Join::Not,
    }
}

/// `Gen. Belkadi`, `J. Berg`: a stop that shortens a word does not part it from the next.
pub(super) fn abbreviated(text: &str, before: &Word, word: &Word) -> bool {
    matches!(&text[before.end()..word.start()], ". " | "." | ".\u{A0}")
        && before.text(text).len() <= 5
}

/// Whether an opening mark or a colon stands before `at`, so that a capital may begin a sentence.
pub(super) fn opens_behind(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\u{A0}']);
    before.ends_with(|mark: char| {
        matches!(
            mark,
            '"' | '“'
                | '„'
                | '«'
                | '»'
                | '‘'
                | '\''
                | '('
                | '['
                | ':'
                | '—'
                | '–'
                | '-'
                | '•'
                | '*'
                | '|'
                | '/'
                | '>'
        )
    })
}
