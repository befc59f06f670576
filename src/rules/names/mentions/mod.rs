//! Every mention of a name in an article, title and body alike: what the rules about names share.
//! Knows letters, positions and neighbours; judges nothing and asks no word list.
//!
//! Three lists that point at each other by number:
//!
//! - [`Token`]: one capitalised word, without a possessive 's: `Belkadi` of `Belkadi’s`;
//! - [`Mention`]: tokens side by side, `Gen. Stephen De Marco`, `al-Mansur`, with the lower-case
//!   particles between them;
//! - [`Form`]: one spelling, whatever its case, with the number and the chain of its tokens.
//!
//! A capital is evidence of a name, not a proof: every noun has one in German, and every word in a
//! headline. [`Marks`] say where a capital proves little. Scripts without case have no tokens.

mod forms;
mod joints;
mod neighbours;
mod particles;
mod reader;
mod sentence;

pub(in crate::rules::names) use particles::is_particle;

use std::ops::Range;

use bitflags::bitflags;

use crate::text::{Document, Field, View};

/// The names of an article. Asked of the body, it holds the title's mentions too, and first.
pub(in crate::rules) struct Mentions {
    tokens: Vec<Token>,
    mentions: Vec<Mention>,
    forms: Vec<Form>,
}

/// A capitalised word, or a particle between two.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Token {
    start: u32,
    end: u32,
    /// The number of its form; [`PARTICLE`] has none.
    pub form: u32,
    /// The number of the mention it is part of.
    pub mention: u32,
    /// The number of its sentence, over title and body.
    pub sentence: u32,
    /// The next token of the same form, [`NONE`] at the last.
    next: u32,
    /// What is known of it.
    pub marks: Marks,
}

bitflags! {
    /// What is known of a token.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(in crate::rules) struct Marks: u16 {
        /// Stands in the article's title field.
        const TITLE = 1;
        /// Stands where everything is capitalised: a title, a first line, a sentence in title case.
        const HEADLINE = 1 << 1;
        /// The first word of a sentence, a quotation, a bracket or a clause behind a colon.
        const FIRST = 1 << 2;
        /// Followed by a possessive `'s`, or ends in s and is followed by an apostrophe.
        const POSSESSIVE = 1 << 3;
        /// Two letters or more, all of them capitals.
        const CAPS = 1 << 4;
        /// Joined to the token before it by a hyphen, without a space.
        const HYPHENED = 1 << 5;
        /// A lower-case particle of a name: `de`, `bin`, `al-`.
        const PARTICLE = 1 << 6;
        /// Letters of ASCII only.
        const ASCII = 1 << 7;
        /// A single letter, as of a middle name.
        const INITIAL = 1 << 8;
    }
}

/// Tokens that stand side by side.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Mention {
    first: u32,
    behind: u32,
}

/// One spelling of a token, whatever its case.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Form {
    /// Its first token.
    first: u32,
    /// Its last token so far: where the next is chained on.
    last: u32,
    /// How many tokens have it.
    pub count: u32,
    /// How many of them where a capital says something: neither [`Marks::FIRST`] nor
    /// [`Marks::HEADLINE`].
    pub telling: u32,
}

/// No token, form or mention.
pub(in crate::rules) const NONE: u32 = u32::MAX;

#[allow(
    dead_code,
    reason = "rules of this family that land one by one ask for them"
)]
impl Mentions {
    /// Every token, title first, in order of the text.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Every mention, in order.
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// Every form, by its first token.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// The tokens of a form, by number, in order of the text.
    pub fn of_form(&self, form: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.forms[form as usize].first;
        std::iter::successors(Some(first), |&at| {
            Some(self.tokens[at as usize].next).filter(|&next| next != NONE)
        })
    }

    /// How the first token of a form is written.
    pub fn spelling<'d>(&self, doc: &'d Document, form: u32) -> &'d str {
        self.tokens[self.forms[form as usize].first as usize].text(doc)
    }

    /// The mention of that number as tokens.
    pub fn tokens_of(&self, mention: u32) -> &[Token] {
        &self.tokens[self.mentions[mention as usize].tokens()]
    }

    /// Where a mention stands in its field, from its first token to its last.
    pub fn span(&self, mention: u32) -> Range<usize> {
        let tokens = self.tokens_of(mention);
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.start as usize..last.end as usize,
            _ => 0..0,
        }
    }
}

impl View for Mentions {
    fn build(doc: &Document) -> Self {
        reader::read(doc)
    }
}

impl Token {
    /// Where it stands in its field, without the possessive.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The field its span points into.
    pub fn field(&self) -> Field {
        if self.marks.contains(Marks::TITLE) {
            Field::Title
        } else {
            Field::Text
        }
    }

    /// How it is written. `doc` is the document the mentions were asked of.
    pub fn text<'d>(&self, doc: &'d Document) -> &'d str {
        &field_text(doc, self.field())[self.range()]
    }

    /// Whether its capital is evidence of a name.
    pub fn is_telling(&self) -> bool {
        !self.marks.intersects(Marks::FIRST | Marks::HEADLINE)
    }
}

impl Mention {
    /// Its tokens, as numbers.
    pub fn tokens(self) -> Range<usize> {
        self.first as usize..self.behind as usize
    }
}

/// The text that spans of `field` index.
pub(in crate::rules) fn field_text(doc: &Document, field: Field) -> &str {
    match field {
        Field::Title => doc.title().map_or("", Document::text),
        _ => doc.text(),
    }
}
