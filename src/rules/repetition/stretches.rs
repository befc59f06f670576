//! Long stretches that come again in scripts without spaces, whose sentences have no sure ends.

use std::collections::HashMap;
use std::ops::Range;

use super::copies::Copy;
use super::loops::Loops;
use super::prose::Size;
use super::tokens::Tokens;
use crate::text::{Document, Facts, Field};

/// The length of the windows compared, in signs.
const WINDOW: usize = 16;
/// The shortest stretch that nobody says twice, in ideographs; in clusters of letters, which make
/// a word by threes and fours, twice as many.
const SHORTEST: usize = 30;

/// Adds the stretches of at least [`SHORTEST`] signs that come again to `copies`, which stay in
/// the order of the text and disjoint.
///
/// Windows are looked at where the content says so (one sign in eight), so that both copies are
/// looked at in the same places: winnowing after Schleimer, Wilkerson and Aiken, 2003.
pub(super) fn add(doc: &Document, copies: &mut Vec<Copy>) {
    let spaceless = Facts::HAN | Facts::KANA | Facts::ASIAN;
    if !doc.facts().intersects(spaceless) {
        return;
    }
    let tokens = doc.view::<Tokens>();
    let ids = tokens.ids();
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let mut found = Vec::new();
    let mut done = 0;
    for at in 0..ids.len().saturating_sub(WINDOW) {
        doc.stop().leave_at(at);
        if at < done || !ids[at].is_multiple_of(8) {
            continue;
        }
        let Some(key) = tokens.key(at..at + WINDOW) else {
            continue;
        };
        let before = *seen.entry(key).or_insert(at);
        if before + WINDOW > at {
            continue;
        }
        let words = extend(ids, before, at, done);
        let first = before - (at - words.start)..before + (words.end - at);
        // Taken or not, what was compared is not compared again.
        done = words.end;
        found.extend(copy(doc, words, &first));
    }
    if !found.is_empty() {
        merge(copies, found);
    }
}

/// The longest stretch round `at` that stands round `before` too, clear of it and not before
/// `floor`.
fn extend(ids: &[u32], before: usize, at: usize, floor: usize) -> Range<usize> {
    let shift = at - before;
    let left = (floor.max(shift)..at)
        .rev()
        .take_while(|&word| ids[word] == ids[word - shift])
        .take(shift - 1)
        .count();
    let start = at - left;
    let right = (at..ids.len().min(start + shift))
        .take_while(|&word| ids[word] == ids[word - shift])
        .count();
    start..at + right
}

fn copy(doc: &Document, words: Range<usize>, first: &Range<usize>) -> Option<Copy> {
    let size = Size::of(doc, &words);
    let looped = doc.view::<Loops>().at(words.start).is_some();
    let all = doc.words();
    let clusters = all[words.start].text(doc.text()) < "\u{2E80}";
    // A word of another script may be glued to either end.
    let adjacent = words.start - first.end <= 2;
    let shortest = if clusters && !adjacent {
        2 * SHORTEST
    } else {
        SHORTEST
    };
    if size.signs < shortest || looped {
        return None;
    }
    let span = |words: &Range<usize>| all[words.start].start()..all[words.end - 1].end();
    Some(Copy {
        span: span(&words),
        first: span(first),
        first_in: Field::Text,
        block: false,
        percent: if size.signs > 2 * shortest { 90 } else { 80 },
        words,
    })
}

fn merge(copies: &mut Vec<Copy>, found: Vec<Copy>) {
    let known = copies.len();
    for copy in found {
        let after = copies[..known].partition_point(|other| other.words.end <= copy.words.start);
        let free = copies[..known]
            .get(after)
            .is_none_or(|other| other.words.start >= copy.words.end);
        if free {
            copies.push(copy);
        }
    }
    copies.sort_by_key(|copy| copy.words.start);
}
