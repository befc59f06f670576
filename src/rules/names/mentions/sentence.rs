//! Whether the capitals of a sentence say anything. Knows how long words are, and no name.

use crate::text::Word;

/// The sentence being read.
pub(super) struct Sentence {
    /// The number of its first word.
    word: usize,
    /// The number of its first token.
    pub token: usize,
    /// How many long words with a capital it has so far.
    capitals: usize,
}

impl Sentence {
    pub fn from(word: usize, token: usize) -> Self {
        Sentence {
            word,
            token,
            capitals: 0,
        }
    }

    /// Counts a word with a capital.
    pub fn add_capital(&mut self, word: &Word) {
        self.capitals += usize::from(is_long(word));
    }

    /// Whether nearly all its long words have a capital; it ends with `words`.
    pub fn is_headline(&self, words: &[Word]) -> bool {
        // Of four long words three: most sentences have fewer capitals, and need no count.
        if self.capitals < 3 {
            return false;
        }
        let words = words[self.word..].iter();
        let long = words.filter(|word| is_long(word)).count();
        long >= 4 && self.capitals * 4 >= long * 3
    }
}

fn is_long(word: &Word) -> bool {
    word.end() - word.start() > 3
}
