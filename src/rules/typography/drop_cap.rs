//! # What it finds
//! One capital alone on a line with the rest of its word in lower case on the next: `T` and
//! `he envoy left`.
//!
//! # Why it points to a broken pipeline
//! A decorated first letter is an element of its own; taken out of its page it becomes a line.
//!
//! # Known false alarms
//! List letters and words of one letter (`A`, `I`, Russian `В`, Spanish `Y`) stay silent unless the
//! next line begins with what is no word.

use super::locale::{language, spaces_words};
use super::marks::word_after;
use crate::lexicon::Lexicon;
use crate::rules::{Finding, Rule, Sink, Weight, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/drop-cap",
    weight: Weight::Typographic,
    its_type: "whitespace",
    summary: "the first capital of a word stands alone on the line before it",
    trigger: Facts::LF.union(Facts::CR).union(Facts::GENERAL_PUNCTUATION),
    confidence: 0.92,
    flagged: &[
        flagged("⟦T\nhe⟧ envoy left the harbour.")
            .lang("en")
            .fix("The"),
        flagged("⟦W\n\nhen⟧ the boats came back nobody was there.")
            .lang("en")
            .fix("When"),
        flagged("⟦П\nосол⟧ покинул гавань рано утром.")
            .lang("ru")
            .fix("Посол"),
    ],
    clean: &[
        clean("A\nlist of boats").lang("en"),
        clean("Appendix\nB\nboats and nets").lang("en"),
        clean("В\nгавани было тихо.").lang("ru"),
        clean("Plan A\nwas better than plan B"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let lexicon = Lexicon::of(language(doc));
    for (n, line) in doc.lines().iter().enumerate() {
        if n % 4096 == 0 && sink.stopped() {
            return;
        }
        // One letter and perhaps a blank on either side.
        if line.len() > 6 {
            continue;
        }
        let mut letters = text[line.clone()].trim().chars();
        let (Some(capital), None) = (letters.next(), letters.next()) else {
            continue;
        };
        if !capital.is_uppercase() || !spaces_words(capital) {
            continue;
        }
        let following = doc.lines()[n + 1..].iter().take(2);
        let Some(next) = following.into_iter().find(|next| !next.is_empty()) else {
            continue;
        };
        let rest = word_after(text, next.start);
        if rest.starts_with(char::is_lowercase) && is_one_word(capital, rest, lexicon) {
            let start = line.start + text[line.clone()].find(capital).unwrap_or_default();
            let message = "The first letter of this word stands on a line of its own.";
            sink.report(
                Finding::new(start..next.start + rest.len(), message)
                    .exact(format!("{capital}{rest}")),
            );
        }
    }
}

fn is_one_word(capital: char, rest: &str, lexicon: Option<&Lexicon>) -> bool {
    let Some(lexicon) = lexicon else {
        return !ONE_LETTER_WORDS.contains(capital) && rest.chars().nth(1).is_some();
    };
    let whole = lexicon.opinion(&format!("{capital}{rest}"));
    let part = lexicon.opinion(rest);
    let word = matches!(capital, 'A' | 'I');
    whole.is_dictionary_word()
        && (!part.is_known() || whole.zipf() > part.zipf() + if word { 0.5 } else { 0.0 })
}

/// Letters that are words in one of the languages of Europe.
const ONE_LETTER_WORDS: &str = "AÀÁÅEÈÉIÍOÓÖUÚYKSVWZÆØАВЕЖИІЇКОСУЯЙЄΗΟΩ";
