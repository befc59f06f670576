//! Whether the text itself explains a stretch in another script: in brackets or quotation marks,
//! behind a label, beside its translation, or in a sentence that speaks of its language.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

use super::mixed::is_unspaced;
use crate::text::Document;

/// How far, in bytes, brackets and labels are looked for.
const REACH: usize = 160;
/// Up to so many words a stretch may be a gloss by what stands near it.
const FEW_WORDS: usize = 4;

/// Whether the stretch at `span`, of `words` words in `script`, is explained.
pub(super) fn explains(doc: &Document, span: &Range<usize>, words: usize, script: Script) -> bool {
    let text = doc.text();
    let line = line_around(text, span);
    let before = &text[line.start..span.start];
    let behind = &text[span.end..line.end];
    is_bracketed(before, behind)
        || is_quoted(before, behind)
        || is_quotation(doc, span, script)
        || words <= FEW_WORDS
            && (is_name_in_signs(before, span, script)
                || is_labelled(before)
                || is_paired(before, behind)
                || is_rendered(before, behind, script)
                || names_language(before, behind, script))
}

/// The line `span` stands in, as far as [`REACH`] to either side.
fn line_around(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.saturating_sub(REACH));
    let end = text.ceil_char_boundary((span.end + REACH).min(text.len()));
    let start = memchr::memrchr(b'\n', &text.as_bytes()[start..span.start])
        .map_or(start, |at| start + at + 1);
    let end =
        memchr::memchr(b'\n', &text.as_bytes()[span.end..end]).map_or(end, |at| span.end + at);
    start..end
}

/// An opening bracket before, not closed, and its partner behind.
fn is_bracketed(before: &str, behind: &str) -> bool {
    let mut depth = 0;
    for (at, character) in before.char_indices().rev() {
        match character {
            ')' | ']' | '）' | '】' | '}' => depth += 1,
            '(' | '[' | '（' | '【' | '{' if depth == 0 => {
                let closing = behind.find([')', ']', '）', '】', '}']);
                // A bracket that holds a clause of the article as well is not round the gloss.
                return closing.is_some_and(|end| before.len() - at + end <= 80);
            }
            '(' | '[' | '（' | '【' | '{' => depth -= 1,
            _ => {}
        }
    }
    false
}

const OPENING: &[char] = &[
    '"', '\'', '“', '”', '„', '‘', '’', '‚', '«', '»', '‹', '›', '「', '『', '《', '〈', '*', '_',
    '`',
];

/// A quotation mark on both sides, with nothing but punctuation between.
fn is_quoted(before: &str, behind: &str) -> bool {
    let open = before.trim_end_matches([' ', '\u{A0}', '…', '¿', '¡', '-']);
    let close =
        behind.trim_start_matches([' ', '\u{A0}', '.', '!', '?', ',', '…', '؟', '،', '。', '-']);
    let is_mark = |c: char| OPENING.contains(&c) || matches!(c, '」' | '』' | '》' | '〉');
    open.chars()
        .next_back()
        .is_some_and(|c| OPENING.contains(&c))
        && close.chars().next().is_some_and(is_mark)
}

/// In a quotation most of whose letters are of its script.
fn is_quotation(doc: &Document, span: &Range<usize>, script: Script) -> bool {
    if !doc.quotations().hold(span) {
        return false;
    }
    let quotations = doc.quotations().as_slice();
    let from = quotations.partition_point(|q| q.outer.start <= span.start);
    quotations[..from].iter().rev().take(4).any(|quotation| {
        if quotation.outer.end < span.end || quotation.inner.len() > span.len() * 3 + 40 {
            return false;
        }
        let inner = &doc.text()[quotation.inner.clone()];
        let letters = inner.chars().filter(|c| c.is_alphabetic());
        let (all, own) = letters.fold((0, 0), |(all, own), c| {
            (all + 1, own + usize::from(c.script() == script))
        });
        own * 3 > all * 2
    })
}

/// A colon, or an equals sign, right before it.
fn is_labelled(before: &str) -> bool {
    let before = before.trim_end_matches([
        ' ', '\u{A0}', '\u{200E}', '\u{200F}', '\u{2067}', '\u{2068}',
    ]);
    before.ends_with([':', '：', '=', '≈'])
}

