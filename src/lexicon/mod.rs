//! Embedded word data: words, names, titles, bodies, countries and places. Knows no document and no
//! rule, and costs nothing to load; nothing else knows the formats.
//!
//! The tables stand in `data/` with the scripts that make them; origin and licence of each at its
//! head and in `NOTICE`.

pub mod bodies;
mod countries;
mod famous;
mod filter;
mod fingerprints;
mod fold;
mod names;
mod places;
mod remembered;
mod titles;
mod words;

pub use bodies::{Acronym, Body, Foreign, bodies, is_common_acronym};
pub use countries::{Country, countries, country};
pub use famous::{Famous, near_famous};
pub use filter::{HashedWords, WordFilter};
pub use names::{Gender, NameOpinion, name_opinion};
pub use places::place_countries;
pub use titles::{Title, TitleKind, title, title_in};
pub use words::{Lexicon, Opinion};
