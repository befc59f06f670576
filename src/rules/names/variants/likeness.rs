//! How alike two spellings are, and whether one is another word made of the other. Knows letters
//! and sounds alone.

use crate::rules::names::distance::{distance_to_stem, stutters};
use crate::rules::names::endings::{Derivation, derivation, is_case_ending};
use crate::rules::names::sounds::Sounds;

/// The largest distance by length of a stem from itself in another spelling.
pub(super) const FARTHEST_STEM: f32 = 0.12;

/// The distance of a name from itself with an ending.
const WITH_ENDING: f32 = 0.2;

/// The distance of a name from itself with a syllable said twice, at most.
const STUTTERED: f32 = 0.6;

/// The distance of a name from itself with one slip of the finger, at most.
const SLIPPED: f32 = 1.0;

/// What a last vowel adds to the distance when it gives way to an ending, as letters say.
const LOST_LETTER: f32 = 0.25;

/// The fewest letters that are a stem.
const SHORTEST_STEM: usize = 3;

/// The fewest letters of which one may be a slip.
const FEWEST_TO_SLIP: usize = 4;

/// How alike two spellings are.
#[derive(Clone, Copy)]
pub(super) struct Likeness {
    pub distance: f32,
    pub ending: bool,
    pub stutter: bool,
    pub slip: bool,
    /// They differ in their last letters only.
    pub in_tail: bool,
}

impl Likeness {
    /// Of `name` to `stem`, which it may be with an ending; `plain` is their distance.
    pub fn of(stem: &Sounds, name: &Sounds, plain: f32) -> Likeness {
        let (shorter, longer) = (stem.as_bytes().len(), name.as_bytes().len());
        let mut likeness = Likeness {
            distance: plain,
            ending: false,
            stutter: false,
            slip: is_slip(stem.letters(), name.letters()),
            in_tail: in_tail(stem.letters(), name.letters()),
        };
        if stutters(stem.letters(), name.letters()) {
            likeness.distance = plain.min(STUTTERED);
            likeness.stutter = true;
        } else if plain > WITH_ENDING
            && let Some(lost) = before_ending(stem.letters(), name.letters())
        {
            likeness.distance = WITH_ENDING + lost;
            likeness.ending = true;
        } else if longer >= shorter
            && plain > 0.25
            && let most = FARTHEST_STEM * shorter as f32
            && let Some((cost, _)) = distance_to_stem(stem, name, most, is_case_ending)
            && cost + WITH_ENDING < plain
            && cost <= most
        {
            likeness.distance = cost + WITH_ENDING;
            likeness.ending = true;
        } else if plain > SLIPPED && likeness.slip {
            likeness.distance = SLIPPED;
        }
        likeness
    }
}

/// Whether letters alone show at a glance that one may be the other: with an ending, a syllable
/// said twice, or a slip.
pub(super) fn show_kinship(a: &Sounds, b: &Sounds) -> bool {
    let (a, b) = (a.letters(), b.letters());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    a[0] == b[0]
        && (before_ending(short, long).is_some() || stutters(short, long) || is_slip(short, long))
}

/// What is lost of `stem` where `name` is it with a case ending, letter for letter.
fn before_ending(stem: &[u8], name: &[u8]) -> Option<f32> {
    let same = stem.iter().zip(name).take_while(|(a, b)| a == b).count();
    let lost = match &stem[same..] {
        [] => 0.0,
        [b'a' | b'e' | b'i' | b'o' | b'u' | b'y'] if same > SHORTEST_STEM => LOST_LETTER,
        _ => return None,
    };
    let is_ending = stem.len() >= SHORTEST_STEM && is_case_ending(&name[same..]);
    is_ending.then_some(lost)
}

/// Whether the two differ by one letter too many or by two neighbours that changed places.
fn is_slip(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < FEWEST_TO_SLIP {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    match long.len() - short.len() {
        0 => {
            same + 1 < short.len()
                && short[same] == long[same + 1]
                && short[same + 1] == long[same]
                && short[same + 2..] == long[same + 2..]
        }
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}

fn in_tail(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    same + 3 >= a.len().min(b.len()) || same + 4 >= a.len().max(b.len())
}

/// What makes one of the other, if anything does: `Kennedys`, `Libyan`, `Buddhism` and `Buddhist`.
pub(super) fn relation(a: &[u8], b: &[u8]) -> Derivation {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (short, long) = match a.len() <= b.len() {
        true => (&a[same..], &b[same..]),
        false => (&b[same..], &a[same..]),
    };
    if short.is_empty() {
        return derivation(long);
    }
    if same <= 2 {
        return Derivation::None;
    }
    // A last vowel gives way: `Libya`, `Libyan`; a suffix does: `Buddhist`, `Buddhism`.
    let gives_way = matches!(short, b"a" | b"o" | b"y" | b"e") && long.len() > 1
        || short.len() > 1 && derivation(short) == Derivation::Certain;
    let is_known = matches!(long, b"ns" | b"i" | b"is")
        || derivation(long) == Derivation::Certain && long.len() > 1;
    if is_known && (gives_way || short == b"s" && long == b"ns") {
        Derivation::Certain
    } else {
        Derivation::None
    }
}
