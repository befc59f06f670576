//! What occurs in a text at all, gathered in one pass, so that a rule that cannot fire is never run.

mod gather;

use bitflags::bitflags;

bitflags! {
    /// A set of things that occur in a text.
    ///
    /// A fact that is absent is certain; one that is present may overstate (a block, not a
    /// character), so a rule still looks.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Facts: u64 {
        /// `&`
        const AMP = 1;
        /// `<` or `>`
        const ANGLE = 1 << 1;
        /// `%`
        const PERCENT = 1 << 2;
        /// `\`
        const BACKSLASH = 1 << 3;
        /// `?`
        const QUESTION = 1 << 4;
        /// `=`
        const EQUALS = 1 << 5;
        /// `{` or `}`
        const BRACE = 1 << 6;
        /// `[` or `]`
        const BRACKET = 1 << 7;
        /// `(` or `)`
        const PAREN = 1 << 8;
        /// `#`
        const HASH = 1 << 9;
        /// `@`
        const AT = 1 << 10;
        /// `_`
        const UNDERSCORE = 1 << 11;
        /// `*`
        const ASTERISK = 1 << 12;
        /// `|`
        const PIPE = 1 << 13;
        /// `"`
        const QUOTE = 1 << 14;
        /// `'`
        const APOSTROPHE = 1 << 15;
        /// `/`
        const SLASH = 1 << 16;
        /// `:`
        const COLON = 1 << 17;
        /// `0`-`9`
        const DIGIT = 1 << 18;
        /// `A`-`Z`
        const UPPER = 1 << 19;
        /// A carriage return.
        const CR = 1 << 20;
        /// A tab.
        const TAB = 1 << 21;
        /// A line feed.
        const LF = 1 << 22;
        /// A C0 control other than tab, line feed and carriage return, or DEL.
        const CONTROL = 1 << 23;
        /// `-`
        const HYPHEN = 1 << 24;
        /// `~`, `^`, `` ` ``, `$`, `+`
        const SYMBOL = 1 << 25;
        /// `!`
        const EXCLAMATION = 1 << 26;
        /// `,`
        const COMMA = 1 << 27;
        /// `.`
        const STOP = 1 << 28;
        /// `;`
        const SEMICOLON = 1 << 29;
        /// Anything beyond U+007F.
        const NON_ASCII = 1 << 30;
        /// U+0080-U+009F.
        const C1 = 1 << 31;
        /// U+00A0-U+024F: Latin-1 signs and Latin letters with marks.
        const LATIN_EXTENDED = 1 << 32;
        /// U+0250-U+036F: IPA, modifier letters, combining marks.
        const MARKS = 1 << 33;
        /// U+0370-U+03FF.
        const GREEK = 1 << 34;
        /// U+0400-U+052F.
        const CYRILLIC = 1 << 35;
        /// U+0530-U+058F.
        const ARMENIAN = 1 << 36;
        /// U+0590-U+05FF.
        const HEBREW = 1 << 37;
        /// U+0600-U+08FF: Arabic and its neighbours.
        const ARABIC = 1 << 38;
        /// U+0900-U+1FFF: Indic, south-east Asian, Georgian, Ethiopic, Latin and Greek extensions.
        const ASIAN = 1 << 39;
        /// U+2000-U+206F: dashes, quotes, spaces, invisible and bidirectional controls.
        const GENERAL_PUNCTUATION = 1 << 40;
        /// U+2070-U+2BFF: symbols, arrows, boxes.
        const SYMBOLS = 1 << 41;
        /// U+2C00-U+2FFF and U+A000-U+ABFF: rarer letters and radicals.
        const RARE = 1 << 42;
        /// U+3000-U+303F: CJK punctuation.
        const CJK_PUNCTUATION = 1 << 43;
        /// U+3040-U+30FF and U+31F0-U+31FF: kana.
        const KANA = 1 << 44;
        /// Han ideographs and other CJK blocks.
        const HAN = 1 << 45;
        /// Hangul.
        const HANGUL = 1 << 46;
        /// Private use, surrogate range and noncharacters.
        const PRIVATE_USE = 1 << 47;
        /// U+F900-U+FDFF and U+FE00-U+FEFE: presentation and compatibility forms.
        const PRESENTATION = 1 << 48;
        /// U+FEFF.
        const BOM = 1 << 49;
        /// U+FF00-U+FFEF: half- and fullwidth forms.
        const FULLWIDTH = 1 << 50;
        /// U+FFFD.
        const REPLACEMENT = 1 << 51;
        /// U+FFF0-U+FFFC, U+FFFE, U+FFFF.
        const SPECIALS = 1 << 52;
        /// Beyond the Basic Multilingual Plane.
        const ASTRAL = 1 << 53;
        /// Two blanks in a row.
        const DOUBLE_SPACE = 1 << 54;
        /// A space before an ASCII mark of punctuation (`.,;:!?)'`), or after `(`.
        const SPACED_PUNCTUATION = 1 << 55;
        /// Two marks of `.,;:` in a row.
        const DOUBLE_PUNCTUATION = 1 << 56;
        /// U+202A-U+202E and U+2066-U+2069: embeddings, overrides and isolates of direction.
        const DIRECTION = 1 << 57;
        /// U+2028 and U+2029.
        const SEPARATOR = 1 << 58;
    }
}

impl Facts {
    /// Gathers the facts of `text` in one pass.
    pub fn of(text: &str) -> Self {
        gather::facts(text)
    }

    /// What one character beyond ASCII says.
    fn of_char(character: char) -> Self {
        match u32::from(character) {
            0x80..=0x9F => Facts::C1,
            0xA0..=0x24F => Facts::LATIN_EXTENDED,
            0x250..=0x36F => Facts::MARKS,
            0x370..=0x3FF => Facts::GREEK,
            0x400..=0x52F => Facts::CYRILLIC,
            0x530..=0x58F => Facts::ARMENIAN,
            0x590..=0x5FF => Facts::HEBREW,
            0x600..=0x8FF => Facts::ARABIC,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Facts::HANGUL,
            0x900..=0x1FFF => Facts::ASIAN,
            0x2028 | 0x2029 => Facts::GENERAL_PUNCTUATION.union(Facts::SEPARATOR),
            0x202A..=0x202E | 0x2066..=0x2069 => Facts::GENERAL_PUNCTUATION.union(Facts::DIRECTION),
            0x2000..=0x206F => Facts::GENERAL_PUNCTUATION,
            0x2070..=0x2BFF => Facts::SYMBOLS,
            0x2C00..=0x2FFF | 0xA000..=0xABFF => Facts::RARE,
            0x3000..=0x303F => Facts::CJK_PUNCTUATION,
            0x3040..=0x30FF | 0x31F0..=0x31FF => Facts::KANA,
            0x3100..=0x9FFF => Facts::HAN,
            0xE000..=0xF8FF => Facts::PRIVATE_USE,
            0xF900..=0xFAFF => Facts::HAN.union(Facts::PRESENTATION),
            0xFB00..=0xFEFE => Facts::PRESENTATION,
            0xFEFF => Facts::BOM,
            0xFF00..=0xFFEF => Facts::FULLWIDTH,
            0xFFFD => Facts::REPLACEMENT,
            0xFFF0..=0xFFFF => Facts::SPECIALS,
            _ => Facts::ASTRAL,
        }
    }
}
