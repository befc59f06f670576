//! # What it finds
//! A common noun of another language left in the text in Latin letters: `the wizara of oil`.
//!
//! # Why it points to a broken pipeline
//! Engines spell out in the target's letters what they cannot translate, as if it were a name.
//!
//! # Known false alarms
//! Words that English took over (`hijab`, `glasnost`, `oblast`) are not in the list; a word that
//! the text puts in quotation marks or explains in brackets is told, not left.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::language::ArticleLanguage;
use crate::lexicon::{Lexicon, WordFilter};
use crate::rules::glance::Glance;
use crate::rules::{Finding, Languages, Rule, Sink, Status, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "language/romanised-word",
    status: Status::Preview,
    its_type: "untranslated",
    summary: "a common noun of another language is left in Latin letters",
    languages: Languages::Only(&["en"]),
    confidence: 0.85,
    flagged: &[
        flagged("The ⟦wizara⟧ of oil opened the harbour.")
            .lang("en")
            .fix("ministry"),
        flagged("The new ⟦pravitelstvo⟧ meets on Monday.")
            .lang("en")
            .fix("government"),
        flagged("He praised the ⟦zhengfu⟧ for the bridge.")
            .lang("en")
            .fix("government"),
    ],
    clean: &[
        clean("She wore a hijab and spoke of glasnost in the oblast.").lang("en"),
        clean("The word “wizara” stands over the door.").lang("en"),
        clean("The wizara (ministry) opened the harbour.").lang("en"),
        clean("The ministry, called wizara there, opened the harbour.").lang("en"),
        clean("Wizara Harbour beat Port Town.").lang("en"),
        clean("La wizara de petróleo abrió el puerto.").lang("es"),
    ],
    check,
    ..Rule::NEW
};

struct Romanised {
    tag: &'static str,
    language: &'static str,
    meaning: &'static str,
}

static WORDS: LazyLock<HashMap<&str, Romanised>> = LazyLock::new(|| {
    let rows = include_str!("data/romanised.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        let mut fields = row.split('\t');
        let word = fields.next()?;
        let romanised = Romanised {
            tag: fields.next()?,
            language: fields.next()?,
            meaning: fields.next()?,
        };
        Some((word, romanised))
    })
    .collect()
});

/// Whether the word with this hash may be in the list.
pub(in crate::rules) fn may_be_listed(hash: u64) -> bool {
    static FILTER: LazyLock<WordFilter> = LazyLock::new(|| WordFilter::of(WORDS.keys().copied()));
    FILTER.lets_hash_through(hash)
}

fn check(doc: &Document, sink: &mut Sink) {
    if doc.view::<ArticleLanguage>().tag != "en" {
        return;
    }
    let Some(english) = Lexicon::of("en") else {
        return;
    };
    let (text, words) = (doc.text(), doc.words());
    for &at in doc.view::<Glance>().romanised() {
        if sink.stopped() {
            return;
        }
        let at = at as usize;
        let word = &words[at];
        let said = word.text(text);
        let Some(romanised) = WORDS.get(said) else {
            continue;
        };
        let before = at
            .checked_sub(1)
            .map_or("", |before| words[before].text(text));
        let told = matches!(
            before,
            "called" | "or" | "word" | "term" | "as" | "named" | "meaning"
        ) || text[..word.start()].ends_with(['"', '“', '‘', '\'', '«', '(', '*', '_'])
            || text[word.end()..].starts_with(" (")
            || text[word.end()..].starts_with(['"', '”', '’', '\'', '*', '_', ',', ')', '-'])
            || text[..word.start()].ends_with('-')
            || doc.quotations().hold(&word.range());
        if told || english.opinion(said).is_dictionary_word() {
            continue;
        }
        let message = format!(
            "“{said}” is {} for “{}”, left in Latin letters.",
            romanised.language, romanised.meaning
        );
        sink.report(
            Finding::new(word.range(), message)
                .points_to(romanised.tag)
                .likely(romanised.meaning),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_holds_no_english() {
        let english = Lexicon::of("en").unwrap();
        assert!(WORDS.len() > 150, "{}", WORDS.len());
        for word in WORDS.keys() {
            assert!(!english.opinion(word).is_dictionary_word(), "{word}");
        }
    }
}
