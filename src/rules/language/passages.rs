//! The stretches of a text that read as another language of the same script.

use std::ops::Range;

use super::interleaving::{self, Interleaving};
use super::kanaless;
use super::reader::{Reader, Run};
use crate::language::ArticleLanguage;
use crate::text::{Document, View};

/// The foreign stretches of a text, in its order.
#[derive(Default)]
pub(super) struct Passages {
    passages: Vec<Passage>,
    interleaved: Vec<Interleaving>,
}

/// Words in another language than the article's.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Passage {
    /// Whole sentences, or the words themselves.
    pub(super) span: Range<usize>,
    /// BCP 47 primary subtag of the language it reads as.
    pub(super) tag: &'static str,
    /// Words in the span.
    pub(super) words: usize,
    /// Whether it fills its sentences.
    pub(super) is_whole: bool,
    /// How many bits the letters speak for the language rather than for the article's.
    pub(super) bits: f32,
}

impl Passage {
    /// Whether it is a sentence or most of one, not a few words.
    pub(super) fn is_segment(&self) -> bool {
        const FEW: usize = 5;
        self.words > FEW || self.is_whole && self.words >= 3
    }
}

impl Passages {
    /// In order of the text; those that take turns with the article's own lines are left out.
    pub(super) fn as_slice(&self) -> &[Passage] {
        &self.passages
    }

    /// Where lines take turns in two languages and do not say so.
    pub(super) fn interleaved(&self) -> impl Iterator<Item = &Interleaving> {
        self.interleaved
            .iter()
            .filter(|stretch| !stretch.is_labelled)
    }
}

impl View for Passages {
    fn build(doc: &Document) -> Self {
        let mut found: Vec<Passage> = Vec::new();
        let Some(reader) = Reader::of(doc) else {
            let is_japanese = doc.view::<ArticleLanguage>().tag == "ja";
            return Passages {
                passages: if is_japanese {
                    kanaless::chinese(doc)
                } else {
                    Vec::new()
                },
                interleaved: Vec::new(),
            };
        };
        if reader.is_beyond_doubt() {
            return Passages::default();
        }
        let words = doc.words();
        let mut next = 0;
        // A run that neighbours may yet bear out.
        let mut doubtful: Option<Passage> = None;
        // A word alone is never borne out by itself: far from any passage it is only read where the
        // next sentence is one. Texts of one word a line would take long without.
        let mut alone: Option<(usize, &Range<usize>)> = None;
        for sentence in doc.sentences() {
            doc.stop().leave_if_set();
            let first = next;
            while words
                .get(next)
                .is_some_and(|word| word.start() < sentence.end)
            {
                next += 1;
            }
            let before = alone.take();
            let ended = found.last().map(|last| last.span.end);
            if next - first == 1 && ended.is_none_or(|end| sentence.start >= end + NEAR) {
                alone = Some((first, sentence));
                doubtful = None;
                continue;
            }
            let Some(run) = reader.run(first..next) else {
                doubtful = None;
                continue;
            };
            let passage = passage(doc, sentence, &run);
            let joins = found.last().is_some_and(|last| joins(doc, last, &passage));
            if run.is_sure || joins && passage.is_whole {
                let unread = before.filter(|_| run.is_sure).and_then(|(word, sentence)| {
                    let run = reader.run(word..word + 1)?;
                    run.is_whole().then(|| self::passage(doc, sentence, &run))
                });
                if let Some(before) = doubtful.take().or(unread)
                    && passage.is_whole
                    && self::joins(doc, &before, &passage)
                {
                    push(doc, &mut found, before);
                }
                push(doc, &mut found, passage);
            } else {
                doubtful = passage.is_whole.then_some(passage);
            }
        }
        let interleaved = interleaving::interleaved(doc, &found);
        found.retain(|passage| {
            let holds = |stretch: &Interleaving| {
                stretch.span.start <= passage.span.start && passage.span.end <= stretch.span.end
            };
            !interleaved.iter().any(holds)
        });
        Passages {
            passages: found,
            interleaved,
        }
    }
}

/// A run as a passage: its sentence, where it leaves little of that over.
fn passage(doc: &Document, sentence: &Range<usize>, run: &Run) -> Passage {
    let is_whole = run.is_whole();
    Passage {
        span: if is_whole {
            trimmed(doc.text(), sentence)
        } else {
            run.span.clone()
        },
        tag: run.tag,
        words: if is_whole { run.in_sentence } else { run.words },
        is_whole,
        bits: run.bits,
    }
}

/// `sentence` without blanks at its ends.
fn trimmed(text: &str, sentence: &Range<usize>) -> Range<usize> {
    let whole = &text[sentence.clone()];
    let start = sentence.end - whole.trim_start().len();
    start..start + text[start..sentence.end].trim_end().len()
}

/// Passages further apart, in bytes, are two.
const NEAR: usize = 40;

/// Whether two passages are one: of one language, with no letter between them.
fn joins(doc: &Document, before: &Passage, behind: &Passage) -> bool {
    before.is_whole
        && behind.is_whole
        && before.tag == behind.tag
        && before.span.end <= behind.span.start
        && behind.span.start - before.span.end < NEAR
        && !doc.text()[before.span.end..behind.span.start].contains(char::is_alphanumeric)
}

fn push(doc: &Document, found: &mut Vec<Passage>, passage: Passage) {
    match found.last_mut() {
        Some(last) if joins(doc, last, &passage) => {
            last.span.end = passage.span.end;
            last.words += passage.words;
            last.bits += passage.bits;
        }
        _ => found.push(passage),
    }
}
