//! The article: what came in, how it reads, and the analyses made of it so far.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::offsets::Offsets;
use super::reading::Reading;
use super::segment::{
    Masks, Paragraphs, Quotations, Sentences, Word, WordCount, WordHashes, Words,
};
use super::view::{View, Views};
use super::{Decoding, Facts, Scripts, Stop};
use crate::gazetteer::{Gazetteer, NameEntry};

/// Which text of an article a span points into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The headline given beside the body.
    Title,
    /// The body.
    #[default]
    Text,
    /// The source text a translation was made from.
    Source,
}

/// How markup in the body is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MediaType {
    /// `text/plain`: every character stands for itself.
    #[default]
    Plain,
    /// `text/html`: tags are gone, entities stand for their characters.
    Html,
    /// `text/markdown` (`CommonMark`).
    Markdown,
}

/// The text an article was translated from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The source text.
    pub text: String,
    /// BCP 47 tag; empty when unknown.
    pub language: String,
}

/// One article, immutable, with its analyses cached.
///
/// All offsets that rules see are UTF-8 byte offsets into [`Document::text`], the text as a
/// reader sees it. [`Document::to_input`] leads back to the offsets of what came in.
pub struct Document {
    text: String,
    markup: Option<Markup>,
    title: Option<Box<Document>>,
    language: String,
    media_type: MediaType,
    source: Option<Source>,
    names: Vec<NameEntry>,
    lists: Arc<[Gazetteer]>,
    decoding: Option<Decoding>,
    facts: OnceLock<Facts>,
    stop: Stop,
    views: Views,
}

/// The input of a document that does not read as itself, and how it reads.
struct Markup {
    input: String,
    reading: Reading,
}

/// Collects the parts of a [`Document`].
#[derive(Default)]
pub struct DocumentBuilder {
    text: String,
    title: String,
    language: String,
    media_type: MediaType,
    source: Option<Source>,
    names: Vec<NameEntry>,
    decoding: Option<Decoding>,
}

impl Document {
    /// A plain-text article without anything known about it.
    pub fn new(text: impl Into<String>) -> Self {
        Self::builder(text).build()
    }

    /// Starts an article with `text` as its body.
    pub fn builder(text: impl Into<String>) -> DocumentBuilder {
        DocumentBuilder {
            text: text.into(),
            ..DocumentBuilder::default()
        }
    }

    /// The body as a reader sees it: what every rule reads, and what spans of rules index.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The title as a document of its own, when one was given.
    pub fn title(&self) -> Option<&Document> {
        self.title.as_deref()
    }

    /// The language the caller declared (BCP 47), empty when not.
    pub fn declared_language(&self) -> &str {
        &self.language
    }

    /// How the input's markup was read.
    pub fn media_type(&self) -> MediaType {
        self.media_type
    }

    /// The text this one was translated from, when supplied.
    pub fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    /// The caller's own names.
    pub fn names(&self) -> &[NameEntry] {
        &self.names
    }

    /// The lists of names that vouch for every article, shared by all.
    pub fn lists(&self) -> &[Gazetteer] {
        &self.lists
    }

    /// The same article with lists of names that vouch for every article. To be said before
    /// anything is asked of it.
    #[must_use]
    pub fn with_lists(mut self, lists: &Arc<[Gazetteer]>) -> Self {
        self.lists = lists.clone();
        self.title = self.title.map(|title| Box::new(title.with_lists(lists)));
        self
    }

    /// The same article with more names that the caller vouches for. To be said before anything is
    /// asked of it.
    #[must_use]
    pub fn with_names(mut self, names: &[NameEntry]) -> Self {
        self.names.extend_from_slice(names);
        self.title = self.title.map(|title| Box::new(title.with_names(names)));
        self
    }

    /// The same article with analyses that are left in the middle once `stop` is set: as a panic
    /// leaves them, so that from then on it is to be asked by the engine alone, or inside
    /// [`unless_left`](super::unless_left).
    #[must_use]
    pub fn with_stop(mut self, stop: &Stop) -> Self {
        self.stop = stop.clone();
        self.title = self.title.map(|title| Box::new(title.with_stop(stop)));
        self
    }

    /// What the loops of analyses ask, at least every 64 KiB of text.
    pub fn stop(&self) -> &Stop {
        &self.stop
    }

    /// What decoding did, when the article came as bytes.
    pub fn decoding(&self) -> Option<&Decoding> {
        self.decoding.as_ref()
    }

    /// What occurs in the text at all.
    #[inline]
    pub fn facts(&self) -> Facts {
        *self.facts.get_or_init(|| Facts::of(&self.text))
    }

    /// The analysis `V`, built on first use.
    #[inline]
    pub fn view<V: View>(&self) -> &V {
        self.views.get(self)
    }

    /// The analysis `V`, made by `build` on first use; none when `build` gives up, which is not kept:
    /// for work that is told to stop.
    pub fn try_view<V: std::any::Any + Send + Sync>(
        &self,
        build: impl FnOnce() -> Option<V>,
    ) -> Option<&V> {
        self.views.try_get(build)
    }

    /// The words that hold a letter or digit (UAX #29), in order.
    #[inline]
    pub fn words(&self) -> &[Word] {
        self.view::<Words>().as_slice()
    }

