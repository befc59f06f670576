//! What function words and letters say for each language. Knows no texts, only what is counted.

use std::sync::LazyLock;

use unicode_script::Script;

use crate::language::function_words::{FunctionWords, Language};
use crate::language::letters;

/// How much the function words and letters of a text speak for each language.
///
/// Serves a sentence as well as an article: [`Votes::add`] what is to be judged together.
#[derive(Clone, Debug)]
pub struct Votes {
    scores: [f32; Language::MOST],
    words: u32,
}

impl Default for Votes {
    fn default() -> Self {
        Votes {
            scores: [0.0; Language::MOST],
            words: 0,
        }
    }
}

impl Votes {
    /// The votes of `text`.
    pub fn of(text: &str) -> Self {
        let mut votes = Votes::default();
        votes.add(text);
        votes
    }

    /// Adds the votes of `text`.
    pub fn add(&mut self, text: &str) {
        let index = FunctionWords::index();
        let bytes = text.as_bytes();
        let mut word = Folded::default();
        let mut at = 0;
        while at < bytes.len() {
            let letters = bytes[at..].iter().take_while(|b| b.is_ascii_alphabetic());
            let end = at + letters.count();
            let is_whole = bytes.get(end).is_none_or(u8::is_ascii);
            if end > at && word.len == 0 && is_whole {
                // A word of ASCII alone: looked up as it stands.
                self.count(index.languages_of_ascii(&bytes[at..end]));
                at = end + 1;
                continue;
            }
            word.push_ascii(&bytes[at..end]);
            at = end;
            // The blank or mark behind such words is skipped above.
            let Some(character) = text[at..].chars().next() else {
                break;
            };
            at += character.len_utf8();
            match Part::of(character) {
                Part::Apart => self.count_folded(index, &mut word),
                Part::Lower(lower) => self.letter(lower, &mut word),
                Part::Capital => {
                    for lower in character.to_lowercase() {
                        self.letter(lower, &mut word);
                    }
                }
            }
        }
        self.count_folded(index, &mut word);
    }

    /// How many words were read.
    pub fn words(&self) -> usize {
        self.words as usize
    }

    /// What speaks for `language`, per word: about 1 and more in its own running text.
    pub fn share(&self, language: Language) -> f32 {
        self.scores[language.index()] / self.words.max(1) as f32
    }

    /// The languages that are written in `script`, most votes first: the two with most, and whoever
    /// has at least the share `near` of the first's.
    pub fn leaders(&self, script: Script, near: f32) -> Vec<(Language, f32)> {
        let mut ranking: Vec<_> = FunctionWords::index()
            .written_in(script)
            .filter(|language| self.scores[language.index()] > 0.0)
            .map(|language| (language, self.share(language)))
            .collect();
        let (mut first, mut second) = (0.0_f32, 0.0_f32);
        for &(_, share) in &ranking {
            second = second.max(share.min(first));
            first = first.max(share);
        }
        let least = second.min(first * near);
        ranking.retain(|&(_, share)| share >= least);
        ranking.sort_by(|a, b| b.1.total_cmp(&a.1));
        ranking
    }

    fn letter(&mut self, lower: char, word: &mut Folded) {
        word.push(lower);
        for language in letters::languages_of(lower) {
            self.scores[language.index()] += LETTER;
        }
    }

    fn count_folded(&mut self, index: &FunctionWords, word: &mut Folded) {
        if word.len == 0 {
            return;
        }
        let languages = word.as_bytes().map(|word| index.languages_of(word));
        self.count(languages.unwrap_or_default());
        word.len = 0;
    }

    /// Counts a word of these languages.
    fn count(&mut self, languages: &[Language]) {
        self.words += 1;
        let weight = weight(languages.len());
        for language in languages {
            self.scores[language.index()] += weight;
        }
    }
}

/// What a letter says: less than a word, but it comes oftener.
const LETTER: f32 = 1.0;

/// What a word says that this many languages have.
fn weight(languages: usize) -> f32 {
    const WEIGHTS: [f32; 9] = [0.0, 8.0, 6.0, 5.0, 4.0, 3.5, 3.0, 2.5, 2.0];
    match languages {
        0..=8 => WEIGHTS[languages],
        9..=18 => 1.5,
        _ => 1.0,
    }
}

/// A word in lower case, built without allocating; longer ones are no function words.
#[derive(Default)]
struct Folded {
    bytes: [u8; 32],
    len: usize,
}

impl Folded {
    fn push_ascii(&mut self, letters: &[u8]) {
        let end = self.len + letters.len();
        if let Some(room) = self.bytes.get_mut(self.len..end) {
            room.copy_from_slice(letters);
            room.make_ascii_lowercase();
        }
        self.len = end;
    }

    fn push(&mut self, character: char) {
        let end = self.len + character.len_utf8();
        if let Some(room) = self.bytes.get_mut(self.len..end) {
            character.encode_utf8(room);
        }
        self.len = end;
    }

    fn as_bytes(&self) -> Option<&[u8]> {
        self.bytes.get(..self.len)
    }
}

/// The part a character plays in a word.
#[derive(Clone, Copy)]
enum Part {
    /// None: it parts words.
    Apart,
    /// It is, or becomes, this letter or mark in lower case.
    Lower(char),
    /// It becomes several characters in lower case.
    Capital,
}

impl Part {
    fn of(character: char) -> Self {
        /// The alphabets of Europe and the Near East.
        static PARTS: LazyLock<[Part; 0x800]> = LazyLock::new(|| {
            std::array::from_fn(|code| {
                char::from_u32(code as u32).map_or(Part::Apart, Part::look_up)
            })
        });
        let known = PARTS.get(character as usize).copied();
        known.unwrap_or_else(|| Part::look_up(character))
    }

    fn look_up(character: char) -> Self {
        if character.is_ascii() || !is_of_word(character) {
            return Part::Apart;
        }
        let mut lower = character.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(lower), None) => Part::Lower(lower),
            _ => Part::Capital,
        }
    }
}

/// Whether a character beyond ASCII belongs to a word: a letter or a mark on one.
fn is_of_word(character: char) -> bool {
    match u32::from(character) {
        0x300..=0x36F | 0x93C | 0x94D | 0x1039..=0x103A | 0xF39..=0xF3F | 0xF71..=0xF84 => true,
        0x64B..=0x65F => true,
        _ => character.is_alphabetic(),
    }
}
