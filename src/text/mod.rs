//! The article as every rule sees it. Owns all offsets; knows nothing of rules, flags or languages.

pub(crate) mod blocks;
mod characters;
mod decode;
mod document;
mod facts;
mod offsets;
mod reading;
mod scripts;
mod segment;
mod stop;
mod view;

pub use decode::{Decoded, Decoding, Reason, UnknownCharset};
pub use document::{Document, DocumentBuilder, Field, MediaType, Source};
pub use facts::Facts;
pub use offsets::{LineColumn, OffsetEncoding, Offsets};
pub use scripts::{ScriptRun, Scripts};
pub use segment::{
    Mask, MaskKind, Masks, OrphanKind, OrphanQuote, Paragraphs, Quotation, Quotations, Sentences,
    Shape, Word, WordCount, WordHashes, WordHashing, Words, word_hash,
};
pub use stop::{Stop, Stopped, unless_left};
pub use view::{Places, View};
