//! Lines and sentences that stand in the text a second time, word for word or nearly so, each with
//! its first copy.

mod judge;
mod near;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::prose::Genre;
use super::stretches;
use super::tokens::{Tokens, mix};
use crate::text::{Document, Field, View};

/// The copies in a text, in its order, disjoint.
pub(super) struct Copies(Vec<Copy>);

/// A stretch that stands elsewhere before.
#[derive(Clone, Debug)]
pub(super) struct Copy {
    /// Its words, as numbers of words.
    pub words: Range<usize>,
    /// Where it is.
    pub span: Range<usize>,
    /// Where it stood first.
    pub first: Range<usize>,
    /// Which text of the article it stood in first.
    pub first_in: Field,
    /// Whether it fills whole lines.
    pub block: bool,
    /// The probability that nobody wanted it, in hundredths.
    pub percent: u8,
}

impl Copies {
    pub(super) fn as_slice(&self) -> &[Copy] {
        &self.0
    }

    /// Whether word number `word` is part of a copy.
    pub(super) fn holds(&self, word: usize) -> bool {
        let after = self.0.partition_point(|copy| copy.words.end <= word);
        self.0
            .get(after)
            .is_some_and(|copy| copy.words.start <= word)
    }
}

impl View for Copies {
    fn build(doc: &Document) -> Self {
        let mut reader = Reader::new(doc);
        for line in doc.lines() {
            reader.line(line);
        }
        let mut copies = reader.copies;
        stretches::add(doc, &mut copies);
        Copies(copies)
    }
}

/// Reads a text line by line and remembers what it has seen.
struct Reader<'d> {
    doc: &'d Document,
    tokens: &'d Tokens,
    /// By the keys of stretches and of their edges, which of `stretches` had it first.
    seen: HashMap<u64, u32, BuildHasherDefault<Mixed>>,
    stretches: Vec<Seen>,
    copies: Vec<Copy>,
    /// Next sentence to be read.
    sentence: usize,
    lines_with_words: usize,
    genre: Genre,
}

/// For keys that are well mixed already.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes
            .iter()
            .fold(self.0, |state, &byte| mix(state, byte.into()));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[derive(Clone)]
struct Seen {
    words: Range<usize>,
    span: Range<usize>,
    field: Field,
}

/// For how many sentences room is made at once.
const MOST_ROOM: usize = 1 << 16;

impl<'d> Reader<'d> {
    fn new(doc: &'d Document) -> Self {
        // A sentence has three keys, but only one where it is short.
        let sentences = doc.sentences().len().min(doc.words().len() / 6);
        let mut reader = Reader {
            doc,
            tokens: doc.view(),
            seen: HashMap::with_capacity_and_hasher(
                3 * sentences.min(MOST_ROOM),
                BuildHasherDefault::default(),
            ),
            stretches: Vec::with_capacity(sentences.min(MOST_ROOM)),
            copies: Vec::new(),
            sentence: 0,
            lines_with_words: 0,
            genre: Genre::of(doc),
        };
        if let Some(title) = doc.title() {
            let words = 0..title.words().len();
            if let Some(key) = title.view::<Tokens>().key(words.clone()) {
                let span = 0..title.text().len();
                reader.stretches.push(Seen {
                    words,
                    span,
                    field: Field::Title,
                });
                reader.seen.insert(key, 0);
            }
        }
        reader
    }

    fn line(&mut self, line: &Range<usize>) {
        // A sentence ends with its line.
        let sentences = self.sentences_until(line.end);
        let words = self.doc.words_of(sentences.clone());
        if words.is_empty() {
            return;
        }
        self.lines_with_words += 1;
        let span = trimmed(self.doc.text(), line);
        if self.copy(&words, &span, true, sentences.len() < 2) {
            return;
        }
        if self.lines_with_words <= HEAD_LINES {
            self.remember_segments(&words);
        }
        if sentences.len() > 1 {
            let doc = self.doc;
            for sentence in sentences {
                let words = doc.words_of(sentence..sentence + 1);
                self.copy(&words, &doc.sentences()[sentence], false, true);
            }
        }
    }

