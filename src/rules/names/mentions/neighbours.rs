//! What stands around a token: the name parts beside it, the article and the marks before it.

use std::ops::Range;

use super::{Marks, Mentions, NONE, field_text};
use crate::text::Document;

#[allow(
    dead_code,
    reason = "rules of this family that land one by one ask for them"
)]
impl Mentions {
    /// The name token before token `at` in its mention, over particles.
    pub fn before(&self, at: u32) -> Option<u32> {
        let mention = self.mentions[self.tokens[at as usize].mention as usize].tokens();
        (mention.start..at as usize)
            .rev()
            .find(|&other| self.tokens[other].form != NONE)
            .map(|other| other as u32)
    }

    /// The name token behind token `at` in its mention, over particles.
    pub fn behind(&self, at: u32) -> Option<u32> {
        let token = self.tokens[at as usize];
        if token.marks.contains(Marks::POSSESSIVE) {
            return None;
        }
        let mention = self.mentions[token.mention as usize].tokens();
        (at as usize + 1..mention.end)
            .find(|&other| self.tokens[other].form != NONE)
            .map(|other| other as u32)
    }

    /// The word right before `start` in the text of the token's field, lower-case letters only:
    /// an article, a title, a verb.
    pub fn word_before<'d>(&self, doc: &'d Document, at: u32) -> &'d str {
        let token = self.tokens[at as usize];
        let before = &field_text(doc, token.field())[..token.start as usize];
        let before = before.strip_suffix(' ').unwrap_or(before);
        let from = before
            .char_indices()
            .rev()
            .take(24)
            .take_while(|(_, letter)| letter.is_alphanumeric())
            .last()
            .map_or(before.len(), |(at, _)| at);
        &before[from..]
    }

    /// The word right behind the token, over a possessive.
    pub fn word_behind<'d>(&self, doc: &'d Document, at: u32) -> &'d str {
        let token = self.tokens[at as usize];
        let behind = &field_text(doc, token.field())[token.end as usize..];
        let Some(behind) = behind.strip_prefix(' ') else {
            return "";
        };
        let to = behind
            .char_indices()
            .take(24)
            .find(|(_, letter)| !letter.is_alphanumeric())
            .map_or(behind.len().min(24), |(at, _)| at);
        behind.get(..to).unwrap_or("")
    }

    /// The quotation marks right around `span` of the field of token `at`, if both are there.
    pub fn quoted(&self, doc: &Document, at: u32, span: Range<usize>) -> Option<Range<usize>> {
        const OPEN: &[char] = &['"', '“', '„', '«', '‘', '\''];
        const CLOSE: &[char] = &['"', '”', '“', '»', '’', '\''];
        let text = field_text(doc, self.tokens[at as usize].field());
        let open = text[..span.start].chars().next_back()?;
        let close = text[span.end..].chars().next()?;
        (OPEN.contains(&open) && CLOSE.contains(&close))
            .then(|| span.start - open.len_utf8()..span.end + close.len_utf8())
    }
}
