//! The words of a text that begin with a capital: one in six or seven, and all that most rules about
//! names look at. Knows no rule.

use crate::text::{Document, Shape, View, Word};

/// Their numbers, in order.
pub(super) struct CapitalWords(Vec<u32>);

impl CapitalWords {
    /// Number and word of each.
    pub fn of(doc: &Document) -> impl Iterator<Item = (usize, &Word)> {
        let words = doc.words();
        let numbers = doc.view::<CapitalWords>().0.iter();
        numbers.map(|&at| (at as usize, &words[at as usize]))
    }
}

impl View for CapitalWords {
    fn build(doc: &Document) -> Self {
        let words = doc.words();
        let mut numbers = Vec::with_capacity(words.len() / 6 + 8);
        for (at, word) in (0..).zip(words) {
            doc.stop().leave_at(at as usize);
            if word.shape.contains(Shape::CAPITAL) {
                numbers.push(at);
            }
        }
        CapitalWords(numbers)
    }
}
