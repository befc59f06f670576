//! The parts of an expansion that may give a letter to its acronym.

use std::ops::Range;

use super::letters::base;

/// A word of an expansion, or a part of one behind a hyphen, a full stop or an inner capital.
#[derive(Clone, Debug)]
pub struct Part {
    /// Where it stands in the text.
    pub span: Range<usize>,
    /// Its first letter, in upper case and without marks.
    pub initial: char,
    /// It starts with a capital.
    pub capital: bool,
    /// It starts a word, and is not a later part of one.
    pub leads: bool,
}

/// No expansion has more words than this.
const MOST: usize = 24;

impl Part {
    /// Whether an acronym may pass it over: words in lower case, and parts of words.
    pub fn is_optional(&self) -> bool {
        !self.capital || !self.leads
    }

    /// Whether it can be an article or a preposition: `of`, `the`, `für`, `de`, `dell'`.
    pub fn is_particle(&self, text: &str) -> bool {
        !self.capital && text[self.span.clone()].chars().count() <= 4
    }
}

/// The parts of the words that stand directly before `end`, in order: back to the start of the
/// line, a mark that ends a clause, or `most` words.
pub fn before(text: &str, end: usize, most: usize) -> Vec<Part> {
    let mut start = end;
    let mut spans = Vec::new();
    let line = text.as_bytes()[..end]
        .rchunks(256)
        .next()
        .unwrap_or_default();
    let line =
        memchr::memrchr(b'\n', line).map_or(end - line.len(), |at| end - line.len() + at + 1);
    let line = text.ceil_char_boundary(line);
    for word in text[line..end].rsplit(char::is_whitespace) {
        let here = start - word.len();
        start = text[line..here]
            .chars()
            .next_back()
            .map_or(here, |blank| here - blank.len_utf8());
        if word.is_empty() {
            continue;
        }
        if spans.len() >= most.min(MOST) {
            break;
        }
        let core = word.trim_end_matches(is_quote);
        let ends_clause = core.ends_with(['!', '?', ';', ':', ')', ']', '|', '—', '–', '…'])
            || core.ends_with('.') && !is_dotted(core);
        if ends_clause && !spans.is_empty() || !word.contains(char::is_alphanumeric) {
            break;
        }
        spans.push(here..here + word.len());
        if word.starts_with(['(', '[']) {
            break;
        }
    }
    spans.reverse();
    split(text, spans)
}

/// The parts of all words of `span`.
pub fn within(text: &str, span: Range<usize>) -> Vec<Part> {
    let mut spans = Vec::new();
    let mut at = span.start;
    for word in text[span].split(char::is_whitespace).take(MOST) {
        if word.contains(char::is_alphanumeric) {
            spans.push(at..at + word.len());
        }
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    split(text, spans)
}

fn split(text: &str, words: Vec<Range<usize>>) -> Vec<Part> {
    let mut parts = Vec::with_capacity(words.len() + 2);
    for word in words {
        let first = parts.len();
        let mut open: Option<usize> = None;
        let mut before = '\0';
        let close = |parts: &mut Vec<Part>, from: usize, to: usize| {
            let letter = text[from..to].chars().next().expect("a part has a letter");
            parts.push(Part {
                span: from..to,
                initial: base(letter),
                capital: letter.is_uppercase() || letter.is_numeric(),
                leads: parts.len() == first,
            });
        };
        for (at, character) in text[word.clone()].char_indices() {
            let at = word.start + at;
            if !character.is_alphanumeric() {
                let rest = &text[at + character.len_utf8()..word.end];
                if is_apostrophe(character) && !is_elision(&text[open.unwrap_or(at)..at], rest) {
                    before = character;
                    continue;
                }
                if let Some(from) = open.take() {
                    close(&mut parts, from, at);
                }
            } else if open.is_none() {
                open = Some(at);
            } else if character.is_uppercase() && before.is_lowercase() {
                let from = open.replace(at).expect("a part is open");
                close(&mut parts, from, at);
            }
            before = character;
        }
        if let Some(from) = open {
            close(&mut parts, from, word.end);
        }
    }
    parts
}

/// Whether the apostrophe between `head` and `rest` parts two words: `l'Organisation`, not
/// `People's` or `Об'єднані`.
fn is_elision(head: &str, rest: &str) -> bool {
    let short = head.chars().count() == 1;
    let more = rest.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
    more && (short || rest.starts_with(char::is_uppercase))
}

/// `U.S.`, `D.C.`: the stop does not end a sentence.
fn is_dotted(word: &str) -> bool {
    word[..word.len() - 1].contains('.') || word.chars().count() <= 3
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ')
}

fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '’' | '‘' | ','
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn initials(text: &str) -> String {
        before(text, text.len(), 20)
            .iter()
            .map(|part| part.initial)
            .collect()
    }

    #[test]
    fn words_give_their_parts() {
        assert_eq!(
            initials("the Ministry of Economy, Trade and Industry "),
            "TMOETAI"
        );
        assert_eq!(initials("It ended. The U.S. Geological Survey"), "TUSGS");
        assert_eq!(
            initials("South-West Africa People's Organisation "),
            "SWAPO"
        );
        assert_eq!(initials("l'Organisation de l'Unité africaine"), "LODLUA");
        assert_eq!(initials("Об'єднані Нації"), "ОН");
        assert_eq!(initials("headline\nAgroBank"), "AB");
        assert_eq!(initials(""), "");
    }
}
