//! # What it finds
//! A definition in the middle of a sentence, right behind the name it explains: `from SDK The
//! party was founded in 1990 is said`.
//!
//! # Why it points to a broken pipeline
//! The page shows it when the pointer rests on the name. A scraper that takes hidden text for
//! text writes the whole sentence of the glossary into the sentence of the article.
//!
//! # Known false alarms
//! A lost full stop between two sentences of which the second has two verbs. Its precision is not
//! shown yet, so it is a preview. It reads English, German, French and Spanish.

use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, Status, clean, flagged};
use crate::text::{Document, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/inline-tooltip",
    severity: Severity::Major,
    status: Status::Preview,
    its_type: "non-conformance",
    summary: "a definition was injected into a sentence",
    confidence: 0.6,
    flagged: &[
        flagged("A deputy from SDK ⟦The party was founded in 1990⟧ is said to have left."),
        flagged("Ein Vertreter der SDK ⟦Die Partei wurde 1990 gegründet⟧ hat das Land verlassen."),
    ],
    clean: &[
        clean("A deputy from SDK, the party founded in 1990, is said to have left.").silent(),
        clean("He read The Economist was his habit on the train."),
        clean("A deputy left the SDK. The party was founded in 1990 and is said to be small."),
    ],
    check,
    ..Rule::NEW
};

/// What opens a definition.
const OPENERS: &[&str] = &[
    "The", "A", "An", "It", "Le", "La", "Les", "Un", "Une", "El", "Los", "Las", "Una",
];

/// What opens one in German.
const GERMAN: &[&str] = &["Die", "Der", "Das", "Ein", "Eine"];

/// What a definition says of its subject.
const DEFINES: &[&str] = &[
    "was", "is", "were", "are", "wurde", "ist", "war", "sind", "wurden", "est", "était", "sont",
    "fut", "es", "fue", "era", "son",
];

/// What the interrupted sentence goes on with.
const RESUMES: &[&str] = &[
    "is", "was", "has", "had", "have", "will", "would", "said", "says", "are", "were", "told",
    "hat", "ist", "wird", "war", "sagte", "haben", "a", "est", "avait", "sera", "ont", "ha", "es",
    "fue", "dijo", "han", "será",
];

/// A definition has no more words.
const LONGEST: usize = 24;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let words = doc.words();
    for at in 1..words.len().saturating_sub(4) {
        if at % 4096 == 0 && sink.stopped() {
            return;
        }
        // The cheap tests first: hardly a word passes them.
        let opener = &words[at];
        if !opener.is_title_case() || !words[at - 1].is_all_caps() {
            continue;
        }
        // `The Economist` is a name; German writes every noun so.
        let german = GERMAN.contains(&opener.text(text));
        if !german && !words[at + 1].is_lower_case() {
            continue;
        }
        let apart = text[words[at - 1].end()..opener.start()]
            .chars()
            .all(|c| c == ' ');
        if apart
            && (german || OPENERS.contains(&opener.text(text)))
            && let Some(end) = definition(text, &words[at..])
        {
            let message = "A definition of the name before it was put into the sentence.";
            sink.report(Finding::new(opener.start()..end, message).likely(""));
        }
    }
}

/// Where the definition that `words` start with ends, if the sentence then goes on.
fn definition(text: &str, words: &[Word]) -> Option<usize> {
    let mut defined = false;
    for pair in words.windows(2).take(LONGEST) {
        let (word, next) = (&pair[0], &pair[1]);
        if text[word.end()..next.start()].contains(['.', '!', '?', ';', '\n', ',', ':']) {
            return None;
        }
        if defined && RESUMES.contains(&next.text(text)) {
            return Some(word.end());
        }
        defined |= DEFINES.contains(&word.text(text));
    }
    None
}
