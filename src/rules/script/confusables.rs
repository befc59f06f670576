//! Look-alike letters: a word folded into one script after the skeletons of UTS 39.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};
use unicode_security::skeleton;

/// The scripts whose letters are taken for one another.
pub(super) const ALIKE: [Script; 4] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Greek,
    Script::Armenian,
];

/// Whether letters of `script` are taken for those of others.
pub(super) fn is_alike(script: Script) -> bool {
    ALIKE.contains(&script)
}

/// `word` with every letter of another script replaced by its look-alike of `target`, the letters'
/// case kept; nothing when a letter has none.
pub(super) fn fold(word: &str, target: Script) -> Option<String> {
    let mut folded = String::with_capacity(word.len());
    for character in word.chars() {
        let script = character.script();
        if script == target || matches!(script, Script::Common | Script::Inherited) {
            folded.push(character);
            continue;
        }
        let mut letters = character.nfd();
        folded.push(counterpart(letters.next()?, target)?);
        folded.extend(letters);
    }
    Some(folded.nfc().collect())
}

/// Whether `letter` is Latin but of no alphabet in daily use: phonetic and obsolete letters.
pub(super) fn is_odd_latin(letter: char) -> bool {
    matches!(letter, '\u{138}' | '\u{180}'..='\u{185}' | '\u{18D}' | '\u{195}' | '\u{19E}' | '\u{1A6}'..='\u{1AA}'
        | '\u{1B7}'..='\u{1BF}' | '\u{245}' | '\u{250}' | '\u{251}' | '\u{258}'..='\u{25A}' | '\u{25D}'..='\u{262}'
        | '\u{264}'..='\u{2AF}' | '\u{2C60}'..='\u{2C7F}')
}

/// The letter of `target` that looks like `letter` of another script.
fn counterpart(letter: char, target: Script) -> Option<char> {
    let shape = shape(letter)?;
    if target == Script::Latin {
        return match shape {
            // UTS 39 has one prototype for capital I and small L.
            'l' if letter.is_uppercase() && letter != 'Ӏ' => Some('I'),
            'ǝ' => Some('ə'),
            'Ə' | 'a'..='z' | 'A'..='Z' => Some(shape),
            _ => None,
        };
    }
    alphabets()
        .get(&(target, shape, letter.is_uppercase()))
        .copied()
}

/// What a letter looks like: its skeleton, when that is one character.
fn shape(letter: char) -> Option<char> {
    let mut bytes = [0; 4];
    let mut skeleton = skeleton(letter.encode_utf8(&mut bytes));
    let first = skeleton.next()?;
    if skeleton.next().is_some() || is_combining_mark(first) {
        return None;
    }
    // Small capitals and kra, which in print are small letters of the same form.
    Some(match first {
        'ĸ' => 'k',
        'ᴛ' => 't',
        'ꞓ' => 'є',
        other => other,
    })
}

/// The letters of an alphabet by script, shape and case, the commonest where two look alike.
type Alphabets = HashMap<(Script, char, bool), char>;

fn alphabets() -> &'static Alphabets {
    static ALPHABETS: OnceLock<Alphabets> = OnceLock::new();
    ALPHABETS.get_or_init(|| {
        let mut alphabets = Alphabets::new();
        for (script, letters) in [
            (Script::Cyrillic, CYRILLIC),
            (Script::Greek, GREEK),
            (Script::Armenian, ARMENIAN),
        ] {
            for small in letters.chars() {
                for letter in
                    std::iter::once(small).chain(small.to_uppercase().filter(|&c| c != small))
                {
                    if let Some(shape) = shape(letter) {
                        alphabets
                            .entry((script, shape, letter.is_uppercase()))
                            .or_insert(letter);
                    }
                }
            }
        }
        alphabets
    })
}

// The letters a word is folded into: those of alphabets in use, without the few whose skeleton is
// not how they look in print (Cyrillic ghe as r; Greek sigma as o).

const CYRILLIC: &str = "абвдежзийклмнопрстуфхцчшщъыьэюяёіїєґўљњјћђџѓќѕәқңөұүһҙҫҡҷҳ";
const GREEK: &str = "αβγδεζηθικλμνξοπρςτυφχψω";
const ARMENIAN: &str = "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fold_into_the_script_asked_for() {
        let cases = [
            ("Mоscow", Script::Latin, Some("Moscow")),
            ("Іrаn", Script::Latin, Some("Iran")),
            ("Ιndia", Script::Latin, Some("India")),
            ("Liѕbón", Script::Latin, Some("Lisbón")),
            ("Mίra", Script::Latin, Some("Míra")),
            ("мocт", Script::Cyrillic, Some("мост")),
            ("Kнигa", Script::Cyrillic, Some("Книга")),
            ("вɩтep", Script::Cyrillic, Some("вітер")),
            ("πoλη", Script::Greek, Some("πολη")),
            ("nւշ", Script::Armenian, Some("ուշ")),
            ("Жpen", Script::Latin, None),
            ("Instagramга", Script::Cyrillic, None),
        ];
        for (word, target, wanted) in cases {
            assert_eq!(fold(word, target).as_deref(), wanted, "{word}");
        }
    }
}
