//! One pass over the bytes for the facts of a text.
//!
//! A table of the byte values that occur says nearly everything, at one store a byte; pairs of
//! neighbours are compared in lanes; only the few lead bytes whose characters fall into several
//! blocks are looked at one by one.

use super::Facts;

/// The facts of `text`.
pub(super) fn facts(text: &str) -> Facts {
    let bytes = text.as_bytes();
    let mut seen = [false; 256];
    let mut facts = Facts::empty();
    let mut from = 0;
    // In blocks that stay in the nearest cache for both looks; each starts with the last byte of
    // the one before, so that no pair is missed.
    while from < bytes.len() {
        let block = &bytes[from..bytes.len().min(from + BLOCK)];
        for &byte in block {
            seen[usize::from(byte)] = true;
        }
        facts |= pairs(&bytes[from.saturating_sub(1)..from + block.len()]);
        from += block.len();
    }
    for byte in (0..128).filter(|&byte| seen[byte]) {
        facts |= ASCII[byte];
    }
    for lead in (0xC2..=0xF4).filter(|&lead| seen[usize::from(lead)]) {
        facts |= Facts::NON_ASCII | of_lead(lead).unwrap_or_else(|| one_by_one(text, lead));
    }
    facts
}

const BLOCK: usize = 16 << 10;

/// What the pairs of neighbours in `bytes` say.
fn pairs(bytes: &[u8]) -> Facts {
    const LANES: usize = 32;
    let mut found = [0u8; LANES];
    // Arrays, not slices: a check of bounds in the loop would keep it from running in lanes.
    let (first, _) = bytes.as_chunks::<LANES>();
    let (second, _) = bytes.get(1..).unwrap_or_default().as_chunks::<LANES>();
    let done = second.len() * LANES;
    for (first, second) in first.iter().zip(second) {
        for lane in 0..LANES {
            found[lane] |= pair(first[lane], second[lane]);
        }
    }
    let rest = bytes[done..].windows(2).map(|two| pair(two[0], two[1]));
    let found = found
        .into_iter()
        .chain(rest)
        .fold(0, |all, bits| all | bits);
    let mut facts = Facts::empty();
    facts.set(Facts::DOUBLE_SPACE, found & 1 != 0);
    facts.set(Facts::SPACED_PUNCTUATION, found & 2 != 0);
    facts.set(Facts::DOUBLE_PUNCTUATION, found & 4 != 0);
    facts
}

/// Without branches, so that the compiler compares many pairs at once.
#[inline(always)]
fn pair(a: u8, b: u8) -> u8 {
    let is = |byte: u8, mark: u8| u8::from(byte == mark);
    let inner = |c: u8| is(c, b'.') | is(c, b',') | u8::from(c & 0xFE == b':');
    let closing = |c: u8| is(c, b'!') | is(c, b'?');
    let inner_b = inner(b);
    let spaced = is(a, b' ') & (inner_b | closing(b) | is(b, b')') | is(b, b'\''));
    is(a, b' ') & is(b, b' ')
        | (spaced | is(a, b'(') & is(b, b' ')) << 1
        | ((inner(a) | closing(a)) & inner_b) << 2
}

/// What a lead byte says on its own, if all its characters are of one block.
fn of_lead(lead: u8) -> Option<Facts> {
    let first = match lead {
        0xC2..=0xDF => u32::from(lead & 0x1F) << 6,
        0xE0..=0xEF => (u32::from(lead & 0x0F) << 12).max(0x800),
        _ => return Some(Facts::ASTRAL),
    };
    let mixed = [
        0xC2, 0xC9, 0xCD, 0xD4, 0xD6, 0xE0, 0xE1, 0xE2, 0xE3, 0xEA, 0xEF,
    ];
    (!mixed.contains(&lead))
        .then(|| char::from_u32(first).map(Facts::of_char))
        .flatten()
}

