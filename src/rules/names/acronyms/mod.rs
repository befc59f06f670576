//! The acronyms of an article: where one is defined, from which words, and where one is used.

mod fit;
mod letters;
mod parts;
mod standing;
pub(super) mod vocabulary;

use std::ops::Range;

use self::parts::{Part, before, within};
use crate::text::{Document, Facts, Shape, View, Word};

pub(super) use fit::Fit;
pub(super) use letters::Letters;
pub(super) use standing::{Foreign, Standing, language_name, standing};

/// The acronyms of an article.
#[derive(Default)]
pub(super) struct Acronyms {
    /// In order of the text.
    pub definitions: Vec<Definition>,
    /// Where an acronym stands in running text, not in a definition; in order of the text.
    pub uses: Vec<Use>,
}

/// A place that says what an acronym stands for: `Expansion (ABC)` or `ABC (Expansion)`.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    /// The acronym.
    pub acronym: Range<usize>,
    /// Its capitals.
    pub letters: Letters,
    /// The words it stands for; where it does not fit, the capital words before it.
    pub expansion: Range<usize>,
    /// How it comes from them.
    pub fit: Fit,
    /// The brackets say more than the acronym: `(MSF, by its French initials)`.
    pub glossed: bool,
}

/// An acronym in running text.
#[derive(Clone, Debug)]
pub(super) struct Use {
    /// Where.
    pub span: Range<usize>,
    /// Its capitals.
    pub letters: Letters,
}

/// More acronyms or brackets than this in one article are a table.
const MOST: usize = 4096;

impl Definition {
    /// The words of the expansion.
    pub fn parts(&self, text: &str) -> Vec<Part> {
        within(text, self.expansion.clone())
    }

    /// It says what its acronym stands for, and the letters agree.
    pub fn holds(&self) -> bool {
        self.fit != Fit::No
    }
}

impl Acronyms {
    /// The definitions of the acronym with these letters.
    pub fn defining(&self, letters: Letters) -> impl Iterator<Item = &Definition> {
        self.definitions
            .iter()
            .filter(move |definition| definition.letters == letters)
    }

    /// The different acronyms that are used, with their first use, in order of the letters.
    pub fn used(&self) -> Vec<&Use> {
        let mut uses: Vec<&Use> = self.uses.iter().collect();
        uses.sort_by_key(|other| (other.letters, other.span.start));
        uses.dedup_by_key(|other| other.letters);
        uses
    }
}

impl View for Acronyms {
    fn build(doc: &Document) -> Self {
        let mut definitions = Vec::new();
        if doc.facts().intersects(Facts::PAREN | Facts::BRACKET) {
            let text = doc.text();
            let mut read = 0;
            for at in memchr::memchr2_iter(b'(', b'[', text.as_bytes()) {
                let Some((end, inner)) = bracket(doc, at) else {
                    continue;
                };
                definitions
                    .extend(abbreviated(text, end, &inner).or_else(|| expanded(text, end, &inner)));
                read += 1;
                if read == MOST {
                    break;
                }
            }
        }
        let uses = uses(doc, &definitions);
        Acronyms { definitions, uses }
    }
}

/// Where the words before the bracket that opens at `at` end, and what stands in it.
fn bracket(doc: &Document, at: usize) -> Option<(usize, Range<usize>)> {
    const LONGEST: usize = 160;
    let text = doc.text();
    let close = if text.as_bytes()[at] == b'(' {
        b')'
    } else {
        b']'
    };
    let rest = &text.as_bytes()[at + 1..text.len().min(at + 1 + LONGEST)];
    let end = memchr::memchr2(close, b'\n', rest).filter(|&end| rest[end] == close)?;
    let inner = at + 1..at + 1 + end;
    if inner.is_empty() || doc.masks().covers(at) {
        return None;
    }
    // Both kinds of bracket tell where the other part is by the blank before them.
    let end = text[..at].trim_end_matches([' ', '\u{A0}']).len();
    if at - end > 2 || end == 0 {
        return None;
    }
    Some((end, inner))
}

/// `Expansion (ABC)`.
fn abbreviated(text: &str, end: usize, inner: &Range<usize>) -> Option<Definition> {
    let content = &text[inner.clone()];
    let lead = content.len() - content.trim_start_matches(is_quote).len();
    let content = &content[lead..];
    let length = content
        .find(|c: char| c.is_whitespace() || c == ',' || c == ';' || is_quote(c) && c != '’')
        .unwrap_or(content.len());
    let (word, rest) = content.split_at(length);
    let letters = Letters::of(word)?;
    let glossed = !rest.trim_matches(is_quote).trim().is_empty();
    if glossed && !rest.trim_start_matches(is_quote).starts_with([',', ';']) {
        return None;
    }
    let parts = before(text, end, letters.len() * 2 + 6);
    let (fit, start) = fit::fit(text, &letters, &parts);
    let start = parts.get(start)?.span.start;
    let acronym = inner.start + lead..inner.start + lead + length;
    Some(Definition {
        acronym,
        letters,
        expansion: start..parts.last()?.span.end,
        fit,
        glossed,
    })
}

/// `ABC (Expansion)`.
fn expanded(text: &str, end: usize, inner: &Range<usize>) -> Option<Definition> {
    let word = text[..end]
        .rsplit(|c: char| !c.is_alphanumeric() && !"&-.".contains(c))
        .next()?;
    let letters = Letters::of(word)?;
    let parts = within(text, inner.clone());
    let (fit, start) = fit::fit(text, &letters, &parts);
    let whole = start == 0 || parts[..start].iter().all(|part| part.is_particle(text));
    if fit == Fit::No || !whole || parts.len() < 2 {
        return None;
    }
    Some(Definition {
        acronym: end - word.len()..end,
        letters,
        expansion: parts[start].span.start..parts.last()?.span.end,
        fit,
        glossed: false,
    })
}

fn uses(doc: &Document, definitions: &[Definition]) -> Vec<Use> {
    let (text, words) = (doc.text(), doc.words());
    let mut uses: Vec<Use> = Vec::new();
    let mut defined: Vec<usize> = definitions.iter().map(|d| d.acronym.start).collect();
    defined.sort_unstable();
    let is_caps = |at: Option<usize>| {
        at.and_then(|at| words.get(at))
            .is_some_and(Word::is_all_caps)
    };
    for (index, word) in doc.capital_words() {
        if !word.shape.contains(Shape::CAPITAL | Shape::INNER_UPPER)
            || word.shape.intersects(Shape::MASKED | Shape::DIGIT)
        {
            continue;
        }
        let Some(letters) = Letters::of(word.text(text)) else {
            continue;
        };
        // A stretch in capitals is a heading or a shout.
        let before = is_caps(index.checked_sub(1)) && is_caps(index.checked_sub(2));
        let behind = is_caps(Some(index + 1)) && is_caps(Some(index + 2));
        let both = is_caps(index.checked_sub(1)) && is_caps(Some(index + 1));
        if before || behind || both || defined.binary_search(&word.start()).is_ok() {
            continue;
        }
        uses.push(Use {
            span: word.range(),
            letters,
        });
        if uses.len() >= MOST {
            break;
        }
    }
    uses
}

fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '‘' | '’'
    )
}
