//! Which forms are worth comparing: those that meet under a key, a few each, so that thousands of
//! names cost no more than in proportion.

use crate::rules::names::buckets::Buckets;
use crate::rules::names::distance::may_begin_alike;
use crate::rules::names::mentions::Mentions;
use crate::rules::names::skeleton::Keys;
use crate::rules::names::sounds::Sounds;
use crate::text::Document;

/// The most forms that one form is compared with under one key.
const MOST_COMPARED: usize = 24;
/// The most forms that one form is measured against.
const MOST_MEASURED: usize = 16;
/// The same where the article has more than [`MANY`] forms: a register, no news.
const MOST_MEASURED_OF_MANY: usize = 4;
const MANY: usize = 600;
/// The fewest letters of a form that is compared.
const FEWEST_LETTERS: usize = 3;

/// Calls `compare` with every two forms that share a key, and how they sound.
pub(super) fn for_each(
    doc: &Document,
    mentions: &Mentions,
    mut compare: impl FnMut(u32, u32, &[&Sounds; 2]),
) {
    let forms = mentions.forms();
    let mut read: Vec<(u32, u32, Sounds)> = Vec::with_capacity(forms.len());
    let mut buckets = Buckets::with_capacity(forms.len() * 6);
    let most_measured = if forms.len() <= MANY {
        MOST_MEASURED
    } else {
        MOST_MEASURED_OF_MANY
    };
    // For each form read, the last one it was compared with.
    let mut met: Vec<u32> = Vec::with_capacity(forms.len());
    for form in 0..forms.len() as u32 {
        let spelling = mentions.spelling(doc, form);
        // `Libya.The`: two words that lost their blank.
        if is_contraction(spelling) || spelling.contains('.') {
            continue;
        }
        let Some(sounds) = Sounds::of(spelling) else {
            continue;
        };
        if sounds.letters().len() < FEWEST_LETTERS {
            continue;
        }
        let number = read.len() as u32;
        let mut compared = 0;
        let keys = Keys::of(&sounds);
        for &key in keys.as_slice() {
            for other in buckets.get(key).take(MOST_COMPARED) {
                if std::mem::replace(&mut met[other as usize], number) == number {
                    continue;
                }
                let (earlier, classes, ref other_sounds) = read[other as usize];
                let near = are_near_in_length(&sounds, other_sounds)
                    && share_consonants(&sounds, other_sounds, classes ^ keys.classes)
                    && may_begin_alike(&sounds, other_sounds);
                if near && compared < most_measured {
                    compared += 1;
                    compare(earlier, form, &[other_sounds, &sounds]);
                }
            }
            buckets.insert(key, number);
        }
        read.push((form, keys.classes, sounds));
        met.push(u32::MAX);
    }
}

/// `I’ve`, `Don't`; but not `Sana'a`, `O'Karran`.
fn is_contraction(spelling: &str) -> bool {
    let Some((_, tail)) = spelling.split_once(['\'', '’']) else {
        return false;
    };
    matches!(tail, "t" | "ve" | "re" | "ll" | "d" | "m" | "s")
}

/// A short name with another consonant is another name.
fn share_consonants(a: &Sounds, b: &Sounds, different: u32) -> bool {
    let shorter = a.letters().len().min(b.letters().len());
    different.count_ones() < if shorter <= 5 { 2 } else { 4 }
}

fn are_near_in_length(a: &Sounds, b: &Sounds) -> bool {
    let (a, b) = (a.letters().len(), b.letters().len());
    a.abs_diff(b) <= 2 + a.min(b) / 2
}
