//! The one integration binary: each binary links the language models.

mod catalogue;
mod cli;
mod layering;
mod text_masks;
