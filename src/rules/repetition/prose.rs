//! How much a stretch says, and what kind of text repeats itself on purpose.

use std::ops::Range;

use crate::text::{Document, Shape};

/// How much a line or sentence says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    /// Its words; two signs of a script without spaces count as one.
    pub words: usize,
    /// Its letters; a sign of a script without spaces counts as two.
    pub letters: usize,
    /// Its signs of scripts without spaces.
    pub signs: usize,
}

/// The kinds of text that have honest copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Genre {
    Prose,
    /// Songs, poems, lists: most lines are short and end without a mark.
    Verse,
    /// Entries under times of day.
    LiveBlog,
}

impl Size {
    pub(super) fn of(doc: &Document, words: &Range<usize>) -> Self {
        let mut size = Size {
            words: 0,
            letters: 0,
            signs: 0,
        };
        for word in &doc.words()[words.clone()] {
            if !word.shape.contains(Shape::LETTER) {
                continue;
            }
            let text = word.text(doc.text());
            let letters = text.chars().count();
            size.letters += letters;
            if is_sign(text) {
                size.signs += 1;
            } else {
                size.words += 1;
            }
        }
        size.words += size.signs / 2;
        size.letters += size.signs;
        size
    }

    /// Long enough that nobody says it twice without noticing.
    pub(super) fn says_something(self) -> bool {
        self.words >= 4 && self.letters >= 20
    }
}

impl Genre {
    pub(super) fn of(doc: &Document) -> Self {
        let text = doc.text();
        let (mut lines, mut short, mut timed) = (0, 0, 0);
        for line in doc.lines() {
            let line = text[line.clone()].trim();
            if line.is_empty() {
                continue;
            }
            lines += 1;
            timed += usize::from(begins_with_time(line));
            let open = line.ends_with(|c: char| c.is_alphanumeric() || c == ',');
            short += usize::from(open && line.len() < 150 && line.chars().count() < 50);
        }
        if timed >= 4 {
            Genre::LiveBlog
        } else if lines >= 8 && short * 10 >= lines * 6 {
            Genre::Verse
        } else {
            Genre::Prose
        }
    }
}

/// A word as UAX #29 cuts it from a script that writes no spaces: a sign or two.
pub(super) fn is_sign(word: &str) -> bool {
    word.chars().next().is_some_and(|c| {
        matches!(u32::from(c), 0xE00..=0xEFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
    })
}

/// `09:15`, `9.15`, `21h30`
fn begins_with_time(line: &str) -> bool {
    let bytes = line.as_bytes();
    let hours = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    (1..=2).contains(&hours)
        && matches!(bytes.get(hours), Some(b':' | b'.' | b'h'))
        && bytes
            .get(hours + 1..hours + 3)
            .is_some_and(|m| m.iter().all(u8::is_ascii_digit))
        && !bytes.get(hours + 3).is_some_and(u8::is_ascii_alphanumeric)
}
