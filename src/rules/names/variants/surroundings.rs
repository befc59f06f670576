//! What the text around two spellings says: side by side as two people, kin, a pet name.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use crate::lexicon::{WordFilter, name_opinion, title};
use crate::rules::names::evidence::{Evidence, Feature};
use crate::rules::names::mentions::{Mentions, Token, field_text};
use crate::rules::names::sounds::Sounds;
use crate::text::{Document, Field};

/// The most mentions of a form that are looked at.
const MOST_MENTIONS: usize = 24;

/// Nobody is named in full twice within so many bytes.
const ONE_BREATH: usize = 80;

/// Adds what the surroundings of the two forms say; whether they name two beyond doubt, side by side
/// and in full or with nothing else between.
pub(super) fn add(
    evidence: &mut Evidence,
    doc: &Document,
    mentions: &Mentions,
    odd: u32,
    usual: u32,
) -> bool {
    let (mut together, mut same_sentence, mut kin) = (false, false, false);
    let mut are_two = false;
    let mut in_full = false;
    let is_in_full = |at: u32| {
        let before = mentions.before(at).map(|at| mentions.tokens()[at as usize]);
        before.is_some_and(|before| title(&[before.text(doc)]).is_none())
    };
    for at in mentions.of_form(odd).take(MOST_MENTIONS) {
        let here = mentions.tokens()[at as usize];
        kin = kin || has_kin_near(doc, here);
        for other in mentions.of_form(usual).take(MOST_MENTIONS) {
            let there = mentions.tokens()[other as usize];
            if there.sentence == here.sentence && there.field() == here.field() {
                same_sentence = true;
                let side_by_side = are_together(doc, here, there);
                let both_in_full = here.mention != there.mention
                    && here.range().start.abs_diff(there.range().start) <= ONE_BREATH
                    && is_in_full(at)
                    && is_in_full(other);
                together |= side_by_side;
                in_full |= both_in_full;
                are_two |= side_by_side && (both_in_full || are_neighbours(doc, here, there));
            }
        }
    }
    evidence.note(Feature::Together, together);
    evidence.note(Feature::BothInFull, in_full);
    evidence.note(Feature::SameSentence, same_sentence);
    evidence.note(Feature::Kin, kin);
    evidence.note(
        Feature::KinOfOneName,
        kin && evidence.has(Feature::SameTail),
    );
    are_two
}

/// Whether every mention of a form stands in the title of a work, which names whom it likes.
pub(super) fn is_of_works(doc: &Document, mentions: &Mentions, form: u32) -> bool {
    let mut tokens = mentions
        .of_form(form)
        .take(MOST_MENTIONS)
        .map(|at| mentions.tokens()[at as usize]);
    tokens.all(|token| {
        let field = match token.field() {
            Field::Title => doc.title(),
            _ => Some(doc),
        };
        field.is_some_and(|field| is_in_work(field, &token.range()))
    })
}

/// Whether `span` stands in quotation marks round words with a capital each, as titles of works
/// have: `“The Belkadi of the Sands”`. A name alone is no such title.
fn is_in_work(doc: &Document, span: &Range<usize>) -> bool {
    /// No longer titles are looked for, in bytes.
    const LONGEST: usize = 80;
    let quotations = doc.quotations().as_slice();
    let from = quotations.partition_point(|quotation| quotation.outer.start <= span.start);
    let around = quotations[..from]
        .iter()
        .rev()
        .take(4)
        .find(|quotation| span.end <= quotation.outer.end);
    let Some(inner) = around.map(|quotation| &doc.text()[quotation.inner.clone()]) else {
        return false;
    };
    let is_alone = inner.len() <= span.len() + 2;
    if inner.len() > LONGEST || is_alone || inner.contains(". ") {
        return false;
    }
    let words = || inner.split([' ', '\u{A0}']).filter(|word| !word.is_empty());
    let is_cased =
        |word: &str| !word.starts_with(char::is_lowercase) || word.chars().count() <= LONGEST_SMALL;
    let possessive = inner.contains("'s ") || inner.contains("’s ");
    words().all(is_cased) && (possessive || opens_with_article(inner) || words().count() > 3)
}

/// The longest word that titles leave small, in letters: `with`, `from`.
const LONGEST_SMALL: usize = 4;

/// `The Belkadis`
fn opens_with_article(title: &str) -> bool {
    title.split_once(' ').is_some_and(|(first, _)| {
        matches!(
            first,
            "The"
                | "A"
                | "An"
                | "La"
                | "Le"
                | "Les"
                | "El"
                | "Los"
                | "Las"
                | "Il"
                | "Der"
                | "Die"
                | "Das"
        )
    })
}

/// `X and Y`, `X, Y`: only a conjunction or comma and name parts between the two.
fn are_together(doc: &Document, a: Token, b: Token) -> bool {
    let (first, second) = if a.range().start < b.range().start {
        (a, b)
    } else {
        (b, a)
    };
    let text = field_text(doc, a.field());
    let between = text
        .get(first.range().end..second.range().start)
        .unwrap_or("");
    if between.len() > 48 {
        return false;
    }
    let between = &without_bracket(between);
    let mut joined = between.trim_start().starts_with([',', ';', '/', '&']);
    for word in between
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if CONJUNCTIONS.contains(&word) {
            joined = true;
        } else if !word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            return false;
        }
    }
    joined
}

