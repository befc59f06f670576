//! Decides most texts by their script, their function words and their letters, in microseconds.

use std::sync::LazyLock;

use unicode_script::{Script, UnicodeScript};

use super::Guess;
use super::function_words::{FunctionWords, Language};
use super::letters;

/// What the gate makes of a text.
pub(super) enum Judgement {
    /// It is settled, or nobody can tell.
    Settled(Guess),
    /// One of these, the likeliest first; another judge is wanted.
    Open(Vec<Guess>),
}

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
        let mut word = Folded::default();
        for character in text.chars() {
            if character.is_ascii_alphabetic() {
                word.push_ascii(character.to_ascii_lowercase() as u8);
                continue;
            }
            match Part::of(character) {
                Part::Apart => self.count(index, &mut word),
                Part::Lower(lower) => self.letter(lower, &mut word),
                Part::Capital => {
                    for lower in character.to_lowercase() {
                        self.letter(lower, &mut word);
                    }
                }
            }
        }
        self.count(index, &mut word);
    }

    /// How many words were read.
    pub fn words(&self) -> usize {
        self.words as usize
    }

    /// What speaks for `language`, per word: about 1 and more in its own running text.
    pub fn share(&self, language: Language) -> f32 {
        self.scores[language.index()] / self.words.max(1) as f32
    }

    /// The languages with any vote that are written in `script`, most votes first.
    pub fn ranking(&self, script: Script) -> Vec<(Language, f32)> {
        let mut ranking: Vec<_> = Language::all()
            .filter(|language| self.scores[language.index()] > 0.0 && language.script() == script)
            .map(|language| (language, self.share(language)))
            .collect();
        ranking.sort_by(|a, b| b.1.total_cmp(&a.1));
        ranking
    }

    fn letter(&mut self, lower: char, word: &mut Folded) {
        word.push(lower);
        for language in letters::languages_of(lower) {
            self.scores[language.index()] += LETTER;
        }
    }

    fn count(&mut self, index: &FunctionWords, word: &mut Folded) {
        if word.len == 0 {
            return;
        }
        self.words += 1;
        if let Some(word) = word.as_str() {
            let languages = index.languages_of(word);
            let weight = weight(languages.len());
            for language in languages {
                self.scores[language.index()] += weight;
            }
        }
        word.len = 0;
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
    fn push_ascii(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.len) {
            *slot = byte;
        }
        self.len += 1;
    }

    fn push(&mut self, character: char) {
        let end = self.len + character.len_utf8();
        if let Some(room) = self.bytes.get_mut(self.len..end) {
            character.encode_utf8(room);
        }
        self.len = end;
    }

    fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes.get(..self.len)?).ok()
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

/// Judges the text that `pieces` are a sample of.
pub(super) fn judge(pieces: &[&str]) -> Judgement {
    let scripts = Letters::of(pieces);
    let Some(script) = scripts.dominant() else {
        return Judgement::Settled(Guess::default());
    };
    if let Some(guess) = by_script(script, &scripts, pieces) {
        return Judgement::Settled(guess);
    }
    let mut votes = Votes::default();
    let (first, rest) = pieces.split_at(pieces.len() / 2);
    first.iter().for_each(|piece| votes.add(piece));
    if !first.is_empty() && is_plain(&votes, script) {
        return by_votes(&votes, script);
    }
    rest.iter().for_each(|piece| votes.add(piece));
    by_votes(&votes, script)
}

/// Whether half of a text tells all.
fn is_plain(votes: &Votes, script: Script) -> bool {
    const WORDS: usize = 30;
    const LEAD: f32 = 0.6;
    if votes.words() < WORDS {
        return false;
    }
    match votes.ranking(script)[..] {
        [(_, best), (_, second), ..] => best >= 2.0 * CLEAR_SHARE && second <= best * (1.0 - LEAD),
        _ => false,
    }
}

