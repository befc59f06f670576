//! What a character is as far as the likelihood of a reading goes. Knows no languages and no code
//! pages.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_script::UnicodeScript;

use super::ideographs::least_cost;
use super::letters::{BIT, LETTERS};

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
pub const AFRICAN: &str = "ɓɗƙƴŋɛɔɖƒɣʋẹọṣụịńǹḿǝ";

/// What `character` is.
pub fn kind(character: char) -> Kind {
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
    match kind(character) {
        Kind::Rare | Kind::Private | Kind::Control => true,
        Kind::Accent => {
            character > '\u{2B0}' && !matches!(character, 'ˆ' | 'ˇ' | '˜' | '˘' | '˙' | '˝')
        }
        Kind::Letter(Script::Other(script)) => !LIVING.contains(&script),
        Kind::Letter(_) => {
            LETTERS.number(fold(character)).is_none()
                && !AFRICAN.contains(fold(character))
                && !matches!(character, 'ﬀ'..='ﬆ')
        }
        Kind::Ideograph => {
            matches!(character, '\u{3400}'..='\u{4DBF}')
                || character > '\u{4DFF}' && least_cost(character) >= 21 * BIT
        }
        _ => false,
    }
}

/// The letter in lower case, as the models know it.
pub fn fold(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    match character {
        'İ' => 'i',
        _ => character.to_lowercase().next().unwrap_or(character),
    }
}
