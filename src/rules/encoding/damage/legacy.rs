//! One code page read as another: letters that no language has together, and the pair of code
//! pages under which they are words. Works on a sample, then on the whole; bounded search.

use std::collections::HashSet;
use std::ops::Range;

use super::Stretch;
use super::kind::{Kind, Script, is_alphabetic, is_ordinary, kind, nature};
use super::letters::{BIT, Cost, Language};
use super::mixup::{Evidence, Mixup, best_mixup};
use super::reading::{cost, least_foreign, letter_costs, likeliest};
use super::survey::{Survey, is_suspicious, words_beyond_ascii};
use crate::rules::Stop;

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
/// Longer words are none.
const LONGEST: usize = 200;
/// In how many bytes there is one word with a Latin letter beyond ASCII at least in a text of a
/// language that writes such: with fewer, they are foreign names.
const ACCENTED: usize = 700;
/// How many different mix-ups one article is searched for.
const MOST_MIXUPS: usize = 2;

/// The words of `text`, those of `known` aside, that were one code page read as another, in order;
/// `survey` tells whether it is worth looking.
pub fn find(text: &str, survey: &Survey, known: &[Stretch], stop: &Stop) -> Vec<Stretch> {
    let odd = survey.odd.iter().any(|span| !is_known(span, known));
    // Where most is in other letters, one word in Latin letters beyond ASCII is strange.
    let accented = if survey.foreign {
        survey.accented > 0
    } else {
        survey.accented * ACCENTED >= text.len()
    };
    if !odd && !accented {
        return Vec::new();
    }
    let mut words: Vec<Range<usize>> = words_beyond_ascii(text)
        .filter(|span| span.len() < LONGEST && !is_known(span, known))
        .collect();
    let mut found = Vec::new();
    for _ in 0..MOST_MIXUPS {
        let Some((own, mixup)) = search(text, &words) else {
            break;
        };
        let before = found.len();
        words.retain(|span| {
            if stop.is_set() {
                return true;
            }
            let stretch = mixup
                .undo_word(text, span.clone(), own)
                .filter(|stretch| !restores_marks_only(&text[stretch.span.clone()], stretch));
            let keep = stretch.is_none();
            found.extend(stretch);
            keep
        });
        // One word alone may have been read in several ways; a letter of another script in it is
        // rather a look-alike.
        if let [alone] = &mut found[before..] {
            alone.certain = false;
            if mixes_scripts(&text[alone.span.clone()]) {
                found.truncate(before);
            }
        }
    }
    found
}

/// Whether nothing but C1 controls gave way to marks: every page of Windows has those at the same
/// bytes, so that it shows no mix-up of two, and another rule tells what each stands for.
fn restores_marks_only(word: &str, stretch: &Stretch) -> bool {
    let is_mark = |(was, is): (char, char)| {
        was == is || matches!(was, '\u{80}'..='\u{9F}') && !is.is_alphanumeric()
    };
    word.chars().zip(stretch.repair.chars()).all(is_mark)
}

/// Whether letters of another script are all that is strange in a word of Latin letters.
fn mixes_scripts(word: &str) -> bool {
    let other = |c| matches!(kind(c), Kind::Letter(Script::Greek | Script::Cyrillic));
    let latin = word.contains(|c: char| c.is_ascii_alphabetic());
    latin && word.chars().all(|c| c.is_ascii() || other(c))
}

fn is_known(span: &Range<usize>, known: &[Stretch]) -> bool {
    let at = known.partition_point(|stretch| stretch.span.end <= span.start);
    known
        .get(at)
        .is_some_and(|stretch| stretch.span.start < span.end)
}

/// The mix-up that explains most.
fn search(text: &str, words: &[Range<usize>]) -> Option<(&'static Language, Mixup)> {
    let all = words.iter().map(|span| &text[span.clone()]);
    let step = words.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<&str> = all
        .clone()
        .step_by(step)
        .filter(|word| !is_marks(word))
        .collect();
    let words: Vec<&str> = all.filter(|word| is_suspicious(word)).collect();
    if sample.is_empty() {
        return None;
    }
    let plain = plain_words(text);
    let own = likeliest(in_turn(&plain, &sample))?;
    if own.is_latin() && !has_statistics(own, &plain, &sample) {
        return None;
    }
    // Words that are strange in the article's language, wherever they stand.
    let mut seen = HashSet::new();
    let strange = words.iter().filter(|word| is_strange(word, own));
    let strange: Vec<&str> = strange
        .copied()
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
        && odd.iter().all(|c| is_alphabetic(*c))
        && strange * 10 > sample.len() * 7;
    fits(FIT, FIT_LETTERS) && (!kindred || fits(KINDRED_FIT, FIT_LETTERS / 2))
}

/// Words of both kinds, one after the other of each, so that the first of all are of both.
fn in_turn<'w>(plain: &'w [&str], sample: &'w [&str]) -> impl Iterator<Item = &'w str> + Clone {
    let most = plain.len().max(sample.len());
    (0..most).flat_map(|at| plain.get(at).into_iter().chain(sample.get(at)).copied())
}

/// Whether nothing but marks of newspapers is beyond ASCII.
fn is_marks(word: &str) -> bool {
    word.chars().all(is_ordinary)
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
        let alone = own.alone(nature(c).number);
        !c.is_ascii() && alone.is_none_or(|alone| alone > RARE)
    };
    let letters = word.chars().count() as Cost;
    word.chars().any(|c| rare(c) && !is_ordinary(c))
        || cost(word, Some(own), None) > letters * 5 * BIT + 11 * BIT
}

/// What a word costs as it stands, be it of the article's language or a foreign name.
fn least(word: &str, own: &Language) -> Cost {
    least_foreign(word).min(cost(word, Some(own), None))
}
