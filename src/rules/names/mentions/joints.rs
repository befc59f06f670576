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
    match text.as_bytes()[end..word.start()] {
        [b' '] | [0xC2, 0xA0] => Join::Space,
        // Of those beyond ASCII U+2010 and U+2011.
        [b'-'] | [0xE2, 0x80, 0x90 | 0x91] => Join::Hyphen,
        _ => Join::Not,
    }
}

/// `Gen. Belkadi`, `J. Berg`: a stop that shortens a word does not part it from the next.
pub(super) fn abbreviated(text: &str, before: &Word, word: &Word) -> bool {
    let between = &text.as_bytes()[before.end()..word.start()];
    matches!(between, [b'.'] | [b'.', b' '] | [b'.', 0xC2, 0xA0]) && before.range().len() <= 5
}

/// Whether an opening mark or a colon stands before `at`, so that a capital may begin a sentence.
pub(super) fn opens_behind(text: &str, at: usize) -> bool {
    if let [.., b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b',', b' '] = text.as_bytes()[..at] {
        return false;
    }
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
