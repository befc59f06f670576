//! The names that an article spells in more than one way: which spelling is the odd one, and how
//! sure that is. What variant-spelling and inflected-name report.

mod judge;
mod likeness;
mod pairs;
mod settle;
mod standing;
mod surroundings;

use super::mentions::Mentions;
use crate::text::{Document, View};

use judge::Judge;

/// The odd spellings of an article.
pub(super) struct Variants(Vec<Variant>);

/// One odd spelling of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Variant {
    /// The odd form.
    pub odd: u32,
    /// The form it stands for.
    pub usual: u32,
    /// How they differ.
    pub kind: Kind,
    /// The probability that both are one name.
    pub confidence: f32,
    /// Whether nothing says which of the two is right.
    pub tie: bool,
    /// Whether the caller vouches for the usual form.
    pub listed: bool,
}

/// How an odd spelling differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Other letters for the same sounds, or a slip.
    Spelling,
    /// A case ending of the source language.
    Ending,
}

impl Variants {
    /// In no order.
    pub fn as_slice(&self) -> &[Variant] {
        &self.0
    }
}

impl View for Variants {
    fn build(doc: &Document) -> Self {
        let mentions = doc.view::<Mentions>();
        let mut judge = Judge::new(doc, mentions);
        pairs::for_each(doc, mentions, |a, b, sounds| {
            judge.pair(a, b, sounds[0], sounds[1]);
        });
        Variants(judge.settle())
    }
}

/// Two spellings and what was found to speak for one name: what the weights are fitted on.
#[derive(Clone, Debug)]
pub struct JudgedPair {
    /// The one that was taken for the odd one.
    pub odd: String,
    /// The other.
    pub usual: String,
    /// By how much the usual one looks better.
    pub lead: f32,
    /// The witnesses and how much each has to say, those that are silent left out.
    pub evidence: Vec<(String, f32)>,
}

/// Every two spellings of an article that are weighed, in no order.
pub fn judged_pairs(doc: &Document) -> Vec<JudgedPair> {
    let mentions = doc.view::<Mentions>();
    let mut judge = Judge::new(doc, mentions);
    let mut judged = Vec::new();
    pairs::for_each(doc, mentions, |a, b, sounds| {
        let Some(pair) = judge.weigh(a, b, sounds[0], sounds[1]) else {
            return;
        };
        judged.push(JudgedPair {
            odd: mentions.spelling(doc, pair.odd).to_owned(),
            usual: mentions.spelling(doc, pair.usual).to_owned(),
            lead: pair.lead,
            evidence: pair.evidence.named(),
        });
    });
    judged
}