    /// A number for each of the words, the same for small letters and capitals
    /// ([`word_hash`](super::word_hash)).
    #[inline]
    pub fn word_hashes(&self) -> &[u64] {
        self.view::<WordHashes>().as_slice()
    }

    /// Number and word of those that begin with a capital.
    pub fn capital_words(&self) -> impl Iterator<Item = (usize, &Word)> {
        self.numbered(self.view::<Words>().capitals())
    }

    /// Number and word of those that hold a digit, or a capital behind the first character.
    pub fn uneven_words(&self) -> impl Iterator<Item = (usize, &Word)> {
        self.numbered(self.view::<Words>().uneven())
    }

    fn numbered<'d>(&'d self, numbers: &'d [u32]) -> impl Iterator<Item = (usize, &'d Word)> {
        let words = self.words();
        let numbers = numbers.iter().map(|&at| at as usize);
        numbers.map(move |at| (at, &words[at]))
    }

    /// The words of the sentences that are numbered so, as numbers of words: nobody need look for
    /// where a sentence's words end.
    pub fn words_of(&self, sentences: Range<usize>) -> Range<usize> {
        self.view::<Words>().of_sentences(sentences)
    }

    /// The lines, without their terminators, empty ones included.
    #[inline]
    pub fn lines(&self) -> &[Range<usize>] {
        self.view::<super::segment::Lines>().as_slice()
    }

    /// Runs of non-blank lines.
    pub fn paragraphs(&self) -> &[Range<usize>] {
        self.view::<Paragraphs>().as_slice()
    }

    /// The sentences (UAX #29, never across a line end), trimmed, in order.
    #[inline]
    pub fn sentences(&self) -> &[Range<usize>] {
        self.view::<Sentences>().as_slice()
    }

    /// The stretches that are not prose: addresses, handles, code.
    #[inline]
    pub fn masks(&self) -> &Masks {
        self.view()
    }

    /// The quoted stretches.
    pub fn quotations(&self) -> &Quotations {
        self.view()
    }

    /// The runs of one script, and the script most of the text is in.
    pub fn scripts(&self) -> &Scripts {
        self.view()
    }

    /// How many words the article counts as in scoring.
    pub fn word_count(&self) -> usize {
        self.view::<WordCount>().0
    }

    /// Offsets of the input in other units.
    pub fn offsets(&self) -> &Offsets {
        self.view()
    }

    /// The text that came in, which spans of reports index.
    pub fn input(&self) -> &str {
        self.markup
            .as_ref()
            .map_or(&self.text, |markup| &markup.input)
    }

    /// The span of the input that a span of [`Document::text`] stands for: on character
    /// boundaries, and in the order of the text.
    pub fn to_input(&self, span: Range<usize>) -> Range<usize> {
        match &self.markup {
            Some(markup) => markup.reading.to_input(span),
            None => span,
        }
    }

    /// Whether a span of [`Document::text`] stands in the input just so, without markup or
    /// entities in it. Only such a span can be replaced in the input by text alone.
    pub fn is_verbatim(&self, span: Range<usize>) -> bool {
        self.markup
            .as_ref()
            .is_none_or(|markup| markup.reading.is_verbatim(span))
    }

    /// The stretches of the text that the markup says are code.
    pub(super) fn code(&self) -> &[Range<usize>] {
        self.markup
            .as_ref()
            .map_or(&[], |markup| &markup.reading.code)
    }
}

impl DocumentBuilder {
    /// The headline.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The language of the article, a BCP 47 tag; empty means: find out.
    #[must_use]
    pub fn language(mut self, tag: impl Into<String>) -> Self {
        self.language = tag.into();
        self
    }

    /// How to read markup.
    #[must_use]
    pub fn media_type(mut self, media_type: MediaType) -> Self {
        self.media_type = media_type;
        self
    }

    /// The text this article was translated from.
    #[must_use]
    pub fn source(mut self, source: Source) -> Self {
        self.source = Some(source);
        self
    }

    /// The caller's names.
    #[must_use]
    pub fn names(mut self, names: Vec<NameEntry>) -> Self {
        self.names = names;
        self
    }

    /// What decoding did to get the text.
    #[must_use]
    pub fn decoding(mut self, decoding: Decoding) -> Self {
        self.decoding = Some(decoding);
        self
    }

    /// The article.
    pub fn build(self) -> Document {
        let title = (!self.title.is_empty()).then(|| {
            Box::new(
                Document::builder(self.title)
                    .language(self.language.clone())
                    .names(self.names.clone())
                    .build(),
            )
        });
        let (text, markup) = match Reading::of(&self.text, self.media_type) {
            None => (self.text, None),
            Some(mut reading) => {
                let text = std::mem::take(&mut reading.text);
                let input = self.text;
                (text, Some(Markup { input, reading }))
            }
        };
        Document {
            text,
            markup,
            title,
            language: self.language,
            media_type: self.media_type,
            source: self.source,
            names: self.names,
            lists: Arc::default(),
            decoding: self.decoding,
            facts: OnceLock::new(),
            stop: Stop::never(),
            views: Views::default(),
        }
    }
}
