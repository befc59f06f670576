//! Question marks that stand for letters.

use std::ops::Range;

use memchr::memchr;

use super::kind::is_alphabetic;
use super::letters::{BIT, Cost, LETTERS, Language};
use super::lost_mark::lost_mark;
use super::reading::{cost, language_around};
use crate::rules::Stop;
use crate::text::Document;

/// A word with letters lost.
pub struct Place {
    /// The word, UTF-8 bytes.
    pub span: Range<usize>,
    /// The word with the likeliest letters, where they can be told.
    pub repair: Option<String>,
    /// The probability that letters are lost here.
    pub sure: f32,
}

/// How much a place says by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// No question mark stands so.
    Strong,
    /// It counts where another place of the article is strong.
    Weak,
    /// It may be two words that lack the blank between them.
    Check,
    /// It may open a quotation: it counts where one closes behind it.
    Opens,
    /// It may close one.
    Closes,
}

/// What a word of another language than the article's costs beside its letters.
const FOREIGN: Cost = 9 * BIT;
/// The languages a foreign word is tried in: those its parts fit best.
const FOREIGN_TRIED: usize = 12;
/// Longer words are no words.
const LONGEST: usize = 60;
/// Places that may be two words of which it is found out.
const CHECKED: usize = 60;
/// Places that get a repair.
const REPAIRED: usize = 200;

/// The places of an article where letters were lost, in order.
pub fn places(doc: &Document, stop: &Stop) -> Vec<Place> {
    let text = doc.text();
    let mut found: Vec<(Range<usize>, Weight)> = Vec::new();
    let mut marks: Vec<(usize, String)> = Vec::new();
    let mut at = 0;
    while let Some(ahead) = memchr(b'?', &text.as_bytes()[at..]) {
        let here = at + ahead;
        let run = text[here..].bytes().take_while(|&b| b == b'?').count();
        at = here + run;
        if stop.is_set() {
            return Vec::new();
        }
        let mark = lost_mark(text, here..at);
        let weight = mark.as_ref().map(|mark| mark.weight);
        let weight = weight.or_else(|| weigh(text, here..at));
        if let Some(weight) = weight.filter(|_| !doc.masks().covers(here)) {
            let span = word(text, here..at);
            at = at.max(span.end);
            if let Some(mark) = mark.and_then(|mark| mark.sign) {
                marks.push((span.start, text[span.clone()].replacen('?', mark, 1)));
            }
            found.push((span, weight));
        }
    }
    settle_quotations(text, &mut found);
    if found.is_empty() {
        return Vec::new();
    }
    let language = language_around(text, found[0].0.start);
    let unsure = found
        .iter_mut()
        .filter(|(_, weight)| *weight == Weight::Check);
    for (span, weight) in unsure.take(CHECKED) {
        *weight = inside(&text[span.clone()], language);
    }
    let strong = found
        .iter()
        .filter(|(_, weight)| *weight == Weight::Strong)
        .count();
    found
        .into_iter()
        .filter(|(_, weight)| *weight == Weight::Strong || strong > 0)
        .enumerate()
        .map(|(nth, (span, weight))| Place {
            repair: match marks.binary_search_by_key(&span.start, |(start, _)| *start) {
                Ok(mark) => Some(std::mem::take(&mut marks[mark].1)),
                Err(_) if nth < REPAIRED => fill(&text[span.clone()], language),
                Err(_) => None,
            },
            span,
            sure: match weight {
                Weight::Strong if strong > 1 => 0.97,
                Weight::Strong => 0.92,
                _ => 0.85,
            },
        })
        .collect()
}

/// Keeps what may open a quotation and what may close one where both stand in one line.
fn settle_quotations(text: &str, found: &mut Vec<(Range<usize>, Weight)>) {
    /// Longer quotations, in bytes, are looked for no further.
    const LONGEST_QUOTATION: usize = 1000;
    let mut open: Option<usize> = None;
    for at in 0..found.len() {
        match found[at].1 {
            Weight::Opens => open = Some(at),
            Weight::Closes => {
                let Some(opening) = open.take() else { continue };
                let between = found[opening].0.start..found[at].0.start;
                if between.len() <= LONGEST_QUOTATION && !text[between].contains('\n') {
                    found[opening].1 = Weight::Strong;
                    found[at].1 = Weight::Strong;
                }
            }
            _ => {}
        }
    }
    found.retain(|(_, weight)| !matches!(weight, Weight::Opens | Weight::Closes));
}

