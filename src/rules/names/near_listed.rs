//! Near misses of a name that the caller's list has. Knows only the list, not what is famous.

use crate::gazetteer::Gazetteer;
use crate::language::ArticleLanguage;
use crate::lexicon::{Lexicon, name_opinion};
use crate::rules::listed::Listed;
use crate::rules::{Finding, Sink};
use crate::text::{Document, Field, Shape};

/// Reports the words of `doc` that are nearly a listed name, title and body.
pub(super) fn check(doc: &Document, sink: &mut Sink) {
    if let Some(title) = doc.title() {
        check_field(title, Field::Title, sink);
    }
    check_field(doc, Field::Text, sink);
}

fn check_field(doc: &Document, field: Field, sink: &mut Sink) {
    let listed = doc.view::<Listed>();
    if listed.lists(doc).all(|list| list.near().is_none()) {
        return;
    }
    let language = &doc.view::<ArticleLanguage>().tag;
    let (text, words) = (doc.text(), doc.words());
    for (index, word) in words.iter().enumerate() {
        if index % 4096 == 0 && sink.stopped() {
            return;
        }
        let is_name = word.shape.contains(Shape::CAPITAL | Shape::LETTER);
        if !is_name || word.shape.intersects(Shape::MASKED | Shape::DIGIT) {
            continue;
        }
        let core = without_possessive(word.text(text));
        let span = word.start()..word.start() + core.len();
        if listed.around(&span).is_some() {
            continue;
        }
        let beside = [index.checked_sub(1), Some(index + 1)].map(|at| {
            at.and_then(|at| words.get(at))
                .map_or("", |word| word.text(text))
        });
        if let Some((name, confidence)) = nearly(doc, listed, core, beside, language) {
            let message = format!("“{core}” is nearly the listed name “{name}”.");
            sink.report(
                Finding::new(span, message)
                    .confidence(confidence)
                    .likely(name)
                    .in_field(field),
            );
        }
    }
}

/// The one listed word that `word` is nearly, and how sure that is.
fn nearly<'l>(
    doc: &'l Document,
    listed: &'l Listed,
    word: &str,
    beside: [&str; 2],
    language: &str,
) -> Option<(&'l str, f32)> {
    let lists = || {
        listed
            .lists(doc)
            .filter_map(|list| Some((list, list.near()?)))
    };
    if lists().any(|(_, near)| near.has(word)) {
        return None;
    }
    let english = Lexicon::of("en").filter(|_| language == "en");
    let is_common = english.is_some_and(|words| words.opinion(word).is_dictionary_word());
    let mut best: Option<(&str, f32)> = None;
    for (list, near) in lists() {
        for (other, _) in near.like(word) {
            if may_be_ending(word, &other.word, language) {
                continue;
            }
            let confidence = match companion(list, other.entry, &other.word, beside) {
                true => 0.92,
                false if is_common || name_opinion(word).is_known() => continue,
                false if is_whole(list, other.entry) => 0.75,
                false => 0.6,
            };
            match best {
                Some((name, _)) if name == other.word => {}
                // Nearly two names is nearly none.
                Some((_, sure)) if sure == confidence => return None,
                Some((_, sure)) if sure > confidence => {}
                _ => best = Some((&other.word, confidence)),
            }
        }
    }
    best
}

/// Whether a word beside it is another word of the listed name.
fn companion(list: &Gazetteer, entry: u32, word: &str, beside: [&str; 2]) -> bool {
    let words = list.canonical(entry).split(|c: char| !c.is_alphanumeric());
    let mut others = words.filter(|other| *other != word && other.chars().count() > 1);
    others.any(|other| beside.iter().any(|word| without_possessive(word) == other))
}

/// Whether the listed name is one word.
fn is_whole(list: &Gazetteer, entry: u32) -> bool {
    !list.canonical(entry).contains(' ')
}

/// Whether one of two may be the other with an ending: a plural, a case, a demonym.
fn may_be_ending(word: &str, listed: &str, language: &str) -> bool {
    let same = word
        .chars()
        .zip(listed.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let (long, short) = {
        let (a, b) = (word.chars().count(), listed.chars().count());
        (a.max(b), a.min(b))
    };
    // English changes no letter of a name, it adds to it.
    same == short || language != "en" && same + 2 >= long
}

fn without_possessive(word: &str) -> &str {
    let stem = word.strip_suffix('s').unwrap_or(word);
    stem.strip_suffix(['\'', '’']).unwrap_or(word)
}