/// Whether a text is plainly enough in the language that it is said to be in: a quick look.
pub(super) fn agrees(pieces: &[&str], tag: &str) -> bool {
    let pieces = &pieces[..pieces.len().min(3)];
    let scripts = Letters::of(pieces);
    let Some(script) = scripts.dominant() else {
        return true;
    };
    if let Some(guess) = by_script(script, &scripts, pieces) {
        return guess.tag == tag;
    }
    let Some(language) = Language::find(tag, script) else {
        return false;
    };
    let mut votes = Votes::default();
    pieces.iter().for_each(|piece| votes.add(piece));
    let best = Language::all()
        .filter(|other| other.script() == script)
        .map(|other| votes.share(other))
        .fold(0.0, f32::max);
    let own = votes.share(language);
    own >= CLEAR_SHARE && own >= best * 0.7
}

/// Whether the gate has ever heard of a language.
pub(super) fn knows(tag: &str) -> bool {
    const BY_SCRIPT: &[&str] = &[
        "el", "ka", "hy", "th", "ko", "ja", "zh", "yue", "ta", "te", "kn", "ml", "gu", "pa", "or",
        "si", "lo", "km", "dv", "bn", "as",
    ];
    BY_SCRIPT.contains(&tag) || Language::all().any(|language| language.tag() == tag)
}

/// Letters of a sample by script.
struct Letters(Vec<(Script, u32)>);

impl Letters {
    fn of(pieces: &[&str]) -> Self {
        let mut counts: Vec<(Script, u32)> = Vec::with_capacity(4);
        let mut latin = 0;
        for character in pieces.iter().flat_map(|piece| piece.chars()) {
            if character.is_ascii() {
                latin += u32::from(character.is_ascii_alphabetic());
                continue;
            }
            let (script, weight) = match u32::from(character) {
                0xC0..=0x24F => (Script::Latin, 1),
                0x400..=0x52F => (Script::Cyrillic, 1),
                0x620..=0x64A | 0x66E..=0x6D3 => (Script::Arabic, 1),
                // An ideograph says as much as a word of two or three letters.
                0x3040..=0x309F => (Script::Hiragana, 3),
                0x30A0..=0x30FF => (Script::Katakana, 3),
                0x3400..=0x9FFF => (Script::Han, 3),
                0xAC00..=0xD7A3 => (Script::Hangul, 2),
                0x2000..=0x206F | 0x3000..=0x303F => continue,
                _ => (character.script(), 1),
            };
            if matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
                continue;
            }
            match counts.iter_mut().find(|(known, _)| *known == script) {
                Some((_, count)) => *count += weight,
                None => counts.push((script, weight)),
            }
        }
        match counts.iter_mut().find(|(known, _)| *known == Script::Latin) {
            Some((_, count)) => *count += latin,
            None => counts.push((Script::Latin, latin)),
        }
        Letters(counts)
    }

    fn count(&self, script: Script) -> u32 {
        let found = self.0.iter().find(|&&(known, _)| known == script);
        found.map_or(0, |&(_, count)| count)
    }

    /// The script most letters are in; Han and kana are one.
    fn dominant(&self) -> Option<Script> {
        let kana = self.count(Script::Hiragana) + self.count(Script::Katakana);
        let east_asian = self.count(Script::Han) + kana;
        let &(script, most) = self.0.iter().max_by_key(|&&(_, count)| count)?;
        if east_asian >= most && east_asian > 0 {
            // A sprinkling of kana is a quotation, a fifth of the letters is grammar.
            return Some(if kana * 10 > east_asian {
                Script::Hiragana
            } else {
                Script::Han
            });
        }
        (most > 0).then_some(script)
    }
}

