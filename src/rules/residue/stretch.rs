//! Judges one stretch of text, a line or a sentence, by the phrases in it and by its form.

mod screen;

use std::ops::Range;

use super::boundaries::{ends_sentence, is_quoted, remainder, unmarked};
use super::furniture::{Found, Kind, Look};
use super::phrasebook::{Anchors, Kinds, Phrase, Phrasebook};
use super::stamps;
use super::tiles::Tiles;
use super::tokens::{self, Token};
use crate::text::{Document, Facts};

/// What a stretch is in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A line of its own.
    Line,
    /// What stands behind the last full sentence of a paragraph.
    Remainder,
    /// A sentence among others.
    Sentence,
}

/// Reads stretches of a document, keeping one buffer of words.
pub(super) struct Reader<'d> {
    text: &'d str,
    book: &'static Phrasebook,
    tokens: Vec<Token>,
    /// Whether the text may hold the sign of an owner.
    has_owner: bool,
}

/// The most words of a stretch that are read.
const MOST_WORDS: usize = 72;

/// A line of more words is prose whatever it ends with.
const PROSE_WORDS: usize = 26;

/// A line that ends as sentences do is prose from this many words on.
const SENTENCE_WORDS: usize = 6;

/// The sign of an owner stands within so many bytes of the start.
const OWNER_WITHIN: usize = 25;

/// A pointer, with the title it points to, has fewer words.
const POINTER_WORDS: usize = 45;

impl<'d> Reader<'d> {
    pub(super) fn new(doc: &'d Document) -> Self {
        Reader {
            text: doc.text(),
            book: Phrasebook::get(),
            tokens: Vec::new(),
            has_owner: doc.facts().intersects(Facts::LATIN_EXTENDED | Facts::PAREN),
        }
    }

    /// What the stretch is, and how it looks beside its neighbours.
    pub(super) fn judge(&mut self, span: &Range<usize>, place: Place) -> (Option<Found>, Look) {
        let span = &unmarked(self.text, span);
        let text = &self.text[span.clone()];
        let ends = ends_sentence(text);
        if ends && self.is_plain_sentence(span) {
            return (None, Look::Prose);
        }
        if !ends && self.is_plain_heading(span) {
            return (None, Look::Loose);
        }
        self.read(span);
        if self.tokens.is_empty() {
            return (None, Look::Loose);
        }
        if !is_quoted(text) {
            let opening = self.judge_opening(span, place, ends);
            // `Photo: A. Nother`, although its words may be those of menus.
            let credit = opening.filter(|&(kind, _)| kind == Kind::Credit);
            let found = self
                .judge_owner(span, place)
                .or(credit)
                .or_else(|| self.judge_items(place, ends))
                .or(opening)
                .or_else(|| self.judge_ending(place, ends))
                .or_else(|| self.judge_list(span, place, ends));
            if let Some((kind, confidence)) = found {
                let look = if kind == Kind::Chrome {
                    Look::Furniture
                } else {
                    Look::Pointer
                };
                let span = span.clone();
                let found = Found {
                    span,
                    kind,
                    confidence,
                };
                return (Some(found), look);
            }
        }
        (None, self.look(ends))
    }

