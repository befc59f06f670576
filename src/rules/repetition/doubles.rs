//! What languages do with a word said twice running: grammar, emphasis, or never. The lists stand
//! in `doubles.txt`.

use std::sync::LazyLock;

use crate::language::ArticleLanguage;
use crate::text::{Document, View};

/// The habits of the article's language.
pub(super) struct Doubles {
    known: bool,
    reduplicates: bool,
    never: &'static str,
    honest: &'static str,
    calls: &'static str,
    joins: &'static str,
    laughs: &'static str,
}

/// What a doubled word is in the article's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubling {
    /// No sentence of the language has it.
    Never,
    /// The language does not double words like this one.
    Unlikely,
    /// It may be emphasis, a plural or any other honest form; or the language is not known.
    Possible,
    /// A known figure of the language: `had had`, `très très`.
    Honest,
}

impl Doubles {
    /// What `word` is when it stands twice.
    pub(super) fn of(&self, word: &str) -> Doubling {
        let word = word.to_lowercase();
        if has(self.never, &word) {
            Doubling::Never
        } else if has(self.honest, &word) || has(self.calls, &word) {
            Doubling::Honest
        } else if self.known && !self.reduplicates {
            Doubling::Unlikely
        } else {
            Doubling::Possible
        }
    }

    /// Whether `word` is a call, laughter or a noise, which people repeat at will.
    pub(super) fn is_call(&self, word: &str) -> bool {
        has(self.calls, &word.to_lowercase())
    }

    /// Whether `unit` or its letters turned round are how somebody laughs.
    pub(super) fn is_laughter(&self, unit: &str) -> bool {
        let unit = unit.to_lowercase();
        let turned: String = unit.chars().rev().collect();
        has(self.laughs, &unit) || has(self.laughs, &turned)
    }

    /// Whether `word` joins its like in figures such as `on and on`, in some language.
    pub(super) fn joins(&self, word: &str) -> bool {
        has(self.joins, &word.to_lowercase())
    }
}

impl View for Doubles {
    fn build(doc: &Document) -> Self {
        let everywhere = section("*").unwrap_or_default();
        let own = section(&doc.view::<ArticleLanguage>().tag);
        let known = own.is_some();
        let own = own.unwrap_or_default();
        Doubles {
            known,
            reduplicates: own.starts_with(" reduplicates]"),
            never: entry(own, "never: "),
            honest: entry(own, "honest: "),
            calls: entry(everywhere, "honest: "),
            joins: entry(everywhere, "joins: "),
            laughs: entry(everywhere, "laughs: "),
        }
    }
}

const LISTS: &str = include_str!("doubles.txt");

/// What follows the tag in the head of the section of `tag`, to the section's end.
fn section(tag: &str) -> Option<&'static str> {
    static SECTIONS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        let cut = |section: &'static str| section.split_at_checked(section.find([']', ' '])?);
        LISTS.split("\n[").skip(1).filter_map(cut).collect()
    });
    let found = SECTIONS.iter().find(|(known, _)| *known == tag);
    found.map(|&(_, rest)| rest)
}

fn entry(section: &'static str, key: &str) -> &'static str {
    let found = section.lines().find_map(|line| line.strip_prefix(key));
    found.unwrap_or_default()
}

fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|entry| entry == word)
}
