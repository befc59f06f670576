//! A mix-up of two code pages: finding the pair that turns strange words into words of a language,
//! and turning single words. The search is bounded by the sample it is given.

use std::collections::HashSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Stretch;
use super::code_pages::{CODE_PAGES, CodePage};
use super::kind::{Traits, is_alphabetic, is_odd, nature};
use super::letters::{BIT, Cost, LETTERS, Language};
use super::reading::{cost, least_foreign};

/// Which code page the text was written in, which one it was read as, and its language.
#[derive(Clone, Copy)]
pub struct Mixup {
    written: &'static CodePage,
    read: &'static CodePage,
    language: &'static Language,
    /// Whether it explains so much that a word needs no evidence of its own.
    sure: bool,
}

/// What a mix-up has to explain.
pub struct Evidence<'t> {
    /// Words that are strange in the article's language, and what they cost as they stand.
    pub strange: Vec<(&'t str, Cost)>,
    /// The article's language as it stands.
    pub own: &'static Language,
    /// What the article's plain words cost letter by letter in each language.
    pub plain: Vec<Cost>,
    /// How many words beyond ASCII there are for those that are strange.
    pub words: usize,
}

impl Evidence<'_> {
    /// Whether so many words better are all there is but names and figures.
    fn is_whole(&self, better: usize) -> bool {
        better >= 3 && better * 5 >= self.words * 2
    }
}

/// What a mix-up itself costs.
const PRICE: i64 = 13 * BIT as i64;
/// What a single word has to gain, the price taken off, to be evidence by itself.
const ALONE: i64 = 6 * BIT as i64;
/// What one word has to gain to be evidence.
const ENOUGH: i64 = 6 * BIT as i64;
/// What a word at most takes off that reads worse.
const WORSE: i64 = 4 * BIT as i64;
/// What all words have to gain for the mix-up to be certain.
const SURE: i64 = 60 * BIT as i64;
/// By how much the letters that read better have to be likelier before words are tried.
const RELIEF: Cost = 6 * BIT;
/// How many mix-ups of languages other than the article's own are tried on whole words: the
/// likeliest by their letters.
const TRIED: usize = 96;
/// The code pages text is taken for: positions in [`CODE_PAGES`].
const READ_AS: &[usize] = &[0, 1, 2, 3, 19, 5, 4, 12, 20, 21, 6, 7, 10, 13, 17];

/// The mix-up that explains most, if any explains enough.
pub fn best_mixup(evidence: &Evidence) -> Option<Mixup> {
    let letters = LetterCounts::of(evidence.strange.iter().map(|(word, _)| *word));
    // The text of another language has no words but strange ones.
    let others = evidence.is_whole(evidence.strange.len());
    let standing = letters
        .cost(&letters.letters, evidence.own)
        .unwrap_or(Cost::MAX);
    let (mut own, mut ranked): (Vec<Mixup>, Vec<(Cost, Mixup)>) = Default::default();
    let mut seen = HashSet::new();
    for read in READ_AS.iter().map(|&page| &CODE_PAGES[page]) {
        if !letters.are_mostly_in(read) {
            continue;
        }
        for written in CODE_PAGES
            .iter()
            .filter(|other| !std::ptr::eq(*other, read))
        {
            let meant = letters.through(read, written);
            if meant == letters.letters || !letters.is_sound(&meant) || !seen.insert(meant.clone())
            {
                continue;
            }
            let mixup = |language| Mixup {
                written,
                read,
                language,
                sure: false,
            };
            let fits = if others {
                letters
                    .cost(&meant, evidence.own)
                    .is_some_and(|cost| cost < standing)
            } else {
                letters.relief(&meant, evidence.own) >= RELIEF
            };
            if fits {
                own.push(mixup(evidence.own));
            }
            if others {
                let languages = letters.languages(&meant, evidence);
                ranked.extend(languages.map(|(cost, language)| (cost, mixup(language))));
            }
        }
    }
    ranked.sort_by_key(|(cost, _)| *cost);
    let others = ranked.into_iter().take(TRIED).map(|(_, mixup)| mixup);
    let tried = own.into_iter().chain(others);
    let gains = tried.map(|mixup| (mixup.gain(evidence), mixup));
    // Of equals the first: the pairs are tried in the order of how often they are met.
    let best = gains.reduce(|best, next| if next.0 > best.0 { next } else { best });
    let (gain, mixup) = best.filter(|(gain, _)| *gain > ENOUGH)?;
    Some(Mixup {
        sure: gain > SURE,
        ..mixup
    })
}

