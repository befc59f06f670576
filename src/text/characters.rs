//! What each character is to segmentation: one table lookup, its pages made when first needed.
//!
//! Derived from general category and script as UAX #29 (table 3) defines the word break classes,
//! with the few characters it names one by one. Classes whose rules need a longer look (Hebrew,
//! regional indicators, format controls) are left to the library: [`Class::OTHERS`].
//! A test holds every character against the library.

use std::sync::OnceLock;

use bitflags::bitflags;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

/// What a character is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits {
    /// Its part in words.
    pub class: Class,
    /// Its share in the shape of a word.
    pub letters: Letters,
    /// Its script.
    pub script: Script,
}

bitflags! {
    /// The part a character plays in UAX #29 words.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) struct Class: u16 {
        /// `ALetter`
        const LETTER = 1;
        /// `Numeric`
        const DIGIT = 1 << 1;
        /// `ExtendNumLet`: joins letters, digits and itself.
        const CONNECTOR = 1 << 2;
        /// Joins two letters (`MidLetter`, `MidNumLet`, `Single_Quote`).
        const MID_LETTER = 1 << 3;
        /// Joins two digits (`MidNum`, `MidNumLet`, `Single_Quote`).
        const MID_DIGIT = 1 << 4;
        /// `Extend`: belongs to the character before.
        const EXTEND = 1 << 5;
        /// `Katakana`
        const KATAKANA = 1 << 6;
        /// A word of its own: ideographs, hiragana, Thai letters, fractions.
        const SOLO = 1 << 7;
        /// `WSegSpace`
        const SPACE = 1 << 8;
        /// Ends a line; nothing extends it.
        const NEWLINE = 1 << 9;
        /// Left to the library.
        const OTHERS = 1 << 10;
        /// What stands within words and is no part of them by itself.
        const JOINERS = Self::CONNECTOR.bits() | Self::MID_LETTER.bits() | Self::MID_DIGIT.bits()
            | Self::EXTEND.bits();
    }

    /// What a character adds to the shape of a word; the values are those of
    /// [`Shape`](super::Shape), with its `ASCII` turned round.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) struct Letters: u8 {
        /// A letter.
        const LETTER = 1;
        /// A digit (`Nd`).
        const DIGIT = 1 << 1;
        /// An upper-case or title-case letter.
        const CAPITAL = 1 << 2;
        /// A lower-case letter.
        const LOWER = 1 << 3;
        /// An upper-case letter.
        const UPPER = 1 << 4;
        /// Beyond ASCII.
        const BEYOND_ASCII = 1 << 5;
        /// Joins letters or digits, or stands on one, without being either.
        const JOINED = 1 << 6;
    }
}

/// The traits of `character`.
#[inline]
pub(super) fn traits(character: char) -> Traits {
    let code = character as usize;
    PAGES[code >> 8].get_or_init(|| page(code >> 8))[code & 0xFF]
}

/// Reads characters off a text, those of one and two bytes without a look at the pages.
pub(super) struct Reader<'t> {
    text: &'t str,
    low: [&'static [Traits; 256]; 8],
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let low = std::array::from_fn(|i| &**PAGES[i].get_or_init(|| page(i)));
        Reader { text, low }
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// The character at `at`, a boundary, and its length in bytes; none at the end.
    #[inline(always)]
    pub(super) fn at(&self, at: usize) -> Option<(Traits, usize)> {
        let bytes = self.text.as_bytes();
        let byte = *bytes.get(at)?;
        if byte < 0x80 {
            return Some((self.low[0][usize::from(byte)], 1));
        }
        if byte < 0xE0 {
            let code = usize::from(byte & 0x1F) << 6 | usize::from(bytes.get(at + 1)? & 0x3F);
            return Some((self.low[code >> 8 & 7][code & 0xFF], 2));
        }
        let character = self.text[at..].chars().next()?;
        Some((traits(character), character.len_utf8()))
    }
}

type Page = Box<[Traits; 256]>;

