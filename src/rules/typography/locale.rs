//! What typesetters of a language do with the blanks around marks.

use crate::language::ArticleLanguage;
use crate::text::Document;

/// The article's language as a primary subtag, empty when it cannot be told.
pub(super) fn language(doc: &Document) -> &str {
    &doc.view::<ArticleLanguage>().tag
}

/// Languages whose norm sets `; : ! ?` close to the word, so that a blank before them is a slip.
/// French and the languages written by its habits (Breton, many of West and Central Africa) set a
/// blank there, and of most languages nobody has told us: those are left alone.
const CLOSE: &[&str] = &[
    "bg", "ca", "cs", "da", "de", "en", "es", "et", "fi", "gl", "hr", "hu", "is", "it", "lt", "lv",
    "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk",
];

/// Whether the language is known to set `; : ! ?` without a blank before.
pub(super) fn sets_marks_close(language: &str) -> bool {
    CLOSE.contains(&language)
}

/// Whether a slip of the blank key can be told from the habits of the language: it is one of the
/// well-described ones, or not known at all.
pub(super) fn knows_habits(language: &str) -> bool {
    language.is_empty() || language == "fr" || sets_marks_close(language)
}

/// Whether `character` is of a script with capitals that sets blanks between words and sentences:
/// Latin, Greek, Cyrillic, Armenian, Georgian.
pub(super) fn spaces_words(character: char) -> bool {
    matches!(u32::from(character),
        0x41..=0x24F | 0x370..=0x58F | 0x1E00..=0x1FFF | 0x10A0..=0x10FF | 0x1C90..=0x1CBF)
}

/// Whether the character is of the Arabic script, whose press sets two dots for a pause.
pub(super) fn is_arabic(character: char) -> bool {
    matches!(u32::from(character), 0x600..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFE)
}

/// Whether `character` is of a script without capitals that sets blanks between words and
/// sentences: Hebrew, Arabic and its neighbours, the scripts of India.
pub(super) fn is_uncased_with_blanks(character: char) -> bool {
    matches!(u32::from(character), 0x590..=0xDFF) || is_arabic(character)
}
