//! Words in lower case that are names by themselves: countries, peoples, days, parts of a person's
//! name, `us` for the United States. Knows English only.

use std::borrow::Cow;

use super::capitals::{adjoin, capitalised, is_telling, stands_free};
use super::persons::{is_given, is_ordinary};
use super::proper_words::SMALL_BEFORE;
use super::vocabulary::is_proper;
use crate::lexicon::{Lexicon, name_opinion};
use crate::rules::Finding;
use crate::text::{Shape, Word};

/// What is wrong if word number `at`, in lower case, is a name by itself.
pub(super) fn lone_word(text: &str, words: &[Word], at: usize) -> Option<Finding> {
    let word = &words[at];
    let said = word.text(text);
    if is_state(said) {
        return united_states(text, words, at);
    }
    if is_month(said) {
        return month(text, words, at);
    }
    if is_proper(said.as_bytes()) {
        return proper_word(text, words, at);
    }
    let capital = |word: &Word| word.shape.contains(Shape::CAPITAL);
    let beside = words.get(at + 1).is_some_and(capital) || at > 0 && capital(&words[at - 1]);
    (beside && said.len() >= FEWEST_LETTERS && word.shape.contains(Shape::ASCII))
        .then(|| persons_name(text, words, at))?
}

/// The fewest letters of a part of a person's name that is told by what stands beside it.
pub(in crate::rules) const FEWEST_LETTERS: usize = 4;

/// Whether `word` may be a short name of states that is written like a word, or nearly.
pub(in crate::rules) fn is_state(word: &str) -> bool {
    matches!(word.as_bytes(), [b'u', b's' | b'k' | b'n'] | [b'e', b'u'])
}

/// Whether `word` is a month that is an ordinary word, too.
pub(in crate::rules) fn is_month(word: &str) -> bool {
    matches!(word, "may" | "march")
}

/// `on 5 may`, `since march 2020`, `in may the council`: what only a date can be.
fn month(text: &str, words: &[Word], at: usize) -> Option<Finding> {
    let word = &words[at];
    let beside = |other: usize, first: usize| {
        let (other, one) = (words.get(other)?, words.get(first)?);
        let (before, behind) = if other.start() < one.start() {
            (other, one)
        } else {
            (one, other)
        };
        (&text[before.end()..behind.start()] == " ").then(|| other.text(text))
    };
    let before = at.checked_sub(1).and_then(|before| beside(before, at))?;
    let lead = at
        .checked_sub(2)
        .and_then(|lead| beside(lead, at - 1))
        .unwrap_or_default();
    let next = beside(at + 1, at).unwrap_or_default();
    let is_day = |said: &str| said.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let is_year = |said: &str| {
        said.parse::<u16>()
            .is_ok_and(|year| (1900..2100).contains(&year))
    };
    let ends = text[word.end()..].starts_with([',', '.', ';']);
    let is_date = match &*before.to_ascii_lowercase() {
        "on" | "until" => is_day(next) || is_year(next),
        "in" | "since" => is_year(next) || is_day(next) || ends || GOES_ON.contains(&next),
        "last" | "early" | "late" | "by" | "of" | "from" => is_year(next),
        day if is_day(day) => {
            const LEADS: [&str; 5] = ["on", "until", "since", "from", "dated"];
            LEADS.iter().any(|known| lead.eq_ignore_ascii_case(known))
        }
        _ => false,
    };
    let repaired = capitalised(word.text(text), |_| false);
    let message = format!("“{repaired}” is a month here and has a capital.");
    is_date.then(|| {
        Finding::new(word.range(), message)
            .confidence(0.9)
            .exact(repaired)
    })
}

/// What a sentence goes on with behind a date, and not behind a verb.
const GOES_ON: [&str; 12] = [
    "the", "this", "of", "and", "a", "an", "he", "she", "they", "we", "when", "after",
];