impl Mixup {
    /// The word put right, where that is likelier than what stands there in the article's `own`
    /// language or in any other.
    pub fn undo_word(&self, text: &str, span: Range<usize>, own: &Language) -> Option<Stretch> {
        let word = &text[span.clone()];
        let meant = self.undo(word);
        if meant == word || meant.contains(char::REPLACEMENT_CHARACTER) || is_cut(word, &meant) {
            return None;
        }
        let margin = if self.sure { BIT } else { 4 * BIT };
        let reads = cost(&meant, Some(self.language), None) + margin;
        let standing = cost(word, Some(self.language), None).min(cost(word, Some(own), None));
        let standing = match standing.checked_sub(reads)? {
            0 => return None,
            // What gains so much needs no comparison with every language.
            gain if self.sure && gain > 8 * BIT => standing,
            _ => standing.min(least_foreign(word)),
        };
        let gain = standing.checked_sub(reads)? / BIT;
        (gain > 0).then(|| Stretch {
            span,
            accident: format!("{} read as {}", self.written.name, self.read.name),
            repair: meant,
            lossy: false,
            certain: true,
            gain,
        })
    }

    /// What the strange words gain, the price of the mix-up taken off.
    fn gain(&self, evidence: &Evidence) -> i64 {
        let mut gain = -PRICE;
        let (mut letters, mut reads_all, mut better) = (0, 0, 0);
        for (word, standing) in &evidence.strange {
            let meant = self.undo(word);
            if is_cut(word, &meant) {
                gain -= WORSE;
                continue;
            }
            let reads = cost(&meant, Some(self.language), None);
            let less = i64::from(*standing) - i64::from(reads) - lettering(word);
            if less >= ENOUGH {
                gain += less;
                better += 1;
                letters += meant.chars().count() as Cost;
                reads_all += reads;
            } else {
                gain += less.clamp(-WORSE, 0);
            }
        }
        // Whatever it gains, it must read like the language.
        let most = if self.language.is_latin() { 11 } else { 13 } * BIT / 2;
        let alike = reads_all <= letters * most + 10 * BIT;
        // Another language than the rest of the article's: then there is no such rest.
        let same = std::ptr::eq(evidence.own, self.language);
        let whole = evidence.is_whole(better) && gain > 2 * ALONE;
        let enough = better != 1 || gain >= ALONE;
        if alike && enough && (same || whole) {
            gain
        } else {
            i64::MIN
        }
    }

    /// What `word` was before.
    fn undo(&self, word: &str) -> String {
        let meant = word.chars().map(|c| through(c, self.read, self.written));
        // The Vietnamese code page has the tones apart.
        if self.written.name == "windows-1258" {
            meant.nfc().collect()
        } else {
            meant.collect()
        }
    }
}

/// What lettering costs: a capital of another script for its looks, as in the name of a band.
fn lettering(word: &str) -> i64 {
    let looks = |c: char| c.is_uppercase() && ('\u{370}'..'\u{530}').contains(&c);
    let low = word.chars().any(|c| c.is_lowercase() && !c.is_ascii());
    if !low && word.chars().any(looks) {
        20 * i64::from(BIT)
    } else {
        0
    }
}

/// The characters beyond ASCII of some words, and how often each occurs.
struct LetterCounts {
    letters: Vec<char>,
    counts: Vec<u32>,
}

