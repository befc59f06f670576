//! A pattern of words with slots and gaps, and how it is laid over the words of a text. Knows no
//! data file and no rule.
//!
//! A pattern is words with spaces between them; a part of it is one of
//!
//! - `pay/pays/paid`: any of these words, `<cap>` among them for any word with a capital;
//!   `_`: one to three words; `<cap>`: one to three words with a capital; `<n>`: a number;
//! - with `?` behind it, a part that may be absent;
//! - in `(..)`, at either end, a part that must be there but is no part of what is found.
//!
//! Words stand side by side: spaces, hyphens and quotation marks may part them, other marks not.
//! `,` asks for a comma at its place; `^` in front for the start of a clause.

mod fill;

use std::ops::Range;

use crate::text::{Shape, Word};

/// What is looked for.
#[derive(Debug)]
pub(super) struct Pattern {
    parts: Vec<Part>,
    /// It opens a clause.
    opens: bool,
    /// A comma follows it.
    comma_after: bool,
}

#[derive(Debug)]
struct Part {
    kind: Kind,
    least: usize,
    most: usize,
    comma_before: bool,
    /// It is not within what is found.
    aside: bool,
}

#[derive(Debug)]
enum Kind {
    Words(Vec<Box<str>>),
    Any,
    Capitals,
    Number,
}

/// Where a pattern was found.
pub(super) struct Match {
    /// The words of each part, as indices into the words of the text.
    parts: [(u32, u32); MOST_PARTS],
    /// What is found, as indices of words.
    pub words: Range<usize>,
}

/// The most parts of a pattern.
const MOST_PARTS: usize = 16;
/// The most words that `_` and `<cap>` stand for.
const WIDEST: usize = 3;

impl Pattern {
    /// Reads a pattern; `None` where it is not one.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let mut pattern = Pattern {
            parts: Vec::new(),
            opens: false,
            comma_after: false,
        };
        let mut comma = false;
        for (at, piece) in written.split(' ').enumerate() {
            let piece = match piece.strip_prefix('^') {
                Some(rest) if at == 0 => {
                    pattern.opens = true;
                    rest
                }
                _ => piece,
            };
            match piece {
                "" if pattern.opens && at == 0 => {}
                "," => comma = true,
                _ => {
                    pattern.parts.push(Part::parse(piece, comma)?);
                    comma = false;
                }
            }
        }
        pattern.comma_after = comma;
        let count = pattern.parts.len();
        (1..=MOST_PARTS).contains(&count).then_some(pattern)
    }

    /// The words that each part may be, where it says so and is always there.
    pub(super) fn fixed_words(&self) -> impl Iterator<Item = (usize, &[Box<str>])> {
        self.parts.iter().enumerate().filter_map(|(n, part)| {
            let words = part.words()?;
            (part.least == 1).then_some((n, words))
        })
    }

    /// The words that part `n` may be, where it says so and is always there.
    pub(super) fn words_of(&self, n: usize) -> Option<&[Box<str>]> {
        let part = self.parts.get(n).filter(|part| part.least == 1)?;
        part.words()
    }

    /// How many words each choice of the pattern has.
    #[cfg(test)]
    pub(super) fn choices(&self) -> Vec<usize> {
        let sizes = self.parts.iter().filter_map(Part::words).map(<[_]>::len);
        sizes.filter(|&size| size > 1).collect()
    }

    /// Lays the pattern over `words` so that its part `anchor` lies on the word `at`.
    pub(super) fn found_at(
        &self,
        text: &str,
        words: &[Word],
        anchor: usize,
        at: usize,
    ) -> Option<Match> {
        let mut laid = Laying {
            text,
            words,
            pattern: self,
            parts: [(0, 0); MOST_PARTS],
        };
        if !laid.suits(anchor, at) {
            return None;
        }
        laid.parts[anchor] = (at as u32, at as u32 + 1);
        (laid.forward(anchor + 1, at + 1) && laid.backward(anchor, at)).then(|| {
            let inside = |n: &usize| !self.parts[*n].aside;
            let ends = |n: usize| laid.parts[n];
            let first = (0..self.parts.len())
                .find(inside)
                .map_or(at, |n| ends(n).0 as usize);
            let last = (0..self.parts.len())
                .rfind(inside)
                .map_or(at + 1, |n| ends(n).1 as usize);
            Match {
                parts: laid.parts,
                words: first..last,
            }
        })
    }
}

impl Part {
    fn parse(written: &str, comma_before: bool) -> Option<Self> {
        let (written, aside) = match written.strip_prefix('(') {
            Some(rest) => (rest.strip_suffix(')')?, true),
            None => (written, false),
        };
        let (written, least) = match written.strip_suffix('?') {
            Some(rest) => (rest, 0),
            None => (written, 1),
        };
        let (kind, most) = match written {
            "_" => (Kind::Any, WIDEST),
            "<cap>" => (Kind::Capitals, WIDEST),
            "<n>" => (Kind::Number, 1),
            _ => {
                let options: Vec<Box<str>> = written.split('/').map(Box::from).collect();
                if options.iter().any(|word| word.is_empty()) {
                    return None;
                }
                (Kind::Words(options), 1)
            }
        };
        Some(Part {
            kind,
            least,
            most,
            comma_before,
            aside,
        })
    }

    fn words(&self) -> Option<&[Box<str>]> {
        match &self.kind {
            Kind::Words(options) => Some(options),
            _ => None,
        }
    }
}

/// A pattern being laid over words.
struct Laying<'t> {
    text: &'t str,
    words: &'t [Word],
    pattern: &'t Pattern,
    parts: [(u32, u32); MOST_PARTS],
}

