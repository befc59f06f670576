//! What a character is as far as the likelihood of a reading goes: one table lookup, its pages made
//! when first needed. Knows no code pages.

use std::sync::OnceLock;

use bitflags::bitflags;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_script::UnicodeScript;

use super::ideographs::least_cost;
use super::letters::{BIT, Cost, LETTERS};

/// All that readings ask of a character.
#[derive(Clone, Copy, Debug)]
pub struct Nature {
    /// What it is.
    pub kind: Kind,
    /// The number of its lower-case form among the letters of all languages, 0 for none.
    pub number: u16,
    /// What an ideograph or a Hangul syllable costs in the language that likes it most.
    pub cost: u8,
    /// Its case and more.
    pub traits: Traits,
}

bitflags! {
    /// What a character is beside its kind.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Traits: u8 {
        /// `Alphabetic`
        const ALPHABETIC = 1;
        /// A number.
        const NUMERIC = 1 << 1;
        /// `Uppercase`
        const UPPER = 1 << 2;
        /// `Lowercase`
        const LOWER = 1 << 3;
        /// Not its own lower-case form.
        const CAPITAL = 1 << 4;
        /// Its lower-case form is a letter of ASCII.
        const BASIC = 1 << 5;
        /// Its lower-case form is a letter of African languages that have no statistics.
        const AFRICAN = 1 << 6;
    }
}

/// What matters about a character beside the letter it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Space,
    Digit,
    Ascii,
    Letter(Script),
    Mark,
    Ideograph,
    HalfwidthKana,
    Opening,
    Closing,
    Quote,
    Dash,
    Money,
    Ordinal,
    Superscript,
    Sign,
    Accent,
    Box,
    Symbol,
    Rare,
    Emoji,
    Invisible,
    Control,
    Private,
    Replacement,
}

/// Writing systems as far as words tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Latin,
    Greek,
    Cyrillic,
    Other(unicode_script::Script),
}

/// Scripts that newspapers are printed in, beyond those that have a variant of their own.
pub const LIVING: &[unicode_script::Script] = {
    use unicode_script::Script::{
        Arabic, Armenian, Bengali, Devanagari, Ethiopic, Georgian, Gujarati, Gurmukhi, Hebrew,
        Kannada, Khmer, Lao, Malayalam, Mongolian, Myanmar, Oriya, Sinhala, Tamil, Telugu, Thai,
        Tibetan,
    };
    &[
        Arabic, Armenian, Bengali, Devanagari, Ethiopic, Georgian, Gujarati, Gurmukhi, Hebrew,
        Kannada, Khmer, Lao, Malayalam, Mongolian, Myanmar, Oriya, Sinhala, Tamil, Telugu, Thai,
        Tibetan,
    ]
};

/// Letters of African languages the models lack.
const AFRICAN: &str = "ɓɗƙƴŋɛɔɖƒɣʋẹọṣụịńǹḿǝ";

/// All about `character`.
#[inline]
pub fn nature(character: char) -> Nature {
    let code = character as usize;
    PAGES[code >> 8].get_or_init(|| page(code >> 8))[code & 0xFF]
}

/// What `character` is.
#[inline]
pub fn kind(character: char) -> Kind {
    nature(character).kind
}

/// Whether `character` is a letter, or a mark that counts as one: [`char::is_alphabetic`] without
/// its search through a table.
#[inline]
pub fn is_alphabetic(character: char) -> bool {
    nature(character).traits.contains(Traits::ALPHABETIC)
}

/// Most texts need a handful of the pages, and each takes microseconds to make.
static PAGES: [OnceLock<Box<[Nature; 256]>>; 0x1100] = [const { OnceLock::new() }; 0x1100];

#[cold]
fn page(number: usize) -> Box<[Nature; 256]> {
    let first = (number << 8) as u32;
    Box::new(std::array::from_fn(|i| {
        derive(char::from_u32(first + i as u32).unwrap_or(char::REPLACEMENT_CHARACTER))
    }))
}

fn derive(character: char) -> Nature {
    let kind = kind_of(character);
    let folded = fold(character);
    let mut traits = Traits::empty();
    traits.set(Traits::ALPHABETIC, character.is_alphabetic());
    traits.set(Traits::NUMERIC, character.is_numeric());
    traits.set(Traits::UPPER, character.is_uppercase());
    traits.set(Traits::LOWER, character.is_lowercase());
    traits.set(Traits::CAPITAL, character != folded);
    traits.set(Traits::BASIC, folded.is_ascii_lowercase());
    traits.set(Traits::AFRICAN, AFRICAN.contains(folded));
    let cost = match kind {
        Kind::Ideograph => match character {
            '\u{3000}'..='\u{3020}' | '\u{30FB}' | '\u{FF01}'..='\u{FF60}' => 5 * BIT,
            '\u{3400}'..='\u{4DBF}' => 27 * BIT,
            _ => least_cost(character),
        },
        _ => 0,
    };
    Nature {
        kind,
        number: LETTERS.number(folded).unwrap_or(0),
        cost: cost.min(Cost::from(u8::MAX)) as u8,
        traits,
    }
}

