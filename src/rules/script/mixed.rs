//! Words that hold letters of more than one script, and what is to be made of them.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_script::Script;

use super::reading::Reading;
use crate::text::{Document, Facts, View};

/// What a text must hold to have letters of a second script.
pub(super) const BEYOND_LATIN: Facts = Facts::GREEK
    .union(Facts::CYRILLIC)
    .union(Facts::ARMENIAN)
    .union(Facts::HEBREW)
    .union(Facts::ARABIC)
    .union(Facts::ASIAN)
    .union(Facts::KANA)
    .union(Facts::HAN)
    .union(Facts::HANGUL)
    .union(Facts::RARE)
    .union(Facts::ASTRAL);

/// The words of a text that hold letters of more than one script and should not.
pub(super) struct MixedWords(Vec<MixedWord>);

/// A word with letters of more than one script.
pub(super) struct MixedWord {
    /// Letters and marks only.
    pub(super) span: Range<usize>,
    /// What it is.
    pub(super) reading: Reading,
}

/// The longest word looked at, in characters: longer ones are no words.
pub(super) const LONGEST: usize = 64;

impl MixedWords {
    /// In order of the text.
    pub(super) fn as_slice(&self) -> &[MixedWord] {
        &self.0
    }

    /// Whether any byte of `span` belongs to a mixed word.
    pub(super) fn touch(&self, span: &Range<usize>) -> bool {
        let after = self.0.partition_point(|word| word.span.end <= span.start);
        self.0
            .get(after)
            .is_some_and(|word| word.span.start < span.end)
    }
}

impl View for MixedWords {
    fn build(doc: &Document) -> Self {
        let text = doc.text();
        let scripts = doc.scripts();
        let home = home(doc).unwrap_or(Script::Latin);
        let mut words: Vec<MixedWord> = Vec::new();
        let mut looked_at = 0;
        for pair in scripts.runs().windows(2) {
            doc.stop().leave_if_set();
            let seam = pair[1].span.start;
            if seam < looked_at {
                continue;
            }
            let glued = text[..seam].chars().next_back().is_some_and(is_of_word);
            if glued && !doc.masks().covers(seam) {
                let span = word_around(text, seam, 2 * LONGEST);
                looked_at = span.end;
                let reading = if is_in_address(text, span.start) {
                    Reading::Honest
                } else {
                    Reading::of(&text[span.clone()], home)
                };
                if reading != Reading::Honest {
                    words.push(MixedWord { span, reading });
                }
            }
        }
        MixedWords(words)
    }
}

/// The script the article is in. An ideograph or a syllable weighs as much as the letters of a
/// short word, and Japanese is at home in all its scripts: the commonest of them stands for it.
pub(super) fn home(doc: &Document) -> Option<Script> {
    let shares = doc.scripts().shares().iter();
    // `max_by_key` takes the last of equals, the shares are sorted by letters.
    let most = shares
        .rev()
        .max_by_key(|&&(script, letters)| letters * weight(script));
    most.map(|&(script, _)| script)
}

/// How many letters of an alphabet a letter of `script` stands for.
pub(super) fn weight(script: Script) -> usize {
    match script {
        Script::Han | Script::Hiragana | Script::Katakana => 4,
        Script::Hangul => 2,
        _ => 1,
    }
}

/// Scripts written without spaces, or whose particles follow a foreign word without one.
pub(super) fn is_unspaced(script: Script) -> bool {
    matches!(
        script,
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Bopomofo
            | Script::Hangul
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar
            | Script::Tibetan
            | Script::Javanese
            | Script::Balinese
            | Script::Yi
    )
}

/// Behind the dot, stroke or sign of an address, as in `site.comга`.
fn is_in_address(text: &str, start: usize) -> bool {
    let mut before = text[..start].chars().rev();
    matches!(before.next(), Some('.' | '@' | '/' | '_'))
        && before.next().is_some_and(|c| c.is_ascii_alphanumeric())
}

/// The letters and marks around `at`, at most so many characters to either side.
pub(super) fn word_around(text: &str, at: usize, most: usize) -> Range<usize> {
    let of_word = |character: &char| is_of_word(*character);
    let back = text[..at].chars().rev().take(most).take_while(of_word);
    let ahead = text[at..].chars().take(most).take_while(of_word);
    let start = at - back.map(char::len_utf8).sum::<usize>();
    start..at + ahead.map(char::len_utf8).sum::<usize>()
}

pub(super) fn is_of_word(character: char) -> bool {
    character.is_alphabetic() || is_mark(character)
}

pub(super) fn is_mark(character: char) -> bool {
    !character.is_ascii() && is_combining_mark(character)
}