impl Laying<'_> {
    /// Whether the parts from `part` on can lie on the words from `at` on.
    fn forward(&mut self, part: usize, at: usize) -> bool {
        let Some(next) = self.pattern.parts.get(part) else {
            return !self.pattern.comma_after || self.comma_behind(at - 1);
        };
        for count in 0..=next.most {
            if count > 0 {
                let word = at + count - 1;
                let comma = next.comma_before && count == 1;
                if word >= self.words.len()
                    || !self.joined(word - 1, comma)
                    || !self.suits(part, word)
                {
                    return false;
                }
            }
            if count >= next.least {
                self.parts[part] = (at as u32, (at + count) as u32);
                if self.forward(part + 1, at + count) {
                    return true;
                }
            }
        }
        false
    }

    /// Whether the parts before `part`, which lies on the word `at`, can lie on the words before.
    fn backward(&mut self, part: usize, at: usize) -> bool {
        let Some(before) = part.checked_sub(1) else {
            return !self.pattern.opens || self.opens_clause(at);
        };
        let (least, most) = {
            let part = &self.pattern.parts[before];
            (part.least, part.most)
        };
        for count in 0..=most {
            if count > 0 {
                let comma = self.pattern.parts[part].comma_before && count == 1;
                if count > at || !self.joined(at - count, comma) || !self.suits(before, at - count)
                {
                    return false;
                }
            }
            if count >= least {
                self.parts[before] = ((at - count) as u32, at as u32);
                if self.backward(before, at - count) {
                    return true;
                }
            }
        }
        false
    }

    /// Whether a word may lie under a part.
    fn suits(&self, part: usize, word: usize) -> bool {
        let word = &self.words[word];
        match &self.pattern.parts[part].kind {
            Kind::Words(options) => {
                let text = word.text(self.text);
                options.iter().any(|option| suits(text, option))
            }
            Kind::Any => true,
            Kind::Capitals => word.shape.intersects(Shape::CAPITAL | Shape::MASKED),
            Kind::Number => word.shape.contains(Shape::DIGIT),
        }
    }

    /// Whether a word and the next stand side by side, with a comma or without.
    fn joined(&self, word: usize, comma: bool) -> bool {
        let between = &self.text[self.words[word].end()..self.words[word + 1].start()];
        if between == " " {
            return !comma;
        }
        let mut commas = 0;
        between.chars().all(|character| match character {
            ',' => {
                commas += 1;
                true
            }
            ' ' | '\u{A0}' | '-' | '\u{2011}' => true,
            '"' | '\'' | '\u{2018}'..='\u{201F}' | '«' | '»' => true,
            _ => false,
        }) && commas == usize::from(comma)
    }

    fn comma_behind(&self, word: usize) -> bool {
        self.text[self.words[word].end()..].starts_with(',')
    }

    /// Whether a word is the first of a clause.
    fn opens_clause(&self, word: usize) -> bool {
        let before = match word.checked_sub(1) {
            Some(before) => &self.text[self.words[before].end()..self.words[word].start()],
            None => return true,
        };
        self.words[word].shape.contains(Shape::FIRST)
            || before.contains([',', ';', ':', '–', '—', '(', '"', '“', '«', '\n', '.'])
    }
}

/// Whether a word of the text is one that `wanted` means.
fn suits(word: &str, wanted: &str) -> bool {
    match wanted {
        "<cap>" => word.starts_with(char::is_uppercase),
        _ => same(word, wanted),
    }
}

/// Whether a word of the text is that word, whatever its case and apostrophe.
fn same(word: &str, wanted: &str) -> bool {
    if word.len() == wanted.len() {
        return word.eq_ignore_ascii_case(wanted);
    }
    word.contains('’')
        && word
            .chars()
            .map(|c| {
                if c == '’' {
                    '\''
                } else {
                    c.to_ascii_lowercase()
                }
            })
            .eq(wanted.chars())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    /// What the pattern finds in the text, and the repair.
    fn find(pattern: &str, better: &str, text: &str) -> Option<(String, String)> {
        let pattern = Pattern::parse(pattern).unwrap();
        let doc = Document::new(text);
        let words = doc.words();
        let (anchor, _) = pattern.fixed_words().last().unwrap();
        (0..words.len()).find_map(|at| {
            let found = pattern.found_at(text, words, anchor, at)?;
            let span = words[found.words.start].start()..words[found.words.end - 1].end();
            let better = pattern.fill(better, &found, text, words);
            Some((text[span].to_owned(), better))
        })
    }

    #[test]
    fn slots_and_gaps_are_carried_into_the_repair() {
        let hit = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(
            find(
                "pay/pays attention on",
                "pay/pays attention to",
                "She pays attention on it."
            ),
            hit("pays attention on", "pays attention to")
        );
        assert_eq!(
            find(
                "in the staff of the _? team",
                "as part of the _ team",
                "in the staff of the old local team"
            ),
            hit(
                "in the staff of the old local team",
                "as part of the old local team"
            )
        );
        assert_eq!(
            find("(<cap>) <n> times less", "a fraction", "Oran 3 times less"),
            hit("3 times less", "a fraction")
        );
    }

    #[test]
    fn marks_part_words_unless_asked_for() {
        assert_eq!(find("on it", "", "on. It"), None);
        assert_eq!(find("on it", "", "on, it"), None);
        assert!(find("on , it", "", "on, it").is_some());
        assert_eq!(find("on it ,", "", "on it"), None);
        assert!(find("on it ,", "", "on it, yes").is_some());
        assert_eq!(find("^on it", "", "go on it"), None);
        assert!(find("^on it", "", "go, on it").is_some());
    }
}
