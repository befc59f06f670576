//! Stretches in a script the article does not use, and whether the text explains them.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

use super::confusables::{fold, is_alike, is_odd_latin};
use super::mixed::{MixedWords, home, is_of_word, weight};
use crate::language::ArticleLanguage;
use crate::text::{Document, ScriptRun, View};

/// The stretches of a text in scripts it does not use.
pub(super) struct ForeignStretches(Vec<ForeignStretch>);

/// Words of one foreign script, with what stands between them.
pub(super) struct ForeignStretch {
    /// From the first letter to the last.
    pub(super) span: Range<usize>,
    pub(super) script: Script,
    pub(super) letters: usize,
    pub(super) words: usize,
    /// A lone word all of whose letters look like letters of the article's script: what it reads
    /// as.
    pub(super) lookalike: Option<String>,
}

impl ForeignStretches {
    /// In order of the text.
    pub(super) fn as_slice(&self) -> &[ForeignStretch] {
        &self.0
    }
}

impl View for ForeignStretches {
    fn build(doc: &Document) -> Self {
        let Some(home) = home(doc).filter(|&home| letters_of(doc, home) >= LEAST_LETTERS) else {
            return ForeignStretches(Vec::new());
        };
        let own = Own::of(doc, home);
        let mixed = doc.view::<MixedWords>();
        let text = doc.text();
        let mut stretches: Vec<ForeignStretch> = Vec::new();
        for (script, span) in joined(doc.scripts().runs()) {
            doc.stop().leave_if_set();
            // Scripts of the past are shown, not written.
            if own.uses(script) || !script.is_recommended() {
                continue;
            }
            let span = whole_words(text, span, mixed);
            let (letters, words) = measure(&text[span.clone()]);
            if letters > 0 && !doc.masks().covers(span.start) {
                let lookalike = reads_as(text, &span, script, home, words);
                stretches.push(ForeignStretch {
                    span,
                    script,
                    letters,
                    words,
                    lookalike,
                });
            }
        }
        ForeignStretches(stretches)
    }
}

/// Fewer letters than this are a list or a sign, not an article in some script.
const LEAST_LETTERS: usize = 20;

fn letters_of(doc: &Document, script: Script) -> usize {
    let shares = doc.scripts().shares().iter();
    let own = shares.filter(|&&(own, _)| own == script);
    own.map(|&(script, letters)| letters * weight(script)).sum()
}

/// The runs of a text, those of ideographs and syllables that follow one another as one.
fn joined(runs: &[ScriptRun]) -> impl Iterator<Item = (Script, Range<usize>)> {
    let east_asian = |script| {
        matches!(
            script,
            Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo
        )
    };
    runs.chunk_by(move |a, b| east_asian(a.script) && east_asian(b.script))
        .filter_map(|chunk| {
            let (first, last) = (chunk.first()?, chunk.last()?);
            Some((first.script, first.span.start..last.span.end))
        })
}

/// The scripts an article is written in.
struct Own(Vec<Script>);

impl Own {
    fn of(doc: &Document, home: Script) -> Self {
        let mut own = match home {
            Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo => {
                vec![
                    Script::Han,
                    Script::Hiragana,
                    Script::Katakana,
                    Script::Bopomofo,
                ]
            }
            Script::Hangul => vec![Script::Hangul, Script::Han],
            home => vec![home],
        };
        // A text in two scripts by halves uses both.
        let shares = || {
            doc.scripts()
                .shares()
                .iter()
                .map(|&(script, letters)| (script, letters * weight(script)))
        };
        let most = shares().map(|(_, letters)| letters).max().unwrap_or(0);
        own.extend(
            shares()
                .filter(|&(_, letters)| letters * 5 > most * 4)
                .map(|(script, _)| script),
        );
        // Languages with two scripts in daily use.
        let language = &doc.view::<ArticleLanguage>().tag;
        if matches!(
            language.as_str(),
            "sr" | "bs" | "uz" | "az" | "tk" | "mn" | "cnr"
        ) {
            own.extend([Script::Latin, Script::Cyrillic]);
        }
        Own(own)
    }

    fn uses(&self, script: Script) -> bool {
        self.0.contains(&script)
    }
}

/// `span` without the parts of mixed words at its ends: those are another rule's.
fn whole_words(text: &str, mut span: Range<usize>, mixed: &MixedWords) -> Range<usize> {
    let first_letter = |span: &Range<usize>| span.start..(span.start + 1).min(span.end);
    if mixed.touch(&first_letter(&span)) {
        let rest = &text[span.clone()];
        span.start = match rest.find(|c| !is_of_word(c)) {
            Some(blank) => {
                let ahead = &rest[blank..];
                let skipped = ahead.find(is_of_word).unwrap_or(ahead.len());
                span.start + blank + skipped
            }
            None => span.end,
        };
    }
    if span.start < span.end && mixed.touch(&(span.end - 1..span.end)) {
        let rest = &text[span.clone()];
        span.end = rest.rfind(|c| !is_of_word(c)).map_or(span.start, |blank| {
            span.start + rest[..blank].trim_end_matches(|c| !is_of_word(c)).len()
        });
    }
    span
}

/// Letters and words.
fn measure(text: &str) -> (usize, usize) {
    let (mut letters, mut words, mut inside) = (0, 0, false);
    for character in text.chars() {
        let of_word = is_of_word(character);
        words += usize::from(of_word && !inside);
        letters += usize::from(of_word);
        inside = of_word;
    }
    (letters, words)
}

/// What a lone foreign word reads as in the script of the article, if all its letters have
/// look-alikes there and it is not likelier meant as it stands.
fn reads_as(
    text: &str,
    span: &Range<usize>,
    script: Script,
    home: Script,
    words: usize,
) -> Option<String> {
    let word = &text[span.clone()];
    if words != 1 || word.len() > 64 || !is_alike(script) || !is_alike(home) {
        return None;
    }
    let letters = word.chars().count();
    let capitals = word.chars().all(char::is_uppercase);
    let meant = match (script, home) {
        // Latin names stand in every text; only letters of no alphabet give a forgery away.
        (Script::Latin, _) => !word.chars().any(is_odd_latin),
        // Letters of science, fraternities.
        (Script::Greek, _) => letters < 3 || capitals && letters < 4,
        // One letter: an item, a class; unless a small word goes on.
        _ => letters == 1 && !followed_by_word(&text[span.end..], home),
    };
    if meant {
        return None;
    }
    fold(word, home)
}

/// Whether a small word in `script` follows after one blank.
fn followed_by_word(rest: &str, script: Script) -> bool {
    let next = rest.strip_prefix(' ').and_then(|rest| rest.chars().next());
    next.is_some_and(|c| c.is_lowercase() && c.script() == script)
}
