//! lingua, the judge of what the gate leaves open.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use lingua::{IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder};

use super::Guess;

static QUESTIONS: AtomicU64 = AtomicU64::new(0);

/// How often this process has asked lingua; each question costs milliseconds, and only an article
/// whose language is not declared can raise one.
pub fn lingua_questions() -> u64 {
    QUESTIONS.load(Ordering::Relaxed)
}

/// Which of `candidates`, the gate's likeliest first, the text is in.
///
/// lingua is made to choose among languages it knows, however wrong all of them are: so it is only
/// asked to choose between those the gate thinks possible, and languages it does not know keep the
/// weight the gate gave them.
pub(super) fn among(candidates: &[Guess], pieces: &[&str]) -> Guess {
    let Some(&first) = candidates.first() else {
        return Guess::default();
    };
    let known: Vec<Language> = candidates
        .iter()
        .filter_map(|guess| language(guess.tag))
        .collect();
    if known.len() < 2 {
        return Guess {
            confidence: alone(candidates),
            ..first
        };
    }
    QUESTIONS.fetch_add(1, Ordering::Relaxed);
    let values = detector(&known).compute_language_confidence_values(pieces.join("\n"));
    let opinion = |guess: &Guess| {
        let of = language(guess.tag)?;
        values
            .iter()
            .find(|(language, _)| *language == of)
            .map(|&(_, value)| value as f32)
    };
    let by_gate: Vec<f32> = candidates
        .iter()
        .map(|guess| guess.confidence.powi(4))
        .collect();
    let by_both: Vec<Option<f32>> = candidates
        .iter()
        .zip(&by_gate)
        .map(|(guess, gate)| Some(gate * opinion(guess)?.sqrt()))
        .collect();
    // lingua only divides among the languages it knows what the gate gave to them together.
    let known_share: f32 = by_gate
        .iter()
        .zip(&by_both)
        .filter(|(_, b)| b.is_some())
        .map(|(g, _)| g)
        .sum();
    let known_sum: f32 = by_both.iter().flatten().sum();
    let weighed = by_gate
        .iter()
        .zip(&by_both)
        .map(|(&gate, both)| match both {
            Some(both) if known_sum > 0.0 => both * known_share / known_sum,
            _ => gate,
        });
    let sum: f32 = by_gate.iter().sum();
    let (guess, weight) = candidates
        .iter()
        .zip(weighed)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .unwrap_or((&first, sum));
    let trust = first.confidence.min(0.97);
    Guess {
        tag: guess.tag,
        confidence: if sum > 0.0 { weight / sum * trust } else { 0.0 },
    }
}

/// The probability of the first candidate by the gate's word alone.
fn alone(candidates: &[Guess]) -> f32 {
    let first = candidates[0].confidence;
    let second = candidates.get(1).map_or(0.0, |guess| guess.confidence);
    if second > 0.0 {
        first * first / (first + second)
    } else {
        first * 0.8
    }
}

/// lingua's name for a language it can tell from its sisters in the same script: its Bosnian is
/// Croatian as often as not, and its Serbian is Cyrillic only.
fn language(tag: &str) -> Option<Language> {
    if matches!(tag, "bs" | "hr" | "sr") {
        return None;
    }
    let tag = if tag == "fil" { "tl" } else { tag };
    IsoCode639_1::from_str(tag)
        .ok()
        .map(|code| Language::from_iso_code_639_1(&code))
}

/// The detector for a set of languages; all detectors share lingua's models.
fn detector(languages: &[Language]) -> Arc<LanguageDetector> {
    type Detectors = Mutex<BTreeMap<Vec<Language>, Arc<LanguageDetector>>>;
    static DETECTORS: OnceLock<Detectors> = OnceLock::new();
    /// More sets than this do not come up among sisters; then a detector is built for the day.
    const MOST: usize = 64;
    let mut set = languages.to_vec();
    set.sort_unstable();
    let build = || Arc::new(LanguageDetectorBuilder::from_languages(languages).build());
    let mut detectors = DETECTORS
        .get_or_init(Mutex::default)
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    if detectors.len() >= MOST && !detectors.contains_key(&set) {
        return build();
    }
    Arc::clone(detectors.entry(set).or_insert_with(build))
}
