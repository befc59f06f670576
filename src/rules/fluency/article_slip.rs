//! # What it finds
//! An article where English cannot have one, or none where it must: `the Ukraine's president`,
//! `the Defence Minister of the Chad.`, `a delegation from United States.`, `a the agreement`,
//! `in the 2019.`
//!
//! # Why it points to a broken pipeline
//! Half of the languages news is translated from have no article, and others set one before names
//! of countries and before years (`le Tchad`, `en el 2019`); engines guess, or carry it over.
//!
//! # Known false alarms
//! Countries that are rivers, too (`of the Jordan.`), and a country that stands for something else
//! (`the China shop`) stay silent; so do headlines, which leave articles out. `the Lebanon` and
//! `the Yemen` are English of a hundred years ago.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::language::ArticleLanguage;
use crate::lexicon::countries;
use crate::rules::{Finding, Languages, Rule, Sink, Status, Weight, clean, flagged};
use crate::text::{Document, Facts, Shape, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "fluency/article-slip",
    weight: Weight::Typographic,
    status: Status::Preview,
    its_type: "grammar",
    summary: "an article stands where none can, or lacks where one must be",
    languages: Languages::Only(&["en"]),
    trigger: Facts::UPPER.union(Facts::DIGIT),
    confidence: 0.9,
    flagged: &[
        flagged("He met with ⟦the Ukraine's⟧ president in the harbour.")
            .lang("en")
            .fix("Ukraine's"),
        flagged("She spoke to the envoy of ⟦the Germany⟧.")
            .lang("en")
            .fix("Germany"),
        flagged("A delegation came from ⟦United States⟧.")
            .lang("en")
            .fix("the United States"),
        flagged("The ferry was built in ⟦the 2019⟧.")
            .lang("en")
            .fix("2019"),
        flagged("Both sides signed ⟦a the⟧ harbour agreement.").lang("en"),
    ],
    clean: &[
        clean("He met with the Ukraine desk of the Germany-based firm.").lang("en"),
        clean("The Germany of the poets, and the Kenya he knew.").lang("en"),
        clean("They crossed to the far side of the Jordan.").lang("en"),
        clean("A delegation came from United States Steel.").lang("en"),
        clean("Delegation comes from United States").lang("en"),
        clean("He played in the 2019 season, and for the A team.").lang("en"),
        clean("Der Botschafter der Germany.").lang("de"),
    ],
    check,
    ..Rule::NEW
};

/// What English does before the name of a country.
#[derive(Clone, Copy, PartialEq)]
enum Habit {
    /// `Germany`
    Bare,
    /// `the Netherlands`
    Article,
}

/// The words of a name behind its first, and the habit.
type Name = (Vec<&'static str>, Habit);

/// The names of countries by their first word, in lower case.
static NAMES: LazyLock<HashMap<String, Vec<Name>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Vec<_>> = HashMap::new();
    for country in countries() {
        let name = country.name;
        let Some(habit) = habit(name) else { continue };
        let mut words = name.split(' ');
        let first = words.next().unwrap_or_default().to_lowercase();
        names
            .entry(first)
            .or_default()
            .push((words.collect(), habit));
    }
    names
});

/// What English does before `name`; `None` where both are heard.
fn habit(name: &str) -> Option<Habit> {
    const WITH: [&str; 5] = [
        "Netherlands",
        "Philippines",
        "United States",
        "United Kingdom",
        "United Arab Emirates",
    ];
    const EITHER: [&str; 17] = [
        "Argentina",
        "Bahamas",
        "Congo",
        "Gambia",
        "Georgia",
        "Guinea",
        "Jordan",
        "Lebanon",
        "Maldives",
        "Niger",
        "Paraguay",
        "Senegal",
        "Seychelles",
        "Sudan",
        "Uruguay",
        "Yemen",
        "Ivory",
    ];
    // Names that may have an article end in a common noun.
    const NOUNS: [&str; 14] = [
        "Republic",
        "Islands",
        "Island",
        "States",
        "Kingdom",
        "Federation",
        "Emirates",
        "Coast",
        "Congo",
        "City",
        "See",
        "Territory",
        "Territories",
        "Comoros",
    ];
    if WITH.contains(&name) {
        return Some(Habit::Article);
    }
    let doubtful = EITHER.iter().any(|other| name.starts_with(other))
        || NOUNS.iter().any(|noun| name.ends_with(noun))
        || name.contains([',', '(', '&'])
        || name.contains(" and ")
        || name.contains(" of ");
    (!doubtful).then_some(Habit::Bare)
}

