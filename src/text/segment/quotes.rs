//! Quotations as a structure: which mark opens, which closes, which has lost its partner.
//!
//! In news a quotation decides who said what, so the marks are read as pairs over paragraphs: a
//! speech of several paragraphs opens each of them and closes the last only.

use std::ops::Range;

use crate::text::{Document, Facts, View};

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

/// A quotation mark as it stands in the text.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    sign: char,
    /// What the characters around it make it look like.
    stance: Stance,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stance {
    /// Blank before, something behind.
    Opening,
    /// Something before, blank or punctuation behind.
    Closing,
    /// Something on both sides.
    Inside,
    /// Blanks on both sides.
    Loose,
}

impl Mark {
    fn end(&self) -> usize {
        self.at + self.sign.len_utf8()
    }
}

/// All double quotation marks outside masked stretches.
fn marks(doc: &Document) -> Vec<Mark> {
    let text = doc.text();
    let bytes = text.as_bytes();
    let mut marks = Vec::new();
    let mut take = |at: usize| {
        let Some(sign) = text[at..].chars().next() else {
            return;
        };
        if !matches!(
            sign,
            '"' | '«' | '»' | '“' | '”' | '„' | '‟' | '‹' | '›' | '「' | '」' | '『' | '』'
        ) || doc.masks().covers(at)
        {
            return;
        }
        let before = text[..at].chars().next_back();
        let behind = text[at + sign.len_utf8()..].chars().next();
        // Gershayim, the mark inside Hebrew abbreviations, typed as a quotation mark.
        if hebrew(before) && hebrew(behind) {
            return;
        }
        // A measure: 6'2", 21".
        let measure = sign == '"' && before.is_some_and(|c| c.is_ascii_digit() || c == '\'');
        let stance = stance(before, behind);
        if !(measure && stance != Stance::Opening && !opened(&marks)) {
            marks.push(Mark { at, sign, stance });
        }
    };
    if doc.facts().intersects(Facts::CJK_PUNCTUATION) {
        for at in memchr::memchr3_iter(b'"', 0xC2, 0xE2, bytes) {
            take(at);
        }
        for at in memchr::memchr_iter(0xE3, bytes) {
            take(at);
        }
        marks.sort_by_key(|mark| mark.at);
    } else {
        for at in memchr::memchr3_iter(b'"', 0xC2, 0xE2, bytes) {
            take(at);
        }
    }
    marks
}

fn hebrew(c: Option<char>) -> bool {
    c.is_some_and(|c| matches!(c, '\u{5D0}'..='\u{5EA}'))
}

/// Whether the last straight mark opened: then a `"` behind a digit closes.
fn opened(marks: &[Mark]) -> bool {
    marks
        .iter()
        .rev()
        .find(|m| m.sign == '"')
        .is_some_and(|m| m.stance == Stance::Opening)
}

fn stance(before: Option<char>, behind: Option<char>) -> Stance {
    let outside = |c: Option<char>| {
        c.is_none_or(|c| {
            c.is_whitespace()
                || matches!(
                    c,
                    '(' | '[' | '{' | '—' | '–' | '-' | '/' | '‘' | '\'' | '¿' | '¡'
                )
        })
    };
    let ends = |c: Option<char>| {
        c.is_none_or(|c| {
            c.is_whitespace()
                || matches!(
                    c,
                    ')' | ']'
                        | '}'
                        | '.'
                        | ','
                        | ';'
                        | ':'
                        | '!'
                        | '?'
                        | '…'
                        | '—'
                        | '–'
                        | '-'
                        | '/'
                        | '’'
                        | '\''
                        | '、'
                        | '。'
                        | '，'
                        | '،'
                        | '؛'
                        | '؟'
                )
        })
    };
    match (outside(before), ends(behind)) {
        (true, false) => Stance::Opening,
        (false, true) => Stance::Closing,
        (false, false) => Stance::Inside,
        (true, true) => Stance::Loose,
    }
}

/// Which of the signs that may do both open in this text.
#[derive(Clone, Copy, Debug, Default)]
struct Habits {
    /// `“` closes (German, Czech, Bulgarian: `„so“`).
    high_six_closes: bool,
    /// `“` does both (much Amharic, Bosnian and Yiddish: `“so“`).
    high_six_does_both: bool,
    /// `”` opens too (Swedish, Finnish: `”so”`).
    high_nine_opens: bool,
    /// `»` opens and `«` closes (German, Danish books: `»so«`).
    guillemets_point_in: bool,
    /// `»` does both (Finnish: `»so»`).
    right_guillemet_opens: bool,
}

impl Habits {
    fn of(marks: &[Mark]) -> Self {
        let count = |sign: char, stance: Stance| {
            marks
                .iter()
                .filter(|mark| mark.sign == sign && mark.stance == stance)
                .count()
        };
        let lows = marks.iter().filter(|mark| mark.sign == '„').count();
        let six = (count('“', Stance::Opening), count('“', Stance::Closing));
        let nine = (count('”', Stance::Opening), count('”', Stance::Closing));
        let right = (count('»', Stance::Opening), count('»', Stance::Closing));
        let left = (count('«', Stance::Opening), count('«', Stance::Closing));
        Habits {
            high_six_closes: lows > 0 && six.1 >= six.0,
            high_six_does_both: lows == 0 && six.1 > nine.0 + nine.1 && six.1 * 2 >= six.0,
            high_nine_opens: nine.0 > 0 && six.0 == 0 && lows == 0 && nine.0 * 2 >= nine.1,
            guillemets_point_in: right.0 + left.1 > right.1 + left.0,
            right_guillemet_opens: right.0 > 0 && left.0 + left.1 == 0,
        }
    }

    /// Whether `mark` opens, closes, or either.
    fn role(self, mark: &Mark) -> Role {
        let either = match mark.stance {
            Stance::Opening => Role::Opens,
            Stance::Closing => Role::Closes,
            Stance::Inside | Stance::Loose => Role::Either,
        };
        match mark.sign {
            '"' => either,
            '„' | '‟' | '「' | '『' => Role::Opens,
            '」' | '』' => Role::Closes,
            '“' if self.high_six_closes || self.high_six_does_both => either,
            '“' => Role::Opens,
            '”' if self.high_nine_opens => either,
            '”' => Role::Closes,
            '»' | '›' if self.right_guillemet_opens => either,
            '«' | '‹' if self.guillemets_point_in => Role::Closes,
            '»' | '›' if self.guillemets_point_in => Role::Opens,
            '«' | '‹' => Role::Opens,
            _ => Role::Closes,
        }
    }

    /// Whether `open` and `close` are of one system.
    fn match_up(self, open: char, close: char) -> bool {
        match open {
            '"' => close == '"',
            '“' if self.high_six_does_both => close == '“',
            '“' | '‟' => close == '”',
            '„' => matches!(close, '“' | '”'),
            '”' => close == '”',
            '«' => close == '»',
            '»' => matches!(close, '«' | '»'),
            '‹' => close == '›',
            '›' => matches!(close, '‹' | '›'),
            '「' => close == '」',
            '『' => close == '』',
            _ => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    Either,
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
