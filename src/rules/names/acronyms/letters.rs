//! The capitals of an acronym, comparable whatever marks or script they are written with.

use unicode_normalization::char::decompose_canonical;

/// The most letters of an acronym; what is longer is a word in capitals.
const MOST: usize = 10;

/// The capitals of an acronym, in upper case and without marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Letters {
    letters: [char; MOST],
    length: u8,
}

impl Letters {
    /// The capitals of `word`, if it is written like an acronym: it starts with a capital, has two
    /// to ten of them and no more small letters than capitals. A plural or genitive ending
    /// (`MPs`, `NGO's`) is left out.
    pub fn of(word: &str) -> Option<Self> {
        let word = without_ending(word);
        let mut letters = ['\0'; MOST];
        let (mut capitals, mut small) = (0, 0);
        for character in word.chars() {
            if character.is_uppercase() {
                *letters.get_mut(capitals)? = base(character);
                capitals += 1;
            } else if character.is_alphabetic() {
                small += 1;
            } else if character.is_numeric() || !matches!(character, '.' | '-' | '&' | '‑') {
                return None;
            }
            if capitals == 0 {
                return None;
            }
        }
        (capitals >= 2 && small <= capitals).then_some(Letters {
            letters,
            length: capitals as u8,
        })
    }

    /// The letters in order.
    pub fn as_slice(&self) -> &[char] {
        &self.letters[..self.len()]
    }

    /// How many.
    pub fn len(&self) -> usize {
        usize::from(self.length)
    }

    /// The same letters in another order.
    pub fn is_rearranged(&self, other: &Letters) -> bool {
        let sorted = |letters: &Letters| {
            let mut sorted = letters.letters;
            sorted.sort_unstable();
            sorted
        };
        self != other && self.length == other.length && sorted(self) == sorted(other)
    }
}

/// `word` without the `s` of an English plural or genitive behind its capitals.
fn without_ending(word: &str) -> &str {
    let stem = word.strip_suffix('s').unwrap_or(word);
    let stem = stem.strip_suffix(['\'', '’']).unwrap_or(stem);
    if stem.ends_with(char::is_uppercase) {
        stem
    } else {
        word
    }
}

/// A letter in upper case and without marks.
pub(super) fn base(letter: char) -> char {
    let upper = letter.to_uppercase().next().unwrap_or(letter);
    if upper.is_ascii() {
        return upper;
    }
    let mut first = None;
    decompose_canonical(upper, |part| {
        first.get_or_insert(part);
    });
    first.unwrap_or(upper)
}

/// How Latin letters write a capital that [`base`] gave: a Cyrillic one as English transliterates
/// it, anything else as itself.
pub(super) fn latin(letter: char) -> &'static [&'static str] {
    match letter {
        'А' => &["A"],
        'Б' => &["B"],
        'В' => &["V"],
        'Г' => &["G", "H"],
        'Ґ' => &["G"],
        'Д' => &["D"],
        'Е' | 'Э' => &["E"],
        'Є' => &["YE", "E"],
        'Ж' => &["ZH"],
        'З' => &["Z"],
        'И' => &["I", "Y"],
        'І' => &["I"],
        'К' => &["K"],
        'Л' => &["L"],
        'М' => &["M"],
        'Н' => &["N"],
        'О' => &["O"],
        'П' => &["P"],
        'Р' => &["R"],
        'С' => &["S"],
        'Т' => &["T"],
        'У' => &["U"],
        'Ф' => &["F"],
        'Х' => &["KH", "H"],
        'Ц' => &["TS", "C"],
        'Ч' => &["CH"],
        'Ш' => &["SH"],
        'Щ' => &["SHCH"],
        'Ю' => &["YU"],
        'Я' => &["YA"],
        'Ł' => &["L"],
        'Ø' => &["O"],
        'ß' => &["S"],
        'İ' | 'I' => &["I"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(word: &str) -> Option<String> {
        Letters::of(word).map(|letters| letters.as_slice().iter().collect())
    }

    #[test]
    fn acronyms_are_told_from_words() {
        for (word, capitals) in [
            ("WTB", "WTB"),
            ("U.S.", "US"),
            ("MPs", "MP"),
            ("NGO’s", "NGO"),
            ("SShA", "SSA"),
            ("ÉNA", "ENA"),
            ("МЧС", "МЧС"),
            ("F-E", "FE"),
        ] {
            assert_eq!(letters(word).as_deref(), Some(capitals), "{word}");
        }
        for word in [
            "",
            "A",
            "Minister",
            "McKay",
            "iPhone",
            "B2B",
            "ABCDEFGHIJKL",
            "ни",
        ] {
            assert_eq!(letters(word), None, "{word}");
        }
    }

    #[test]
    fn an_anagram_is_no_copy() {
        let of = |word| Letters::of(word).unwrap();
        assert!(of("UNM").is_rearranged(&of("MNU")));
        assert!(!of("UNM").is_rearranged(&of("UNM")));
        assert!(!of("UNM").is_rearranged(&of("UNMA")));
    }
}