/// The language of a script that only one language of the news writes, or whose languages a few
/// characters tell apart.
fn by_script(script: Script, scripts: &Letters, pieces: &[&str]) -> Option<Guess> {
    let any = |letters: &[char]| pieces.iter().any(|piece| piece.contains(letters));
    let count = |letters: &[char]| -> usize {
        pieces
            .iter()
            .map(|piece| piece.matches(letters).count())
            .sum()
    };
    let (tag, confidence) = match script {
        Script::Greek => ("el", 0.99),
        Script::Georgian => ("ka", 0.98),
        Script::Armenian => ("hy", 0.99),
        Script::Thai => ("th", 0.99),
        Script::Hangul => ("ko", 0.99),
        Script::Hiragana | Script::Katakana => ("ja", 0.99),
        Script::Han => {
            // Written Cantonese: its particles and pronouns.
            let marks = count(&[
                '嘅', '係', '唔', '咗', '喺', '嗰', '冇', '哋', '佢', '啲', '嚟', '咁',
            ]);
            if marks * 40 > scripts.count(Script::Han) as usize / 3 {
                ("yue", 0.95)
            } else {
                ("zh", 0.98)
            }
        }
        Script::Tamil => ("ta", 0.99),
        Script::Telugu => ("te", 0.99),
        Script::Kannada => ("kn", 0.99),
        Script::Malayalam => ("ml", 0.99),
        Script::Gujarati => ("gu", 0.99),
        Script::Gurmukhi => ("pa", 0.99),
        Script::Oriya => ("or", 0.98),
        Script::Sinhala => ("si", 0.99),
        Script::Lao => ("lo", 0.99),
        Script::Khmer => ("km", 0.99),
        Script::Thaana => ("dv", 0.99),
        Script::Ol_Chiki => ("sat", 0.98),
        Script::Cherokee => ("chr", 0.98),
        Script::Mongolian => ("mn", 0.95),
        Script::Nko => ("nqo", 0.95),
        Script::Yi => ("ii", 0.97),
        Script::Meetei_Mayek => ("mni", 0.97),
        // Assamese ra.
        Script::Bengali if any(&['ৰ']) => ("as", 0.97),
        Script::Bengali => ("bn", 0.95),
        // Shan vowels and consonants of their own.
        Script::Myanmar if any(&['ၵ', 'ၸ', 'ၼ', 'ႁ', 'ႃ']) => ("shn", 0.95),
        Script::Myanmar => ("my", 0.97),
        // Yiddish digraphs and pointed alef.
        Script::Hebrew if any(&['װ', 'ױ', 'ײ']) || count(&['\u{5B7}', '\u{5B8}']) > 8 => {
            ("yi", 0.95)
        }
        _ => return None,
    };
    Some(Guess { tag, confidence })
}

/// Weighs the votes: clear ones settle it.
fn by_votes(votes: &Votes, script: Script) -> Judgement {
    let ranking = votes.ranking(script);
    let Some(&(first, best)) = ranking.first() else {
        return Judgement::Settled(Guess::default());
    };
    let second = ranking.get(1).map_or(0.0, |&(_, share)| share);
    let lead = (best - second) / best;
    if lead >= CLEAR_LEAD && best >= CLEAR_SHARE && votes.words() >= CLEAR_WORDS {
        let confidence = (0.96 + 0.06 * (lead - CLEAR_LEAD)).min(0.99);
        return Judgement::Settled(Guess {
            tag: first.tag(),
            confidence,
        });
    }
    let candidates = ranking
        .iter()
        .take_while(|&&(_, share)| share >= best * NEAR)
        .take(MOST_CANDIDATES);
    // Few words say little, whatever they say.
    let trust =
        (votes.words() as f32 / CLEAR_WORDS as f32).min(1.0) * (best / CLEAR_SHARE).min(1.0);
    Judgement::Open(
        candidates
            .map(|&(language, share)| Guess {
                tag: language.tag(),
                confidence: trust * share / best,
            })
            .collect(),
    )
}

// Chosen on human news and declarations in 200 languages, see `tests/it/language.rs`: with these
// the gate settles nine texts in ten and errs on fewer than one in a hundred of them.

/// How far the first must be ahead of the second, as a share of the first's votes.
const CLEAR_LEAD: f32 = 0.4;
/// The votes per word that running text brings its own language.
const CLEAR_SHARE: f32 = 0.4;
/// The words it takes.
const CLEAR_WORDS: usize = 8;
/// A language with this share of the first's votes is in the running still.
const NEAR: f32 = 0.45;
/// lingua's cost grows with every language.
const MOST_CANDIDATES: usize = 6;