/// Items of one list with nothing between them: `Adams, Addams and Berg`. Nobody lists a name beside
/// itself.
fn are_neighbours(doc: &Document, a: Token, b: Token) -> bool {
    let (from, to) = if a.range().start < b.range().start {
        (a.range().end, b.range().start)
    } else {
        (b.range().end, a.range().start)
    };
    let between = field_text(doc, a.field()).get(from..to).unwrap_or("");
    let between = without_bracket(between);
    let mut words = between.split(|c: char| !c.is_alphanumeric());
    words.all(|word| word.is_empty() || CONJUNCTIONS.contains(&word))
}

/// `between` without what it has in brackets: `Adams (chair), Addams`.
fn without_bracket(between: &str) -> Cow<'_, str> {
    match between.split_once('(') {
        Some((before, rest)) => match rest.split_once(')') {
            Some((_, behind)) => format!("{before}{behind}").into(),
            None => between.into(),
        },
        None => between.into(),
    }
}

const CONJUNCTIONS: &[&str] = &[
    "and", "or", "vs", "v", "nor", "versus", "y", "e", "et", "und", "и", "та", "i", "ve", "en",
    "og", "och",
];

/// Words of kinship within some words of a token.
fn has_kin_near(doc: &Document, token: Token) -> bool {
    static FILTER: LazyLock<WordFilter> = LazyLock::new(|| WordFilter::of(KIN.iter().copied()));
    let text = field_text(doc, token.field());
    let from = text.floor_char_boundary(token.range().start.saturating_sub(40));
    let to = text.ceil_char_boundary((token.range().end + 40).min(text.len()));
    text[from..to]
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| FILTER.lets_through(word) && KIN.contains(&word))
}

const KIN: &[&str] = &[
    "brother",
    "brothers",
    "sister",
    "sisters",
    "wife",
    "husband",
    "son",
    "sons",
    "daughter",
    "daughters",
    "father",
    "mother",
    "cousin",
    "uncle",
    "aunt",
    "nephew",
    "niece",
    "widow",
    "family",
    "clan",
    "dynasty",
    "namesake",
    "twin",
    "twins",
    "married",
    "spouse",
    "parents",
    "siblings",
    "hermano",
    "hermana",
    "esposa",
    "hijo",
    "hija",
    "frère",
    "sœur",
    "épouse",
    "fils",
    "fille",
    "irmão",
    "irmã",
    "fratello",
    "sorella",
    "moglie",
    "Bruder",
    "Schwester",
    "Frau",
    "Sohn",
    "Tochter",
    "брат",
    "сестра",
    "жена",
    "сын",
    "дочь",
];

/// Whether two given names before one family name are two people, or one person and a pet name.
pub(super) fn are_two_given_names(
    doc: &Document,
    mentions: &Mentions,
    a: u32,
    b: u32,
    distance: f32,
) -> bool {
    let (one, other) = (mentions.spelling(doc, a), mentions.spelling(doc, b));
    // Before another name stands a given name, or the first of two family names.
    let is_family_name = |name: &str| {
        let opinion = name_opinion(name);
        opinion.is_surname() && !opinion.is_given_name()
    };
    if is_family_name(one) || is_family_name(other) {
        return false;
    }
    if distance > 0.7 {
        return true;
    }
    if let (Some(one), Some(other)) = (
        name_opinion(one).given_gender(),
        name_opinion(other).given_gender(),
    ) && one != other
    {
        return true;
    }
    match (Sounds::of(one), Sounds::of(other)) {
        (Some(one), Some(other)) => is_pet_name(one.letters(), other.letters()),
        _ => false,
    }
}

/// `Rick` and `Ricky`, `Liz` and `Elizabeth`: a name cut short, with or without an ending of
/// endearment.
fn is_pet_name(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.starts_with(short) && (long.len() > short.len() + 1 || short.len() < 4) {
        return true;
    }
    let dear = |name: &'_ [u8]| {
        let endings: [&[u8]; 5] = [b"ie", b"ey", b"y", b"i", b"ee"];
        endings
            .into_iter()
            .find_map(|ending| name.strip_suffix(ending))
            .map(<[u8]>::len)
    };
    let plain = |name: &[u8]| name.strip_suffix(b"e").map_or(name.len(), <[u8]>::len);
    match (dear(a), dear(b)) {
        (Some(stem), None) => shares_stem(a, stem, b, plain(b)),
        (None, Some(stem)) => shares_stem(b, stem, a, plain(a)),
        _ => false,
    }
}

fn shares_stem(pet: &[u8], stem: usize, full: &[u8], plain: usize) -> bool {
    let same = pet[..stem]
        .iter()
        .zip(&full[..plain])
        .take_while(|(a, b)| a == b)
        .count();
    same >= 2 && same + 2 >= stem
}