/// A country, a people, a day or a month in lower case.
fn proper_word(text: &str, words: &[Word], at: usize) -> Option<Finding> {
    let word = &words[at];
    let low = word.text(text);
    if !stands_free(text, word.range(), true) {
        return None;
    }
    let beside = |other: Option<&Word>| other.map(|other| other.text(text)).unwrap_or_default();
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let after = words.get(at + 1);
    if SMALL_BEFORE.contains(&(low, beside(after)))
        || !in_english(text, before, word, after)
        || before.is_some_and(|genus| is_species(text, genus, word))
    {
        return None;
    }
    let acronym = ACRONYMS.contains(&low);
    let repaired: Cow<str> = if acronym {
        low.to_ascii_uppercase().into()
    } else {
        capitalised(low, |_| false).into()
    };
    let message = format!("“{repaired}” is a name and has a capital.");
    Some(
        Finding::new(word.range(), message)
            .confidence(0.9)
            .exact(repaired),
    )
}

/// Whether `word` is the second word of a species' name: `Belkadia antarctica`, `B. antarctica`.
fn is_species(text: &str, genus: &Word, word: &Word) -> bool {
    let name = genus.text(text);
    let shortened = name.len() == 1 && &text[genus.end()..word.start()] == ". ";
    let is_latin = |word: &str| {
        let endings = ["a", "us", "is", "um", "i", "on", "es", "ys", "as"];
        endings.iter().any(|ending| word.ends_with(ending))
    };
    let is_genus = shortened
        || name.len() > 3
            && adjoin(text, genus, word)
            && is_latin(name)
            && !is_ordinary(name)
            && !name_opinion(name).is_known();
    genus.shape.contains(Shape::CAPITAL) && is_genus && is_latin(word.text(text))
}

/// A part of a person's name in lower case beside the capital of the other: `vladimir Petrov`, `Maria
/// petrova`.
fn persons_name(text: &str, words: &[Word], at: usize) -> Option<Finding> {
    let word = &words[at];
    let low = word.text(text);
    let beside = |other: usize| words.get(other).filter(|other| is_name_shaped(text, other));
    let after = beside(at + 1).filter(|next| adjoin(text, word, next) && is_telling(text, next));
    let before = at
        .checked_sub(1)
        .and_then(beside)
        .filter(|before| adjoin(text, before, word));
    if after.is_none() && before.is_none() {
        return None;
    }
    let english = Lexicon::of("en")?;
    if english.opinion(low).is_dictionary_word() {
        return None;
    }
    let opinion = name_opinion(low);
    let surname_of = |name: &Word| {
        let name = name.text(text);
        name_opinion(name).is_surname() && (!is_ordinary(name) || opinion.weight() > FAMOUS)
    };
    let given = opinion.is_given_name() && after.is_some_and(surname_of);
    let family = opinion.is_surname()
        && before.is_some_and(|name| is_given(name.text(text)) && !is_ordinary(name.text(text)));
    let named = opinion.weight() >= FAMOUS && (given || family) && !SMALL_PARTS.contains(&low);
    if !named || !stands_free(text, word.range(), false) {
        return None;
    }
    let repaired = capitalised(low, |_| false);
    let message = format!("“{repaired}” is part of a name and has a capital.");
    Some(
        Finding::new(word.range(), message)
            .confidence(0.8)
            .likely(repaired),
    )
}

fn is_name_shaped(text: &str, word: &Word) -> bool {
    word.is_title_case()
        && word.shape.contains(Shape::LOWER)
        && word
            .text(text)
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic())
}

/// From this weight on a name is widely borne.
const FAMOUS: u8 = 5;

/// Parts of names that stay small in some of the languages they come from.
const SMALL_PARTS: &[&str] = &[
    "abdel", "abdul", "abou", "dalla", "della", "delle", "dello", "hadj", "haji", "ould", "sidi",
    "santa", "santo", "vande", "vander",
];

const ACRONYMS: [&str; 12] = [
    "nato", "usa", "ussr", "uae", "osce", "opec", "nasa", "fbi", "cia", "brics", "unhcr", "asean",
];