/// Whether the question marks at `run` can stand for letters.
fn weigh(text: &str, run: Range<usize>) -> Option<Weight> {
    let count = run.len();
    let before = text[..run.start].chars().next_back();
    let mut ahead = text[run.end..].chars();
    let (after, beyond) = (ahead.next(), ahead.next());
    let letter = |c: Option<char>| c.is_some_and(is_alphabetic);
    let low = |c: Option<char>| c.is_some_and(|c| is_alphabetic(c) && !c.is_uppercase());
    let wide = |c: Option<char>| c.is_some_and(is_unspaced);
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let open = blank(before) || before.is_some_and(|c| "(“‘\"«„-–—".contains(c));
    if wide(before) || wide(after) {
        return (count >= 3 && (wide(after) || count >= 6)).then_some(Weight::Strong);
    }
    // A query, an entity that lost its ampersand, a pattern.
    let word = |c: &char| c.is_ascii_alphanumeric() || *c == '?' || is_alphabetic(*c);
    let tail = text[run.end..].chars().take(LONGEST).find(|c| !word(c));
    let odd = matches!(tail, Some(';' | '=' | '&' | '*' | '_'));
    if letter(before) && low(after) {
        return (!odd && count < 5).then_some(if count == 1 {
            Weight::Check
        } else {
            Weight::Strong
        });
    }
    if open && low(after) {
        return (!odd && (low(beyond) || blank(beyond))).then_some(Weight::Strong);
    }
    let follows = after == Some(' ') && low(beyond);
    if open && before != Some('"') && !(before == Some(' ') && count == 1) {
        let word = blank(after) || after.is_some_and(|c| ",;:.)”»".contains(c));
        let company = text[..run.start].ends_with("? ") || text[run.end..].starts_with(" ?");
        return match count {
            6.. => Some(Weight::Strong),
            _ if !word => None,
            4.. => Some(Weight::Strong),
            2.. if company && (follows || count > 2) => Some(Weight::Strong),
            2.. if beyond
                .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()) =>
            {
                Some(Weight::Strong)
            }
            3 if follows => Some(Weight::Strong),
            _ => Some(Weight::Weak),
        };
    }
    (count <= 2 && (letter(before) || before == Some(' ')) && follows).then_some(Weight::Weak)
}

/// Whether words of the script stand without blanks between them.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{ABFF}' | '\u{F900}'..='\u{FFEF}')
}

/// How surely the question marks in `word` are letters of it rather than a mark between two words.
fn inside(word: &str, language: Option<&Language>) -> Weight {
    let Some((left, right)) = word
        .split_once('?')
        .filter(|(_, right)| !right.contains('?'))
    else {
        return Weight::Strong;
    };
    let apart = cost(left, language, None) + cost(right, language, None) + 9 * BIT;
    let likelier = |language, price| {
        best_letter(left, right, language).is_some_and(|(whole, _)| whole + price < apart)
    };
    let foreign = || {
        let halves =
            |language| cost(left, Some(language), None) + cost(right, Some(language), None);
        let mut ranked: Vec<_> = LETTERS.languages.iter().collect();
        ranked.sort_by_cached_key(|language| halves(language));
        let mut few = ranked.into_iter().take(FOREIGN_TRIED);
        few.any(|language| likelier(Some(language), FOREIGN))
    };
    if likelier(language, 4 * BIT) || foreign() {
        Weight::Strong
    } else {
        Weight::Weak
    }
}

/// The word around a run of question marks.
fn word(text: &str, run: Range<usize>) -> Range<usize> {
    let part = |c: &char| is_alphabetic(*c) && *c < '\u{2E80}' || *c == '?';
    let back = text[..run.start]
        .chars()
        .rev()
        .take(LONGEST)
        .take_while(part);
    let ahead = text[run.end..].chars().take(LONGEST).take_while(part);
    let start = run.start - back.map(char::len_utf8).sum::<usize>();
    start..run.end + ahead.map(char::len_utf8).sum::<usize>()
}

/// The word with the likeliest letter for each question mark.
fn fill(word: &str, language: Option<&Language>) -> Option<String> {
    let lost = word.matches('?').count();
    if lost > 1 && lost * 2 >= word.chars().count() {
        return None;
    }
    let mut filled = String::new();
    let mut rest = word;
    while let Some(at) = rest.find('?') {
        let (left, right) = (&rest[..at], &rest[at + 1..]);
        filled.push_str(left);
        if right.starts_with('?') {
            return None;
        }
        let reach = right.find('?').unwrap_or(right.len());
        let (_, letter) = best_letter(&filled, &right[..reach], language)?;
        filled.push(letter);
        rest = right;
    }
    filled.push_str(rest);
    filled.chars().any(is_alphabetic).then_some(filled)
}

/// The letter beyond ASCII that fits best between two parts of a word, and what the whole costs.
fn best_letter(left: &str, right: &str, language: Option<&Language>) -> Option<(Cost, char)> {
    let upper = left.is_empty() && right.chars().next().is_some_and(char::is_uppercase);
    let mut best: Option<(Cost, char)> = None;
    for letter in LETTERS
        .alphabet(language?)
        .filter(|letter| !letter.is_ascii())
    {
        let letter = if upper {
            letter.to_uppercase().next().unwrap_or(letter)
        } else {
            letter
        };
        let whole = cost(&format!("{left}{letter}{right}"), language, None);
        if best.is_none_or(|(least, _)| whole < least) {
            best = Some((whole, letter));
        }
    }
    best
}
