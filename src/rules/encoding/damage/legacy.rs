//! One code page read as another: letters that no language has together, and the pair of code
//! pages under which they are words. Works on a sample, then on the whole; bounded search.

use std::collections::HashSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Stretch;
use super::code_pages::{CODE_PAGES, CodePage};
use super::letters::{BIT, Cost, LETTERS, Language};
use super::reading::{cost, fold, is_odd, is_ordinary};

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
/// What a mix-up itself costs.
const PRICE: Cost = 13 * BIT;
/// What a word of another language than the article's costs beside its letters.
const FOREIGN: Cost = 7 * BIT;
/// What a letter costs by itself that a language hardly knows.
const RARE: Cost = 12 * BIT;
/// What a single word has to gain, the price taken off, to be evidence by itself.
const ALONE: i64 = 6 * BIT as i64;
/// What one word has to gain to be evidence.
const ENOUGH: i64 = 6 * BIT as i64;
/// What all words have to gain for the mix-up to be certain.
const SURE: i64 = 60 * BIT as i64;
/// How many different mix-ups one article is searched for.
const MOST_ACCIDENTS: usize = 2;

/// A mix-up: which code page the text was written in, which one it was read as, its language.
#[derive(Clone, Copy)]
struct Accident {
    written: &'static CodePage,
    read: &'static CodePage,
    language: &'static Language,
    /// Whether it explains so much that a word needs no evidence of its own.
    sure: bool,
}

