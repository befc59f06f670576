//! The small words inside names. Knows words, no text.

/// Lower-case words that stand between the parts of a name in some language, spaced.
pub(in crate::rules::names) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "di"
            | "del"
            | "dos"
            | "das"
            | "der"
            | "den"
            | "du"
            | "la"
            | "le"
            | "van"
            | "von"
            | "bin"
            | "ibn"
            | "bint"
            | "ben"
            | "al"
            | "el"
            | "ter"
            | "ten"
            | "zu"
            | "af"
            | "av"
            | "y"
            | "abu"
            | "ap"
    )
}

/// Lower-case words that a hyphen joins to a name: the Arabic article as it is spoken before each
/// letter, and its spellings.
pub(super) fn is_article(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "ul"
            | "as"
            | "ash"
            | "ad"
            | "an"
            | "ar"
            | "at"
            | "az"
            | "ed"
            | "er"
            | "es"
            | "ech"
            | "ez"
            | "en"
            | "et"
            | "bin"
            | "ibn"
            | "abu"
            | "abd"
    )
}
