//! The part a character plays in UAX #29 sentences.
//!
//! Derived from general category as UAX #29 (table 4) defines the classes, with the characters that
//! other properties name listed (Unicode 17). Looked up only around the ends of sentences.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// `Sentence_Break`, without the line ends, which cut the text before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `Extend` and `Format`: belong to the character before.
    Extend,
    /// `Sp`
    Space,
    /// `Lower`
    Lower,
    /// `Upper`
    Upper,
    /// `OLetter`
    OtherLetter,
    /// `Numeric`
    Numeric,
    /// `ATerm`: may also end an abbreviation.
    Stop,
    /// `STerm`
    Terminator,
    /// `Close`: brackets and quotes.
    Close,
    /// `SContinue`: goes on after a stop.
    Continue,
    /// Everything else.
    Other,
}

/// The part of `character`.
pub(super) fn part(character: char) -> Part {
    match character {
        'a'..='z' => Part::Lower,
        'A'..='Z' => Part::Upper,
        '0'..='9' => Part::Numeric,
        ' ' | '\t' | '\u{B}' | '\u{C}' | '\u{A0}' => Part::Space,
        '.' | '\u{2024}' | '\u{FE52}' | '\u{FF0E}' => Part::Stop,
        '!' | '?' => Part::Terminator,
        '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' => Part::Close,
        ',' | '-' | ':' | ';' => Part::Continue,
        _ if character.is_ascii() => Part::Other,
        // The most frequent of the others, ahead of the tables.
        'а'..='я' => Part::Lower,
        'А'..='Я' => Part::Upper,
        '\u{621}'..='\u{64A}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}' => Part::OtherLetter,
        '\u{2018}'..='\u{201F}' | '«' | '»' => Part::Close,
        _ => beyond_ascii(character),
    }
}

/// Whether `character` ends sentences (`ATerm`, `STerm`).
pub(super) fn ends_sentences(character: char) -> bool {
    match character {
        '.' | '!' | '?' => true,
        _ if character.is_ascii() => false,
        '\u{2024}' | '\u{FE52}' | '\u{FF0E}' => true,
        _ => is_terminator(character),
    }
}

fn beyond_ascii(character: char) -> Part {
    use GeneralCategory as Gc;
    match character {
        '\u{37E}' | '\u{55D}' | '\u{60C}' | '\u{60D}' | '\u{7F8}' | '\u{1802}' | '\u{1808}'
        | '\u{2013}' | '\u{2014}' | '\u{3001}' | '\u{FE10}' | '\u{FE11}' | '\u{FE13}'
        | '\u{FE14}' | '\u{FE31}' | '\u{FE32}' | '\u{FE50}' | '\u{FE51}' | '\u{FE54}'
        | '\u{FE55}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0C}' | '\u{FF0D}' | '\u{FF1A}'
        | '\u{FF1B}' | '\u{FF64}' => {
            return Part::Continue;
        }
        // Quotation marks by line break that are no brackets by category.
        '\u{275B}'..='\u{2760}' | '\u{2E00}'..='\u{2E0D}' | '\u{1F676}'..='\u{1F678}' => {
            return Part::Close;
        }
        // Figures by line break; the dots under numbers are controls by category.
        '\u{600}'..='\u{605}'
        | '\u{66B}'
        | '\u{66C}'
        | '\u{6DD}'
        | '\u{890}'
        | '\u{891}'
        | '\u{8E2}'
        | '\u{19DA}'
        | '\u{110BD}'
        | '\u{110CD}' => return Part::Numeric,
        '\u{FF9E}' | '\u{FF9F}' => return Part::Extend,
        '\u{5F3}' => return Part::OtherLetter,
        _ if is_terminator(character) => return Part::Terminator,
        _ => {}
    }
    let category = character.general_category();
    match category {
        Gc::Format => Part::Extend,
        Gc::SpaceSeparator => Part::Space,
        Gc::DecimalNumber => Part::Numeric,
        Gc::OpenPunctuation
        | Gc::ClosePunctuation
        | Gc::InitialPunctuation
        | Gc::FinalPunctuation => Part::Close,
        _ if character.general_category_group() == GeneralCategoryGroup::Mark => Part::Extend,
        _ => letter(character, category),
    }
}

fn letter(character: char, category: GeneralCategory) -> Part {
    // Georgian has no sentence case: its letters are of neither.
    let georgian = matches!(character, '\u{10D0}'..='\u{10FF}' | '\u{1C90}'..='\u{1CBF}')
        && category != GeneralCategory::ModifierLetter;
    if georgian && character.is_alphabetic() {
        Part::OtherLetter
    } else if character.is_lowercase() {
        Part::Lower
    } else if character.is_uppercase() || category == GeneralCategory::TitlecaseLetter {
        Part::Upper
    } else if character.is_alphabetic() {
        Part::OtherLetter
    } else {
        Part::Other
    }
}

