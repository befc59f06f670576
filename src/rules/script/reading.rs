//! What a word with letters of several scripts is: look-alikes in a plain word, two words run
//! together, or something people write.

use unicode_script::{Script, UnicodeScript};

use super::confusables::{fold, is_alike};
use super::mixed::{LONGEST, is_mark, is_unspaced};

/// What a mixed word is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// A word of one script with look-alikes in it; the word as it should be, and whether another
    /// script would read as well.
    Lookalike { folded: String, unsure: bool },
    /// Scripts glued together.
    Glued,
    /// As people write.
    Honest,
}

impl Reading {
    /// Reads `word` in a text whose script is `home`.
    pub(super) fn of(word: &str, home: Script) -> Self {
        let parts = Parts::of(word);
        if parts.length > LONGEST || parts.scripts.len() < 2 {
            return Reading::Honest;
        }
        if parts.scripts.iter().all(|part| is_alike(part.script)) {
            if parts.is_symbol_in_name() || parts.is_inflected_name(word, home) {
                return Reading::Honest;
            }
            if let Some(reading) = parts.lookalike(word, home) {
                return reading;
            }
        }
        if parts.is_glued(home) {
            Reading::Glued
        } else {
            Reading::Honest
        }
    }
}

/// A mixed word taken apart.
struct Parts {
    scripts: Vec<Part>,
    /// The scripts in the order they come, repeated when they alternate.
    order: Vec<Script>,
    length: usize,
    first_length: usize,
}

struct Part {
    script: Script,
    letters: usize,
    upper: usize,
}

impl Parts {
    fn of(word: &str) -> Self {
        let mut parts = Parts {
            scripts: Vec::new(),
            order: Vec::new(),
            length: 0,
            first_length: 0,
        };
        for letter in word.chars().filter(|&c| !is_mark(c)) {
            let script = letter.script();
            parts.length += 1;
            if matches!(script, Script::Common | Script::Inherited) {
                continue;
            }
            if parts.order.last() != Some(&script) {
                parts.order.push(script);
            }
            parts.first_length += usize::from(parts.order.len() == 1);
            let upper = usize::from(letter.is_uppercase());
            match parts.scripts.iter_mut().find(|part| part.script == script) {
                Some(part) => {
                    part.letters += 1;
                    part.upper += upper;
                }
                None => parts.scripts.push(Part {
                    script,
                    letters: 1,
                    upper,
                }),
            }
        }
        parts
    }

    fn part(&self, script: Script) -> Option<&Part> {
        self.scripts.iter().find(|part| part.script == script)
    }

    /// Science and trade names: small Greek letters on capitals, as in `TNFα`, `NFκB`, `βGal`.
    fn is_symbol_in_name(&self) -> bool {
        let (Some(greek), Some(latin)) = (self.part(Script::Greek), self.part(Script::Latin))
        else {
            return false;
        };
        let small_greek = greek.upper == 0 && greek.letters <= 2;
        let leads = self.order[0] == Script::Greek && latin.upper > 0 && greek.letters == 1;
        small_greek && self.scripts.len() == 2 && (latin.upper == latin.letters || leads)
    }

    /// A name in Latin letters with an ending of the text's own language: `Instagramга`, `PCға`.
    fn is_inflected_name(&self, word: &str, home: Script) -> bool {
        home != Script::Latin
            && self.order == [Script::Latin, home]
            && (self.first_length >= 4
                || self.part(Script::Latin).is_some_and(|latin| {
                    latin.letters >= 2
                        && latin.upper == latin.letters
                        && word.chars().next_back().is_some_and(char::is_lowercase)
                }))
    }

    /// The word folded into the script of the article, or else of most of its letters, whichever
    /// takes all of it.
    fn lookalike(&self, word: &str, home: Script) -> Option<Reading> {
        let mut readings: Vec<_> = self
            .scripts
            .iter()
            .filter_map(|part| Some((part, fold(word, part.script)?)))
            .collect();
        readings.sort_by_key(|(part, _)| (part.script != home, std::cmp::Reverse(part.letters)));
        let rivals = readings.len() > 1;
        let (part, folded) = readings.into_iter().next()?;
        // Into a third script only what is of it for the most part: кΩ is a unit.
        if part.script != home && part.letters * 2 <= self.length {
            return None;
        }
        let unsure = rivals && part.letters * 3 < self.length;
        Some(Reading::Lookalike { folded, unsure })
    }

    /// Two stretches of letters that no writer joins: three letters and more of each, and no
    /// script that takes names of others into its words.
    fn is_glued(&self, home: Script) -> bool {
        let joins = |part: &Part| is_unspaced(part.script);
        if self.scripts.iter().any(joins) || self.scripts.iter().any(|part| part.letters < 3) {
            return false;
        }
        match self.part(Script::Latin) {
            // A prefix or an ending of the article's language on a foreign name is its grammar.
            Some(_) if home != Script::Latin => {
                let native = self.part(home).map_or(0, |part| part.letters);
                self.order.len() > 2 || native > 6 || native == 0
            }
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_people_write_them() {
        let lookalike = |folded: &str| Reading::Lookalike {
            folded: folded.into(),
            unsure: false,
        };
        let cases = [
            ("Lоndon", Script::Latin, lookalike("London")),
            ("еxсерt", Script::Latin, lookalike("except")),
            ("Чexия", Script::Cyrillic, lookalike("Чехия")),
            ("Аpple", Script::Cyrillic, lookalike("Apple")),
            ("Instagramга", Script::Cyrillic, Reading::Honest),
            ("PCға", Script::Cyrillic, Reading::Honest),
            ("μTorrent", Script::Latin, Reading::Honest),
            ("TNFα", Script::Latin, Reading::Honest),
            ("кΩ", Script::Cyrillic, Reading::Honest),
            ("KoЯn", Script::Latin, Reading::Honest),
            ("X線", Script::Han, Reading::Honest),
            ("Tシャツ", Script::Katakana, Reading::Honest),
            ("Googleからの", Script::Hiragana, Reading::Honest),
            ("Facebookలో", Script::Telugu, Reading::Honest),
            ("Tripoliطرابلس", Script::Latin, Reading::Glued),
        ];
        for (word, home, wanted) in cases {
            assert_eq!(Reading::of(word, home), wanted, "{word}");
        }
    }
}
