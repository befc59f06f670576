//! # What it finds
//! One part of a person's name in capitals although the text does not write names so: `Peter ACHT
//! resigned`.
//!
//! # Why it points to a broken pipeline
//! An engine that does not know a surname takes it for an acronym, or copies the capitals of a source
//! that sets surnames so.
//!
//! # Known false alarms
//! Agencies that write every surname in capitals (`Jean DUPONT`) have that habit all over the text
//! and stay silent, as do acronyms behind a name (`Jordan NGO`, `Virginia GOP`), initials and lines
//! in capitals.

use memchr::memmem;

use super::capitals::{adjoin, is_telling};
use super::persons::{around, is_given, is_given_only, is_ordinary, is_titled};
use crate::language::ArticleLanguage;
use crate::lexicon::{bodies, is_common_acronym, name_opinion};
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts, Shape, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/odd-caps",
    its_type: "inconsistent-entities",
    summary: "one part of a name stands in capitals against the text's habit",
    languages: Languages::Only(SERVED),
    trigger: Facts::UPPER,
    confidence: 0.88,
    flagged: &[
        flagged("Last night the treasurer Peter ⟦ACHT⟧ resigned, and John Miller took over.")
            .lang("en")
            .fix("Acht"),
        flagged("He spoke of Peter ⟦ACHT⟧.Then John Miller took over.").lang("en"),
        flagged("A letter of Maria ⟦BRUNO⟧ was read out by General Hansen.")
            .lang("en")
            .fix("Bruno"),
    ],
    clean: &[
        clean("Jean DUPONT met Marie LEROY, and Paul MARTIN came as well.").lang("en"),
        clean("The talks of Peter NATO and John AFP failed; Maria UNHCR was there.").lang("en"),
        clean("PETER ACHT RESIGNS AFTER TALKS").lang("en"),
        clean("The Maria FC side beat the Peter XI, said John JR of the Jordan NGO.").lang("en"),
        clean("We met Peter ACDH staff. The Acme Data House (ACDH) and the ACDH were shut.")
            .lang("en"),
    ],
    check,
    ..Rule::NEW
};

/// The languages whose press writes surnames in small letters.
const SERVED: &[&str] = &[
    "da", "de", "en", "es", "it", "nb", "nl", "no", "pl", "pt", "sv",
];

fn check(doc: &Document, sink: &mut Sink) {
    let (text, words) = (doc.text(), doc.words());
    let loud = |at: usize, word: &Word| {
        at > 0 && loud_part(text, word).is_some_and(is_surname_shaped) && is_name(doc, at)
    };
    let mut found = doc
        .capital_words()
        .filter(|&(at, word)| loud(at, word))
        .map(|(at, _)| at)
        .take(MOST + 1);
    let Some(first) = found.next() else { return };
    if !SERVED.contains(&doc.view::<ArticleLanguage>().tag.as_str()) {
        return;
    }
    let mut slips = vec![first];
    slips.extend(found);
    slips.retain(|&at| !is_acronym(doc, at));
    if slips.is_empty() || is_habit(doc, &slips) {
        return;
    }
    for at in slips {
        if sink.stopped() {
            return;
        }
        let start = words[at].start();
        let name = loud_part(text, &words[at]).unwrap_or_default();
        let message = format!(
            "“{name}” is part of a name, not an acronym; the text writes other names small."
        );
        let mut letters = name.chars();
        let mut repaired: String = letters.by_ref().take(1).collect();
        repaired.extend(letters.flat_map(char::to_lowercase));
        sink.report(Finding::new(start..start + name.len(), message).likely(repaired));
    }
}

/// The word if it is all in capitals; of a full stop without a blank (`ACHT.Also`) what stands
/// before it.
fn loud_part<'t>(text: &'t str, word: &Word) -> Option<&'t str> {
    if !word.shape.contains(Shape::CAPITAL | Shape::INNER_UPPER) {
        return None;
    }
    let whole = word.text(text);
    if word.is_all_caps() {
        return Some(whole);
    }
    let (name, next) = whole.split_once('.')?;
    let loud = name.chars().all(char::is_uppercase);
    let begins =
        next.starts_with(char::is_uppercase) && next.chars().skip(1).all(char::is_lowercase);
    (loud && begins).then_some(name)
}

/// So many words in capitals at most are looked for elsewhere in the text.
const TRIED: usize = 32;

/// More are a habit.
const MOST: usize = 4;

