//! The double quotation marks of a text, and what the characters around each make it look like.

use crate::text::{Document, Facts};

/// A quotation mark as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) sign: char,
    /// What the characters around it make it look like.
    pub(super) stance: Stance,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stance {
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
    /// The offset behind it.
    pub(super) fn end(&self) -> usize {
        self.at + self.sign.len_utf8()
    }
}

/// All double quotation marks outside masked stretches.
pub(super) fn marks(doc: &Document) -> Vec<Mark> {
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