/// Whether a word stands in the run of an English sentence, not in a list of tags or in a foreign
/// phrase: a frequent English word in lower case is beside it.
fn in_english(text: &str, before: Option<&Word>, word: &Word, after: Option<&Word>) -> bool {
    let frequent = |other: &Word| {
        (other.is_lower_case() || other.shape.contains(Shape::FIRST))
            && Lexicon::of("en")
                .is_some_and(|english| english.opinion(other.text(text)).zipf() >= FREQUENT)
    };
    let blank = |between: &str| between == " ";
    // `on 12 december`
    let counts = |other: &Word| other.shape.contains(Shape::DIGIT) && other.range().len() <= 2;
    before.is_some_and(|before| {
        blank(&text[before.end()..word.start()]) && (frequent(before) || counts(before))
    }) || after.is_some_and(|after| blank(&text[word.end()..after.start()]) && frequent(after))
}

/// As frequent as a preposition, on the Zipf scale.
const FREQUENT: f32 = 5.5;

/// `the us ambassador`, `us Senate`, `us-Chadian talks`; the same with `uk`, `eu`, `un`.
fn united_states(text: &str, words: &[Word], at: usize) -> Option<Finding> {
    let word = &words[at];
    let low = word.text(text);
    let confidence = match text[word.end()..].strip_prefix('-') {
        Some(rest) => in_compound(text, words, at, rest).then_some(0.95)?,
        None => beside_its_own(text, words, at)?,
    };
    let repaired = low.to_ascii_uppercase();
    let message = format!("“{repaired}” is a name and has capitals.");
    Some(
        Finding::new(word.range(), message)
            .confidence(confidence)
            .exact(repaired),
    )
}

/// Whether `us-` and `rest` are a compound of the United States: `us-Chadian`, `us-led`, but not
/// `us-and-them`.
fn in_compound(text: &str, words: &[Word], at: usize, rest: &str) -> bool {
    let word = &words[at];
    let peoples = words
        .get(at + 1)
        .is_some_and(|next| next.start() == word.end() + 1 && next.shape.contains(Shape::CAPITAL));
    let part = rest.split(' ').next().unwrap_or_default();
    (peoples || PARTICIPLES.contains(&part)) && stands_free(text, word.range(), true)
}

const PARTICIPLES: [&str; 7] = [
    "led",
    "backed",
    "based",
    "born",
    "made",
    "brokered",
    "sponsored",
];

/// How likely `us` is the United States by the words beside it.
fn beside_its_own(text: &str, words: &[Word], at: usize) -> Option<f32> {
    let word = &words[at];
    if !stands_free(text, word.range(), false) {
        return None;
    }
    let adjoining = |first: usize, second: usize, of: usize| {
        let (first, second) = (words.get(first)?, words.get(second)?);
        adjoin(text, first, second).then(|| words[of].text(text))
    };
    let before = adjoining(at.checked_sub(1)?, at, at - 1);
    let after = adjoining(at, at + 1, at + 1).unwrap_or_default();
    let goes_on = after.bytes().any(|byte| byte.is_ascii_lowercase());
    let before = before.map(str::to_ascii_lowercase);
    match before.as_deref() {
        Some("the") if !matches!(after, "and" | "versus" | "vs" | "or" | "of" | "we") => Some(0.95),
        Some("former" | "senior" | "top" | "a" | "current" | "new") if word.text(text) == "us" => {
            goes_on.then_some(0.85)
        }
        Some(verb) if GIVING.contains(&verb) => None,
        _ if word.text(text) == "us" && OF_STATES.contains(&after) => {
            is_telling(text, &words[at + 1]).then_some(0.9)
        }
        _ => None,
    }
}

/// What is done to us: `told us Congress would vote`.
const GIVING: &[&str] = &[
    "asked", "brought", "gave", "give", "gives", "giving", "help", "helped", "helps", "let",
    "lets", "made", "make", "makes", "remind", "reminded", "reminds", "sent", "show", "showed",
    "shows", "taught", "tell", "telling", "tells", "told", "wanted", "wants",
];

/// What the United States have and nobody gives us.
const OF_STATES: &[&str] = &[
    "Agency",
    "Ambassador",
    "Army",
    "Attorney",
    "Capitol",
    "Centers",
    "Central",
    "Congress",
    "Congressman",
    "Consulate",
    "Court",
    "Defense",
    "Department",
    "Embassy",
    "Federal",
    "House",
    "Marines",
    "Navy",
    "Secretary",
    "Senate",
    "Senator",
    "Special",
    "State",
    "Supreme",
    "Treasury",
];