/// As long as a surname, and to be spoken as a word.
fn is_surname_shaped(word: &str) -> bool {
    let vowel = |c: char| "AEIOUYÄÖÜÁÉÍÓÚÀÈÌÒÙÂÊÎÔÛÅÆØ".contains(c);
    (4..=24).contains(&word.len())
        && word.chars().all(char::is_alphabetic)
        && word.chars().any(vowel)
        && word.chars().any(|c| !vowel(c))
}

/// Whether word number `at` stands behind a given name that a title or the sentence around it shows
/// to be one, in a sentence that is not in capitals itself.
fn is_name(doc: &Document, at: usize) -> bool {
    let (text, words) = (doc.text(), doc.words());
    let given = &words[at - 1];
    let plain = |word: &Word| word.is_lower_case() && !word.shape.contains(Shape::MASKED);
    let beside = words
        .get(at + 1)
        .is_some_and(|next| adjoin(text, &words[at], next) && plain(next))
        || at > 1 && adjoin(text, &words[at - 2], given) && plain(&words[at - 2]);
    is_telling(text, &words[at])
        && adjoin(text, given, &words[at])
        && given.is_title_case()
        && given.shape.contains(Shape::LOWER)
        && beside
        && (!words[at].is_all_caps()
            || words.get(at + 1).is_none_or(|next| {
                !adjoin(text, &words[at], next) || !next.shape.contains(Shape::CAPITAL)
            }))
        && is_named(doc, at)
}

/// Whether the word before word number `at` is a given name here, or a title.
fn is_named(doc: &Document, at: usize) -> bool {
    let text = doc.text();
    let before = &doc.words()[at - 1];
    let given = before.text(text);
    // `Will BRICS expand?`
    if is_ordinary(given) && !is_telling(text, before) {
        return false;
    }
    let surname =
        || loud_part(text, &doc.words()[at]).is_some_and(|word| name_opinion(word).is_surname());
    is_given_only(given) || is_given(given) && surname() || is_titled(doc, at) && surname()
}

/// Whether the text or the lexicon know the word as an acronym.
fn is_acronym(doc: &Document, at: usize) -> bool {
    let text = doc.text();
    let word = loud_part(text, &doc.words()[at]).unwrap_or_default();
    if !bodies::by_acronym(word).is_empty() || is_common_acronym(word) {
        return true;
    }
    // It stands elsewhere without a given name before it.
    let (offset, near) = around(text, doc.words()[at].start());
    memmem::find_iter(near.as_bytes(), word.as_bytes())
        .take(16)
        .any(|start| {
            let start = offset + start;
            let other = doc.words().partition_point(|word| word.start() < start);
            doc.words().get(other).is_some_and(|found| {
                loud_part(text, found) == Some(word)
                    && (other == 0
                        || !adjoin(text, &doc.words()[other - 1], found)
                        || !doc.words()[other - 1].is_title_case())
            })
        })
}

/// Whether capitals are how this text writes names: as many names stand so as do not, or one does
/// again and again.
fn is_habit(doc: &Document, slips: &[usize]) -> bool {
    let (text, words) = (doc.text(), doc.words());
    let name = |at: usize| words[at].text(text);
    let loud = |at: usize| loud_part(text, &words[at]);
    let first = loud(slips[0]);
    if slips.len() > MOST {
        return true;
    }
    // Any word before will do: of a name that no list has, too.
    let others = (1..words.len())
        .filter(|&at| {
            words[at]
                .shape
                .contains(Shape::CAPITAL | Shape::INNER_UPPER)
                && words[at - 1].is_title_case()
                && words[at - 1].shape.contains(Shape::LOWER)
                && adjoin(text, &words[at - 1], &words[at])
                && loud(at).is_some_and(|word| Some(word) != first && is_surname_shaped(word))
        })
        .take(TRIED)
        .filter(|&at| !is_acronym(doc, at))
        .take(MOST)
        .count();
    if slips.len() == 1 && others == 0 {
        return false;
    }
    let one_name = slips.iter().all(|&at| loud(at) == first);
    let small = (1..words.len())
        .filter(|&at| {
            words[at].is_title_case()
                && words[at - 1].is_title_case()
                && adjoin(text, &words[at - 1], &words[at])
                && is_given_only(name(at - 1))
        })
        .take(MOST * MOST)
        .count();
    small
        < if one_name && others == 0 {
            1
        } else {
            3 * (others + slips.len())
        }
}
