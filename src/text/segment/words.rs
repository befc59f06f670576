//! Words after UAX #29, with the shape of their letters.

use std::ops::Range;
use std::sync::OnceLock;

use bitflags::bitflags;
use unicode_script::Script;

use super::word_breaks::words;
use crate::text::characters::{Class, Letters, traits};
use crate::text::{Document, Places, View};

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
        /// Holds a sign that joins letters or digits: an apostrophe, a stop, an underscore, a mark on
        /// a letter.
        const JOINED = 1 << 6;
        /// Lies in a masked stretch (address, handle, code).
        const MASKED = 1 << 7;
        /// The first word of its sentence.
        const FIRST = 1 << 8;
    }
}

/// The words of a text.
pub struct Words {
    words: Vec<Word>,
    /// For each sentence how many words stand before it.
    before: Vec<u32>,
    /// The numbers of those with a capital.
    capitals: Vec<u32>,
    /// The numbers of those with a digit or an inner capital.
    uneven: Vec<u32>,
}

/// How many words scoring counts: UAX #29 words, but Han and kana one per two letters, and Thai,
/// Lao, Khmer and Myanmar one per five.
pub struct WordCount(pub(in crate::text) usize);

impl Word {
    /// Where it stands.
    #[inline]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The offset of its first byte.
    #[inline]
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// The offset behind its last byte.
    #[inline]
    pub fn end(&self) -> usize {
        self.end as usize
    }

    /// The word itself.
    #[inline]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range()]
    }

    /// All letters are upper case, and there are at least two.
    #[inline]
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
        &self.words
    }

    /// The numbers of the words with [`Shape::CAPITAL`]: one in six or seven.
    pub fn capitals(&self) -> &[u32] {
        &self.capitals
    }

    /// The numbers of the words with [`Shape::DIGIT`] or [`Shape::INNER_UPPER`]: one in thirty.
    pub fn uneven(&self) -> &[u32] {
        &self.uneven
    }

    /// The words of the sentences that are numbered so, as numbers of words.
    pub fn of_sentences(&self, sentences: Range<usize>) -> Range<usize> {
        let before = |sentence: usize| {
            let before = self.before.get(sentence);
            before.map_or(self.words.len(), |&words| words as usize)
        };
        before(sentences.start)..before(sentences.end)
    }
}

impl View for Words {
    #[inline]
    fn place(places: &Places) -> Option<&OnceLock<Self>> {
        Some(&places.words)
    }

    fn build(doc: &Document) -> Self {
        let text = doc.text();
        // The next of either that a word may lie in or start: for most words two comparisons.
        let never = usize::MAX..usize::MAX;
        let mut masks = doc.masks().as_slice().iter().map(|mask| mask.span.clone());
        let mut mask = masks.next().unwrap_or(never.clone());
        let mut sentences = doc.sentences().iter().map(|sentence| sentence.start);
        let mut opening = sentences.next().unwrap_or(usize::MAX);
        let mut before = Vec::with_capacity(doc.sentences().len());
        // English has a word for every six bytes; more is rare, and less wastes little.
        let mut found = Vec::with_capacity(text.len() / 6 + 1);
        let mut capitals = Vec::with_capacity(text.len() / 36 + 8);
        let mut uneven = Vec::with_capacity(text.len() / 128 + 8);
        words(text, |start, end, first, rest| {
            doc.stop().leave_at(found.len());
            let mut shape = Shape::of(first, rest);
            while opening <= start {
                shape |= Shape::FIRST;
                before.push(found.len() as u32);
                opening = sentences.next().unwrap_or(usize::MAX);
            }
            while mask.end <= start {
                mask = masks.next().unwrap_or(never.clone());
            }
            if mask.start <= start {
                shape |= Shape::MASKED;
            }
            if shape.contains(Shape::CAPITAL) {
                capitals.push(found.len() as u32);
            }
            if shape.intersects(UNEVEN) {
                uneven.push(found.len() as u32);
            }
            found.push(Word {
                start: start as u32,
                end: end as u32,
                shape,
            });
        });
        Words {
            words: found,
            before,
            capitals,
            uneven,
        }
    }
}

/// What makes a word uneven.
const UNEVEN: Shape = Shape::DIGIT.union(Shape::INNER_UPPER);

impl Shape {
    /// The shape of a word whose first character and whose others are these.
    fn of(first: Letters, rest: Letters) -> Self {
        let first = first & !Letters::UPPER;
        let rest = rest & !Letters::CAPITAL;
        let bits = (first | rest) ^ Letters::BEYOND_ASCII;
        Shape::from_bits_retain(bits.bits().into())
    }
}

impl View for WordCount {
    fn build(doc: &Document) -> Self {
        let text = doc.text();
        let (mut words, mut ideographs, mut syllables) = (0usize, 0usize, 0usize);
        for word in doc.words() {
            if word.shape.contains(Shape::ASCII) {
                words += 1;
                continue;
            }
            // Where words are not spaced each letter, with the marks on it, is a segment of its
            // own; Katakana alone runs on.
            match word.text(text).chars().next().map(|c| traits(c).script) {
                Some(Script::Han | Script::Hiragana) => ideographs += 1,
                Some(Script::Katakana) => ideographs += spacing_letters(word.text(text)),
                Some(Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar)
                    if word.shape.contains(Shape::LETTER) =>
                {
                    syllables += 1;
                }
                _ => words += 1,
            }
        }
        WordCount(words + ideographs.div_ceil(2) + syllables.div_ceil(5))
    }
}

/// The letters of `word`; marks belong to their letter and are not counted.
fn spacing_letters(word: &str) -> usize {
    let is_letter = |character: &char| {
        let traits = traits(*character);
        traits.letters.contains(Letters::LETTER) && !traits.class.contains(Class::EXTEND)
    };
    word.chars().filter(is_letter).count()
}
