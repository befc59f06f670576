//! Which language a text is in: a cheap gate decides almost everything, lingua the rest. Knows no
//! rule.

mod detect;
mod disagreement;
mod fit;
mod function_words;
mod gate;
mod letters;
mod model;
mod plain;
mod sample;
mod sisters;
mod symbols;
mod tag;

pub use detect::lingua_questions;
pub use disagreement::Disagreement;
pub use fit::{Fit, Usual};
pub use function_words::Language;
pub use gate::Votes;
pub use model::{Costs, LetterModel, MOST_LANGUAGES, Modelled};
pub use plain::{PlainEnglish, is_familiar};
pub use sisters::{Sisters, Tally, Who};
pub use tag::primary_subtag;

use crate::text::{Document, View};

/// The language of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleLanguage {
    /// BCP 47 primary subtag, empty when it cannot be told.
    pub tag: String,
    /// The probability that it is right, 0 to 1; 1 when declared.
    pub confidence: f32,
    /// Whether the caller declared it.
    pub declared: bool,
}

/// Below this probability no language is named.
const LEAST_CONFIDENCE: f32 = 0.4;

/// The language an article is found to be in, whatever is declared.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// BCP 47 primary subtag, empty when it cannot be told.
    pub(crate) tag: String,
    /// The probability that it is right, 0 to 1.
    pub(crate) confidence: f32,
}

impl View for ArticleLanguage {
    fn build(doc: &Document) -> Self {
        let declared = primary_subtag(doc.declared_language());
        if !declared.is_empty() {
            return ArticleLanguage {
                tag: declared.into_owned(),
                confidence: 1.0,
                declared: true,
            };
        }
        let found = doc.view::<Found>();
        ArticleLanguage {
            tag: found.tag.clone(),
            confidence: found.confidence,
            declared: false,
        }
    }
}

impl View for Found {
    fn build(doc: &Document) -> Self {
        let pieces = sample::pieces(doc);
        let guess = match gate::judge(&pieces) {
            gate::Judgement::Settled(guess) => guess,
            gate::Judgement::Open(candidates) => detect::among(&candidates, &pieces),
        };
        if guess.confidence < LEAST_CONFIDENCE {
            return Found::default();
        }
        Found {
            tag: guess.tag.to_owned(),
            confidence: guess.confidence,
        }
    }
}

/// A language and the probability that it is the right one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Guess {
    tag: &'static str,
    confidence: f32,
}
