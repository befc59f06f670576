//! Decides most texts by their script, their function words and their letters, in microseconds.

mod script;
mod votes;

use super::Guess;
use super::function_words::{FunctionWords, Language};

use script::{Letters, by_script};
pub use votes::Votes;

/// What the gate makes of a text.
pub(super) enum Judgement {
    /// It is settled, or nobody can tell.
    Settled(Guess),
    /// One of these, the likeliest first; another judge is wanted.
    Open(Vec<Guess>),
}

/// Judges the text that `pieces` are a sample of.
pub(super) fn judge(pieces: &[&str]) -> Judgement {
    let scripts = Letters::of(pieces);
    let Some(script) = scripts.dominant() else {
        return Judgement::Settled(Guess::default());
    };
    if let Some(guess) = by_script(script, &scripts, pieces) {
        return Judgement::Settled(guess);
    }
    let mut votes = Votes::default();
    let (first, rest) = pieces.split_at(pieces.len() / 2);
    first.iter().for_each(|piece| votes.add(piece));
    let ranking = votes.leaders(script, NEAR);
    if !first.is_empty() && is_plain(&votes, &ranking) {
        return by_votes(&votes, &ranking);
    }
    rest.iter().for_each(|piece| votes.add(piece));
    by_votes(&votes, &votes.leaders(script, NEAR))
}

/// Whether half of a text tells all.
fn is_plain(votes: &Votes, ranking: &[(Language, f32)]) -> bool {
    const WORDS: usize = 30;
    const LEAD: f32 = 0.6;
    if votes.words() < WORDS {
        return false;
    }
    match *ranking {
        [(_, best), (_, second), ..] => best >= 2.0 * CLEAR_SHARE && second <= best * (1.0 - LEAD),
        _ => false,
    }
}

/// Whether a text is plainly enough in the language that it is said to be in: a quick look.
pub(super) fn agrees(pieces: &[&str], tag: &str) -> bool {
    let pieces = &pieces[..pieces.len().min(3)];
    let scripts = Letters::of(pieces);
    let Some(script) = scripts.dominant() else {
        return true;
    };
    if let Some(guess) = by_script(script, &scripts, pieces) {
        return guess.tag == tag;
    }
    let Some(language) = Language::find(tag, script) else {
        return false;
    };
    let mut votes = Votes::default();
    pieces.iter().for_each(|piece| votes.add(piece));
    let best = FunctionWords::index()
        .written_in(script)
        .map(|other| votes.share(other))
        .fold(0.0, f32::max);
    let own = votes.share(language);
    own >= CLEAR_SHARE && own >= best * 0.7
}

/// Whether the gate has ever heard of a language.
pub(super) fn knows(tag: &str) -> bool {
    const BY_SCRIPT: &[&str] = &[
        "el", "ka", "hy", "th", "ko", "ja", "zh", "yue", "ta", "te", "kn", "ml", "gu", "pa", "or",
        "si", "lo", "km", "dv", "bn", "as",
    ];
    BY_SCRIPT.contains(&tag) || Language::all().any(|language| language.tag() == tag)
}

/// Weighs the votes: clear ones settle it.
fn by_votes(votes: &Votes, ranking: &[(Language, f32)]) -> Judgement {
    let Some(&(first, best)) = ranking.first() else {
        return Judgement::Settled(Guess::default());
    };
    let second = ranking.get(1).map_or(0.0, |&(_, share)| share);
    let lead = (best - second) / best;
    if lead >= CLEAR_LEAD && best >= CLEAR_SHARE && votes.words() >= CLEAR_WORDS {
        let confidence = (0.96 + 0.06 * (lead - CLEAR_LEAD)).min(0.99);
        return Judgement::Settled(Guess {
            tag: first.tag(),
            confidence,
        });
    }
    let candidates = ranking
        .iter()
        .take_while(|&&(_, share)| share >= best * NEAR)
        .take(MOST_CANDIDATES);
    // Few words say little, whatever they say.
    let trust =
        (votes.words() as f32 / CLEAR_WORDS as f32).min(1.0) * (best / CLEAR_SHARE).min(1.0);
    Judgement::Open(
        candidates
            .map(|&(language, share)| Guess {
                tag: language.tag(),
                confidence: trust * share / best,
            })
            .collect(),
    )
}

// Chosen on human news and declarations in 200 languages, see `tests/it/language.rs`: with these
// the gate settles nine texts in ten and errs on fewer than one in a hundred of them.

/// How far the first must be ahead of the second, as a share of the first's votes.
const CLEAR_LEAD: f32 = 0.4;
/// The votes per word that running text brings its own language.
const CLEAR_SHARE: f32 = 0.4;
/// The words it takes.
const CLEAR_WORDS: usize = 8;
/// A language with this share of the first's votes is in the running still.
const NEAR: f32 = 0.45;
/// lingua's cost grows with every language.
const MOST_CANDIDATES: usize = 6;
