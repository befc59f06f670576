//! A quick look at every word beyond ASCII: which show signs of a code page mix-up at all. Prices
//! nothing; one table lookup a character.

use std::ops::Range;

use bitflags::bitflags;

use super::kind::{Kind, Script, Traits, nature};
use super::letters::BIT;
use super::misread::Suspect;
use crate::rules::Stop;

/// What the look found.
#[derive(Default)]
pub struct Survey {
    /// Words that may hold UTF-8 read as a code page.
    pub suspects: Vec<Suspect>,
    /// Words with a letter or sign where no word of any language has it.
    pub odd: Vec<Range<usize>>,
    /// How many words have a Latin letter beyond ASCII.
    pub accented: usize,
    /// Whether a word has so many odd characters that they may be the bytes of wider ones.
    pub dense: bool,
    /// Words with ideographs or Hangul.
    pub wide: Vec<Range<usize>>,
    /// Whether ideographs stand together that hardly ever stand in one text.
    pub salad: bool,
    /// Whether there are ideographs at all, but few.
    pub some_wide: bool,
    /// Whether most of the text is in letters that are not Latin.
    pub foreign: bool,
}

bitflags! {
    /// What a pair of neighbours says about its word.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    struct Signs: u8 {
        /// They may be bytes of one sequence of UTF-8.
        const SEQUENCE = 1;
        /// No word of any language has them so.
        const ODD = 1 << 1;
    }
}

