//! Foreign words that an article means: quoted, in brackets, or a name.

use std::ops::Range;

use super::reader::Run;
use super::wording::name;
use crate::text::{Document, Shape, Word};

/// Whether the words `at` of a sentence are foreign on purpose.
pub(super) fn is_meant(doc: &Document, words: &[Word], at: Range<usize>, run: &Run) -> bool {
    // What fills its sentence has nobody to introduce it.
    if run.left_over >= SPEAKS && run.words <= QUOTED && is_set_apart(doc, &run.span) {
        return true;
    }
    run.left_over > 0
        && (is_name(doc, words, at, run)
            || is_one_compound(doc, run)
            || is_spoken_of(doc, words, run))
}

/// One word with hyphens, which a language may borrow and inflect: `tuk-tuks`.
fn is_one_compound(doc: &Document, run: &Run) -> bool {
    let compound = &doc.text()[run.span.clone()];
    compound.contains('-') && !compound.contains(char::is_whitespace)
}

/// In a sentence that names its language: `the Danish for this is …`.
fn is_spoken_of(doc: &Document, words: &[Word], run: &Run) -> bool {
    /// More are a passage, whatever the sentence speaks of.
    const FEW: usize = 6;
    run.words <= FEW
        && name(run.tag).is_some_and(|language| {
            let mut names = words.iter().filter(|word| word.is_title_case());
            names.any(|word| word.text(doc.text()) == language)
        })
}

/// So many words round a quotation introduce it.
const SPEAKS: usize = 2;
/// A longer quotation is a passage nobody translated, whoever is quoted.
const QUOTED: usize = 12;

/// Alone in quotation marks or brackets.
fn is_set_apart(doc: &Document, span: &Range<usize>) -> bool {
    let quotations = doc.quotations().as_slice();
    let from = quotations.partition_point(|q| q.outer.start <= span.start);
    // A name at the beginning of a slogan is not of the run.
    let is_alone = |inner: &Range<usize>| inner.len() <= span.len() + span.len() / 2 + 12;
    let is_quoted = quotations[..from]
        .iter()
        .rev()
        .take(4)
        .any(|q| q.inner.end + 3 >= span.end && is_alone(&q.inner));
    is_quoted || bracketed(doc.text(), span).is_some_and(|inner| is_alone(&inner))
}

/// What the brackets round `span` hold.
fn bracketed(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    const REACH: usize = 80;
    const MARKS: [char; 4] = ['(', '[', ')', ']'];
    let from = text.floor_char_boundary(span.start.saturating_sub(REACH));
    let to = text.ceil_char_boundary((span.end + REACH).min(text.len()));
    let open = from + text[from..span.start].rfind(MARKS)?;
    let close = span.end + text[span.end..to].find(MARKS)?;
    let is = |at: usize, marks: [u8; 2]| marks.contains(&text.as_bytes()[at]);
    (is(open, *b"([") && is(close, *b")]")).then_some(open + 1..close)
}

/// More bits than the small words of a name have.
const CLEAR: f32 = 40.0;
const TELLING: f32 = 60.0;

/// A capitalised word before a few others, as in names of bodies, papers and works; or names all
/// through.
fn is_name(doc: &Document, words: &[Word], at: Range<usize>, run: &Run) -> bool {
    let capital = |word: &Word| word.shape.contains(Shape::CAPITAL);
    let names = words[at.clone()]
        .iter()
        .filter(|word| capital(word))
        .count();
    if names > 0 && names * 2 >= run.weighed {
        return run.bits < TELLING;
    }
    let Some(before) = at.start.checked_sub(1).map(|before| &words[before]) else {
        return false;
    };
    let text = doc.text();
    let is_led = capital(before)
        && !text[before.end()..run.span.start]
            .contains(|c: char| !c.is_whitespace() && c != '\'' && c != '’');
    if !is_led {
        return false;
    }
    let opens = text[..before.start()]
        .trim_end()
        .ends_with([',', ':', '—', '–', '*', '_']);
    let closes = text[run.span.end..]
        .trim_start()
        .starts_with([',', '.', ';', ':', '—', '–', '*', '_', '!', '?']);
    run.weighed <= 3 && run.bits < CLEAR || opens && closes && run.weighed <= 6
}
