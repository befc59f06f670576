//! The text cut up: lines, paragraphs, sentences, words, stretches that are not prose, quotations.

mod lines;
mod masks;
mod quotes;
mod sentences;
mod words;

pub(super) use lines::Lines;
pub use lines::Paragraphs;
pub use masks::{Mask, MaskKind, Masks};
pub use quotes::{OrphanKind, OrphanQuote, Quotation, Quotations};
pub use sentences::Sentences;
pub use words::{Shape, Word, WordCount, Words};
