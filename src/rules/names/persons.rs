//! Whether a text itself shows that a word is a person's name. Knows English only.

use memchr::memmem;

use super::capitals::{adjoin, is_telling};
use crate::lexicon::{Lexicon, TitleKind, name_opinion, place_countries, title};
use crate::text::{Document, Shape};

/// At so many places of the text at most a name is looked at.
const PLACES: usize = 48;

/// So far from where a name stands, in bytes, the text is searched for it.
const REACH: usize = 1 << 17;

/// The text around the byte `at` in which a name is looked for, and where it begins: all of an
/// article, and of a longer text so much that many names cost no more than the text is long.
pub(super) fn around(text: &str, at: usize) -> (usize, &str) {
    let start = text.floor_char_boundary(at.saturating_sub(REACH));
    let end = text.floor_char_boundary((at + REACH).min(text.len()));
    (start, &text[start..end])
}

/// Whether `name`, which stands at the byte `from`, stands somewhere in the text behind a title
/// (`General Belkadi`, `Mr Jan Berg`) or before what only a person does (`Belkadi said`), without an
/// article or quotation marks.
pub(super) fn is_person(doc: &Document, name: &str, from: usize) -> bool {
    places(doc, name, from).any(|at| has_title(doc, at) || speaks(doc, at))
}

/// Whether `name`, which stands at the byte `from`, stands somewhere in the text behind a given name
/// or as in [`is_person`].
pub(super) fn has_full_name(doc: &Document, name: &str, from: usize) -> bool {
    places(doc, name, from)
        .any(|at| has_given_name(doc, at) || has_title(doc, at) || speaks(doc, at))
}

/// The words of the text that are `name`, as indices.
fn places<'d>(doc: &'d Document, name: &'d str, from: usize) -> impl Iterator<Item = usize> + 'd {
    let words = doc.words();
    let (offset, near) = around(doc.text(), from);
    let found = memmem::find_iter(near.as_bytes(), name.as_bytes());
    found.take(PLACES).filter_map(move |start| {
        let start = offset + start;
        let at = words.partition_point(|word| word.start() < start);
        let word = words.get(at)?;
        let whole = word.start() == start && word_of(doc, at) == name;
        whole.then_some(at)
    })
}

/// The word without a possessive ending.
fn word_of(doc: &Document, at: usize) -> &str {
    let word = doc.words()[at].text(doc.text());
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word)
}

fn has_title(doc: &Document, at: usize) -> bool {
    let (text, words) = (doc.text(), doc.words());
    let mut first = at;
    // Past up to two given names.
    for _ in 0..3 {
        if is_titled(doc, first) {
            return true;
        }
        let Some(before) = first.checked_sub(1) else {
            return false;
        };
        let given = adjoin(text, &words[before], &words[first])
            && words[before].is_title_case()
            && name_opinion(words[before].text(text)).is_given_name();
        if !given {
            return false;
        }
        first = before;
    }
    false
}

/// Whether a title stands right before word number `at`, with or without its full stop.
pub(super) fn is_titled(doc: &Document, at: usize) -> bool {
    let (text, words) = (doc.text(), doc.words());
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    matches!(&text[words[before].end()..words[at].start()], " " | ". ")
        && title(&[words[before].text(text)])
            .is_some_and(|title| title.kind != TitleKind::Role || words[before].is_title_case())
}

/// Whether a given name stands before word number `at`: one of the lexicon, or any other word with
/// a capital that is no ordinary one.
fn has_given_name(doc: &Document, at: usize) -> bool {
    let (text, words) = (doc.text(), doc.words());
    let Some(before) = at.checked_sub(1).map(|before| &words[before]) else {
        return false;
    };
    let name = before.text(text);
    adjoin(text, before, &words[at])
        && before.is_title_case()
        && before.shape.contains(Shape::LOWER)
        && !is_ordinary(name)
        && (is_given_only(name) || is_telling(text, before) && !name_opinion(name).is_place())
}

fn speaks(doc: &Document, at: usize) -> bool {
    let (text, words) = (doc.text(), doc.words());
    let bare = at == 0 || {
        let before = &words[at - 1];
        !adjoin(text, before, &words[at]) || !before.text(text).eq_ignore_ascii_case("the")
    };
    bare && words
        .get(at + 1)
        .is_some_and(|next| adjoin(text, &words[at], next) && PERSONAL.contains(&next.text(text)))
}

/// Whether `word` is in use as a given name, whatever else it is.
pub(super) fn is_given(word: &str) -> bool {
    let opinion = name_opinion(word);
    let known = (BORNE..7).contains(&opinion.weight());
    opinion.is_given_name() && known && !opinion.is_country() && !opinion.is_demonym()
}

/// Whether `word` is in use as a given name and no gazetteer has a place of it.
pub(super) fn is_given_only(word: &str) -> bool {
    is_given(word) && !(name_opinion(word).is_place() && place_countries(word).next().is_some())
}

/// From this weight on a name is borne by more than a few; 7 are names like `London`.
const BORNE: u8 = 3;

/// Whether `word` is a common word of English, in lower case.
pub(super) fn is_ordinary(word: &str) -> bool {
    Lexicon::of("en").is_some_and(|english| {
        let opinion = english.opinion(word);
        opinion.is_dictionary_word() && opinion.zipf() >= 3.0
    })
}

/// Whether a verb in lower case says that somebody spoke.
pub(super) fn is_of_speech(verb: &str) -> bool {
    SPEECH.contains(&verb)
}

/// What somebody does, and neither a body nor a newspaper.
const PERSONAL: &[&str] = &[
    "said", "told", "added", "replied", "smiled", "says", "recalled",
];

const SPEECH: &[&str] = &[
    "acknowledged",
    "added",
    "admitted",
    "affirmed",
    "agreed",
    "announced",
    "answered",
    "argued",
    "asked",
    "claimed",
    "commented",
    "concluded",
    "condemned",
    "confirmed",
    "continued",
    "criticised",
    "criticized",
    "declared",
    "denied",
    "emphasised",
    "emphasized",
    "explained",
    "expressed",
    "indicated",
    "insisted",
    "mentioned",
    "noted",
    "pointed",
    "praised",
    "recalled",
    "remarked",
    "replied",
    "reported",
    "responded",
    "revealed",
    "said",
    "says",
    "spoke",
    "stated",
    "stressed",
    "suggested",
    "tells",
    "told",
    "tweeted",
    "underlined",
    "urged",
    "warned",
    "welcomed",
    "wrote",
];
