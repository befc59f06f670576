//! Quotations as a structure: which mark opens, which closes, which has lost its partner.
//!
//! In news a quotation decides who said what, so the marks are read as pairs over paragraphs: a
//! speech of several paragraphs opens each of them and closes the last only.

mod habits;
mod marks;

use std::ops::Range;

use crate::text::{Document, Facts, View};

use habits::{Habits, Role};
use marks::{Mark, Stance, marks};

/// A quoted stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub outer: Range<usize>,
    /// Without them.
    pub inner: Range<usize>,
    /// Whether its marks are of one system.
    pub matched: bool,
}

/// A quotation mark without its partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrphanQuote {
    /// Where.
    pub span: Range<usize>,
    /// What is wrong.
    pub kind: OrphanKind,
    /// Whether the sign itself says that it opens or closes; `"` does not.
    pub directed: bool,
}

/// How a mark lost its partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrphanKind {
    /// It opens, and nothing closes.
    NeverClosed,
    /// It closes what nothing opened.
    NeverOpened,
    /// It is the opening mark, and closes.
    Turned,
}

/// The quotations of a text, sorted by start; they may nest.
#[derive(Default)]
pub struct Quotations {
    pairs: Vec<Quotation>,
    orphans: Vec<OrphanQuote>,
}

impl Quotations {
    /// Those that have both their marks, in order of the text.
    pub fn as_slice(&self) -> &[Quotation] {
        &self.pairs
    }

    /// The marks that lack their partner, in order of the text.
    pub fn orphans(&self) -> &[OrphanQuote] {
        &self.orphans
    }

    /// Whether `span` lies within a quotation.
    pub fn hold(&self, span: &Range<usize>) -> bool {
        let from = self.pairs.partition_point(|q| q.outer.start <= span.start);
        // Quotations nest two or three deep at most; beyond that nothing is lost but a doubt.
        self.pairs[..from]
            .iter()
            .rev()
            .take(16)
            .any(|q| span.end <= q.outer.end)
    }
}

impl View for Quotations {
    fn build(doc: &Document) -> Self {
        let marked = Facts::QUOTE
            | Facts::LATIN_EXTENDED
            | Facts::GENERAL_PUNCTUATION
            | Facts::CJK_PUNCTUATION;
        if !doc.facts().intersects(marked) {
            return Quotations::default();
        }
        let marks = marks(doc);
        if marks.is_empty() {
            return Quotations::default();
        }
        let habits = Habits::of(&marks);
        let mut reader = Reader {
            text: doc.text(),
            habits,
            ..Reader::default()
        };
        let mut next = 0;
        for paragraph in doc.paragraphs() {
            doc.stop().leave_if_set();
            let first = next;
            while marks.get(next).is_some_and(|mark| mark.at < paragraph.end) {
                next += 1;
            }
            reader.paragraph(paragraph, &marks[first..next]);
        }
        reader.finish();
        reader
            .pairs
            .sort_by_key(|q| (q.outer.start, std::cmp::Reverse(q.outer.end)));
        reader.orphans.sort_by_key(|o| o.span.start);
        Quotations {
            pairs: reader.pairs,
            orphans: reader.orphans,
        }
    }
}

/// Reads the marks paragraph by paragraph.
#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    habits: Habits,
    open: Vec<Mark>,
    /// What the paragraph before left open.
    carried: Vec<Mark>,
    pairs: Vec<Quotation>,
    orphans: Vec<OrphanQuote>,
}

/// More marks than this are never open at once; what is beyond is no quotation any more.
const DEEPEST: usize = 8;