fn kind_of(character: char) -> Kind {
    match character {
        ' ' | '\t' | '\n' | '\r' => Kind::Space,
        '0'..='9' => Kind::Digit,
        'a'..='z' | 'A'..='Z' => Kind::Letter(Script::Latin),
        '\0'..='\u{7F}' => Kind::Ascii,
        '\u{80}'..='\u{9F}' => Kind::Control,
        '\u{A0}' | '\u{AD}' | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}' => Kind::Invisible,
        '«' | '“' | '‘' | '„' | '‚' | '‹' | '¿' | '¡' => Kind::Opening,
        '’' => Kind::Quote,
        '»' | '”' | '›' | '…' | '،' | '؛' | '؟' => Kind::Closing,
        '।' | '॥' => Kind::Mark,
        '–' | '—' | '‐'..='―' | '•' | '·' => Kind::Dash,
        '£' | '€' | '¥' | '¢' | '‰' => Kind::Money,
        '°' | 'º' | 'ª' => Kind::Ordinal,
        '¹' | '²' | '³' => Kind::Superscript,
        '¨' | '¯' | '´' | '¸' | 'ˆ' | '\u{2B9}'..='\u{2DF}' => Kind::Accent,
        '\u{A1}'..='\u{BF}' | '×' | '÷' | '™' | '†' | '‡' | '№' => match character {
            'µ' => Kind::Sign,
            _ => Kind::Sign,
        },
        '\u{C0}'..='\u{2B8}' | '\u{1E00}'..='\u{1EFF}' | 'ﬀ'..='ﬆ' => {
            Kind::Letter(Script::Latin)
        }
        '\u{300}'..='\u{362}' => Kind::Mark,
        '\u{363}'..='\u{36F}' => Kind::Rare,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Kind::Letter(Script::Greek),
        '\u{400}'..='\u{52F}' => Kind::Letter(Script::Cyrillic),
        '\u{2E0}'..='\u{2FF}' => Kind::Accent,
        '\u{2500}'..='\u{259F}' => Kind::Box,
        '\u{2010}'..='\u{27BF}' => Kind::Symbol,
        '\u{27C0}'..='\u{2BFF}' => Kind::Rare,
        '\u{3000}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' => {
            Kind::Ideograph
        }
        '\u{FF01}'..='\u{FF60}' => Kind::Ideograph,
        '\u{FF61}'..='\u{FF9F}' => Kind::HalfwidthKana,
        '\u{E000}'..='\u{F8FF}' => Kind::Private,
        '\u{FFFD}' => Kind::Replacement,
        '\u{FB13}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' => Kind::Rare,
        '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => Kind::Invisible,
        '\u{1F000}'..='\u{1FFFF}' => Kind::Emoji,
        _ if character.is_alphanumeric() => Kind::Letter(Script::Other(character.script())),
        _ => match character.general_category() {
            GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark => Kind::Mark,
            GeneralCategory::Unassigned | GeneralCategory::PrivateUse => Kind::Private,
            _ if LIVING.contains(&character.script()) => Kind::Mark,
            _ => Kind::Rare,
        },
    }
}

/// Whether every newspaper prints the character between its words.
pub fn is_ordinary(character: char) -> bool {
    match kind(character) {
        Kind::Space | Kind::Digit | Kind::Ascii | Kind::Opening | Kind::Closing | Kind::Quote => {
            true
        }
        Kind::Dash | Kind::Emoji | Kind::Invisible => true,
        Kind::Money | Kind::Ideograph | Kind::Replacement => true,
        Kind::Letter(Script::Latin) => character.is_ascii(),
        _ => false,
    }
}

/// Whether hardly any newspaper prints the character: a reading that needs it is no good reading.
pub fn is_odd(character: char) -> bool {
    let Nature {
        kind,
        number,
        cost,
        traits,
    } = nature(character);
    match kind {
        Kind::Rare | Kind::Private | Kind::Control => true,
        Kind::Accent => {
            character > '\u{2B0}' && !matches!(character, 'ˆ' | 'ˇ' | '˜' | '˘' | '˙' | '˝')
        }
        Kind::Letter(Script::Other(script)) => !LIVING.contains(&script),
        Kind::Letter(_) => {
            number == 0 && !traits.contains(Traits::AFRICAN) && !matches!(character, 'ﬀ'..='ﬆ')
        }
        Kind::Ideograph => character > '\u{33FF}' && Cost::from(cost) >= 21 * BIT,
        _ => false,
    }
}

/// The letter in lower case, as the models know it.
fn fold(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    match character {
        'İ' => 'i',
        _ => character.to_lowercase().next().unwrap_or(character),
    }
}
