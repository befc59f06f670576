//! Names of offices and bodies of which a word has lost its capital. Knows English only.

use std::ops::Range;

use memchr::memmem;

use super::capitals::{adjoin, capitalised, is_telling};
use super::persons::around;
use super::vocabulary::{Pair, Part, is_firm, pair, part};
use crate::lexicon::name_opinion;
use crate::text::{Shape, Word};

/// A name with a word in lower case that has a capital everywhere.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slip {
    /// The words of the name, as indices into those of the document.
    pub words: Range<usize>,
    /// The name as it should be.
    pub repaired: String,
    /// The probability that it is a slip.
    pub confidence: f32,
}

/// Names of more words are not looked for.
const LONGEST: usize = 7;

/// The words around the capitalised word number `at` that make a name of an office or a body.
/// `searches` is how many times more the text may be searched for another mention.
pub(super) fn slip_at(text: &str, words: &[Word], at: usize, searches: &mut usize) -> Option<Slip> {
    if let Some(slip) = low_elsewhere(text, words, at, searches) {
        return Some(slip);
    }
    let frame = Frame::around(text, words, at)?;
    frame
        .low_house(at)
        .or_else(|| frame.low_before(at))
        .or_else(|| frame.low_after(at))
        .or_else(|| frame.low_field(at))
}

/// `the Marish home guard` in a text that has the `Marish Home Guard`, too.
fn low_elsewhere(text: &str, words: &[Word], at: usize, searches: &mut usize) -> Option<Slip> {
    let low = |at: usize, parts: Part| {
        let word = words.get(at)?;
        let follows = word.is_lower_case() && adjoin(text, &words[at - 1], word);
        (follows && part(word.text(text)).intersects(parts)).then_some(())
    };
    low(at + 1, Part::FIELD | Part::KIND)?;
    low(at + 2, Part::HEAD)?;
    if !name_opinion(words[at].text(text)).is_demonym() {
        return None;
    }
    *searches = searches.checked_sub(1)?;
    let (start, end) = (words[at].start(), words[at + 2].end());
    let repaired = capitalised(&text[start..end], |_| false);
    let (_, near) = around(text, start);
    memmem::find(near.as_bytes(), repaired.as_bytes())?;
    Some(Slip {
        words: at..at + 3,
        repaired,
        confidence: 0.8,
    })
}

struct Frame<'d> {
    text: &'d str,
    words: &'d [Word],
    /// What part the capitalised word plays.
    part: Part,
}

impl<'d> Frame<'d> {
    fn around(text: &'d str, words: &'d [Word], at: usize) -> Option<Self> {
        let part = part(words[at].text(text));
        let may = Part::RANK | Part::FIELD | Part::KIND | Part::HEAD | Part::OF_FIELD | Part::PAIR;
        let told =
            is_telling(text, &words[at]) || text[..words[at].start()].ends_with("secretary-");
        (part.intersects(may) && told).then_some(Frame { text, words, part })
    }

