//! A line as a row of phrases without a word between them: `Print Email Tweet`.

use super::phrasebook::{Anchors, Kinds, Phrasebook};
use super::tokens::{Class, Token};

/// How far the items of a line are phrases.
#[derive(Default)]
pub(super) struct Tiles {
    /// Phrases that are furniture wherever they stand alone.
    pub strong: usize,
    /// Labels that may also be headings.
    pub labels: usize,
    /// Sections of a site: the words of its menus, and of honest headings.
    pub sections: usize,
    /// Names of networks.
    pub networks: usize,
    /// The words of the strong phrases.
    pub strong_words: usize,
    /// What the phrases are, together.
    pub kinds: Kinds,
}

impl Tiles {
    /// Cuts `tokens` into phrases, or gives nothing where a word is left over.
    pub(super) fn of(tokens: &[Token]) -> Option<Self> {
        let book = Phrasebook::get();
        let mut tiles = Tiles::default();
        let mut at = 0;
        while at < tokens.len() {
            match book.longest(&tokens[at..], ITEMS, Anchors::WHOLE) {
                Some(phrase) => {
                    let weak = Kinds::LABEL | Kinds::HOME | Kinds::SECTION;
                    if phrase.kinds.intersects(Kinds::CHROME | Kinds::RELATED)
                        || !phrase.kinds.intersects(weak)
                    {
                        tiles.strong += 1;
                        tiles.strong_words += phrase.words;
                    } else if phrase.kinds.contains(Kinds::LABEL) {
                        tiles.labels += 1;
                    } else {
                        tiles.sections += 1;
                    }
                    tiles.kinds |= phrase.kinds;
                    at += phrase.words;
                }
                None if tokens[at].class == Class::Network => {
                    tiles.networks += 1;
                    tiles.kinds |= Kinds::NETWORK;
                    at += 1;
                }
                None if tokens[at].class == Class::Number => at += 1,
                None => return None,
            }
        }
        let known = tiles.strong + tiles.labels + tiles.sections + tiles.networks;
        (known > 0).then_some(tiles)
    }
}

/// What an item of a line may be.
const ITEMS: Kinds = Kinds::all().difference(Kinds::SPEAKER);
