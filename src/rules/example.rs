//! The texts a rule shows itself by; a test runs every one of them.

use std::ops::Range;

/// A short text with what a rule does to it.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    marked: &'static str,
    /// The article's language, empty when the rule needs none.
    pub language: &'static str,
    /// The article's title, empty when it has none.
    pub title: &'static str,
    /// The best suggestion expected, when the example shows one.
    pub suggestion: Option<&'static str>,
    /// The caller's list of names as CSV, empty when the rule needs none.
    pub names: &'static str,
    /// The media type, `text/plain` unless said otherwise.
    pub media_type: &'static str,
    /// Whether no rule at all may flag it.
    pub silent: bool,
}

/// A text that the rule flags: the span stands between `⟦` and `⟧`.
pub const fn flagged(marked: &'static str) -> Example {
    Example {
        marked,
        language: "",
        title: "",
        suggestion: None,
        names: "",
        media_type: "text/plain",
        silent: false,
    }
}

/// A near miss that the rule leaves alone.
pub const fn clean(text: &'static str) -> Example {
    flagged(text)
}

impl Example {
    /// The language the text is in.
    #[must_use]
    pub const fn lang(mut self, tag: &'static str) -> Self {
        self.language = tag;
        self
    }

    /// The article's title.
    #[must_use]
    pub const fn title(mut self, title: &'static str) -> Self {
        self.title = title;
        self
    }

    /// The best suggestion the first marked span must get.
    #[must_use]
    pub const fn fix(mut self, suggestion: &'static str) -> Self {
        self.suggestion = Some(suggestion);
        self
    }

    /// The names the caller vouches for, as a CSV list.
    #[must_use]
    pub const fn names(mut self, list: &'static str) -> Self {
        self.names = list;
        self
    }

    /// How markup is to be read.
    #[must_use]
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = media_type;
        self
    }

    /// No rule at all may flag it.
    #[must_use]
    pub const fn silent(mut self) -> Self {
        self.silent = true;
        self
    }

    /// The text without the marks.
    pub fn text(&self) -> String {
        self.marked.replace(['⟦', '⟧'], "")
    }

    /// The spans between the marks, UTF-8 bytes of [`Example::text`].
    pub fn spans(&self) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        let (mut at, mut start) = (0, 0);
        for character in self.marked.chars() {
            match character {
                '⟦' => start = at,
                '⟧' => spans.push(start..at),
                _ => at += character.len_utf8(),
            }
        }
        spans
    }

    /// The text with its marks, as the catalogue shows it.
    pub fn marked(&self) -> &'static str {
        self.marked
    }
}
