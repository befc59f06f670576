//! Which forms are worth comparing: those that meet under a key, a few each, so that thousands of
//! names cost no more than in proportion.

use crate::rules::names::buckets::Buckets;
use crate::rules::names::distance::may_begin_alike;
use crate::rules::names::mentions::{Marks, Mentions};
use crate::rules::names::profile::word;
use crate::rules::names::skeleton::Keys;
use crate::rules::names::sounds::Sounds;
use crate::text::Document;

use super::likeness::show_kinship;
use super::standing::EVERYDAY;

/// Two words that common are no two spellings of one, on the Zipf scale.
const COMMON: f32 = 4.0;
/// The most forms that one form is compared with under one key.
const MOST_COMPARED: usize = 24;
/// The most forms that one form is measured against.
const MOST_MEASURED: usize = 16;
/// The same where the article has more than [`MANY`] forms: a register, no news.
const MOST_MEASURED_OF_MANY: usize = 4;
const MANY: usize = 600;
/// The fewest letters of a form that is compared.
const FEWEST_LETTERS: usize = 3;

/// A form and what tells it from most others at a glance.
struct Read {
    form: u32,
    /// Its consonants, a bit for each class.
    classes: u32,
    is_common: bool,
    sounds: Sounds,
}

/// Calls `compare` with every two forms that share a key, and how they sound.
pub(super) fn for_each(
    doc: &Document,
    mentions: &Mentions,
    mut compare: impl FnMut(u32, u32, &[&Sounds; 2]),
) {
    let forms = mentions.forms();
    let mut read: Vec<Read> = Vec::with_capacity(forms.len());
    let mut buckets = Buckets::with_capacity(forms.len() * 6);
    let most_measured = if forms.len() <= MANY {
        MOST_MEASURED
    } else {
        MOST_MEASURED_OF_MANY
    };
    // For each form read, the last one it was compared with.
    let mut met: Vec<u32> = Vec::with_capacity(forms.len());
    for form in 0..forms.len() as u32 {
        doc.stop().leave_if_set();
        let spelling = mentions.spelling(doc, form);
        // `Libya.The`: two words that lost their blank.
        let is_plain = spelling.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !is_plain && (is_contraction(spelling) || spelling.contains('.')) {
            continue;
        }
        let opinion = word(spelling);
        let zipf = match opinion.is_dictionary_word() {
            true => opinion.zipf(),
            false => 0.0,
        };
        if zipf >= EVERYDAY || is_acronym(mentions, form) {
            continue;
        }
        let is_common = zipf >= COMMON;
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
                let other = &read[other as usize];
                let near = compared < most_measured
                    && !(is_common && other.is_common)
                    && are_near_in_length(&sounds, &other.sounds)
                    && (share_consonants(&sounds, &other.sounds, other.classes ^ keys.classes)
                        && may_begin_alike(&sounds, &other.sounds)
                        || show_kinship(&sounds, &other.sounds));
                if near {
                    compared += 1;
                    compare(other.form, form, &[&other.sounds, &sounds]);
                }
            }
            buckets.insert(key, number);
        }
        read.push(Read {
            form,
            classes: keys.classes,
            is_common,
            sounds,
        });
        met.push(u32::MAX);
    }
}

/// Written in capitals everywhere.
fn is_acronym(mentions: &Mentions, form: u32) -> bool {
    let mut tokens = mentions
        .of_form(form)
        .map(|at| mentions.tokens()[at as usize]);
    tokens.all(|token| token.marks.contains(Marks::CAPS))
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
