//! One key for the spellings of one word: case, diacritics and apostrophes aside.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The most bytes of a folded word; longer ones are in no table.
const LONGEST: usize = 64;

/// A folded word, on the stack.
#[derive(Debug)]
pub(super) struct Folded {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Folded {
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    fn push(&mut self, part: &[u8]) -> Option<()> {
        let end = self.length + part.len();
        self.bytes.get_mut(self.length..end)?.copy_from_slice(part);
        self.length = end;
        Some(())
    }
}

/// Folds `word` the way `data/folding.py` folds the keys of the tables: lower case, no marks on
/// letters (`José` is `jose`, `Müller` is `muller`), letters with a stroke as their plain ones, no
/// apostrophes and full stops. `None` when it is empty or too long for any table.
pub(super) fn fold(word: &str) -> Option<Folded> {
    let mut folded = Folded {
        bytes: [0; LONGEST],
        length: 0,
    };
    if word.is_ascii() {
        for byte in word
            .bytes()
            .filter(|byte| !matches!(byte, b'\'' | b'.' | b'`'))
        {
            folded.push(&[byte.to_ascii_lowercase()])?;
        }
    } else {
        for letter in word.chars().flat_map(char::to_lowercase).nfd() {
            push_letter(&mut folded, letter)?;
        }
    }
    (folded.length > 0).then_some(folded)
}

fn push_letter(folded: &mut Folded, letter: char) -> Option<()> {
    let plain = match letter {
        '\'' | '.' | '`' | '´' | '‘' | '’' | '\u{2bb}'..='\u{2bf}' => "",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ə' => "a",
        _ if canonical_combining_class(letter) != 0 => "",
        _ => return folded.push(letter.encode_utf8(&mut [0; 4]).as_bytes()),
    };
    folded.push(plain.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_of_one_word_have_one_key() {
        for (word, key) in [
            ("José", "jose"),
            ("MÜLLER", "muller"),
            ("Jose\u{301}", "jose"),
            ("O’Brien", "obrien"),
            ("O'Brien", "obrien"),
            ("Łódź", "lodz"),
            ("İstanbul", "istanbul"),
            ("Gen.", "gen"),
            ("أحمد", "احمد"),
        ] {
            assert_eq!(fold(word).unwrap().as_bytes(), key.as_bytes(), "{word}");
        }
    }

    #[test]
    fn what_fits_no_table_has_none() {
        assert!(fold("").is_none() && fold("’").is_none());
        assert!(fold(&"a".repeat(65)).is_none() && fold(&"é".repeat(1 << 16)).is_none());
    }
}
