//! Which characters addresses, handles and tags are made of.

/// Whether `character` is a letter, a digit or a mark on one, of any script.
pub(super) fn is_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    character.is_alphanumeric()
        || matches!(character, '\u{200C}' | '\u{200D}')
        || unicode_normalization::char::is_combining_mark(character)
}

/// Whether two neighbours may belong to one address: prose in a script without spaces follows an
/// address directly (`见site.example查看`), and so do endings (`site.example에서`).
pub(super) fn may_join(before: char, after: char) -> bool {
    let ascii = |c: char| c.is_ascii_alphanumeric();
    let apart = |latin: char, other: char| {
        ascii(latin)
            && other >= '\u{370}'
            && is_word(other)
            && (latin.is_ascii_alphabetic() || is_unspaced(other))
    };
    !apart(before, after) && !apart(after, before)
}

/// The length in bytes of the run at the start of `text` that can be one host name or part of one.
pub(super) fn host_len(text: &str) -> usize {
    let mut previous = None;
    let mut len = 0;
    for (at, character) in text.char_indices().take_while(|&(at, _)| at < MOST) {
        let joins = previous.is_none_or(|before| may_join(before, character));
        match character {
            '.' | '-' | '_' => {}
            _ if is_word(character) && joins => len = at + character.len_utf8(),
            _ => break,
        }
        if character == '.' && previous == Some('.') {
            break;
        }
        previous = Some(character);
    }
    len
}

/// Where the label that ends at `end` starts, not before `floor`.
pub(super) fn label_start(text: &str, floor: usize, end: usize) -> usize {
    let mut start = end;
    let mut after = None;
    for (at, character) in text[floor..end].char_indices().rev() {
        let joins = after.is_none_or(|after| may_join(character, after));
        let of_label = matches!(character, '-' | '_') || is_word(character);
        if !of_label || !joins || end - (floor + at) > MOST {
            break;
        }
        start = floor + at;
        after = Some(character);
    }
    start
}

/// Han, kana, Hangul, Thai, Lao, Khmer, Myanmar: scripts whose words, or whose endings, follow
/// without a space.
pub(super) fn is_unspaced(character: char) -> bool {
    matches!(u32::from(character),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF
        | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// The longest host name (RFC 1035), in bytes.
const MOST: usize = 253;