    /// Reads one line or sentence; whether it is a copy. Only an `indivisible` one is looked up by
    /// its edges: a line of several sentences has them in common with its own first and last.
    fn copy(
        &mut self,
        words: &Range<usize>,
        span: &Range<usize>,
        block: bool,
        indivisible: bool,
    ) -> bool {
        self.doc.stop().leave_if_set();
        let Some(key) = self.tokens.key(words.clone()) else {
            return false;
        };
        let exact = self.first(key).cloned();
        let same = exact.is_some();
        let first_of_own = exact.as_ref().is_none_or(|seen| seen.field == Field::Title);
        let edges = if indivisible {
            self.edges(words)
        } else {
            [None, None]
        };
        let found = match exact {
            Some(first) => Some((first, words.clone())),
            None => self.near(words, edges),
        };
        if let Some((first, copied)) = found {
            let whole = copied == *words;
            let all = self.doc.words();
            let span = if whole {
                span.clone()
            } else {
                all[copied.start].start()..all[copied.end - 1].end()
            };
            if let Some(percent) = self.judge(&copied, &span, &first, block && whole, same) {
                self.report(Copy {
                    words: copied,
                    span,
                    first: first.span,
                    first_in: first.field,
                    block: block && whole,
                    percent,
                });
                return true;
            }
        }
        if !first_of_own && edges == [None, None] {
            return false;
        }
        let here = self.remember(words.clone(), span.clone());
        if first_of_own {
            self.seen.insert(key, here);
        }
        for edge in edges.into_iter().flatten() {
            self.seen.entry(edge).or_insert(here);
        }
        false
    }

    /// The first stretch with that key.
    fn first(&self, key: u64) -> Option<&Seen> {
        let &first = self.seen.get(&key)?;
        self.stretches.get(first as usize)
    }

    fn remember(&mut self, words: Range<usize>, span: Range<usize>) -> u32 {
        self.stretches.push(Seen {
            words,
            span,
            field: Field::Text,
        });
        self.stretches.len() as u32 - 1
    }

    /// Adds a copy; one that goes on where the last one ends, as their first copies do, joins it.
    fn report(&mut self, copy: Copy) {
        let text = self.doc.text();
        let follows =
            |from: usize, to: usize| from <= to && text[from..to].chars().all(char::is_whitespace);
        if let Some(last) = self.copies.last_mut() {
            let joined = last.block == copy.block
                && last.first_in == copy.first_in
                && follows(last.span.end, copy.span.start)
                && follows(last.first.end, copy.first.start)
                && copy.first.end <= last.span.start;
            if joined {
                last.words.end = copy.words.end;
                last.span.end = copy.span.end;
                last.first.end = copy.first.end;
                last.percent = last.percent.max(copy.percent);
                return;
            }
        }
        self.copies.push(copy);
    }

    /// A title is first met in a breadcrumb line (`Home / Politics / Title`) or with its site's
    /// name behind it (`Title | Site`).
    fn remember_segments(&mut self, words: &Range<usize>) {
        let text = self.doc.text();
        let all = self.doc.words();
        let parted = |word: usize| {
            let between = &text[all[word - 1].end()..all[word].start()];
            between.len() > 2 && between.contains([' ', '\u{A0}']) && between.contains(SEPARATORS)
        };
        let cuts: Vec<usize> = (words.start + 1..words.end)
            .filter(|&word| parted(word))
            .take(8)
            .collect();
        for &cut in &cuts {
            for part in [words.start..cut, cut..words.end] {
                if let Some(key) = self.tokens.key(part.clone()) {
                    let span = all[part.start].start()..all[part.end - 1].end();
                    let part = self.remember(part, span);
                    self.seen.entry(key).or_insert(part);
                }
            }
        }
    }

    fn sentences_until(&mut self, end: usize) -> Range<usize> {
        let start = self.sentence;
        let sentences = self.doc.sentences();
        while sentences
            .get(self.sentence)
            .is_some_and(|sentence| sentence.start < end)
        {
            self.sentence += 1;
        }
        start..self.sentence
    }
}

/// How many lines at the top may hold a breadcrumb or the title once.
const HEAD_LINES: usize = 4;

const SEPARATORS: [char; 12] = ['/', '|', '>', '»', '›', '·', '•', '-', '–', '—', ':', '→'];

fn trimmed(text: &str, line: &Range<usize>) -> Range<usize> {
    let whole = &text[line.clone()];
    let start = line.start + whole.len() - whole.trim_start().len();
    start..line.start + whole.trim_end().len()
}
