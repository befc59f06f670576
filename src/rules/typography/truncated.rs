//! # What it finds
//! A paragraph, a teaser or the whole text that stops in mid-sentence: on an article or a
//! conjunction, on a comma, or with the ellipsis of a cut teaser.
//!
//! # Why it points to a broken pipeline
//! Teasers are cut by length, scrapers stop at a tag or at a size, and engines stop at their limit.
//!
//! # Known false alarms
//! Headlines, captions, salutations and lists have no stop and stay silent; so does an ellipsis
//! that a writer sets close to the last word, or before a whole sentence.

use std::ops::Range;

use super::locale::language;
use super::marks::is_blank;
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/truncated",
    severity: Severity::Major,
    its_type: "omission",
    summary: "the text or a teaser stops in mid-sentence",
    confidence: 0.88,
    flagged: &[
        flagged("Late on Friday the harbour court ⟦said that the⟧").lang("en"),
        flagged("In the morning the old envoy met the deputy of ⟦the Harbour …⟧\n\nMore boats")
            .lang("en"),
        flagged("Am Freitag sagte das Gericht der Stadt am ⟦Hafen, dass die⟧").lang("de"),
        flagged("Вчера вечером старый посол тихо покинул гавань и ⟦уехал в столицу,⟧").lang("ru"),
        flagged("The boats came back in the morning with nets ⟦full of […]⟧"),
    ],
    clean: &[
        clean("Harbour court to hear envoy on Friday").lang("en"),
        clean("Dear friends of the harbour,").lang("en"),
        clean("Nobody knew what to say, and so they waited...").lang("en"),
        clean("Everything a sailor could ever be afraid of").lang("en"),
        clean("The envoys came from all the harbours of the\nworld and left again.").lang("en"),
        clean("So he went out to see for himself, and then …\n\nNobody was there at all.")
            .lang("en"),
        clean("他们昨天晚上离开了港口"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let tongue = language(doc);
    let mut lines = doc.lines().iter().peekable();
    let mut whole = 0;
    // Teasers that nothing but a spaced ellipsis shows: a habit of the writer when there are many.
    let mut teasers = Vec::new();
    let mut n = 0;
    while let Some(span) = lines.next() {
        n += 1;
        if n % 1024 == 0 && sink.stopped() {
            return;
        }
        let line = text[span.clone()].trim_end();
        if line.ends_with(STOPS) && !line.ends_with("..") || line.is_empty() {
            whole += usize::from(!line.is_empty());
            continue;
        }
        let blank = |line: &&Range<usize>| text[(*line).clone()].trim().is_empty();
        let mut apart = false;
        while lines.next_if(blank).is_some() {
            apart = true;
        }
        let next = lines.peek().map(|line| text[(*line).clone()].trim());
        // The rest of a sentence that a break cut in two.
        if next.is_some_and(|next| !apart || next.starts_with(char::is_lowercase)) {
            continue;
        }
        let paragraph = Paragraph {
            text: line,
            tongue,
            next,
            whole,
        };
        if let Some((confidence, how)) = paragraph.stops() {
            let tail = span.start + paragraph.tail_start()..span.start + line.len();
            let finding = Finding::new(tail, how).confidence(confidence);
            if confidence == TEASER {
                teasers.push(finding);
            } else {
                sink.report(finding);
            }
        }
    }
    if teasers.len() <= 2 {
        teasers.into_iter().for_each(|teaser| sink.report(teaser));
    }
}

/// Marks that end a paragraph.
const STOPS: [char; 6] = ['.', '!', '?', '”', '"', '»'];

/// How sure a spaced ellipsis before a title or a button is.
const TEASER: f32 = 0.85;

/// A line behind which a paragraph ends.
struct Paragraph<'t> {
    text: &'t str,
    tongue: &'t str,
    /// The next line that is not blank.
    next: Option<&'t str>,
    /// How many lines before it ended with a mark.
    whole: usize,
}