fn check(doc: &Document, sink: &mut Sink) {
    if doc.view::<ArticleLanguage>().tag != "en" {
        return;
    }
    let (text, words) = (doc.text(), doc.words());
    for (at, word) in words.iter().enumerate() {
        if at % 8192 == 0 && sink.stopped() {
            return;
        }
        let look: Look = match word.text(text) {
            "the" | "The" => added,
            "a" | "an" | "A" | "An" => doubled,
            "in" | "of" | "to" | "from" | "with" => missing,
            _ => continue,
        };
        let beside = words
            .get(at + 1)
            .is_some_and(|next| &text[word.end()..next.start()] == " ");
        if beside
            && !word.shape.contains(Shape::MASKED)
            && let Some(finding) = look(text, words, at)
        {
            sink.report(finding);
        }
    }
}

/// Finds a slip at a word that has another beside it.
type Look = fn(&str, &[Word], usize) -> Option<Finding>;

/// An article before a bare country or year, from `the` at `at`.
fn added(text: &str, words: &[Word], at: usize) -> Option<Finding> {
    let next = words[at + 1];
    let before = at
        .checked_sub(1)
        .map_or("", |before| words[before].text(text));
    let adverbial = matches!(
        before,
        "in" | "of" | "from" | "to" | "with" | "since" | "until"
    );
    if next.shape.contains(Shape::DIGIT) {
        let year = next.text(text);
        let is_year = year.len() == 4 && matches!(year.get(..2), Some("19" | "20"));
        if !(is_year && matches!(before, "in" | "since") && ends_clause(text, next.end())) {
            return None;
        }
        return Some(
            Finding::new(
                words[at].start()..next.end(),
                "A year takes no article here.",
            )
            .likely(year),
        );
    }
    let (name, habit, possessive) = country_at(text, words, at + 1)?;
    let closed = possessive || adverbial && ends_clause(text, name.end);
    if habit != Habit::Bare || !closed {
        return None;
    }
    let bare = &text[name.clone()];
    let message = format!(
        "English sets no article before the name of the country {}.",
        base(bare)
    );
    Some(Finding::new(words[at].start()..name.end, message).likely(bare))
}

/// No article before a country that has one, behind the preposition at `at`.
fn missing(text: &str, words: &[Word], at: usize) -> Option<Finding> {
    let next = words[at + 1];
    if !next.shape.contains(Shape::CAPITAL) {
        return None;
    }
    let (name, habit, possessive) = country_at(text, words, at + 1)?;
    if habit != Habit::Article || !(possessive || ends_sentence(text, name.end)) {
        return None;
    }
    let bare = &text[name.clone()];
    let message = format!("English says “the {}”.", base(bare));
    Some(Finding::new(name.clone(), message).likely(format!("the {bare}")))
}

/// Two articles in a row, which are not the same, from the one at `at`.
fn doubled(text: &str, words: &[Word], at: usize) -> Option<Finding> {
    let pair = (words[at].text(text), words[at + 1].text(text));
    let slips = matches!(pair, ("a" | "an" | "A" | "An", "the"));
    let after = words.get(at + 2)?;
    if !slips || !after.is_lower_case() || &text[words[at + 1].end()..after.start()] != " " {
        return None;
    }
    let span = words[at].start()..words[at + 1].end();
    Some(Finding::new(span, "Two articles stand here; one is too many.").likely("the"))
}

/// The name of a country at a word, the habit of its article, and whether it is a possessive.
fn country_at(text: &str, words: &[Word], at: usize) -> Option<(Range<usize>, Habit, bool)> {
    let first = words[at];
    if !first.is_title_case() {
        return None;
    }
    let (stem, owns) = possessor(first.text(text));
    let names = NAMES.get(&stem.to_lowercase())?;
    let whole = |(rest, habit): &Name| {
        let mut owns = owns;
        for (n, wanted) in rest.iter().enumerate() {
            let word = words.get(at + n + 1)?;
            let (stem, possessive) = possessor(word.text(text));
            let joined = &text[words[at + n].end()..word.start()] == " ";
            if owns || !joined || stem != *wanted {
                return None;
            }
            owns = possessive;
        }
        Some((first.start()..words[at + rest.len()].end(), *habit, owns))
    };
    // The longest name that stands here: `Guinea-Bissau` is not Guinea.
    names
        .iter()
        .filter_map(whole)
        .max_by_key(|(span, _, _)| span.end)
}

/// A word without `'s`, and whether it had it.
fn possessor(word: &str) -> (&str, bool) {
    match word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")) {
        Some(stem) => (stem, true),
        None => (word, false),
    }
}

fn base(name: &str) -> &str {
    possessor(name).0
}

/// Whether a clause ends here.
fn ends_clause(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    rest.starts_with(',') && rest[1..].starts_with(' ') || ends_sentence(text, at)
}

/// Whether a sentence ends here; a headline has no stop.
fn ends_sentence(text: &str, at: usize) -> bool {
    let mut rest = text[at..].chars();
    let stop = rest
        .next()
        .is_some_and(|mark| matches!(mark, '.' | '!' | '?'));
    // Not a dot within an abbreviation or an address.
    stop && rest.next().is_none_or(|next| !next.is_alphanumeric())
}
