//! Flags to a penalty, a score and a verdict, after the MQM scoring model.

use super::hints::{self, Hint};
use super::policy::Policy;
use crate::flag::{Flag, Severity};
use crate::language::ArticleLanguage;
use crate::text::{Decoding, Document};

/// An article as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assessment {
    /// Words of the body and the title, as scoring counts them.
    pub words: usize,
    /// The sum of the flags' weights per 1,000 words.
    pub penalty_per_1000_words: f64,
    /// 0 to 100; 100: nothing found.
    pub score: f64,
    /// Fit for use or not.
    pub verdict: Verdict,
    /// How many flags each family with any has, by name.
    pub families: Vec<FamilyCount>,
    /// How many flags of each severity, mildest first.
    pub severities: [usize; 4],
    /// The language of the article.
    pub language: ArticleLanguage,
    /// ISO 15924 codes of the scripts with at least one letter in a hundred, most letters first.
    pub scripts: Vec<String>,
    /// What the artefacts say the text was translated from, most likely first.
    pub source_language_hints: Vec<Hint>,
    /// Whether some flags were left out.
    pub flags_truncated: bool,
    /// What decoding did, when bytes came in.
    pub decoding: Option<Decoding>,
}

/// The flags of one family.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FamilyCount {
    /// The family.
    pub family: String,
    /// How many flags it has.
    pub flags: usize,
}

/// Fit for use or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing that matters.
    Clean,
    /// Wants a look.
    Review,
    /// Unfit.
    Reject,
    /// Too short to tell: under 40 words and nothing major found.
    #[default]
    Insufficient,
}

/// Below this many words a verdict needs a major flag.
const ENOUGH_WORDS: usize = 40;

impl Assessment {
    /// Assesses an article by its flags.
    pub(super) fn of(flags: &[Flag], doc: &Document, policy: &Policy) -> Self {
        let words = doc.word_count() + doc.title().map_or(0, Document::word_count);
        // From +0: the sum of nothing is -0, which prints as such.
        let sum = flags.iter().fold(0.0, |sum, flag| sum + flag.weight);
        let mut severities = [0; 4];
        let mut families: Vec<FamilyCount> = Vec::new();
        for flag in flags {
            severities[flag.severity as usize] += 1;
            match families
                .iter_mut()
                .find(|count| count.family == flag.family())
            {
                Some(count) => count.flags += 1,
                None => families.push(FamilyCount {
                    family: flag.family().into(),
                    flags: 1,
                }),
            }
        }
        families.sort_by(|a, b| a.family.cmp(&b.family));
        let language = doc.view::<ArticleLanguage>().clone();
        // Flags without words (a line of signs) weigh as if on one word.
        let per_word = sum / words.max(1) as f64;
        let penalty_per_1000_words = per_word * 1000.0;
        Assessment {
            words,
            penalty_per_1000_words,
            score: (100.0 * (1.0 - per_word)).max(0.0),
            verdict: verdict(words, penalty_per_1000_words, &severities, policy),
            families,
            severities,
            source_language_hints: hints::of(flags, doc, &language.tag),
            language,
            scripts: scripts(doc),
            flags_truncated: false,
            decoding: doc.decoding().cloned(),
        }
    }
}

impl Verdict {
    /// As written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Clean => "clean",
            Verdict::Review => "review",
            Verdict::Reject => "reject",
            Verdict::Insufficient => "insufficient",
        }
    }
}

fn verdict(words: usize, penalty: f64, severities: &[usize; 4], policy: &Policy) -> Verdict {
    let critical = severities[Severity::Critical as usize];
    let grave = critical + severities[Severity::Major as usize];
    if words < ENOUGH_WORDS && grave == 0 {
        Verdict::Insufficient
    } else if critical > 0 || penalty > policy.thresholds.reject {
        Verdict::Reject
    } else if penalty > policy.thresholds.review {
        Verdict::Review
    } else {
        Verdict::Clean
    }
}

fn scripts(doc: &Document) -> Vec<String> {
    let shares = doc.scripts().shares();
    let letters: usize = shares.iter().map(|&(_, n)| n).sum();
    shares
        .iter()
        .filter(|&&(_, n)| n * 100 >= letters)
        .map(|(script, _)| script.short_name().to_owned())
        .collect()
}
