//! Whether a text is plainly in English: a look at some of its words, which spares most texts the
//! judges that compare languages.

use crate::lexicon::{Lexicon, Opinion};
use crate::text::{Document, Shape, View, Word};

/// Whether nearly all of the small words of a text, wherever one looks, are English.
#[derive(Clone, Copy, Debug)]
pub struct PlainEnglish(bool);

impl PlainEnglish {
    /// Whether it is.
    pub fn is_so(self) -> bool {
        self.0
    }
}

impl View for PlainEnglish {
    fn build(doc: &Document) -> Self {
        const SAMPLE: usize = 48;
        let Some(english) = Lexicon::of("en") else {
            return PlainEnglish(false);
        };
        let words = doc.words();
        let step = (words.len() / (2 * SAMPLE)).max(1);
        let lower = |word: &&Word| {
            word.shape.contains(Shape::LOWER)
                && !word.shape.intersects(Shape::CAPITAL | Shape::MASKED)
        };
        let (mut all, mut own) = (0, 0);
        for word in words.iter().step_by(step).filter(lower).take(SAMPLE) {
            all += 1;
            let said = word.text(doc.text());
            own += usize::from(is_familiar(english.opinion(said), said, english));
        }
        PlainEnglish(all >= 8 && own * 10 >= all * 9)
    }
}

/// Whether `word`, in small letters, of which `lexicon` has that opinion, is a word of it and not a
/// rare one, or such a word and a shortened one (`didn't`, `they’re`).
#[inline]
pub fn is_familiar(opinion: Opinion, word: &str, lexicon: &Lexicon) -> bool {
    is_frequent(opinion) || is_shortened(word, lexicon)
}

#[inline(never)]
fn is_shortened(word: &str, lexicon: &Lexicon) -> bool {
    whole(word).is_some_and(|whole| is_frequent(lexicon.opinion(whole)))
}

/// What stands before the English short form at the end of a word.
fn whole(word: &str) -> Option<&str> {
    let (whole, short) = word.rsplit_once(['\'', '’'])?;
    match short {
        "t" => whole
            .strip_suffix('n')
            .map(|verb| if verb == "ca" { whole } else { verb }),
        "s" | "re" | "ve" | "ll" | "d" | "m" => Some(whole),
        _ => None,
    }
}

#[inline]
fn is_frequent(opinion: Opinion) -> bool {
    /// A dictionary word of this Zipf frequency belongs to the language.
    const OWN: f32 = 2.5;
    opinion.is_dictionary_word() && opinion.zipf() >= OWN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_as_familiar_as_what_they_are_short_for() {
        let english = Lexicon::of("en").unwrap();
        for word in [
            "harbour",
            "didn't",
            "they’re",
            "can't",
            "ferry's",
            "wouldn’t",
        ] {
            assert!(is_familiar(english.opinion(word), word, english), "{word}");
        }
        for word in ["c'est", "qu’il", "dell'anno", "qzx's", "n't", "l't", "'s"] {
            assert!(!is_familiar(english.opinion(word), word, english), "{word}");
        }
    }
}
