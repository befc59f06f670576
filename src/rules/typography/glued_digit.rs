//! # What it finds
//! The number of a footnote or gloss stuck to a common word or to the stop behind it:
//! `officials3 said`, `talks ended.12 The envoy`.
//!
//! # Why it points to a broken pipeline
//! Raised figures lose their tag and become part of the text.
//!
//! # Known false alarms
//! `H2O`, `MP3`, `U2`, `Covid19` and words that are counted (`page2`, `season3`) stay silent, and
//! so does a form that stands in the text twice.

use std::collections::HashMap;

use super::abbreviation::may_be_abbreviation;
use super::locale::language;
use super::marks::{Marks, Site, word_before};
use crate::lexicon::Lexicon;
use crate::rules::{Finding, Languages, Rule, Sink, Weight, clean, flagged};
use crate::text::{Document, Facts, Shape, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/glued-digit",
    weight: Weight::Typographic,
    its_type: "typographical",
    summary: "the number of a footnote is stuck to a word",
    languages: Languages::Only(&["en"]),
    trigger: Facts::DIGIT,
    confidence: 0.88,
    flagged: &[
        flagged("The ⟦officials3⟧ said nothing.")
            .lang("en")
            .fix("officials"),
        flagged("The talks ⟦ended.12⟧ The envoy left.")
            .lang("en")
            .fix("ended."),
    ],
    clean: &[
        clean("H2O, MP3, U2, Covid19, page2 and season3 of it.").lang("en"),
        clean("She scored in vol.3 No.12 The Review at 3.30.").lang("en"),
        clean("The band windows7 opened; windows7 closed.").lang("en"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let tongue = language(doc);
    let Some(lexicon) = Lexicon::of(tongue).filter(|_| tongue == "en") else {
        return;
    };
    let text = doc.text();
    let mut marked: Vec<(Word, &str)> = Vec::new();
    for (_, word) in doc.uneven_words() {
        if sink.stopped() {
            return;
        }
        let digits = word
            .shape
            .contains(Shape::DIGIT | Shape::LOWER | Shape::ASCII);
        let other = Shape::CAPITAL | Shape::INNER_UPPER | Shape::MASKED;
        if !digits || word.shape.intersects(other) {
            continue;
        }
        let token = word.text(text);
        let stem = token.trim_end_matches(|c: char| c.is_ascii_digit());
        let apart = !text[word.end()..].starts_with(['-', '/', '_', '%']);
        let alone = !text[..word.start()].ends_with(['-', '/', '_', '#', '@', '.']);
        if token.len() - stem.len() < 3 && apart && alone && is_plain(stem, lexicon) {
            marked.push((*word, stem));
        }
    }
    // A form that stands in the text twice is somebody's way to write a name.
    let mut times = HashMap::new();
    for (word, _) in &marked {
        *times.entry(word.text(text)).or_insert(0) += 1;
    }
    for &(word, stem) in marked
        .iter()
        .filter(|(word, _)| times[word.text(text)] == 1)
    {
        let message = "A number is stuck to this word, as a footnote mark would be.";
        sink.report(Finding::new(word.range(), message).likely(stem));
    }
    for &site in doc.view::<Marks>().sites() {
        if let Some(finding) = behind_stop(text, site, lexicon) {
            sink.report(finding);
        }
    }
}

/// A frequent word that nobody counts by.
fn is_plain(word: &str, lexicon: &Lexicon) -> bool {
    let opinion = lexicon.opinion(word);
    word.len() > 4
        && opinion.is_dictionary_word()
        && opinion.zipf() >= 4.0
        && !COUNTED.contains(&word)
}

/// Words that a number names: `channel4` is a spelling.
const COUNTED: &[&str] = &[
    "annex", "appendix", "article", "batch", "block", "bravo", "catch", "category", "chapter",
    "channel", "class", "clause", "episode", "exhibit", "figure", "floor", "forum", "formula",
    "grade", "group", "issue", "label", "level", "major", "match", "model", "number", "paper",
    "phase", "pillar", "player", "point", "question", "quarter", "round", "route", "scene",
    "season", "section", "series", "sector", "stage", "studio", "table", "target", "under",
    "version", "volume", "windows", "world",
];

fn behind_stop(text: &str, site: Site, lexicon: &Lexicon) -> Option<Finding> {
    let end = site.range().end;
    let word = word_before(text, site.range().start);
    let digits = text[end..]
        .bytes()
        .take(4)
        .take_while(u8::is_ascii_digit)
        .count();
    let behind = &text[end + digits..];
    let next = behind
        .strip_prefix(' ')
        .and_then(|rest| rest.chars().next());
    let fits = matches!(site.body(text), "." | ".”" | ".\"")
        && (1..4).contains(&digits)
        && next.is_some_and(char::is_uppercase)
        && word.starts_with(char::is_lowercase)
        && word.len() > 3
        && lexicon.opinion(word).is_dictionary_word()
        && !may_be_abbreviation("en", word);
    let span = end - site.body(text).len() - word.len()..end + digits;
    let message = "A number is stuck to the end of this sentence, as a footnote mark would be.";
    fits.then(|| Finding::new(span.clone(), message).likely(&text[span.start..end]))
}
