//! How alike two spellings are, and whether one is another word made of the other. Knows letters
//! and sounds alone.

use crate::rules::names::distance::{distance_to_stem, stutters};
use crate::rules::names::endings::{Derivation, derivation, is_case_ending};
use crate::rules::names::sounds::Sounds;

/// The largest distance by length of a stem from itself in another spelling.
pub(super) const FARTHEST_STEM: f32 = 0.12;

/// How alike two spellings are.
#[derive(Clone, Copy)]
pub(super) struct Likeness {
    pub distance: f32,
    pub ending: bool,
    pub stutter: bool,
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
            in_tail: in_tail(stem.letters(), name.letters()),
        };
        if stutters(stem.letters(), name.letters()) {
            likeness.distance = plain.min(0.6);
            likeness.stutter = true;
        } else if longer >= shorter
            && plain > 0.25
            && let most = FARTHEST_STEM * shorter as f32
            && let Some((cost, _)) = distance_to_stem(stem, name, most, is_case_ending)
            && cost + 0.2 < plain
            && cost <= most
        {
            likeness.distance = cost + 0.2;
            likeness.ending = true;
        }
        likeness
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
