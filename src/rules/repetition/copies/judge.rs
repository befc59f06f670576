//! How likely a copy is a fault: people repeat themselves, too.

use std::ops::Range;

use super::{HEAD_LINES, Reader, Seen};
use crate::rules::repetition::loops::Loops;
use crate::rules::repetition::prose::{Genre, Size};
use crate::text::Field;

impl Reader<'_> {
    /// How likely it is that nobody wanted the copy, in hundredths; `None`: people write so.
    pub(super) fn judge(
        &self,
        words: &Range<usize>,
        span: &Range<usize>,
        first: &Seen,
        block: bool,
        exact: bool,
    ) -> Option<u8> {
        let size = Size::of(self.doc, words);
        if first.field == Field::Title && (self.lines_with_words <= HEAD_LINES || !block) {
            return None;
        }
        let own = first.field == Field::Text && first.words.end > words.start;
        if own || !size.says_something() || self.doc.view::<Loops>().at(words.start).is_some() {
            return None;
        }
        let adjacent = first.field == Field::Text && first.words.end == words.start;
        // Refrains come back, and a live blog says again what it cannot verify.
        let usual = match self.genre {
            Genre::Prose => false,
            Genre::Verse => size.words < 10,
            Genre::LiveBlog => !adjacent,
        };
        if usual {
            return None;
        }
        // What somebody said is pulled out of the text and set beside it on purpose.
        if !adjacent && !block && self.doc.quotations().hold(span) {
            return None;
        }
        let sure = match (size.words, adjacent) {
            (8.., true) => 96,
            (8.., false) => 92,
            (6.., true) => 88,
            (6.., false) => 82,
            (_, true) => 70,
            // Captions, affiliations, the like.
            (_, false) if size.letters < 30 => return None,
            (_, false) => 58,
        };
        Some(sure - if exact { 0 } else { 14 })
    }
}
