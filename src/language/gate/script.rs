//! What the script of a text says of its language.

use unicode_script::{Script, UnicodeScript};

use crate::language::Guess;
use crate::text::blocks::ascii_letters;

/// Letters of a sample by script.
pub(super) struct Letters(Vec<(Script, u32)>);

impl Letters {
    pub(super) fn of(pieces: &[&str]) -> Self {
        let mut counts: Vec<(Script, u32)> = Vec::with_capacity(4);
        let mut latin = 0;
        let mut add = |character: char| {
            let (script, weight) = match u32::from(character) {
                0xC0..=0x24F => (Script::Latin, 1),
                0x400..=0x52F => (Script::Cyrillic, 1),
                0x620..=0x64A | 0x66E..=0x6D3 => (Script::Arabic, 1),
                // An ideograph says as much as a word of two or three letters.
                0x3040..=0x309F => (Script::Hiragana, 3),
                0x30A0..=0x30FF => (Script::Katakana, 3),
                0x3400..=0x9FFF => (Script::Han, 3),
                0xAC00..=0xD7A3 => (Script::Hangul, 2),
                0x2000..=0x206F | 0x3000..=0x303F => return,
                _ => (character.script(), 1),
            };
            if matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
                return;
            }
            match counts.iter_mut().find(|(known, _)| *known == script) {
                Some((_, count)) => *count += weight,
                None => counts.push((script, weight)),
            }
        };
        for piece in pieces {
            latin += ascii_letters(piece.as_bytes()) as u32;
            if !piece.is_ascii() {
                piece.chars().filter(|c| !c.is_ascii()).for_each(&mut add);
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
    pub(super) fn dominant(&self) -> Option<Script> {
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
pub(super) fn by_script(script: Script, scripts: &Letters, pieces: &[&str]) -> Option<Guess> {
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