/// `Sentence_Terminal` beyond ASCII, without the stops.
fn is_terminator(character: char) -> bool {
    let code = u32::from(character);
    let after = TERMINATORS.partition_point(|&(_, last)| last < code);
    TERMINATORS
        .get(after)
        .is_some_and(|&(first, _)| first <= code)
}

#[rustfmt::skip]
const TERMINATORS: &[(u32, u32)] = &[
    (0x0589, 0x0589), (0x061D, 0x061F), (0x06D4, 0x06D4), (0x0700, 0x0702), (0x07F9, 0x07F9),
    (0x0837, 0x0837), (0x0839, 0x0839), (0x083D, 0x083E), (0x0964, 0x0965), (0x104A, 0x104B),
    (0x1362, 0x1362), (0x1367, 0x1368), (0x166E, 0x166E), (0x1735, 0x1736), (0x17D4, 0x17D5),
    (0x1803, 0x1803), (0x1809, 0x1809), (0x1944, 0x1945), (0x1AA8, 0x1AAB), (0x1B4E, 0x1B4F),
    (0x1B5A, 0x1B5B), (0x1B5E, 0x1B5F), (0x1B7D, 0x1B7F), (0x1C3B, 0x1C3C), (0x1C7E, 0x1C7F),
    (0x203C, 0x203D), (0x2047, 0x2049), (0x2CF9, 0x2CFB), (0x2E2E, 0x2E2E), (0x2E3C, 0x2E3C),
    (0x2E53, 0x2E54), (0x3002, 0x3002), (0xA4FF, 0xA4FF), (0xA60E, 0xA60F), (0xA6F3, 0xA6F3),
    (0xA6F7, 0xA6F7), (0xA876, 0xA877), (0xA8CE, 0xA8CF), (0xA92F, 0xA92F), (0xA9C8, 0xA9C9),
    (0xAA5D, 0xAA5F), (0xAAF0, 0xAAF1), (0xABEB, 0xABEB), (0xFE12, 0xFE12), (0xFE15, 0xFE16),
    (0xFE56, 0xFE57), (0xFF01, 0xFF01), (0xFF1F, 0xFF1F), (0xFF61, 0xFF61), (0x10A56, 0x10A57),
    (0x10F55, 0x10F59), (0x10F86, 0x10F89), (0x11047, 0x11048), (0x110BE, 0x110C1),
    (0x11141, 0x11143), (0x111C5, 0x111C6), (0x111CD, 0x111CD), (0x111DE, 0x111DF),
    (0x11238, 0x11239), (0x1123B, 0x1123C), (0x112A9, 0x112A9), (0x113D4, 0x113D5),
    (0x1144B, 0x1144C), (0x115C2, 0x115C3), (0x115C9, 0x115D7), (0x11641, 0x11642),
    (0x1173C, 0x1173E), (0x11944, 0x11944), (0x11946, 0x11946), (0x11A42, 0x11A43),
    (0x11A9B, 0x11A9C), (0x11C41, 0x11C42), (0x11EF7, 0x11EF8), (0x11F43, 0x11F44),
    (0x16A6E, 0x16A6F), (0x16AF5, 0x16AF5), (0x16B37, 0x16B38), (0x16B44, 0x16B44),
    (0x16D6E, 0x16D6F), (0x16E98, 0x16E98), (0x1BC9F, 0x1BC9F), (0x1DA88, 0x1DA88),
];

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::super::sentence_breaks::sentences;
    use crate::text::characters::every_character;

    #[test]
    fn every_character_is_what_the_library_says() {
        let mut wrong = Vec::new();
        for c in every_character() {
            let line_end = matches!(c, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}');
            // The library knows Unicode 17 and takes what came later for unassigned.
            let later = matches!(u32::from(c), 0x5C8..=0x5C9 | 0xB53..=0xB54 | 0x1ADE..=0x1AF0
                | 0x2E62..=0x2E63 | 0x10ECB..=0x10EF9 | 0x11DF0 | 0x1D127..=0x1D128 | 0x1D250..=0x1D281);
            if line_end || later {
                continue;
            }
            let probe = format!(
                "a{c} B. {c}B. {c} b! {c} B.{c}1. 2{c} b {c}.A. ({c}A. A.{c}) A{c}. ! {c}, B."
            );
            let mut bounds = Vec::new();
            sentences(&probe, true, |start, end| bounds.push(&probe[start..end]));
            if bounds != probe.split_sentence_bounds().collect::<Vec<_>>() {
                wrong.push(format!("{:X}", u32::from(c)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join(" "));
    }
}