/// Most texts need a handful of the pages, and each takes microseconds to make.
static PAGES: [OnceLock<Page>; 0x1100] = [const { OnceLock::new() }; 0x1100];

#[cold]
fn page(number: usize) -> Page {
    let first = (number << 8) as u32;
    Box::new(std::array::from_fn(|i| {
        char::from_u32(first + i as u32).map_or(NOTHING, derive)
    }))
}

/// A surrogate's: no text holds one.
const NOTHING: Traits = Traits {
    class: Class::empty(),
    letters: Letters::empty(),
    script: Script::Unknown,
};

fn derive(character: char) -> Traits {
    let category = character.general_category();
    let script = character.script();
    let mut letters = Letters::empty();
    letters.set(Letters::LETTER, character.is_alphabetic());
    letters.set(Letters::DIGIT, category == GeneralCategory::DecimalNumber);
    letters.set(Letters::LOWER, character.is_lowercase());
    letters.set(Letters::UPPER, character.is_uppercase());
    let title = category == GeneralCategory::TitlecaseLetter;
    letters.set(Letters::CAPITAL, character.is_uppercase() || title);
    letters.set(Letters::BEYOND_ASCII, !character.is_ascii());
    let class = class(character, category, script);
    letters.set(Letters::JOINED, class.intersects(Class::JOINERS));
    Traits {
        class,
        letters,
        script,
    }
}

fn class(character: char, category: GeneralCategory, script: Script) -> Class {
    use GeneralCategory as Gc;
    match character {
        '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::NEWLINE,
        '.' | '\'' | '\u{2018}' | '\u{2019}' | '\u{2024}' | '\u{FE52}' | '\u{FF07}'
        | '\u{FF0E}' => Class::MID_LETTER | Class::MID_DIGIT,
        ':' | '\u{B7}' | '\u{387}' | '\u{55F}' | '\u{5F4}' | '\u{2027}' | '\u{FE13}'
        | '\u{FE55}' | '\u{FF1A}' => Class::MID_LETTER,
        ',' | ';' | '\u{37E}' | '\u{589}' | '\u{60C}' | '\u{60D}' | '\u{66C}' | '\u{7F8}'
        | '\u{2044}' | '\u{FE50}' | '\u{FE54}' | '\u{FF0C}' | '\u{FF1B}' => Class::MID_DIGIT,
        '\u{A0}' | '\u{2007}' => Class::empty(),
        '\u{202F}' => Class::CONNECTOR,
        '\u{200C}' => Class::EXTEND,
        // Half-width sound marks, skin tones, regional indicators; a numeral beside the digits.
        '\u{FF9E}'
        | '\u{FF9F}'
        | '\u{1F3FB}'..='\u{1F3FF}'
        | '\u{1F1E6}'..='\u{1F1FF}'
        | '\u{66B}'
        | '\u{19DA}' => Class::OTHERS,
        // Newer than Unicode 17, which the library and the standard library know.
        _ if is_new(character) => Class::OTHERS,
        _ if is_katakana(character) => Class::KATAKANA,
        _ if is_named_letter(character) => Class::LETTER,
        _ => match category {
            Gc::DecimalNumber => Class::DIGIT,
            Gc::NonspacingMark | Gc::SpacingMark | Gc::EnclosingMark => Class::EXTEND,
            Gc::ConnectorPunctuation => Class::CONNECTOR,
            Gc::SpaceSeparator => Class::SPACE,
            Gc::Format => Class::OTHERS,
            Gc::UppercaseLetter
            | Gc::LowercaseLetter
            | Gc::TitlecaseLetter
            | Gc::ModifierLetter
            | Gc::OtherLetter
            | Gc::LetterNumber => class_of_letter(character, script),
            _ if character.is_alphanumeric() => Class::SOLO,
            _ => Class::empty(),
        },
    }
}

