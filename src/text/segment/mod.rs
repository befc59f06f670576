//! The text cut up: lines, paragraphs, sentences, words, stretches that are not prose, quotations.

mod abbreviations;
mod hashes;
mod lines;
mod masks;
mod quotes;
mod sentence_breaks;
mod sentence_class;
mod sentences;
mod word_breaks;
mod words;

pub use hashes::{WordHashes, WordHashing, word_hash};
pub use lines::Paragraphs;
pub(super) use lines::{Lines, for_each_terminator};
pub use masks::{Mask, MaskKind, Masks};
pub use quotes::{OrphanKind, OrphanQuote, Quotation, Quotations};
pub use sentences::Sentences;
pub use words::{Shape, Word, WordCount, Words};
