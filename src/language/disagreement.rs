//! Whether a text is in the language it is declared to be in.

use super::fit::Fit;
use super::function_words::Language;
use super::model::LetterModel;
use super::{Found, PlainEnglish, gate, sample};
use crate::text::Document;

/// A text found to be in another language than declared.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement {
    /// BCP 47 primary subtag of the language found.
    pub tag: String,
    /// The probability that the declared one is wrong.
    pub confidence: f32,
}

/// Languages that no few sentences tell apart, or that are norms of one.
const SISTERS: &[&[&str]] = &[
    &["zh", "yue", "wuu", "lzh"],
    &["hr", "bs", "sr", "cnr"],
    &["nb", "nn", "da"],
    &["id", "ms", "min", "bjn", "jv", "su"],
    &[
        "hi", "ur", "bho", "mai", "mag", "awa", "hne", "ne", "sa", "mr",
    ],
    &["zu", "xh", "ss", "nr", "nd"],
    &["st", "tn", "nso"],
    &["rw", "rn", "lg"],
    &["cs", "sk"],
    &["gl", "pt", "ast", "es"],
    &["ca", "oc", "es"],
    &["de", "gsw", "lb", "nds"],
    &["nl", "af", "fy", "lim", "nds"],
    &["it", "sc", "co", "fur", "lij", "vec", "lmo", "scn"],
    &["fo", "is"],
    &["az", "tr", "crh", "azb"],
    &["kk", "ky", "tt", "ba"],
    &["fa", "tg", "ps", "azb", "ckb"],
    &["ur", "pnb", "skr", "sd", "fa"],
    &["ga", "gd"],
    &["fil", "ceb", "ilo", "war", "pag"],
    &["he", "yi"],
    &["my", "shn"],
    &["bn", "as"],
    &["am", "ti"],
    &["bo", "dz"],
    &["en", "pcm"],
    &["sm", "to", "ty", "mi", "haw"],
];

/// From this probability on a language found is held against the one declared.
const SURE: f32 = 0.9;

impl Disagreement {
    /// Whether `doc` is beyond doubt in another language than `declared`, a primary subtag.
    pub fn of(doc: &Document, declared: &str) -> Option<Self> {
        if declared == "en" && doc.view::<PlainEnglish>().is_so() {
            return None;
        }
        let pieces = sample::pieces(doc);
        if gate::agrees(&pieces, declared) {
            return None;
        }
        let script = doc.scripts().dominant()?;
        if let Some(model) = LetterModel::of(script)
            && let Some(place) = model.place_of(declared)
        {
            return by_letters(doc, model, place);
        }
        let found = doc.view::<Found>();
        if found.confidence < SURE || found.tag == declared || are_sisters(&found.tag, declared) {
            return None;
        }
        // Its own text would be in a script that the tables have for it.
        let in_script = Language::find(declared, script).is_some();
        (gate::knows(declared) && !in_script).then(|| Disagreement {
            tag: found.tag.clone(),
            confidence: found.confidence,
        })
    }
}

/// What the letter models say of a text in a script that the declared language, at `place`, is
/// written in.
fn by_letters(doc: &Document, model: &LetterModel, place: usize) -> Option<Disagreement> {
    // Nearly all of it, not the better half.
    const SHARE: f32 = 0.8;
    const CLEARLY: f32 = 0.4;
    const PLAINLY: f32 = 0.7;
    if !is_varied(doc) {
        return None;
    }
    let fit = Fit::of(doc, model);
    let languages = model.languages();
    let worse = |other: usize| -fit.quantile(place, other, SHARE);
    // Whatever other judges find: they cost far more to ask.
    let is_possible = |other: usize| other != place && worse(other) >= CLEARLY;
    if !(0..languages.len()).any(is_possible) {
        return None;
    }
    let found = doc.view::<Found>();
    let of_found = model
        .place_of(&found.tag)
        .filter(|_| found.confidence >= SURE);
    let best = of_found.unwrap_or(fit.best());
    let tag = languages[best].tag;
    if best == place || are_sisters(tag, languages[place].tag) {
        return None;
    }
    let needed = if of_found.is_some() { CLEARLY } else { PLAINLY };
    // A language known from ten pages may read like anything but a fluent text in another.
    let is_told = languages[place].is_broad || fit.per_letter(best) <= FLUENT;
    (worse(best) >= needed && is_told && fit.letters() >= 60).then(|| Disagreement {
        tag: tag.to_owned(),
        confidence: if of_found.is_some() {
            found.confidence
        } else {
            0.93
        },
    })
}

/// Running text costs no more bits a letter in its own language.
const FLUENT: f32 = 3.9;

/// Whether the text says more than the same few words: what loops is in no language.
fn is_varied(doc: &Document) -> bool {
    const SAMPLE: usize = 60;
    let words = doc.words().iter().take(SAMPLE);
    let mut known: Vec<&str> = Vec::with_capacity(SAMPLE);
    for word in words.clone().map(|word| word.text(doc.text())) {
        if !known.contains(&word) {
            known.push(word);
        }
    }
    known.len() * 5 >= words.len() * 2
}

fn are_sisters(a: &str, b: &str) -> bool {
    SISTERS
        .iter()
        .any(|group| group.contains(&a) && group.contains(&b))
}