fn class_of_letter(character: char, script: Script) -> Class {
    match script {
        Script::Hebrew => Class::OTHERS,
        // Written without spaces: ideographs and syllables stand alone, and the scripts of
        // south-east Asia would need a dictionary.
        Script::Han
        | Script::Hiragana
        | Script::Katakana
        | Script::Nushu
        | Script::Tangut
        | Script::Khitan_Small_Script
        | Script::Thai
        | Script::Lao
        | Script::Khmer
        | Script::Myanmar
        | Script::Tai_Le
        | Script::New_Tai_Lue
        | Script::Tai_Tham
        | Script::Tai_Viet
        | Script::Ahom => match character {
            '\u{3005}' | '\u{303B}' | '\u{16FE0}' | '\u{16FE1}' | '\u{16FE3}' => Class::LETTER,
            _ => Class::SOLO,
        },
        _ if matches!(character, '\u{3006}' | '\u{303C}' | '\u{309F}') => Class::OTHERS,
        _ => Class::LETTER,
    }
}

/// Whether the property tables know a letter or mark that the library does not know yet.
fn is_new(character: char) -> bool {
    match character.general_category_group() {
        GeneralCategoryGroup::Letter => !character.is_alphabetic(),
        GeneralCategoryGroup::Number => !character.is_numeric(),
        GeneralCategoryGroup::Mark => matches!(
            character,
            '\u{5C8}' | '\u{5C9}' | '\u{B53}' | '\u{B54}' | '\u{1ADE}'..='\u{1AF0}'
            | '\u{10ECB}'..='\u{10EF9}' | '\u{11DF0}' | '\u{1D127}' | '\u{1D128}' | '\u{1D250}'..='\u{1D281}'
        ),
        _ => false,
    }
}

/// UAX #29 counts these in though they are no letters by category, or no Katakana by script.
fn is_katakana(character: char) -> bool {
    matches!(character, '\u{3031}'..='\u{3035}' | '\u{309B}' | '\u{309C}' | '\u{30A0}'..='\u{30FA}'
        | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{32D0}'..='\u{32FE}'
        | '\u{3300}'..='\u{3357}' | '\u{FF66}'..='\u{FF9D}' | '\u{1AFF0}'..='\u{1AFF3}' | '\u{1AFF5}'..='\u{1AFFB}' | '\u{1AFFD}' | '\u{1AFFE}' | '\u{1B000}'
        | '\u{1B120}'..='\u{1B122}' | '\u{1B155}' | '\u{1B164}'..='\u{1B167}')
}

/// Signs that UAX #29 counts as letters: modifiers, Armenian marks in words, circled letters.
fn is_named_letter(character: char) -> bool {
    matches!(character, '\u{B8}' | '\u{2C2}'..='\u{2C5}' | '\u{2D2}'..='\u{2D7}' | '\u{2DE}' | '\u{2DF}'
        | '\u{2E5}'..='\u{2EB}' | '\u{2ED}' | '\u{2EF}'..='\u{2FF}' | '\u{55A}'..='\u{55C}' | '\u{55E}'
        | '\u{58A}' | '\u{5F3}' | '\u{70F}' | '\u{24B6}'..='\u{24E9}' | '\u{A708}'..='\u{A716}'
        | '\u{A720}' | '\u{A721}' | '\u{A789}' | '\u{A78A}' | '\u{AB5B}' | '\u{1F130}'..='\u{1F149}'
        | '\u{1F150}'..='\u{1F169}' | '\u{1F170}'..='\u{1F189}')
}

/// Every character for tests, of the blocks of Han and Hangul and of the rarest planes a sample.
#[cfg(test)]
pub(super) fn every_character() -> impl Iterator<Item = char> {
    let sampled = |code: &u32| match code {
        0x3400..=0x9FFF
        | 0xAC00..=0xD7A3
        | 0xE000..=0xF8FF
        | 0x1_2000..=0x1_8FFF
        | 0x2_0000..=0x10_FFFF => code.is_multiple_of(61),
        _ => true,
    };
    (0..=0x10_FFFF).filter(sampled).filter_map(char::from_u32)
}
