//! Words of ASCII between ASCII, eight bytes at once.

use crate::text::characters::Letters;

/// Where the run of ASCII letters, digits and underscores that reaches `at` ends, and what is in
/// it.
#[inline]
pub(super) fn ascii_run(bytes: &[u8], mut at: usize) -> (usize, u8) {
    let mut sorts = 0;
    // Eight bytes at once: how long a word is cannot be foretold, and a loop over its bytes would
    // make the processor guess wrong once a word.
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let (len, found) = ascii_run_of_eight(u64::from_le_bytes(*eight));
        sorts |= found;
        at += len;
        if len < 8 {
            return (at, sorts);
        }
    }
    while let Some(&byte) = bytes.get(at)
        && ASCII[usize::from(byte)] & WORD != 0
    {
        sorts |= ASCII[usize::from(byte)];
        at += 1;
    }
    (at, sorts)
}

/// How many of `eight` bytes, the lowest first, are ASCII letters, digits and underscores, and what
/// is among them. The high bit of each byte stands for it.
#[inline]
fn ascii_run_of_eight(eight: u64) -> (usize, u8) {
    let low = eight & !HIGH;
    let letter = within(low | (EACH * 0x20), b'a', b'z');
    let digit = within(low, b'0', b'9');
    let other = (letter | digit | is(low, b'_')) & !eight ^ HIGH;
    let len = other.trailing_zeros() / 8;
    let run = HIGH & !u64::MAX.checked_shl(len * 8).unwrap_or(0);
    let sort = |found: u64, letters: Letters| u8::from(found & run != 0) * letters.bits();
    let joint = is(low, b'_') & !eight;
    let lower = letter & (eight << 2);
    let sorts = sort(digit, Letters::DIGIT)
        | sort(joint, Letters::JOINED)
        | sort(lower, Letters::LETTER.union(Letters::LOWER))
        | sort(
            letter & !lower,
            Letters::LETTER
                .union(Letters::CAPITAL)
                .union(Letters::UPPER),
        );
    (len as usize, sorts)
}

/// A one in each of eight bytes.
pub(super) const EACH: u64 = 0x0101_0101_0101_0101;
/// The high bit of each.
pub(super) const HIGH: u64 = EACH * 0x80;

/// The high bits of those of `eight` ASCII characters that lie between `first` and `last`.
#[inline]
pub(super) fn within(eight: u64, first: u8, last: u8) -> u64 {
    let from = |least: u8| eight + EACH * u64::from(0x80 - least);
    from(first) & !from(last + 1) & HIGH
}

/// The high bits of those of `eight` ASCII characters that are `character`.
#[inline]
pub(super) fn is(eight: u64, character: u8) -> u64 {
    let other = (eight ^ (EACH * u64::from(character))) + EACH * 0x7F;
    !other & HIGH
}

/// Whether a word that reaches `end` ends there for certain: before an ASCII sign that joins
/// nothing, or a mark with such a sign behind it.
#[inline]
pub(super) fn ends_at(bytes: &[u8], end: usize) -> bool {
    let sort = |at: usize| {
        bytes
            .get(at)
            .map_or(APART, |&byte| ASCII[usize::from(byte)])
    };
    sort(end) == APART || sort(end) == MARK && sort(end + 1) == APART
}

/// The letters in the `sorts` of parts of words.
#[inline]
pub(super) fn letters(sorts: u8) -> Letters {
    Letters::from_bits_truncate(sorts & !WORD)
}

/// The letters in a part of a word.
pub(super) fn letters_of(part: &[u8]) -> Letters {
    let sorts = part
        .iter()
        .fold(0, |all, &byte| all | ASCII[usize::from(byte)]);
    letters(sorts)
}

/// In the table below: of a word, or a mark that may join two.
pub(super) const WORD: u8 = 0x80;
/// With [`WORD`] it joins them without another look: an underscore.
const MARK: u8 = Letters::JOINED.bits();
/// Joins nothing. `Letters` uses this bit for what is not ASCII.
const APART: u8 = 0x20;

/// The letters and the part of the ASCII characters; 0 for all else.
pub(super) const ASCII: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => WORD | Letters::LETTER.union(Letters::LOWER).bits(),
            b'A'..=b'Z' => {
                let upper = Letters::LETTER.union(Letters::CAPITAL);
                WORD | upper.union(Letters::UPPER).bits()
            }
            b'0'..=b'9' => WORD | Letters::DIGIT.bits(),
            b'_' => WORD | MARK,
            b'.' | b',' | b':' | b';' | b'\'' => MARK,
            _ => APART,
        };
        byte += 1;
    }
    table
};