impl Reader<'_> {
    fn paragraph(&mut self, paragraph: &Range<usize>, marks: &[Mark]) {
        // A speech goes on: the paragraph opens again what the one before left open.
        if let Some(first) = marks
            .first()
            .filter(|mark| self.opens_paragraph(mark, paragraph))
        {
            let sign = first.sign;
            self.carried.retain(|mark| mark.sign != sign);
        }
        for mark in marks {
            match self.habits.role(mark) {
                Role::Opens => self.opens(mark),
                Role::Closes => self.closes(mark),
                Role::Either if self.open.iter().any(|open| self.fits(open, mark)) => {
                    self.closes(mark);
                }
                Role::Either => self.opens(mark),
            }
        }
        for mark in std::mem::take(&mut self.carried) {
            self.orphan(&mark, OrphanKind::NeverClosed);
        }
        self.carried = std::mem::take(&mut self.open);
    }

    fn finish(&mut self) {
        for mark in std::mem::take(&mut self.carried) {
            self.orphan(&mark, OrphanKind::NeverClosed);
        }
    }

    fn opens_paragraph(&self, mark: &Mark, paragraph: &Range<usize>) -> bool {
        let head = self.text[paragraph.start..mark.at].trim_start();
        self.habits.role(mark) != Role::Closes
            && head
                .chars()
                .all(|c| matches!(c, '-' | '—' | '–' | '•' | ' '))
    }

    fn opens(&mut self, mark: &Mark) {
        if let Some(again) = self.open.iter().rposition(|open| open.sign == mark.sign) {
            // A text whose paragraphs were joined opens the next one of a speech behind a full stop.
            let before = self.text[..mark.at].trim_end();
            let goes_on = before.ends_with(['.', '!', '?', '…', '։', '।', ':']);
            let turned = mark.stance == Stance::Closing || mark.stance == Stance::Loose;
            let opened = self.open.remove(again);
            if turned && mark.sign != '"' {
                // The opening mark stands where the closing one belongs.
                self.orphan(mark, OrphanKind::Turned);
                self.pair(&opened, mark, true);
                return;
            }
            if !goes_on {
                self.orphan(&opened, OrphanKind::NeverClosed);
            }
        }
        if self.open.len() < DEEPEST {
            self.open.push(*mark);
        }
    }

    fn closes(&mut self, mark: &Mark) {
        let fitting = self.open.iter().rposition(|open| self.fits(open, mark));
        if let Some(at) = fitting {
            let open = self.open.remove(at);
            // What was opened inside and never closed.
            for inner in self.open.split_off(at) {
                self.orphan(&inner, OrphanKind::NeverClosed);
            }
            self.pair(&open, mark, true);
        } else if let Some(open) = self.open.pop() {
            self.pair(&open, mark, false);
        } else if let Some(at) = self.carried.iter().rposition(|open| self.fits(open, mark)) {
            // A quotation over several paragraphs that opens only once.
            let open = self.carried.remove(at);
            self.pair(&open, mark, true);
        } else if mark.stance != Stance::Loose {
            // A loose one is an arrow or a bullet.
            self.orphan(mark, OrphanKind::NeverOpened);
        }
    }

    fn fits(&self, open: &Mark, close: &Mark) -> bool {
        self.habits.match_up(open.sign, close.sign)
    }

    fn pair(&mut self, open: &Mark, close: &Mark, matched: bool) {
        self.pairs.push(Quotation {
            outer: open.at..close.end(),
            inner: open.end()..close.at,
            matched,
        });
    }

    fn orphan(&mut self, mark: &Mark, kind: OrphanKind) {
        self.orphans.push(OrphanQuote {
            span: mark.at..mark.end(),
            kind,
            directed: mark.sign != '"',
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<(usize, OrphanKind)>) {
        let doc = Document::new(text);
        let quotations = doc.quotations();
        let inner = quotations
            .pairs
            .iter()
            .map(|q| text[q.inner.clone()].to_owned())
            .collect();
        (
            inner,
            quotations
                .orphans
                .iter()
                .map(|o| (o.span.start, o.kind))
                .collect(),
        )
    }

    #[test]
    fn every_system_pairs() {
        for text in [
            "He \"agreed\" at once.",
            "He “agreed” at once.",
            "Er sagte „agreed“ dazu.",
            "Mówi „agreed” teraz.",
            "Он «agreed» сразу.",
            "Er sagte »agreed« dazu.",
            "Hän ”agreed” heti.",
            "彼は「agreed」と言った。",
        ] {
            assert_eq!(read(text), (vec!["agreed".to_owned()], vec![]), "{text}");
        }
    }

    #[test]
    fn a_speech_may_open_every_paragraph_and_close_the_last() {
        let speech = "“We came late.\n\n“We left early.\n\n“We saw it all,” he said.";
        assert_eq!(read(speech).1, []);
        assert_eq!(read("“We came late. “We left early,” he said.").1, []);
        assert_eq!(read("«Мы пришли.\n\nМы ушли», сказал он.").1, []);
    }

    #[test]
    fn what_lacks_its_partner_is_told() {
        assert_eq!(
            read("\"We agree, he said.").1,
            [(0, OrphanKind::NeverClosed)]
        );
        assert_eq!(
            read("We agree\", he said.").1,
            [(8, OrphanKind::NeverOpened)]
        );
        assert_eq!(read("“We agree “, he said.").1, [(12, OrphanKind::Turned)]);
        assert_eq!(read("He is 6'2\" tall and the screen has 21\".").1, []);
    }
}
