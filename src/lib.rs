//! mtflag finds what machine translation and scraping broke in news text: what, where, how badly
//! and how sure.
//!
//! The map, top down; a module may use those below it, never those above:
//!
//! - [`cli`]: the command line, one file a verb
//! - [`report`]: one file per output format
//! - [`server`]: the gRPC service
//! - [`client`]: lets servers do the work
//! - [`proto`]: the gRPC contract in Rust; requests to jobs, reports to responses and back
//! - [`engine`]: runs the rules over a [`Document`], sorts out overlaps, scores; gives a [`Report`]
//! - [`rules`]: the catalogue, one file a rule
//! - [`language`]: which language a text is in
//! - [`lexicon`]: which words a language has, and how common they are
//! - [`flag`]: what a finding is
//! - [`text`]: the article as every rule sees it; owns all offsets
//! - [`gazetteer`]: lists of names that somebody vouches for

pub mod cli;
pub mod client;
pub mod engine;
pub mod flag;
pub mod gazetteer;
pub mod language;
pub mod lexicon;
pub mod proto;
pub mod report;
pub mod rules;
pub mod server;
pub mod text;

pub use engine::{Engine, Policy, Report};
pub use flag::Flag;
pub use rules::Rule;
pub use text::Document;