/// The words of `text`, those of `known` aside, that were one code page read as another, in order.
pub fn find(text: &str, known: &[Stretch]) -> Vec<Stretch> {
    let mut words = words(text, known);
    let mut found = Vec::new();
    for _ in 0..MOST_ACCIDENTS {
        let Some((own, accident)) = search(text, &words) else {
            break;
        };
        words.retain(|span| {
            let stretch = accident.undo_word(text, span.clone(), own);
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
fn search(text: &str, words: &[Range<usize>]) -> Option<(&'static Language, Accident)> {
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
    let bases: Vec<Cost> = LETTERS
        .languages
        .iter()
        .map(|language| {
            plain
                .iter()
                .map(|word| cost(word, Some(language), None))
                .sum()
        })
        .collect();
    let standing = |language: &Language, base: Cost| -> Cost {
        base + sample
            .iter()
            .map(|word| cost(word, Some(language), None))
            .sum::<Cost>()
    };
    let languages = LETTERS.languages.iter().zip(&bases);
    let (_, own) = languages
        .map(|(language, base)| (standing(language, *base), language))
        .min_by_key(|(cost, _)| *cost)?;
    // The plain words tell whether the article's language is one that has statistics.
    let letters: usize = plain.iter().map(|word| word.len()).sum();
    let unfit = |most: Cost, enough: usize| {
        letters >= enough && base_of(own, &bases) > letters as Cost * most / 100 * BIT
    };
    let strange_ones = sample.iter().filter(|word| is_strange(word, own));
    let odd: HashSet<char> = sample
        .iter()
        .flat_map(|word| word.chars())
        .filter(|c| !c.is_ascii() && !is_ordinary(*c))
        .collect();
    let kindred = odd.len() <= KINDRED
        && odd.iter().all(|c| c.is_alphabetic())
        && strange_ones.count() * 10 > sample.len() * 7;
    if is_latin(own) && (unfit(FIT, FIT_LETTERS) || kindred && unfit(KINDRED_FIT, FIT_LETTERS / 2))
    {
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
    best_pair(&strange, &bases, own, seen_words).map(|accident| (own, accident))
}

fn base_of(language: &Language, bases: &[Cost]) -> Cost {
    let at = LETTERS
        .languages
        .iter()
        .position(|other| std::ptr::eq(other, language));
    at.map_or(0, |at| bases[at])
}

fn best_pair(
    strange: &[(&str, Cost)],
    bases: &[Cost],
    own: &'static Language,
    words: usize,
) -> Option<Accident> {
    let letters: Vec<char> = {
        let all: HashSet<char> = strange
            .iter()
            .flat_map(|(word, _)| word.chars())
            .filter(|c| !c.is_ascii())
            .collect();
        let mut all: Vec<char> = all.into_iter().collect();
        all.sort_unstable();
        all
    };
    let counts: Vec<u32> = letters
        .iter()
        .map(|letter| {
            strange
                .iter()
                .flat_map(|(word, _)| word.chars())
                .filter(|c| c == letter)
                .count() as u32
        })
        .collect();
    let total: u32 = counts.iter().sum();
    let floor = bases.iter().min().copied().unwrap_or(0);
    let mut tried = HashSet::new();
    let mut best: Option<(i64, Accident)> = None;
    for read in READ_AS.iter().map(|&page| &CODE_PAGES[page]) {
        let able: u32 = letters
            .iter()
            .zip(&counts)
            .filter(|(c, _)| read.encode(**c).is_some())
            .map(|(_, n)| n)
            .sum();
        if able * 10 < total * 9 {
            continue;
        }
        for written in CODE_PAGES
            .iter()
            .filter(|written| !std::ptr::eq(*written, read))
        {
            let meant: Vec<char> = letters
                .iter()
                .map(|c| read.encode(*c).map_or(*c, |byte| written.decode(byte)))
                .collect();
            if meant == letters || !tried.insert(meant.clone()) {
                continue;
            }
            if !is_sound(&letters, &meant, &counts) {
                continue;
            }
            for language in candidates(&meant, &counts, bases, floor)
                .into_iter()
                .chain([own])
            {
                let accident = Accident {
                    written,
                    read,
                    language,
                    sure: false,
                };
                let gain = accident.gain(strange, own, words);
                if best.as_ref().is_none_or(|(most, _)| gain > *most) {
                    best = Some((gain, accident));
                }
            }
        }
    }
    let (gain, accident) = best.filter(|(gain, _)| *gain > ENOUGH)?;
    Some(Accident {
        sure: gain > SURE,
        ..accident
    })
}

/// Whether letters stay letters, or the marks that stand in and around words.
fn is_sound(letters: &[char], meant: &[char], counts: &[u32]) -> bool {
    let sound = |(before, after): (&char, &char)| {
        !is_odd(*after)
            && (after.is_alphanumeric()
                || is_mark(*after)
                || is_combining_mark(*after)
                || !before.is_alphabetic())
    };
    let pairs = letters.iter().zip(meant).zip(counts);
    let (mut all, mut unsound) = (0, 0);
    for (pair, count) in pairs {
        all += count;
        unsound += if sound(pair) { 0 } else { *count };
    }
    unsound * 20 < all
}

/// Whether a letter inside the word became a mark that does not stand inside words.
fn is_cut(word: &str, meant: &str) -> bool {
    let mut pairs = word.chars().zip(meant.chars()).peekable();
    let mut inside = false;
    while let Some((before, after)) = pairs.next() {
        let follows = pairs.peek().is_some_and(|(_, next)| next.is_alphabetic());
        let mark = is_mark(after) && after != '’';
        if inside && follows && before.is_alphabetic() && mark {
            return true;
        }
        inside = after.is_alphabetic();
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

/// The languages that write such letters: the likeliest three.
fn candidates(
    meant: &[char],
    counts: &[u32],
    bases: &[Cost],
    floor: Cost,
) -> Vec<&'static Language> {
    let mut ranked: Vec<(Cost, &Language)> = Vec::new();
    for (language, base) in LETTERS.languages.iter().zip(bases) {
        let (mut cost, mut strange, mut all) = (0, 0, 0);
        for (character, count) in meant.iter().zip(counts) {
            if !character.is_alphabetic() {
                cost += count * 8 * BIT;
                continue;
            }
            all += count;
            match LETTERS
                .number(fold(*character))
                .and_then(|number| language.alone(number))
            {
                Some(alone) => cost += alone * count,
                None => {
                    strange += count;
                    cost += 18 * BIT * count;
                }
            }
        }
        if strange * 5 > all {
            continue;
        }
        // In a script of its own a language has no plain words here.
        ranked.push((
            cost + if is_latin(language) { base - floor } else { 0 },
            language,
        ));
    }
    ranked.sort_by_key(|(cost, _)| *cost);
    ranked
        .into_iter()
        .take(3)
        .map(|(_, language)| language)
        .collect()
}

impl Accident {
    /// What the strange words gain, the price of the mix-up taken off; `own` is the language of the
    /// article as it stands, which has so many `words` beyond ASCII.
    fn gain(&self, strange: &[(&str, Cost)], own: &Language, words: usize) -> i64 {
        let mut gain = -i64::from(PRICE);
        let (mut letters, mut reads_all, mut better) = (0, 0, 0);
        for (word, standing) in strange {
            let meant = self.undo(word);
            if is_cut(word, &meant) {
                gain -= 4 * i64::from(BIT);
                continue;
            }
            let reads = cost(&meant, Some(self.language), None);
            let less = i64::from(*standing) - i64::from(reads) - Self::lettering(word);
            if !(0..ENOUGH).contains(&less) {
                gain += less.max(-4 * i64::from(BIT));
            }
            if less >= ENOUGH {
                better += 1;
                letters += meant.chars().count() as Cost;
                reads_all += reads;
            }
        }
        let most = if is_latin(self.language) {
            11 * BIT / 2
        } else {
            13 * BIT / 2
        };
        let like_it = reads_all <= letters * most + 10 * BIT;
        // Another language than the rest of the article's: then there is no such rest.
        let same = std::ptr::eq(own, self.language);
        let whole = better >= 3 && better * 5 >= words * 2 && gain > 2 * ALONE;
        let alone = better == 1 && gain < ALONE;
        if like_it && !alone && (same || whole) {
            gain
        } else {
            i64::MIN
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

    /// What `word` was before.
    fn undo(&self, word: &str) -> String {
        let letter = |c: char| match self.read.encode(c) {
            Some(byte) if !c.is_ascii() => self.written.decode(byte),
            _ => c,
        };
        let meant = word.chars().map(letter);
        // The Vietnamese code page has the tones apart.
        if self.written.name == "windows-1258" {
            meant.nfc().collect()
        } else {
            meant.collect()
        }
    }

    /// The word put right, where that is likelier than what stands there in the article's `own`
    /// language or in any other.
    fn undo_word(&self, text: &str, span: Range<usize>, own: &Language) -> Option<Stretch> {
        let word = &text[span.clone()];
        let meant = self.undo(word);
        if meant == word || meant.contains(char::REPLACEMENT_CHARACTER) || is_cut(word, &meant) {
            return None;
        }
        let reads = cost(&meant, Some(self.language), None) + if self.sure { BIT } else { 4 * BIT };
        let standing = cost(word, Some(self.language), None).min(cost(word, Some(own), None));
        if standing <= reads {
            return None;
        }
        let gain = least(word, own).min(standing).checked_sub(reads)? / BIT;
        (gain > 0).then(|| Stretch {
            span,
            accident: format!("{} read as {}", self.written.name, self.read.name),
            repair: meant,
            lossy: false,
            gain,
        })
    }
}

fn is_latin(language: &Language) -> bool {
    LETTERS
        .number('e')
        .and_then(|number| language.alone(number))
        .is_some()
}

/// The code pages text is taken for: positions in [`CODE_PAGES`].
const READ_AS: &[usize] = &[0, 1, 2, 3, 19, 5, 4, 12, 20, 21, 6, 7, 10, 13, 17];

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
    let foreign = LETTERS
        .languages
        .iter()
        .map(|language| cost(word, Some(language), None));
    let foreign = foreign.min().unwrap_or(Cost::MAX / 2) + FOREIGN;
    foreign.min(cost(word, Some(own), None))
}