/// A few ideographs or syllables behind a capitalised name: the name again, as its bearer signs.
fn is_name_in_signs(before: &str, span: &Range<usize>, script: Script) -> bool {
    let word = before
        .strip_suffix(' ')
        .and_then(|before| before.rsplit(' ').next());
    let capital = word
        .and_then(|word| word.chars().next())
        .is_some_and(char::is_uppercase);
    capital && is_unspaced(script) && span.len() <= 24
}

/// A slash, bar or equals sign between it and its counterpart.
fn is_paired(before: &str, behind: &str) -> bool {
    let between = |c: char| matches!(c, '/' | '|' | '=' | '∕' | '／' | '｜' | '~');
    let near = |c: Option<char>| c.is_some_and(between);
    near(before.trim_end().chars().next_back()) || near(behind.trim_start().chars().next())
}

/// Its meaning follows in brackets: `At Маленькая ночь (Little Night) they sang`. On a line of its own
/// it is a headline that nobody translated, with the paper it is from.
fn is_rendered(before: &str, behind: &str, script: Script) -> bool {
    let bracket = behind.trim_start_matches(['"', '”', '»', '’', ' ', '\u{A0}']);
    let Some((meaning, rest)) = bracket
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
    else {
        return false;
    };
    let is_own = |letter: char| letter.is_alphabetic() && letter.script() != script;
    let is_alone = !before.contains(is_own) && !rest.contains(is_own);
    let letters = || meaning.chars().filter(|c| c.is_alphabetic());
    !is_alone && letters().count() >= 3 && letters().all(is_own)
}

/// The sentence speaks of the language or the script: `the Russian word правда means truth`.
fn names_language(before: &str, behind: &str, script: Script) -> bool {
    let names = language_names(script).iter().chain(writing_words(script));
    let stop = |c: char| matches!(c, '!' | '?' | '。');
    let sentence = |part: &str| names.clone().any(|name| part.contains(name));
    let before = before.rsplit(stop).next().unwrap_or_default();
    let behind = behind.split(stop).next().unwrap_or_default();
    sentence(before) || sentence(behind)
}

/// What is said of words in any foreign script.
fn writing_words(script: Script) -> &'static [&'static str] {
    match script {
        Script::Han | Script::Hiragana | Script::Katakana => {
            &["word ", "words ", "character", "written "]
        }
        _ => &[
            "word ", "words ", "letter ", "letters ", "spelled ", "spelt ", "written ",
        ],
    }
}

/// What languages of a script are called in the languages most news are written in: beginnings
/// that the names share.
fn language_names(script: Script) -> &'static [&'static str] {
    match script {
        Script::Cyrillic => &[
            "Russian word",
            "Russian for",
            "Russian term",
            "in Russian",
            "Ukrainian word",
            "Ukrainian for",
            "in Ukrainian",
            "Bulgarian word",
            "Serbian word",
            "Cyrillic",
            "kyrillisch",
            "russisch ",
            "auf Russisch",
            "cyrillique",
            "en russe",
            "mot russe",
            "en ruso",
            "palabra rusa",
            "cirílic",
            "in russo",
            "cirillic",
            "po rosyjsku",
        ],
        Script::Arabic => &[
            "in Arabic",
            "Arabic for",
            "Arabic word",
            "Arabic term",
            "in Persian",
            "Persian for",
            "in Farsi",
            "in Urdu",
            "auf Arabisch",
            "arabisch für",
            "en arabe",
            "mot arabe",
            "en árabe",
            "palabra árabe",
            "in arabo",
        ],
        Script::Greek => &[
            "in Greek",
            "Greek for",
            "Greek word",
            "Greek letter",
            "Greek-letter",
            "griechisch",
            "en grec",
            "mot grec",
            "en griego",
            "in greco",
        ],
        Script::Han | Script::Hiragana | Script::Katakana => &[
            "in Chinese",
            "Chinese for",
            "Chinese word",
            "in Japanese",
            "Japanese for",
            "Japanese word",
            "kanji",
            "auf Chinesisch",
            "en chinois",
            "en chino",
            "en japonais",
        ],
        _ => &[
            "in Hebrew",
            "Hebrew for",
            "in Korean",
            "Korean for",
            "in Hindi",
            "Hindi for",
            "in Thai",
            "in Georgian",
            "in Armenian",
        ],
    }
}
