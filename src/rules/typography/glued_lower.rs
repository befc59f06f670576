//! # What it finds
//! A string in lower case that is no word but falls apart into frequent ones, a grammatical word
//! among them: `theminister`, `hasarrivedin`.
//!
//! # Why it points to a broken pipeline
//! Stripping inline tags, line ends or no-break spaces glues words together.
//!
//! # Known false alarms
//! Compounds of two nouns (`cybersecurity`, `livestream`) and clipped forms (`lookin`) stay silent,
//! since one part must be an article, a preposition or the like. Hashtags, handles and addresses
//! are not read.

use super::locale::language;
use crate::lexicon::Lexicon;
use crate::rules::glance::Glance;
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::{Document, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/glued-lower",
    its_type: "whitespace",
    summary: "a string in lower case is several frequent words glued together",
    languages: Languages::Only(&["en"]),
    confidence: 0.92,
    flagged: &[
        flagged("Last night ⟦theminister⟧ left.")
            .lang("en")
            .fix("the minister"),
        flagged("The envoy ⟦hasarrivedin⟧ town.")
            .lang("en")
            .fix("has arrived in"),
        flagged("The end ⟦ofthe⟧ harbour.").lang("en").fix("of the"),
        flagged("He spoke with the head ⟦ofgovernment⟧ twice.")
            .lang("en")
            .fix("of government"),
    ],
    clean: &[
        clean("Nevertheless cybersecurity and livestreams need willpower.").lang("en"),
        clean("He was lookin for somethin, tweeted @theminister #ofthepeople.").lang("en"),
        clean("The word Donaudampfschiff and the play andorra.").lang("en"),
        clean("An anthelmintic, an isthmus and the theropods.").lang("en"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    if language(doc) != "en" {
        return;
    }
    let Some(lexicon) = Lexicon::of("en") else {
        return;
    };
    let text = doc.text();
    for &at in doc.view::<Glance>().glued() {
        if sink.stopped() {
            return;
        }
        let word = doc.words()[at as usize];
        let token = word.text(text);
        if !is_bound(text, word)
            && let Some(split) = Split::of(token, lexicon)
        {
            let message = format!("“{token}” is several words glued together.");
            sink.report(Finding::new(word.range(), message).likely(split.spaced(token)));
        }
    }
}

/// Whether `word`, which no lexicon knows, may be several: letters of English in lower case, of the
/// length of two words, and a grammatical word that is evidence may be a part.
pub(in crate::rules) fn holds_evidence(word: &str) -> bool {
    (5..=MOST).contains(&word.len())
        && word.bytes().all(|letter| letter.is_ascii_lowercase())
        && may_hold_evidence(word.as_bytes())
}

/// Whether something binds a word to a tag, a handle or a compound.
fn is_bound(text: &str, word: Word) -> bool {
    let binds = |byte: Option<&u8>| byte.is_some_and(|b| b"#@/\\_-.&=%+'".contains(b));
    let bytes = text.as_bytes();
    binds(word.start().checked_sub(1).and_then(|at| bytes.get(at)))
        || binds(bytes.get(word.end()))
            && bytes
                .get(word.end() + 1)
                .is_some_and(u8::is_ascii_alphanumeric)
}

/// The longest string taken apart.
const MOST: usize = 40;

/// Whether a grammatical word that is evidence may be a part of `token`: most words hold none.
fn may_hold_evidence(token: &[u8]) -> bool {
    if matches!(
        token,
        [.., b'i', b'n']
            | [.., b't', b'o']
            | [.., b'b', b'y']
            | [.., b'f', b'o', b'r']
            | [.., b'o', b'f']
    ) {
        return true;
    }
    let mut code = trigram(&[0, token[0], token[1]]);
    token[2..].iter().any(|letter| {
        code = code << 5 & 0x7FFF | usize::from(letter & 31);
        TRIGRAMS[code / 64] >> (code % 64) & 1 == 1
    })
}

/// The first three letters of every word of [`STRONG`]; for `of` whatever follows.
static TRIGRAMS: [u64; 512] = {
    let mut table = [0; 512];
    let mut word = 0;
    while word < STRONG.len() {
        let letters = STRONG[word].as_bytes();
        let mut third = b'a';
        while third <= b'z' {
            if letters.len() == 2 || letters[2] == third {
                let code = trigram(&[letters[0], letters[1], third]);
                table[code / 64] |= 1 << (code % 64);
            }
            third += 1;
        }
        word += 1;
    }
    table
};

/// A number below 2^15 for three lower-case letters.
const fn trigram(letters: &[u8]) -> usize {
    (letters[0] as usize & 31) << 10 | (letters[1] as usize & 31) << 5 | letters[2] as usize & 31
}

/// Grammatical words that begin or end no other word of more than a few: one of them is evidence.
const STRONG: &[&str] = &[
    "and", "been", "from", "had", "has", "have", "his", "its", "of", "said", "that", "the",
    "their", "these", "they", "this", "was", "were", "which", "will", "with", "would",
];

/// Grammatical words that prefixes and endings look like: evidence only behind a whole word.
const WEAK: &[&str] = &[
    "a", "an", "are", "as", "at", "be", "but", "by", "for", "he", "in", "is", "it", "not", "on",
    "or", "she", "to", "we", "who", "you",
];

/// The likeliest way to part a string into frequent words.
struct Split {
    /// Where each part ends.
    ends: Vec<usize>,
}

impl Split {
    fn of(token: &str, lexicon: &Lexicon) -> Option<Split> {
        // best[n]: the likeliest parting of the first n letters, as log10 of its probability, and
        // where its last part begins.
        let mut best = [(f32::NEG_INFINITY, 0); MOST + 1];
        best[0].0 = 0.0;
        for end in 1..=token.len() {
            for start in end.saturating_sub(14)..end {
                if best[start].0 == f32::NEG_INFINITY {
                    continue;
                }
                if let Some(zipf) = part(&token[start..end], lexicon) {
                    let likelihood = best[start].0 + zipf - 9.0;
                    if likelihood > best[end].0 {
                        best[end] = (likelihood, start);
                    }
                }
            }
        }
        if best[token.len()].0 == f32::NEG_INFINITY {
            return None;
        }
        let mut ends = vec![token.len()];
        while let Some(&end) = ends.last() {
            match best[end].1 {
                0 => break,
                start => ends.push(start),
            }
        }
        ends.reverse();
        let split = Split { ends };
        split.is_evident(token, lexicon).then_some(split)
    }

    fn parts<'t>(&self, token: &'t str) -> impl Iterator<Item = &'t str> + use<'t, '_> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(self.ends.iter().copied())
            .map(|(start, end)| &token[start..end])
    }

    fn is_evident(&self, token: &str, lexicon: &Lexicon) -> bool {
        let strong = self
            .parts(token)
            .filter(|part| STRONG.contains(part))
            .count();
        let weak = self.parts(token).filter(|part| WEAK.contains(part)).count();
        let content = self.ends.len() - strong - weak;
        let (Some(first), Some(last)) = (self.parts(token).next(), self.parts(token).last()) else {
            return false;
        };
        if content > strong + weak + 1 || self.ends.len() < 2 {
            return false;
        }
        if strong > 0 {
            // `of` and `his` alone begin other words too.
            return content > 0 || strong + weak > 1;
        }
        let clipped = last == "in" && lexicon.opinion(&format!("{token}g")).is_known();
        content == 1
            && token != "linkedin"
            && self.ends.len() == 2
            && first.len() > 4
            && matches!(last, "in" | "to" | "by" | "for")
            && lexicon.opinion(first).zipf() >= 4.25
            && !clipped
    }

    fn spaced(&self, token: &str) -> String {
        self.parts(token).collect::<Vec<_>>().join(" ")
    }
}

/// The frequency of a string that may be a part.
fn part(word: &str, lexicon: &Lexicon) -> Option<f32> {
    let opinion = lexicon.opinion(word);
    let zipf = opinion.zipf();
    let grammatical = STRONG.contains(&word) || WEAK.contains(&word);
    let content = word.len() > 3 && zipf >= 4.0 || word.len() == 3 && zipf >= 5.25;
    (opinion.is_dictionary_word() && (grammatical || content)).then_some(zipf)
}
