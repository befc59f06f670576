//! Words after UAX #29, with the shape of their letters.

use std::ops::Range;

use bitflags::bitflags;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{Document, View};

/// A word: a UAX #29 segment that holds a letter or digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    start: u32,
    end: u32,
    /// What its characters are.
    pub shape: Shape,
}

bitflags! {
    /// What the characters of a word are.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Shape: u16 {
        /// Holds a letter.
        const LETTER = 1;
        /// Holds a digit (Unicode `Nd`).
        const DIGIT = 1 << 1;
        /// Its first character is an upper-case or title-case letter.
        const CAPITAL = 1 << 2;
        /// Holds a lower-case letter.
        const LOWER = 1 << 3;
        /// Holds an upper-case letter after the first character.
        const INNER_UPPER = 1 << 4;
        /// Nothing beyond ASCII.
        const ASCII = 1 << 5;
        /// Lies in a masked stretch (address, handle, code).
        const MASKED = 1 << 6;
        /// The first word of its sentence.
        const FIRST = 1 << 7;
    }
}

/// The words of a text.
pub struct Words(Vec<Word>);

/// How many words scoring counts: UAX #29 words, but Han and kana one per two letters, and Thai,
/// Lao, Khmer and Myanmar one per five.
pub struct WordCount(pub(in crate::text) usize);

impl Word {
    /// Where it stands.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The offset of its first byte.
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// The offset behind its last byte.
    pub fn end(&self) -> usize {
        self.end as usize
    }

    /// The word itself.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range()]
    }

    /// All letters are upper case, and there are at least two.
    pub fn is_all_caps(&self) -> bool {
        self.shape.contains(Shape::CAPITAL | Shape::INNER_UPPER)
            && !self.shape.contains(Shape::LOWER)
    }

    /// A capital and then lower case only.
    pub fn is_title_case(&self) -> bool {
        self.shape.contains(Shape::CAPITAL) && !self.shape.contains(Shape::INNER_UPPER)
    }

    /// Has letters, and none of them is upper case.
    pub fn is_lower_case(&self) -> bool {
        self.shape.contains(Shape::LOWER)
            && !self.shape.intersects(Shape::CAPITAL | Shape::INNER_UPPER)
    }
}

impl Words {
    /// In order of the text.
    pub fn as_slice(&self) -> &[Word] {
        &self.0
    }
}

impl View for Words {
    fn build(doc: &Document) -> Self {
        let masks = doc.masks();
        let mut sentences = doc.sentences().iter().map(|s| s.start).peekable();
        let mut words = Vec::new();
        for (start, word) in doc.text().unicode_word_indices() {
            let mut shape = shape_of(word);
            if sentences.next_if(|&s| s <= start).is_some() {
                while sentences.next_if(|&s| s <= start).is_some() {}
                shape |= Shape::FIRST;
            }
            if masks.covers(start) {
                shape |= Shape::MASKED;
            }
            words.push(Word {
                start: start as u32,
                end: (start + word.len()) as u32,
                shape,
            });
        }
        Words(words)
    }
}

impl View for WordCount {
    fn build(doc: &Document) -> Self {
        // Refined with the segmentation of scripts without spaces.
        WordCount(doc.words().len())
    }
}

fn shape_of(word: &str) -> Shape {
    let mut shape = if word.is_ascii() {
        Shape::ASCII
    } else {
        Shape::empty()
    };
    for (at, character) in word.chars().enumerate() {
        if character.is_alphabetic() {
            shape |= Shape::LETTER;
        }
        if character.is_numeric() {
            shape |= Shape::DIGIT;
        }
        if character.is_uppercase() {
            shape |= if at == 0 {
                Shape::CAPITAL
            } else {
                Shape::INNER_UPPER
            };
        } else if character.is_lowercase() {
            shape |= Shape::LOWER;
        }
    }
    shape
}