/// An enumeration, and all its variants by number.
macro_rules! numbered {
    ($(#[$of:meta])* enum $name:ident, $all:ident { $($(#[$doc:meta])* $variant:ident,)* }) => {
        $(#[$of])*
        enum $name { $($(#[$doc])* $variant,)* }

        const $all: &[$name] = &[$($name::$variant,)*];
    };
}

numbered! {
    /// What matters about a character here.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(u8)]
    enum Class, ALL {
        /// Anything else of ASCII, and where a word starts.
        Plain,
        AsciiLower,
        AsciiUpper,
        LatinLower,
        LatinUpper,
        CyrillicLower,
        CyrillicUpper,
        GreekLower,
        GreekUpper,
        /// A letter or mark of another script.
        Other,
        Wide,
        /// A mark that does not stand inside words.
        Mark,
        /// A mark that does.
        Joiner,
        /// A sign that may stand behind a word.
        Honest,
        Sign,
        Control,
        Lost,
    }
}

const CLASSES: usize = ALL.len();

/// Longer words are judged so many wide characters at a time.
const WINDOW: usize = 64;

impl Survey {
    /// Looks at `text`, as far as it gets before `stop`.
    pub fn of(text: &str, stop: &Stop) -> Self {
        let mut survey = Survey::default();
        let (mut wide, mut foreign, mut costly) = (0, 0, 0);
        for span in words_beyond_ascii(text) {
            let glance = Glance::at(&text[span.clone()], stop);
            if glance.signs.contains(Signs::SEQUENCE) {
                let suspect = Suspect::of(text, span.clone());
                survey
                    .suspects
                    .extend(suspect.filter(|suspect| suspect.is_telling(text)));
            }
            foreign += glance.foreign;
            survey.accented += usize::from(glance.accented);
            costly += usize::from(glance.costly);
            survey.salad |= glance.salad || costly >= COSTLY;
            if glance.wide > 0 {
                wide += glance.wide;
                survey.wide.push(span.clone());
            }
            if glance.signs.contains(Signs::ODD) {
                let narrow = glance.beyond - glance.wide;
                survey.dense |= narrow >= 4 && narrow * 3 >= glance.all;
                survey.odd.push(span);
            }
            if stop.is_set() {
                break;
            }
        }
        // What little there is of another script than most of the text is worth a look whatever it is.
        let is_few = |characters: usize| (1..=text.len() / 8).contains(&characters);
        survey.some_wide = is_few(wide);
        survey.foreign = (foreign + wide) * 4 > text.len();
        if is_few(foreign) {
            survey.suspects = Suspect::all(text, stop);
            survey.suspects.retain(|suspect| suspect.is_telling(text));
        }
        survey
    }
}

/// Whether the word has a Latin letter beyond ASCII, or a letter or sign where no word has it.
pub fn is_suspicious(word: &str) -> bool {
    let glance = Glance::at(word, &Stop::never());
    glance.accented || glance.signs.contains(Signs::ODD)
}

/// The stretches between ASCII blanks that hold a character beyond ASCII.
pub fn words_beyond_ascii(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let here = next_beyond_ascii(bytes, at)?;
        let blank = |b: &u8| b.is_ascii_whitespace();
        let before = bytes[at..here].iter().rposition(blank);
        let start = before.map_or(at, |p| at + p + 1);
        let behind = bytes[here..].iter().position(blank);
        at = behind.map_or(bytes.len(), |p| here + p);
        Some(start..at)
    })
}

/// What one word shows.
#[derive(Debug, Default, PartialEq)]
struct Glance {
    signs: Signs,
    accented: bool,
    salad: bool,
    /// Whether it would be salad were it longer.
    costly: bool,
    /// Characters: wide ones, letters that are not Latin, those beyond ASCII, all.
    wide: usize,
    foreign: usize,
    beyond: usize,
    all: usize,
}

impl Glance {
    fn at(word: &str, stop: &Stop) -> Self {
        Self::of_russian(word).unwrap_or_else(|| Self::of_any(word, stop))
    }

    /// What a word shows that is nothing but letters of the Russian alphabet, no capital behind a
    /// small one, and ASCII signs: most words of most Cyrillic text, seen by their bytes.
    fn of_russian(word: &str) -> Option<Self> {
        /// Longer words are read where one can stop.
        const LONGEST: usize = 256;
        let bytes = word.as_bytes();
        if bytes.len() > LONGEST {
            return None;
        }
        let (mut at, mut letters, mut behind_small) = (0, 0, false);
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii() {
                if byte.is_ascii_alphabetic() {
                    return None;
                }
                behind_small = false;
                at += 1;
                continue;
            }
            let is_small = match (byte, *bytes.get(at + 1)?) {
                (0xD0, 0xB0..=0xBF) | (0xD1, 0x80..=0x8F | 0x91) => true,
                (0xD0, 0x81 | 0x90..=0xAF) if !behind_small => false,
                _ => return None,
            };
            behind_small = is_small;
            letters += 1;
            at += 2;
        }
        Some(Glance {
            foreign: letters,
            beyond: letters,
            all: bytes.len() - letters,
            ..Glance::default()
        })
    }

    fn of_any(word: &str, stop: &Stop) -> Self {
        let mut glance = Glance::default();
        let (mut before, mut outer) = (Class::Plain, Class::Plain);
        let (mut window, mut costs, mut narrow) = (0, 0, 0);
        for character in word.chars() {
            glance.all += 1;
            if glance.all & 0x3FFF == 0 && stop.is_set() {
                break;
            }
            let class = if character.is_ascii() {
                class_of_ascii(character as u8)
            } else {
                glance.beyond += 1;
                let (class, cost, kana) = class_of(character);
                if class == Class::Wide {
                    glance.wide += 1;
                    window += 1;
                    costs += usize::from(cost);
                    narrow += usize::from(kana);
                    if window == WINDOW {
                        glance.salad |= costs > WINDOW * RARE;
                        (window, costs) = (0, 0);
                    }
                }
                glance.accented |= matches!(class, Class::LatinLower | Class::LatinUpper);
                glance.foreign += usize::from(script(class) > 1);
                class
            };
            glance.signs |= PAIRS[before as usize][class as usize];
            let mark = matches!(before, Class::Mark | Class::Honest);
            if mark && is_letter(outer) && is_letter(class) {
                glance.signs |= Signs::all();
            }
            (outer, before) = (before, class);
        }
        glance.salad |= window >= LONG && costs > window * RARE || narrow >= 2;
        glance.costly = (2..LONG).contains(&window) && costs > window * RARE;
        glance
    }
}

/// The first byte beyond ASCII from `from` on, many at a time.
fn next_beyond_ascii(bytes: &[u8], from: usize) -> Option<usize> {
    const LANES: usize = 32;
    let mut at = from;
    while let Some(chunk) = bytes.get(at..at + LANES) {
        if chunk.iter().fold(0, |all, byte| all | byte) >= 0x80 {
            break;
        }
        at += LANES;
    }
    let rest = bytes[at..].iter().position(|b| !b.is_ascii());
    rest.map(|p| at + p)
}

fn class_of_ascii(byte: u8) -> Class {
    match byte {
        b'a'..=b'z' => Class::AsciiLower,
        b'A'..=b'Z' => Class::AsciiUpper,
        _ => Class::Plain,
    }
}

/// What ideographs cost on average that do not belong together.
/// Text of China asks 10, of Japan and Korea 8; what was misread asks 12 to 19.
const RARE: usize = 12 * BIT as usize;
/// How many wide characters are enough to judge a word by.
const LONG: usize = 8;
/// How many shorter words are.
const COSTLY: usize = 2;

/// The class of a character beyond ASCII, what it costs if it is wide, and whether it is a halfwidth
/// katakana.
fn class_of(character: char) -> (Class, u8, bool) {
    let nature = nature(character);
    let upper = nature.traits.contains(Traits::UPPER);
    let cased = |low, high| if upper { high } else { low };
    let class = match nature.kind {
        Kind::Letter(Script::Latin) => cased(Class::LatinLower, Class::LatinUpper),
        Kind::Letter(Script::Cyrillic) => cased(Class::CyrillicLower, Class::CyrillicUpper),
        Kind::Letter(Script::Greek) => cased(Class::GreekLower, Class::GreekUpper),
        Kind::Mark if character < '\u{370}' => Class::Joiner,
        Kind::Letter(Script::Other(_)) | Kind::Mark => Class::Other,
        Kind::Ideograph | Kind::HalfwidthKana => Class::Wide,
        Kind::Quote => Class::Joiner,
        Kind::Dash | Kind::Invisible | Kind::Emoji => Class::Joiner,
        Kind::Opening if character == '‘' => Class::Joiner,
        Kind::Opening | Kind::Closing | Kind::Money => Class::Mark,
        Kind::Control => Class::Control,
        Kind::Replacement => Class::Lost,
        _ if is_honest(character) => Class::Honest,
        _ => Class::Sign,
    };
    (class, nature.cost, nature.kind == Kind::HalfwidthKana)
}

/// Whether the sign stands behind words in honest text.
fn is_honest(character: char) -> bool {
    matches!(
        character,
        '™' | '®' | '©' | '°' | 'º' | 'ª' | '²' | '³' | '½' | '¼' | '×' | '†' | '§'
    )
}

/// Whether the class is letters of a script that sets its words apart.
fn is_letter(class: Class) -> bool {
    (1..=3).contains(&script(class))
}

static PAIRS: [[Signs; CLASSES]; CLASSES] = {
    let mut pairs = [[Signs::empty(); CLASSES]; CLASSES];
    let mut i = 0;
    while i < CLASSES {
        let mut j = 0;
        while j < CLASSES {
            pairs[i][j] = signs_of(ALL[i], ALL[j]);
            j += 1;
        }
        i += 1;
    }
    pairs
};

/// What one class behind another says.
const fn signs_of(before: Class, class: Class) -> Signs {
    use Class::*;
    let bends = matches!(
        (before, class),
        (AsciiLower, LatinUpper)
            | (LatinLower, AsciiUpper | LatinUpper)
            | (CyrillicLower, CyrillicUpper)
            | (GreekLower, GreekUpper)
    );
    let (mine, other) = (script(before), script(class));
    let mixed = mine != 0 && other != 0 && mine != other;
    let foreign = matches!(before, Other) || matches!(class, Other);
    let letter = mine != 0 || other != 0;
    let strange = matches!(before, Sign) || matches!(class, Sign);
    let control = matches!(before, Control) || matches!(class, Control);
    let mut signs = Signs::empty();
    if bends || mixed && !foreign || control || strange && letter {
        signs = signs.union(Signs::ODD);
    }
    let beyond = !matches!(before, Plain | AsciiLower | AsciiUpper)
        && !matches!(class, Plain | AsciiLower | AsciiUpper);
    let latin =
        matches!(before, LatinLower | LatinUpper) || matches!(class, LatinLower | LatinUpper);
    let lost = matches!(before, Lost) || matches!(class, Lost);
    let honest = matches!(before, Honest) || matches!(class, Honest);
    if beyond && (bends || mixed || control || strange || latin || lost || honest) {
        signs = signs.union(Signs::SEQUENCE);
    }
    signs
}

/// The script of a class that is letters, 0 for none.
const fn script(class: Class) -> u8 {
    use Class::*;
    match class {
        AsciiLower | AsciiUpper | LatinLower | LatinUpper => 1,
        CyrillicLower | CyrillicUpper => 2,
        GreekLower | GreekUpper => 3,
        Other => 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_bytes_show_of_russian_is_what_characters_show(word in "[А-Яа-яЁё0-9.,()!-]{0,12}") {
            if let Some(quick) = Glance::of_russian(&word) {
                let whole = Glance::of_any(&word, &Stop::never());
                prop_assert_eq!(quick, whole);
            }
        }
    }
}
