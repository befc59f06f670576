//! One code page read as another: letters that no language has together, and the pair of code
//! pages under which they are words. Works on a sample, then on the whole; bounded search.

use std::collections::HashSet;
use std::ops::Range;

use super::Stretch;
use super::code_pages::CODE_PAGES;
use super::kind::{fold, is_ordinary};
use super::letters::{BIT, Cost, LETTERS, Language};
use super::mixup::{Evidence, Mixup, best_mixup};
use super::reading::{cost, least_foreign, letter_costs, likeliest};

/// Words with characters beyond ASCII that are looked at before anything is searched.
const SAMPLE: usize = 120;
/// Plain words that tell the language.
const PLAIN: usize = 60;
/// Suspicious words a pair of code pages is tried on.
const TRIED: usize = 40;
/// What a letter of plain words costs at most, in hundredths of a bit, in a language that has
/// statistics: its own never ask more than 4.4, those of languages without mostly do.
const FIT: Cost = 445;
/// The same where nearly all words are strange for the sake of a few letters: such is a language
/// that is close kin to one with statistics.
const KINDRED_FIT: Cost = 410;
/// How many letters are few.
const KINDRED: usize = 5;
/// The fewest plain letters that tell.
const FIT_LETTERS: usize = 120;
/// What a letter costs by itself that a language hardly knows.
const RARE: Cost = 12 * BIT;
/// How many different mix-ups one article is searched for.
const MOST_MIXUPS: usize = 2;

/// The words of `text`, those of `known` aside, that were one code page read as another, in order.
pub fn find(text: &str, known: &[Stretch]) -> Vec<Stretch> {
    let mut words = words(text, known);
    let mut found = Vec::new();
    for _ in 0..MOST_MIXUPS {
        let Some((own, mixup)) = search(text, &words) else {
            break;
        };
        words.retain(|span| {
            let stretch = mixup.undo_word(text, span.clone(), own);
            let keep = stretch.is_none();
            found.extend(stretch);
            keep
        });
    }
    found
}

/// The words that hold a character beyond ASCII.
fn words(text: &str, known: &[Stretch]) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut known = known.iter().peekable();
    let mut at = 0;
    while let Some(ahead) = bytes[at..].iter().position(|b| !b.is_ascii()) {
        let here = at + ahead;
        let blank = |b: &u8| b.is_ascii_whitespace();
        let start = bytes[at..here]
            .iter()
            .rposition(blank)
            .map_or(at, |p| at + p + 1);
        let end = bytes[here..]
            .iter()
            .position(blank)
            .map_or(bytes.len(), |p| here + p);
        at = end;
        while known.next_if(|stretch| stretch.span.end <= start).is_some() {}
        let taken = known.peek().is_some_and(|stretch| stretch.span.start < end);
        if !taken && end - start < 200 {
            found.push(start..end);
        }
    }
    found
}

/// Whether a word holds more than plain letters, marks in their places, and controls that are
/// nothing but a mark of windows-1252.
fn is_suspicious(word: &str) -> bool {
    let mut before = ' ';
    let mut rest = word.chars();
    while let Some(character) = rest.next() {
        let inside = before.is_alphabetic() && rest.clone().next().is_some_and(char::is_alphabetic);
        let mark =
            is_ordinary(character) || CODE_PAGES[0].stray(character).is_some_and(is_ordinary);
        let in_place = character.is_ascii()
            || !inside
            || matches!(character, '’' | '‘' | '–' | '—' | '\u{A0}' | '\u{AD}');
        if !(character.is_ascii() || mark && in_place) {
            return true;
        }
        before = character;
    }
    false
}

/// The mix-up that explains most.
fn search(text: &str, words: &[Range<usize>]) -> Option<(&'static Language, Mixup)> {
    let suspicious = |span: &&Range<usize>| is_suspicious(&text[(*span).clone()]);
    let words: Vec<&Range<usize>> = words.iter().filter(suspicious).collect();
    let step = words.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<&str> = words
        .iter()
        .step_by(step)
        .map(|span| &text[(*span).clone()])
        .collect();
    if sample.is_empty() {
        return None;
    }
    let plain = plain_words(text);
    let own = *likeliest(&plain.iter().chain(&sample).copied()).first()?;
    if own.is_latin() && !has_statistics(own, &plain, &sample) {
        return None;
    }
    // Words that are strange in the article's language, wherever they stand.
    let mut seen = HashSet::new();
    let strange = words
        .iter()
        .map(|span| &text[(*span).clone()])
        .filter(|word| is_strange(word, own));
    let strange: Vec<&str> = strange
        .filter(|word| seen.insert(*word))
        .take(TRIED * 4)
        .collect();
    // Of all words beyond ASCII, how many there are for each that is tried.
    let step = strange.len().div_ceil(TRIED).max(1);
    let seen_words = sample.iter().collect::<HashSet<_>>().len().min(TRIED);
    let strange: Vec<(&str, Cost)> = strange
        .into_iter()
        .step_by(step)
        .map(|word| (word, least(word, own)))
        .collect();
    if strange.is_empty() {
        return None;
    }
    let evidence = Evidence {
        strange,
        own,
        plain: letter_costs(plain.iter().copied()),
        words: seen_words,
    };
    best_mixup(&evidence).map(|mixup| (own, mixup))
}

/// Whether the article's language is one that has statistics, by its plain words.
fn has_statistics(own: &Language, plain: &[&str], sample: &[&str]) -> bool {
    let letters: usize = plain.iter().map(|word| word.len()).sum();
    let costs = plain.iter().map(|word| cost(word, Some(own), None));
    let all = costs.sum::<Cost>() * 100 / BIT;
    let fits = |most: Cost, enough: usize| letters < enough || all <= letters as Cost * most;
    let odd: HashSet<char> = sample
        .iter()
        .flat_map(|word| word.chars())
        .filter(|c| !c.is_ascii() && !is_ordinary(*c))
        .collect();
    let strange = sample.iter().filter(|word| is_strange(word, own)).count();
    let kindred = odd.len() <= KINDRED
        && odd.iter().all(|c| c.is_alphabetic())
        && strange * 10 > sample.len() * 7;
    fits(FIT, FIT_LETTERS) && (!kindred || fits(KINDRED_FIT, FIT_LETTERS / 2))
}

/// Plain ASCII words, from all over the text.
fn plain_words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let step = (text.len() / PLAIN).max(1);
    let mut at = 0;
    while at < text.len() && found.len() < PLAIN {
        let start = text.floor_char_boundary(at);
        let end = text.floor_char_boundary((start + 80).min(text.len()));
        let mut words = text[start..end]
            .split(|c: char| c.is_whitespace() || c.is_ascii_punctuation())
            .skip(1);
        if let Some(word) =
            words.find(|word| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase()))
        {
            found.push(word);
        }
        at += step.max(40);
    }
    found
}

/// Whether the word has a letter that the language hardly knows, or is improbable as a whole.
fn is_strange(word: &str, own: &Language) -> bool {
    let rare = |c: char| {
        let number = LETTERS.number(fold(c));
        !c.is_ascii()
            && number
                .and_then(|number| own.alone(number))
                .is_none_or(|alone| alone > RARE)
    };
    let letters = word.chars().count() as Cost;
    word.chars().any(|c| rare(c) && !is_ordinary(c))
        || cost(word, Some(own), None) > letters * 5 * BIT + 11 * BIT
}

/// What a word costs as it stands, be it of the article's language or a foreign name.
fn least(word: &str, own: &Language) -> Cost {
    least_foreign(word).min(cost(word, Some(own), None))
}