/// What the characters that start with `lead` say.
fn one_by_one(text: &str, lead: u8) -> Facts {
    let mut facts = Facts::empty();
    for at in memchr::memchr_iter(lead, text.as_bytes()) {
        // A lead byte starts a character, so there always is one.
        facts |= text[at..]
            .chars()
            .next()
            .map_or(Facts::empty(), Facts::of_char);
    }
    facts
}

const ASCII: [Facts; 128] = {
    let mut table = [Facts::empty(); 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'&' => Facts::AMP,
            b'<' | b'>' => Facts::ANGLE,
            b'%' => Facts::PERCENT,
            b'\\' => Facts::BACKSLASH,
            b'?' => Facts::QUESTION,
            b'=' => Facts::EQUALS,
            b'{' | b'}' => Facts::BRACE,
            b'[' | b']' => Facts::BRACKET,
            b'(' | b')' => Facts::PAREN,
            b'#' => Facts::HASH,
            b'@' => Facts::AT,
            b'_' => Facts::UNDERSCORE,
            b'*' => Facts::ASTERISK,
            b'|' => Facts::PIPE,
            b'"' => Facts::QUOTE,
            b'\'' => Facts::APOSTROPHE,
            b'/' => Facts::SLASH,
            b':' => Facts::COLON,
            b'0'..=b'9' => Facts::DIGIT,
            b'A'..=b'Z' => Facts::UPPER,
            b'\r' => Facts::CR,
            b'\t' => Facts::TAB,
            b'\n' => Facts::LF,
            0..=31 | 127 => Facts::CONTROL,
            b'-' => Facts::HYPHEN,
            b'~' | b'^' | b'`' | b'$' | b'+' => Facts::SYMBOL,
            b'!' => Facts::EXCLAMATION,
            b',' => Facts::COMMA,
            b'.' => Facts::STOP,
            b';' => Facts::SEMICOLON,
            _ => Facts::empty(),
        };
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition: character by character, pair by pair.
    fn plain(text: &str) -> Facts {
        let mut facts = Facts::empty();
        let mut before = '\0';
        for character in text.chars() {
            facts |= match u8::try_from(character) {
                Ok(byte) if byte < 128 => ASCII[usize::from(byte)],
                _ => Facts::NON_ASCII | Facts::of_char(character),
            };
            let (space, bracket) = (before == ' ', before == '(' && character == ' ');
            facts.set(
                Facts::DOUBLE_SPACE,
                facts.contains(Facts::DOUBLE_SPACE) || space && character == ' ',
            );
            if bracket || space && ".,;:!?)'".contains(character) {
                facts |= Facts::SPACED_PUNCTUATION;
            }
            if ".,;:!?".contains(before) && ".,;:".contains(character) {
                facts |= Facts::DOUBLE_PUNCTUATION;
            }
            before = character;
        }
        facts
    }

    #[test]
    fn every_character_says_what_its_block_says() {
        // One plane beyond the first stands for the others: they are one block.
        for block in 0..0x2_0000 / 16 {
            let characters = block * 16..block * 16 + 16;
            let text: String = characters.filter_map(char::from_u32).collect();
            assert_eq!(Facts::of(&text), plain(&text), "{text:?}");
        }
    }

    #[test]
    fn pairs_are_seen_wherever_they_stand() {
        for at in [
            0,
            1,
            30,
            31,
            32,
            33,
            BLOCK - 2,
            BLOCK - 1,
            BLOCK,
            2 * BLOCK - 1,
        ] {
            for pair in ["  ", " .", "( ", ".,", "::"] {
                let mut text = "a".repeat(2 * BLOCK + 7);
                text.replace_range(at..at + 2, pair);
                assert_eq!(Facts::of(&text), plain(&text), "{pair:?} at {at}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_lanes_agree_with_the_definition(text in "[ .,;:!?)'(a\u{A0}\u{2014}я]{0,90}") {
            prop_assert_eq!(Facts::of(&text), plain(&text));
        }
    }
}
