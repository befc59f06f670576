//! Where an article stands in a larger file, such as one translation among thousands: its offsets
//! become those of the file, so that a report points at the line somebody has to mend.

use std::sync::Arc;

use crate::text::{LineColumn, OffsetEncoding, Offsets};

/// A file that holds several articles.
pub struct Holder {
    text: String,
    offsets: Offsets,
}

/// The place of an article in a file.
#[derive(Clone)]
pub struct Inset {
    holder: Arc<Holder>,
    /// What the file calls it: a message id, a unit, a JSON pointer.
    pub name: String,
    pieces: Vec<Piece>,
}

/// Consecutive bytes of an article that stand in the file as they are, or one escape in the file and
/// what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Its start in the article, and how long it is there.
    start: usize,
    len: usize,
    /// Its start in the file, and how long it is there.
    at: usize,
    written: usize,
}

/// Builds an article and its place together, piece by piece.
#[derive(Debug, Default)]
pub struct InsetBuilder {
    text: String,
    pieces: Vec<Piece>,
}

impl Holder {
    /// The file with that text.
    pub fn new(text: String) -> Arc<Self> {
        Arc::new(Holder {
            offsets: Offsets::of(&text),
            text,
        })
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl InsetBuilder {
    /// Adds what stands at `at` of the file as it is.
    pub fn verbatim(&mut self, text: &str, at: usize) {
        self.push(text, at, text.len());
    }

    /// Adds `text`, which `written` bytes at `at` of the file stand for.
    pub fn replaced(&mut self, text: &str, at: usize, written: usize) {
        self.push(text, at, written);
    }

    /// The article so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The article and its place in `holder`.
    pub fn build(self, holder: &Arc<Holder>, name: impl Into<String>) -> (String, Inset) {
        let inset = Inset {
            holder: Arc::clone(holder),
            name: name.into(),
            pieces: self.pieces,
        };
        (self.text, inset)
    }

    fn push(&mut self, text: &str, at: usize, written: usize) {
        if text.is_empty() {
            return;
        }
        let piece = Piece {
            start: self.text.len(),
            len: text.len(),
            at,
            written,
        };
        self.text.push_str(text);
        match self.pieces.last_mut() {
            // Two verbatim pieces in a row are one.
            Some(last)
                if last.len == last.written
                    && piece.len == written
                    && last.at + last.written == at =>
            {
                last.len += piece.len;
                last.written += written;
            }
            _ => self.pieces.push(piece),
        }
    }
}

impl Inset {
    /// The offset in the file of the byte `at` of the article.
    pub fn start(&self, at: usize) -> usize {
        match self.piece(at) {
            Some(piece) if piece.len == piece.written => {
                piece.at + (at - piece.start).min(piece.len)
            }
            Some(piece) if at >= piece.start + piece.len => piece.at + piece.written,
            Some(piece) => piece.at,
            None => 0,
        }
    }

    /// The offset in the file where a span that ends before the byte `at` of the article ends.
    pub fn end(&self, at: usize) -> usize {
        match self.piece(at.saturating_sub(1)) {
            Some(piece) if piece.len == piece.written => {
                piece.at + (at - piece.start).min(piece.len)
            }
            Some(piece) => piece.at + piece.written,
            None => 0,
        }
    }

    /// The line and column in the file of an offset in the file.
    pub fn line_column(&self, at: usize) -> LineColumn {
        self.holder.offsets.line_column(&self.holder.text, at)
    }

    /// An offset in the file, in `unit`.
    pub fn convert(&self, at: usize, unit: OffsetEncoding) -> usize {
        self.holder.offsets.convert(&self.holder.text, at, unit)
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let behind = self.pieces.partition_point(|piece| piece.start <= at);
        self.pieces.get(behind.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lead_back_to_the_file() {
        let holder = Holder::new("key = It\\u2019s\\\n  late".into());
        let mut builder = InsetBuilder::default();
        builder.verbatim("It", 6);
        builder.replaced("\u{2019}", 8, 6);
        builder.verbatim("s", 14);
        builder.verbatim("late", 19);
        let (text, inset) = builder.build(&holder, "key");
        assert_eq!(text, "It\u{2019}slate");
        let places = [(0, 6), (1, 7), (2, 8), (5, 14), (6, 19), (10, 23)];
        for (at, place) in places {
            assert_eq!(inset.start(at), place, "{at}");
        }
        assert_eq!((inset.end(2), inset.end(5), inset.end(6)), (8, 14, 15));
        let place = inset.line_column(inset.start(7));
        assert_eq!((place.line, place.column), (2, 4));
    }
}