impl LetterCounts {
    fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut all: Vec<char> = words
            .flat_map(str::chars)
            .filter(|c| !c.is_ascii())
            .collect();
        all.sort_unstable();
        let mut counts = LetterCounts {
            letters: Vec::new(),
            counts: Vec::new(),
        };
        for letter in all {
            if counts.letters.last() == Some(&letter) {
                *counts.counts.last_mut().expect("one count a letter") += 1;
            } else {
                counts.letters.push(letter);
                counts.counts.push(1);
            }
        }
        counts
    }

    fn are_mostly_in(&self, page: &CodePage) -> bool {
        let pairs = self.letters.iter().zip(&self.counts);
        let able = pairs.filter(|(c, _)| page.encode(**c).is_some());
        able.map(|(_, count)| count).sum::<u32>() * 10 >= self.counts.iter().sum::<u32>() * 9
    }

    fn through(&self, read: &CodePage, written: &CodePage) -> Vec<char> {
        self.letters
            .iter()
            .map(|c| through(*c, read, written))
            .collect()
    }

    /// Whether letters stay letters, or become marks that stand in and around words.
    fn is_sound(&self, meant: &[char]) -> bool {
        let sound = |before: char, after: char| {
            let traits = nature(after).traits;
            let word = traits.intersects(Traits::ALPHABETIC | Traits::NUMERIC);
            let kept = word || is_mark(after) || is_combining_mark(after);
            !is_odd(after) && (kept || !is_alphabetic(before))
        };
        let pairs = self.letters.iter().zip(meant).zip(&self.counts);
        let unsound = pairs.filter(|((before, after), _)| !sound(**before, **after));
        unsound.map(|(_, count)| count).sum::<u32>() * 20 < self.counts.iter().sum()
    }

    /// The languages that write such letters and what these cost in them, with the plain words.
    fn languages(
        &self,
        meant: &[char],
        evidence: &Evidence,
    ) -> impl Iterator<Item = (Cost, &'static Language)> {
        let floor = evidence.plain.iter().min().copied().unwrap_or(0);
        let languages = LETTERS.languages.iter().zip(&evidence.plain);
        languages.filter_map(move |(language, plain)| {
            // In a script of its own a language has no plain words here.
            let apart = if language.is_latin() {
                plain - floor
            } else {
                0
            };
            Some((self.cost(meant, language)? + apart, language))
        })
    }

    /// By how much those letters are likelier that are likelier, where not every word is damaged.
    fn relief(&self, meant: &[char], language: &Language) -> Cost {
        let alone = |character: char| match language.alone(nature(character).number) {
            Some(alone) => alone,
            None if is_mark(character) || is_combining_mark(character) => 8 * BIT,
            None => 18 * BIT,
        };
        let letters = self.letters.iter().zip(meant).zip(&self.counts);
        letters
            .map(|((before, after), count)| alone(*before).saturating_sub(alone(*after)) * count)
            .sum()
    }

    /// What such letters cost in a language, if it writes nearly all of them.
    fn cost(&self, meant: &[char], language: &Language) -> Option<Cost> {
        let (mut cost, mut strange, mut all) = (0, 0, 0);
        for (character, count) in meant.iter().zip(&self.counts) {
            let nature = nature(*character);
            if !nature.traits.contains(Traits::ALPHABETIC) {
                cost += count * 8 * BIT;
                continue;
            }
            all += count;
            if let Some(alone) = language.alone(nature.number) {
                cost += alone * count;
            } else {
                strange += count;
                cost += 18 * BIT * count;
            }
        }
        (strange * 5 <= all).then_some(cost)
    }
}

fn through(character: char, read: &CodePage, written: &CodePage) -> char {
    match read.encode(character) {
        Some(byte) if !character.is_ascii() => written.decode(byte),
        _ => character,
    }
}

/// Whether a letter inside the word became a mark that does not stand inside words.
fn is_cut(word: &str, meant: &str) -> bool {
    let mut pairs = word.chars().zip(meant.chars()).peekable();
    let mut inside = false;
    while let Some((before, after)) = pairs.next() {
        let follows = pairs.peek().is_some_and(|(_, next)| is_alphabetic(*next));
        let mark = is_mark(after) && after != '’';
        if inside && follows && is_alphabetic(before) && mark {
            return true;
        }
        inside = is_alphabetic(after);
    }
    false
}

/// Marks whose bytes are letters in other code pages.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '’' | '‘' | '“' | '”' | '„' | '–' | '—' | '…' | '«' | '»' | '\u{A0}' | '¡' | '¿'
    )
}
