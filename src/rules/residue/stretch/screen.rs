//! Which stretches need no closer look: asked of every line and sentence, so it reads but a word or
//! two of each.

use std::ops::Range;

use super::{OWNER_WITHIN, PROSE_WORDS, Reader, SENTENCE_WORDS};
use crate::rules::residue::phrasebook::{Anchors, Opening};
use crate::rules::residue::tokens::{self, Class, Token};

impl Reader<'_> {
    /// Whether a stretch that ends as sentences do is prose and nothing else. A no says nothing: this
    /// spares nearly all sentences the closer look.
    pub(super) fn is_plain_sentence(&mut self, span: &Range<usize>) -> bool {
        if self.may_hold_phrase(span) {
            return false;
        }
        if has_words(self.text.as_bytes(), span) {
            return true;
        }
        self.tokens.clear();
        tokens::read(
            self.text,
            span.clone(),
            SENTENCE_WORDS + 2,
            &mut self.tokens,
        );
        self.book.name_networks(&mut self.tokens, 0);
        self.tokens.len() >= SENTENCE_WORDS
    }

    /// Whether a stretch without an end mark is a heading and nothing else. A no says nothing.
    pub(super) fn is_plain_heading(&self, span: &Range<usize>) -> bool {
        let text = &self.text[span.clone()];
        let plain =
            |byte: u8| matches!(byte, b'A'..=b'Z' | b'a'..=b'z' | b' ' | b',' | b'\'' | b'-');
        let parting = || text.bytes().filter(|byte| !byte.is_ascii_alphabetic());
        // It has not the words of prose; no digit of a date, no bar of a list.
        text.bytes().all(plain)
            && (text.len() <= 2 * PROSE_WORDS || parting().count() < PROSE_WORDS)
            && !self.may_hold_phrase(span)
    }

    /// Whether anything at the start, at the end or between may be furniture; without a word in it,
    /// it may be anything.
    fn may_hold_phrase(&self, span: &Range<usize>) -> bool {
        let text = &self.text[span.clone()];
        let Some(first) = tokens::first(self.text, span.clone()) else {
            return true;
        };
        let next = |word: &Token| tokens::first(self.text, word.end..span.end);
        let last = || tokens::last(self.text, span);
        let may_be_owner = || {
            if !self.has_owner {
                return false;
            }
            let mut signs = memchr::memchr2_iter(b'(', 0xC2, text.as_bytes());
            signs.any(|at| {
                let sign = &text.as_bytes()[at..];
                sign.starts_with("©".as_bytes()) || matches!(sign, [b'(', b'c' | b'C', b')', ..])
            })
        };
        first.class == Class::Number
            || self.book.opening(&first, next) == Opening::Possible
            || last().is_some_and(|last| self.book.may_end(&last))
            || may_be_owner()
    }

    /// Whether a phrase opens the stretch: the cheap question, asked of every sentence.
    pub(in crate::rules::residue) fn may_be_furniture(&mut self, stretch: &Range<usize>) -> bool {
        const HEAD_WORDS: usize = 12;
        let Some(first) = tokens::first(self.text, stretch.clone()) else {
            return false;
        };
        // The sign is two bytes and has to end within the bound.
        let head = stretch.end.min(stretch.start + OWNER_WITHIN + 1);
        let head = &self.text.as_bytes()[stretch.start..head];
        if self.has_owner && head.array_windows().any(|two| *two == [0xC2, 0xA9]) {
            return true;
        }
        let rest = first.end..stretch.end;
        let next = |word: &Token| tokens::first(self.text, word.end..stretch.end);
        match self.book.opening(&first, next) {
            Opening::None => return false,
            Opening::Word => return true,
            Opening::Possible => {}
        }
        self.tokens.clear();
        self.tokens.push(first);
        tokens::read(self.text, rest, HEAD_WORDS, &mut self.tokens);
        self.book.name_networks(&mut self.tokens, 0);
        let mut known = self.tokens[0].class == Class::Network;
        self.book
            .phrases(&self.tokens, Anchors::all(), |_| known = true);
        known
    }
}

/// Whether the stretch has more words than a sentence needs, even if each two of them were the name
/// of a network: counts only what any script writes between blanks in ASCII, near the start.
fn has_words(text: &[u8], span: &Range<usize>) -> bool {
    const NEAR: usize = 128;
    let head = &text[span.start..span.end.min(span.start + NEAR)];
    // Without branches and in bytes, so that the compiler asks of many pairs at once.
    let pairs = head.iter().zip(head.get(1..).unwrap_or_default());
    let begins = pairs.map(|(&a, &b)| u8::from(a == b' ') & u8::from(b.is_ascii_alphabetic()));
    usize::from(begins.sum::<u8>()) >= 2 * SENTENCE_WORDS
}