    fn word(&self, at: usize) -> &'d str {
        self.words[at].text(self.text)
    }

    /// Whether word number `at` stands one blank behind the one before.
    fn follows(&self, at: usize) -> bool {
        at > 0
            && self.words.get(at).is_some_and(|word| {
                adjoin(self.text, &self.words[at - 1], word) && !word.shape.contains(Shape::MASKED)
            })
    }

    fn is_low(&self, at: usize) -> bool {
        self.words[at].is_lower_case()
    }

    /// `the house of Representatives`, `the secretary-General`.
    fn low_house(&self, at: usize) -> Option<Slip> {
        if matches!(self.word(at), "Representatives" | "Commons" | "Lords") {
            let house = at.checked_sub(2)?;
            let low = self.follows(at) && self.follows(at - 1) && self.word(house) == "house";
            return (low && self.word(at - 1) == "of").then(|| self.slip(house..at + 1, 0.93));
        }
        let before = at.checked_sub(1)?;
        let hyphen = &self.text[self.words[before].end()..self.words[at].start()];
        let general = self.word(at) == "General" && self.word(before) == "secretary";
        (general && hyphen == "-").then(|| Slip {
            words: before..at + 1,
            repaired: "Secretary-General".to_owned(),
            confidence: 0.85,
        })
    }

    /// `foreign Affairs`, `national security Council`, `Deputy assistant Secretary of state`.
    fn low_before(&self, at: usize) -> Option<Slip> {
        let low = at.checked_sub(1)?;
        if !self.follows(at) || !self.is_low(low) {
            return None;
        }
        let (word, its_part) = (self.word(low), part(self.word(low)));
        let modifies = its_part.intersects(Part::FIELD | Part::KIND);
        let heads = self.part.contains(Part::HEAD);
        let confidence = if its_part.contains(Part::PAIR) && pair(word, self.word(at)).is_some() {
            (!self.is_a_states_own(low)).then_some(0.93)?
        } else if modifies && is_firm(its_part, word) && heads && !self.is_other_name(low) {
            0.9
        } else if modifies && word != "local" && self.lone_head(at).is_some() {
            0.85
        } else if (modifies || its_part.contains(Part::RANK)) && heads && self.is_between(low) {
            0.93
        } else {
            return None;
        };
        let start = self.start_before(low);
        let end = self.lone_head(at).unwrap_or(at + 1);
        let end = self.field_behind(end).unwrap_or(end);
        Some(self.slip(start..end, confidence))
    }

    /// `the White house`.
    fn low_after(&self, at: usize) -> Option<Slip> {
        let low = at + 1;
        if !self.follows(low) || !self.is_low(low) {
            return None;
        }
        let kind = pair(self.word(at), self.word(low))?;
        let certain = kind == Pair::Either && !self.is_a_states_own(at);
        certain.then(|| self.slip(at..low + 1, 0.85))
    }

    /// `Minister of foreign affairs`, `Secretary of state`.
    fn low_field(&self, at: usize) -> Option<Slip> {
        let end = self.field_behind(at + 1)?;
        // A word that goes on with the field makes it another one: `of state banks`.
        let goes_on = self.follows(end)
            && self.is_low(end)
            && !BEHIND_NAMES.contains(&self.word(end))
            && !self.word(end).ends_with("ed");
        let state = self.word(end - 1) == "state";
        let confidence = match (state, self.words[end..].first()) {
            _ if !self.is_low(end - 1) => 0.93,
            (true, Some(next)) if self.follows(end) && next.is_title_case() => 0.93,
            (true, _) => 0.85,
            (false, _) => 0.75,
        };
        (!goes_on).then(|| self.slip(at..end, confidence))
    }

    /// The end of the field in lower case that the head before word number `of` is charged with.
    fn field_behind(&self, of: usize) -> Option<usize> {
        let head = of.checked_sub(1)?;
        let office = part(self.word(head)).contains(Part::OF_FIELD)
            && self.words[head].shape.contains(Shape::CAPITAL)
            && self.follows(of)
            && matches!(self.word(of), "of" | "for");
        if !office {
            return None;
        }
        let mut end = of + 1;
        if self.follows(end) && self.word(end) == "the" {
            end += 1;
        }
        let from = end;
        let field = |at: usize| {
            let word = self.word(at);
            let low = self.is_low(at) || at > from && is_telling(self.text, &self.words[at]);
            let of_field = part(word).contains(Part::FIELD) || word.eq_ignore_ascii_case("affairs");
            low && (of_field || word == "state")
        };
        while end < from + LONGEST && self.follows(end) && field(end) {
            end += 1;
        }
        // `of state-owned firms` is no field.
        let cut = self.text[self.words[end - 1].end()..].starts_with(['-', '\u{2011}', '’', '\'']);
        (end > from && !cut).then_some(end)
    }

    /// Of a name whose last word is not its head, as `regional Planning office`: the end of
    /// the heads in lower case behind.
    fn lone_head(&self, at: usize) -> Option<usize> {
        let party = self.word(at).starts_with("Lab");
        if !self.part.intersects(Part::FIELD | Part::KIND)
            || self.part.contains(Part::HEAD)
            || party
        {
            return None;
        }
        let head = at + 1;
        let is_head =
            self.follows(head) && self.is_low(head) && part(self.word(head)).contains(Part::HEAD);
        is_head.then_some(head + 1)
    }

    /// Whether a word in lower case has the capital of its own name before it.
    fn is_between(&self, low: usize) -> bool {
        self.follows(low)
            && is_telling(self.text, &self.words[low - 1])
            && (part(self.word(low - 1)).intersects(Part::RANK | Part::FIELD | Part::KIND)
                || name_opinion(self.word(low - 1)).is_demonym())
    }

    /// The first word of a name whose word number `low` is in lower case.
    fn start_before(&self, low: usize) -> usize {
        let mut start = low;
        while start > 0 && low - start < LONGEST && self.follows(start) {
            let before = part(self.word(start - 1));
            let modifies = before.intersects(Part::FIELD | Part::KIND)
                || before.contains(Part::RANK) && !self.is_low(start - 1);
            if !modifies {
                break;
            }
            start -= 1;
        }
        start
    }

    /// `the state Department of Health`: a state's, not the foreign ministry of the United States.
    fn is_a_states_own(&self, first: usize) -> bool {
        let behind = first + 2;
        self.word(first).eq_ignore_ascii_case("state")
            && self.follows(behind)
            && matches!(self.word(behind), "of" | "for")
    }

    /// Whether the word in lower case ends another phrase: `on trade Ministers agreed` may be two.
    fn is_other_name(&self, low: usize) -> bool {
        let hyphened = self.text[..self.words[low].start()].ends_with(['-', '\u{2011}']);
        let pairs_off = matches!(self.word(low), "trade" | "local" | "home" | "social")
            && !matches!(
                self.word(low + 1),
                "Minister" | "Ministry" | "Secretary" | "Affairs" | "Office"
            );
        hyphened || pairs_off
    }

    fn slip(&self, words: Range<usize>, confidence: f32) -> Slip {
        let phrase = &self.text[self.words[words.start].start()..self.words[words.end - 1].end()];
        let small = |word: &str| matches!(word, "of" | "for" | "the" | "and");
        Slip {
            repaired: capitalised(phrase, small),
            words,
            confidence,
        }
    }
}

/// Words in lower case that may follow the name of an office without being part of it.
const BEHIND_NAMES: &[&str] = &[
    "also", "after", "and", "as", "at", "before", "but", "by", "can", "could", "did", "does",
    "during", "for", "from", "had", "has", "he", "in", "into", "is", "it", "made", "may", "met",
    "must", "of", "on", "or", "over", "said", "says", "she", "should", "since", "spoke", "stands",
    "that", "the", "told", "to", "took", "under", "until", "was", "were", "when", "where", "which",
    "while", "who", "whose", "will", "with", "would",
];