    /// Judges the sentences of a paragraph.
    pub(super) fn judge_sentences<'s>(
        &mut self,
        line: &Range<usize>,
        sentences: impl Iterator<Item = &'s Range<usize>>,
        found: &mut Vec<Found>,
    ) {
        for sentence in sentences {
            let alone = sentence.start <= line.start && sentence.end >= line.end;
            if self.may_be_furniture(sentence) && !alone {
                found.extend(self.judge(sentence, Place::Sentence).0);
            }
        }
    }

    /// Judges what stands behind the last full sentence of a line.
    pub(super) fn judge_remainder(&mut self, line: &Range<usize>, found: &mut Vec<Found>) {
        let Some(start) = remainder(&self.text[line.clone()]) else {
            return;
        };
        let rest = line.start + start..line.end;
        if found.last().is_none_or(|last| last.span.end <= rest.start) {
            found.extend(self.judge(&rest, Place::Remainder).0);
        }
    }

    fn read(&mut self, span: &Range<usize>) {
        self.tokens.clear();
        tokens::read(self.text, span.clone(), MOST_WORDS, &mut self.tokens);
        self.book.name_networks(&mut self.tokens, 0);
    }

    fn look(&self, ends: bool) -> Look {
        let words = self.tokens.len();
        if words > PROSE_WORDS || ends && words >= SENTENCE_WORDS {
            return Look::Prose;
        }
        if ends {
            Look::Loose
        } else if Tiles::of(&self.tokens).is_some() {
            Look::Label
        } else if stamps::is_stamp(self.text, &self.tokens) {
            Look::Stamp
        } else if stamps::is_date(self.text, &self.tokens) {
            Look::Date
        } else {
            Look::Loose
        }
    }

    /// `© 2020 The Owner`.
    fn judge_owner(&self, span: &Range<usize>, place: Place) -> Option<(Kind, f32)> {
        let text = &self.text[span.clone()];
        memchr::memchr2(b'(', 0xC2, text.as_bytes())?;
        let sign = text
            .match_indices(['©', '('])
            .find(|(at, sign)| {
                let rest = &text[at + sign.len()..];
                let apart = text[..*at].ends_with(|c: char| !c.is_alphanumeric()) || *at == 0;
                apart
                    && match *sign {
                        "©" => rest.starts_with(|c: char| {
                            c.is_whitespace() || c.is_uppercase() || c.is_numeric()
                        }),
                        _ => rest.starts_with("c) ") || rest.starts_with("C) "),
                    }
            })
            .map(|(at, _)| at)?;
        let words = self.tokens.len();
        if words > 40 || sign >= OWNER_WITHIN {
            return None;
        }
        let is_year = |token: &&Token| {
            let digits = &self.text[token.start..token.end];
            digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
        };
        let behind = self
            .tokens
            .iter()
            .filter(|token| token.start >= span.start + sign);
        if behind.take(6).any(|token| is_year(&token)) {
            Some((Kind::Chrome, 0.95))
        } else if sign == 0 && text.starts_with('©') && words <= 14 && place != Place::Sentence {
            let credit = words <= 5 && Tiles::of(&self.tokens).is_none();
            Some((if credit { Kind::Credit } else { Kind::Chrome }, 0.88))
        } else {
            None
        }
    }

    /// A stretch of nothing but phrases: `Print Email Tweet`, `Comments (24)`.
    fn judge_items(&self, place: Place, ends: bool) -> Option<(Kind, f32)> {
        let tiles = Tiles::of(&self.tokens)?;
        let words = self.tokens.len();
        // One common word with a full stop behind it may be an answer in a dialogue.
        if ends && tiles.strong_words < 2 {
            return None;
        }
        if place == Place::Sentence && tiles.strong_words < 2 {
            return None;
        }
        let confidence = match (tiles.strong, tiles.networks, tiles.labels) {
            (1.., _, _) if words > 1 => 0.96,
            (1.., _, _) => 0.9,
            (0, 1.., 1..) | (0, 2.., 0) => 0.9,
            (0, 0, 3..) => 0.85,
            (0, 1, 0) if tiles.sections == 0 => 0.8,
            _ => return None,
        };
        Some((kind_of(tiles.kinds), confidence))
    }

    /// A phrase that opens a line and goes on: `Read more: ...`, `Follow us on ...`.
    fn judge_opening(&self, span: &Range<usize>, place: Place, ends: bool) -> Option<(Kind, f32)> {
        let words = self.tokens.len();
        let mut best = None;
        self.book
            .phrases(&self.tokens, Anchors::OPENS | Anchors::POINTS, |phrase| {
                let verdict = self.opening(phrase, span, place, ends);
                if let (Some(verdict), true) = (verdict, words > phrase.words) {
                    best = Some(verdict);
                }
            });
        best
    }

    fn opening(
        &self,
        phrase: Phrase,
        span: &Range<usize>,
        place: Place,
        ends: bool,
    ) -> Option<(Kind, f32)> {
        let words = self.tokens.len();
        let kind = if phrase.kinds.contains(Kinds::CREDIT) {
            Kind::Credit
        } else {
            kind_of(phrase.kinds)
        };
        let next = self.tokens.get(phrase.words)?;
        let between = &self.text[self.tokens[phrase.words - 1].end..next.start];
        let marked = between.contains([':', '：', '|', '»', '›', '→', '➤', '▶', '–', '—', '>']);
        if phrase.anchors.contains(Anchors::POINTS) && marked {
            return match kind {
                Kind::Related if words <= POINTER_WORDS && place != Place::Sentence => {
                    Some((kind, 0.95))
                }
                Kind::Credit if words <= PROSE_WORDS && place != Place::Sentence => {
                    Some((kind, 0.9))
                }
                Kind::Chrome if words <= PROSE_WORDS && !ends => Some((kind, 0.9)),
                Kind::Notice => Some((kind, 0.9)),
                _ => None,
            };
        }
        if !phrase.anchors.contains(Anchors::OPENS) {
            return None;
        }
        match kind {
            // `Read also the report.` is advice, `Read also Minister resigns` a link.
            Kind::Related => {
                let title =
                    next.capital || !self.text[next.start..].starts_with(char::is_lowercase);
                (title && !ends && place != Place::Sentence && words <= POINTER_WORDS)
                    .then_some((kind, 0.9))
            }
            Kind::Credit => (words <= PROSE_WORDS && !ends && place != Place::Sentence
                || self.text[span.clone()].starts_with('('))
            .then_some((kind, 0.85)),
            _ => Some((kind, 0.9)),
        }
    }

    /// A phrase that ends a line: `... copied to your clipboard`, `... 16 comments`.
    fn judge_ending(&self, place: Place, ends: bool) -> Option<(Kind, f32)> {
        const LONGEST_PHRASE: usize = 10;
        let words = self.tokens.len();
        if !self
            .tokens
            .last()
            .is_some_and(|last| self.book.may_end(last))
        {
            return None;
        }
        let from = words.saturating_sub(LONGEST_PHRASE);
        (from..words).find_map(|at| {
            let rest = &self.tokens[at..];
            let mut kinds = None;
            self.book.phrases(rest, Anchors::ENDS, |phrase| {
                if phrase.words == rest.len() && phrase.anchors.contains(Anchors::ENDS) {
                    kinds = Some(phrase.kinds);
                }
            });
            let kind = kind_of(kinds?);
            let named = || self.tokens.iter().skip(1).all(|token| token.capital);
            if rest.len() == 1 && (words > 5 || !named()) {
                return None;
            }
            match kind {
                Kind::Chrome | Kind::Related if words <= PROSE_WORDS => {
                    let sure = if ends { 0.85 } else { 0.92 };
                    (place != Place::Sentence || rest.len() > 2).then_some((kind, sure))
                }
                Kind::Notice | Kind::Chatter => Some((kind, 0.85)),
                _ => None,
            }
        })
    }

    /// Items between bars, bullets or slashes, most of them phrases: `About | Contact | Our team`.
    fn judge_list(&self, span: &Range<usize>, place: Place, ends: bool) -> Option<(Kind, f32)> {
        if place == Place::Sentence || ends || self.tokens.len() > PROSE_WORDS {
            return None;
        }
        let text = &self.text[span.clone()];
        let wrapped = text.starts_with(">>") && text.ends_with("<<");
        if wrapped {
            return Some((Kind::Chrome, 0.9));
        }
        let (mut items, mut strong, mut weak) = (0, 0, 0);
        let mut sure = false;
        let mut from = 0;
        for at in 1..=self.tokens.len() {
            let is_end = at == self.tokens.len() || {
                let between = &self.text[self.tokens[at - 1].end..self.tokens[at].start];
                between.contains(['|', '•', '·', '›', '»', '/', '¦', '┃', '｜', '・', '→'])
            };
            if !is_end {
                continue;
            }
            items += 1;
            if let Some(tiles) = Tiles::of(&self.tokens[from..at]) {
                strong += usize::from(tiles.strong > 0);
                weak += usize::from(tiles.strong == 0);
                sure |= tiles.strong + tiles.labels + tiles.networks > 0;
            }
            from = at;
        }
        let known = strong + weak;
        (sure && items >= 2 && known * 2 >= items && (strong >= 1 || known >= 2))
            .then_some((Kind::Chrome, 0.88))
    }
}

fn kind_of(kinds: Kinds) -> Kind {
    if kinds.contains(Kinds::CHATTER) {
        Kind::Chatter
    } else if kinds.contains(Kinds::NOTICE) {
        Kind::Notice
    } else if kinds.contains(Kinds::RELATED) && !kinds.intersects(Kinds::CHROME) {
        Kind::Related
    } else if kinds.contains(Kinds::CREDIT) && !kinds.intersects(Kinds::CHROME | Kinds::LABEL) {
        Kind::Credit
    } else {
        Kind::Chrome
    }
}
