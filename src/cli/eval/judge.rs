//! Flags against labels. A label is found when a flag of its family lies over some of it; a flag is
//! right when it lies over some of any label, also one of another family: a second opinion on a true
//! artefact is no false alarm.

use super::answers::Said;
use super::gold::{Gold, Label};

/// An article with what was said of it, judged.
pub struct Judged<'a> {
    /// The article.
    pub gold: &'a Gold,
    /// What was said of it.
    pub said: Vec<&'a Said>,
    /// Whether there was an answer at all.
    pub answered: bool,
    /// For each label whether it was found.
    pub found: Vec<bool>,
    /// For each flag whether it is right; none where the labels do not speak of its family.
    pub right: Vec<Option<bool>>,
}

/// Judges each article by its labels; flags less sure than `min_confidence` count as never said.
pub fn judge<'a>(
    articles: &'a [Gold],
    answers: &'a [Option<Vec<Said>>],
    min_confidence: f64,
) -> Vec<Judged<'a>> {
    let pairs = articles.iter().zip(answers);
    pairs
        .map(|(gold, answer)| {
            let flags = answer.iter().flatten();
            let said: Vec<&Said> = flags.filter(|s| s.confidence >= min_confidence).collect();
            let found = |label: &Label| {
                let mut by = said.iter().filter(|said| finds(label, &said.family));
                by.any(|said| overlaps(said, label))
            };
            let right = |said: &&Said| {
                let judged = gold.judges(&said.family);
                judged.then(|| gold.expect.iter().any(|label| overlaps(said, label)))
            };
            Judged {
                gold,
                answered: answer.is_some(),
                found: gold.expect.iter().map(found).collect(),
                right: said.iter().map(right).collect(),
                said,
            }
        })
        .collect()
}

/// Whether they share a code point.
pub fn overlaps(said: &Said, label: &Label) -> bool {
    said.start < label.end && said.end > label.start
}

/// Whether flags of `family` find `label`. A passage left in another script is untranslated and a
/// foreign run at once: one root cause, one flag, either name.
fn finds(label: &Label, family: &str) -> bool {
    label.family == family || label.family == "language" && family == "script"
}