impl Paragraph<'_> {
    /// How sure it is that it stops in mid-sentence, and what tells so.
    fn stops(&self) -> Option<(f32, &'static str)> {
        let words = self.text.split_whitespace().count();
        let (body, ellipsis) = self.without_ellipsis();
        let word = body
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        let open = ends_open(self.tongue, word);
        if let Some(ellipsis) = ellipsis {
            let prose = words > 6 && body.ends_with(char::is_alphanumeric);
            let confidence = match ellipsis {
                _ if !prose => return None,
                Ellipsis::Bracketed => 0.92,
                Ellipsis::Spaced if open => 0.95,
                Ellipsis::Spaced if self.next.is_none_or(|next| !next.ends_with(STOPS)) => TEASER,
                Ellipsis::Close if open => 0.8,
                _ => return None,
            };
            return Some((confidence, "This teaser is cut in mid-sentence."));
        }
        if open && words > 5 {
            return Some((0.9, "The text stops in mid-sentence here."));
        }
        let prose = self.next.is_none() && words > 7;
        if prose && self.text.ends_with([',', '،']) {
            return Some((0.85, "The text stops at a comma."));
        }
        let dangles = self.tongue == "en" && DANGLING.contains(&word);
        (prose && dangles && self.whole > 2 && words > 9)
            .then_some((0.8, "The text stops in mid-sentence here."))
    }

    /// The line without the ellipsis at its end, and how that stands there.
    fn without_ellipsis(&self) -> (&str, Option<Ellipsis>) {
        for (end, kind) in [
            ("[…]", Ellipsis::Bracketed),
            ("[...]", Ellipsis::Bracketed),
            ("…", Ellipsis::Close),
            ("...", Ellipsis::Close),
        ] {
            if let Some(body) = self.text.strip_suffix(end) {
                let trimmed = body.trim_end_matches(is_blank);
                let kind = match kind {
                    Ellipsis::Close if trimmed.len() < body.len() => Ellipsis::Spaced,
                    kind => kind,
                };
                return (trimmed, Some(kind));
            }
        }
        (self.text, None)
    }

    /// Where the last three words begin.
    fn tail_start(&self) -> usize {
        let starts = self.text.rmatch_indices(' ').map(|(at, _)| at + 1);
        starts.take(3).last().unwrap_or(0)
    }
}

/// How an ellipsis stands at the end of a line.
#[derive(Clone, Copy)]
enum Ellipsis {
    Bracketed,
    Spaced,
    Close,
}

/// Whether no sentence, headline or caption of the language ends with `word`.
fn ends_open(tongue: &str, word: &str) -> bool {
    OPEN.iter()
        .find(|(language, _)| *language == tongue)
        .is_some_and(|(_, words)| words.contains(&word))
}

/// Articles, possessives and conjunctions that something must follow.
const OPEN: &[(&str, &[&str])] = &[
    (
        "de",
        &[
            "am", "beim", "dass", "dem", "den", "der", "des", "die", "ein", "eine", "einem",
            "einen", "einer", "eines", "im", "oder", "sowie", "und", "vom", "weil", "zum", "zur",
        ],
    ),
    (
        "en",
        &[
            "a", "although", "an", "and", "because", "between", "during", "its", "my", "nor", "or",
            "our", "the", "their", "towards", "unless", "whereas", "whose", "your",
        ],
    ),
    (
        "es",
        &[
            "con", "del", "el", "la", "las", "los", "para", "por", "su", "sus", "un", "una", "y",
        ],
    ),
    (
        "fr",
        &[
            "au", "aux", "car", "ces", "dans", "des", "du", "et", "la", "le", "les", "leur",
            "leurs", "ou", "que", "un", "une",
        ],
    ),
    (
        "it",
        &[
            "che", "dal", "dalla", "dei", "del", "della", "delle", "gli", "il", "nel", "nella",
            "un", "una",
        ],
    ),
    ("nl", &["de", "een", "en", "het", "omdat", "tijdens"]),
    ("pl", &["aby", "i", "oraz", "przez", "w", "z", "że"]),
    (
        "pt",
        &[
            "as", "com", "da", "das", "do", "dos", "e", "na", "nas", "no", "nos", "os", "para",
            "um", "uma",
        ],
    ),
    (
        "ru",
        &[
            "без",
            "в",
            "для",
            "и",
            "из",
            "или",
            "к",
            "на",
            "о",
            "от",
            "по",
            "с",
            "чтобы",
            "что",
        ],
    ),
    (
        "uk",
        &["або", "в", "для", "до", "з", "і", "на", "у", "що", "щоб"],
    ),
];

/// Words on which a headline may end but hardly the last sentence of an article.
const DANGLING: &[&str] = &[
    "as", "at", "be", "been", "by", "could", "for", "from", "had", "has", "is", "into", "might",
    "of", "said", "should", "than", "that", "to", "was", "were", "where", "which", "while", "who",
    "will", "with", "would",
];
