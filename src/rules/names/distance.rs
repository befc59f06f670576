//! How far apart two spellings are: an edit distance over sounds in which what romanisation,
//! hearing and hasty typing confuse costs little.
//!
//! A distance of 1 is one consonant lost or put for an unlike one. The costs are reasoned from how
//! letters are mapped between alphabets; they need only be right in order.

use super::sounds::{LONGEST, Sounds, is_vowel};

/// The distance of two names.
pub(super) fn distance(a: &Sounds, b: &Sounds) -> f32 {
    distance_within(a, b, f32::from(TOO_FAR) / 100.0)
}

/// The distance of two names where it is at most `most`; else it may be any number above.
pub(super) fn distance_within(a: &Sounds, b: &Sounds, most: f32) -> f32 {
    let length = b.as_bytes().len();
    f32::from(rows(a, b, bound(most))[length]) / 100.0
}

/// The distance of `stem` to `name` without an ending that `is_ending` knows; the sounds before the
/// ending and the distance, if there is such an ending. A distance above `most` may be any number
/// above.
pub(super) fn distance_to_stem(
    stem: &Sounds,
    name: &Sounds,
    most: f32,
    is_ending: impl Fn(&[u8]) -> bool,
) -> Option<(f32, usize)> {
    let sounds = name.as_bytes();
    let most = bound(most);
    let last = rows(stem, name, most);
    // A vowel at the end gives way to the ending: `Kostya`, `Kostyu`.
    let bare = stem
        .without_last_vowel()
        .map(|bare| rows(&bare, name, most));
    let mut best: Option<(f32, usize)> = None;
    for behind in 2..sounds.len() {
        if !is_ending(name.letters_behind(behind)) {
            continue;
        }
        let bare = bare.as_ref().map_or(u16::MAX, |row| row[behind] + 5);
        let cost = f32::from(last[behind].min(bare)) / 100.0;
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, behind));
        }
    }
    best
}

/// Whether `b` is `a` with two to four letters said twice: `Berg`, `Bererg`.
pub(super) fn stutters(a: &[u8], b: &[u8]) -> bool {
    let Some(extra) = b.len().checked_sub(a.len()) else {
        return false;
    };
    (2..=4).contains(&extra)
        && (0..=a.len().saturating_sub(extra))
            .any(|at| b[..at + extra] == a[..at + extra] && b[at + extra..] == a[at..])
}

/// Whether two names may begin so and be one.
pub(super) fn may_begin_alike(a: &Sounds, b: &Sounds) -> bool {
    let (a, b) = (a.as_bytes()[0], b.as_bytes()[0]);
    let is_weak = |sound: u8| is_vowel(sound) || matches!(sound, b'h' | b'X' | b'Y' | b'W' | b'J');
    change(a, b) <= 50 || is_weak(a) && is_weak(b)
}

/// Whether the first sounds of two names are unlike.
pub(super) fn begins_otherwise(a: &Sounds, b: &Sounds) -> bool {
    change(a.as_bytes()[0], b.as_bytes()[0]) > 50
}

/// Costs in hundredths.
type Row = [u16; LONGEST + 1];

/// A distance in hundredths, rounded up.
fn bound(distance: f32) -> u16 {
    (distance * 100.0) as u16 + 1
}

/// The distance of `a` to every beginning of `b`: the last row of the table. Where none is within
/// `most`, all may be large numbers.
fn rows(a: &Sounds, b: &Sounds, most: u16) -> Row {
    let (losses, gaps) = (a.gaps(), b.gaps());
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let gaps = &gaps[..b.len()];
    let mut above = [0; LONGEST + 1];
    let mut row = [0; LONGEST + 1];
    for j in 0..b.len() {
        row[j + 1] = row[j] + u16::from(gaps[j]);
    }
    let mut nearest_above = 0;
    for i in 0..a.len() {
        let before = above;
        above = row;
        let lost = u16::from(losses[i]);
        row[0] = above[0] + lost;
        let mut nearest = row[0];
        let changes = &CHANGES[usize::from(a[i] & 0x7F)];
        for j in 0..b.len() {
            let changed = above[j] + changes[usize::from(b[j] & 0x7F)];
            let mut least = changed
                .min(above[j + 1] + lost)
                .min(row[j] + u16::from(gaps[j]));
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(before[j - 1] + SWAP);
            }
            row[j + 1] = least;
            nearest = nearest.min(least);
        }
        // What changes places reaches over one row.
        if nearest > TOO_FAR || nearest.min(nearest_above) > most {
            return [u16::MAX / 2; LONGEST + 1];
        }
        nearest_above = nearest;
    }
    row
}

/// Nobody asks how much farther apart names are than this.
const TOO_FAR: u16 = 450;

/// Two neighbours change places.
const SWAP: u16 = 70;

/// What it costs that one sound stands for another, in hundredths.
#[inline]
fn change(a: u8, b: u8) -> u16 {
    CHANGES[usize::from(a & 0x7F)][usize::from(b & 0x7F)]
}

/// [`change`] for every two sounds.
static CHANGES: [[u16; 128]; 128] = {
    let mut table = [[100; 128]; 128];
    let mut a = 0;
    while a < 128 {
        table[a][a] = 0;
        a += 1;
    }
    let mut at = 0;
    while at < LIKE.len() {
        let (cost, pairs) = LIKE[at];
        let mut pair = 0;
        while pair + 1 < pairs.len() {
            let (a, b) = (pairs[pair] as usize, pairs[pair + 1] as usize);
            table[a][b] = cost;
            table[b][a] = cost;
            pair += 3;
        }
        at += 1;
    }
    table
};

/// Pairs of sounds by what confusing them costs.
const LIKE: &[(u16, &[u8])] = &[
    (35, b"ae ai ao au ei eo eu io iu ou"),
    (10, b"Tt GJ Yi"),
    (20, b"Xh JZ Wv Wu Gg"),
    (25, b"ei ou sz JY GZ"),
    (30, b"ao ae CS cz fv Ss"),
    (35, b"bp dt gk Xk cs Zz"),
    (40, b"Ji Jh Jz JX Xg Cc uv"),
    (45, b"Ts Td Tf bv gh lr"),
    (50, b"CJ Cs Ck CX mn Wf Wb"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn between(a: &str, b: &str) -> f32 {
        distance(&Sounds::of(a).unwrap(), &Sounds::of(b).unwrap())
    }

    #[test]
    fn romanisations_of_one_name_are_near() {
        for (a, b) in [
            ("Belkadi", "Bilqadiy"),
            ("Khavrin", "Havrin"),
            ("Dzhordan", "Jordan"),
            ("Wasiliew", "Vasilyev"),
            ("Yusupov", "Iusupov"),
            ("Hsiao", "Xiao"),
        ] {
            assert!(between(a, b) <= 0.8, "{a} {b} {}", between(a, b));
        }
    }

    #[test]
    fn other_names_are_far() {
        for (a, b) in [
            ("Berg", "Bern"),
            ("Lindner", "Lindgren"),
            ("Castro", "Carter"),
        ] {
            assert!(between(a, b) >= 0.95, "{a} {b} {}", between(a, b));
        }
    }

    #[test]
    fn a_syllable_said_twice_is_seen() {
        assert!(stutters(b"berglund", b"berglulund"));
        assert!(stutters(b"noda", b"nodada"));
        assert!(!stutters(b"berg", b"bergen"));
    }
}
