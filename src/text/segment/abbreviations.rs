//! Stops that end no sentence: titles before a name, initials, place abbreviations.
//!
//! UAX #29 cannot tell `Gen. Lang` from the end of a sentence and leaves it to a tailoring, as the
//! suppressions of CLDR are. Kept here are those that news sets before a name or figure, in many
//! languages, and nothing that also ends sentences as a word.

use crate::text::characters::{Letters, traits};

/// Whether the stop that ends `before` belongs to an abbreviation and the sentence goes on with
/// `after`.
pub(super) fn goes_on(before: &str, after: &str) -> bool {
    let Some(text) = before.trim_end().strip_suffix('.') else {
        return false;
    };
    // A long word in lower case, which most sentences end in, is looked at no further.
    if text
        .as_bytes()
        .last_chunk::<LONG>()
        .is_some_and(|letters| letters.iter().all(u8::is_ascii_lowercase))
    {
        return false;
    }
    let word = &text[tail(text, |c| c == '.' || is_word(c))..];
    let small = word.starts_with(|c: char| c.is_ascii_lowercase());
    if word.len() > LONGEST || small && word.len() > 5 {
        return false;
    }
    let next = || {
        let end = after.find(|c: char| !c.is_alphabetic());
        &after[..end.unwrap_or(after.len())]
    };
    if word.ends_with(|c: char| c.is_ascii_digit()) {
        return word.len() < 3 && GERMAN_ORDINAL.contains(&next());
    }
    if after.starts_with(|c: char| c.is_ascii_digit()) {
        return BEFORE_FIGURES.binary_search(&word).is_ok();
    }
    (BEFORE_NAMES.binary_search(&word).is_ok() || is_initials(word, text))
        && !next().is_empty()
        && !STARTERS.contains(&next())
}

/// Whether `word`, the last of `text`, is `J`, `J.K`, `U.S`, `А.С`: single capitals.
fn is_initials(word: &str, text: &str) -> bool {
    let single = |part: &str| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    };
    if !word.split('.').all(single) {
        return false;
    }
    // A lone letter is an initial at the start, or behind a name: `George W. Marsh`, but not
    // `vitamin C.`, and `I` ends English sentences.
    let before = text[..text.len() - word.len()].trim_end();
    let name = &before[tail(before, |c| !c.is_whitespace())..];
    word.contains('.') || word != "I" && (name.is_empty() || name.starts_with(char::is_uppercase))
}

fn is_word(character: char) -> bool {
    let letters = traits(character).letters;
    letters.intersects(Letters::LETTER | Letters::DIGIT)
}

/// Where the run of `belongs` at the end of `text` starts, looked for a few characters back only.
fn tail(text: &str, belongs: fn(char) -> bool) -> usize {
    let characters = text.char_indices().rev().take(LONGEST);
    let run = characters.take_while(|&(_, c)| belongs(c));
    run.last().map_or(text.len(), |(at, _)| at)
}

/// So many small letters of ASCII before a stop are of no abbreviation.
pub(super) const LONG: usize = 6;

/// In characters; longer words are not looked up.
const LONGEST: usize = 16;

/// Words that start a sentence even behind `U.S.`
const STARTERS: &[&str] = &[
    "After", "All", "An", "And", "As", "At", "But", "For", "He", "His", "However", "If", "In",
    "It", "Its", "Now", "On", "She", "So", "The", "There", "They", "This", "To", "We", "When",
    "While",
];

/// What follows an ordinal in German, whose figure takes a stop: `am 3. Mai`.
const GERMAN_ORDINAL: &[&str] = &[
    "Januar",
    "Jänner",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
    "Jahrhundert",
    "Jahrhunderts",
];

/// Set before figures, written with a stop; sorted.
const BEFORE_FIGURES: &[&str] = &[
    "Abs", "Apr", "Art", "Aug", "Dec", "Feb", "Fig", "Jan", "Jul", "Jun", "Mar", "No", "Nos",
    "Nov", "Nr", "Oct", "Sec", "Sep", "Sept", "Vol", "art", "cf", "no", "nr", "núm", "p", "pp",
    "ст", "стр",
];

/// Set before names, written with a stop; sorted.
const BEFORE_NAMES: &[&str] = &[
    "Adm",
    "Alb",
    "Ald",
    "Amb",
    "Arq",
    "Atty",
    "Av",
    "Avv",
    "Bc",
    "Brig",
    "Cad",
    "Capt",
    "Cdr",
    "Cmdr",
    "Cnel",
    "Col",
    "Cpl",
    "Cpt",
    "Dhr",
    "Dipl",
    "Dn",
    "Dott",
    "Doç",
    "Dr",
    "Dra",
    "Dña",
    "Excmo",
    "Fr",
    "Ft",
    "Gen",
    "Geom",
    "Gov",
    "Gral",
    "Hon",
    "Hr",
    "Hrn",
    "Ing",
    "Insp",
    "Ir",
    "JUDr",
    "Lic",
    "Lt",
    "MUDr",
    "Maj",
    "Messrs",
    "Mevr",
    "Mgr",
    "Mlle",
    "Mme",
    "Mons",
    "Mr",
    "Mrs",
    "Ms",
    "Msgr",
    "Mt",
    "Mw",
    "Pbro",
    "PhDr",
    "Pres",
    "Prof",
    "RNDr",
    "Rag",
    "Rep",
    "Reps",
    "Rev",
    "Sen",
    "Sgt",
    "Sgto",
    "Sig",
    "Sn",
    "Sok",
    "Sr",
    "Sra",
    "Srta",
    "St",
    "Sta",
    "Ste",
    "Supt",
    "Tte",
    "Vs",
    "Yrd",
    "inż",
    "ks",
    "plk",
    "pplk",
    "prof",
    "płk",
    "ul",
    "vs",
    "św",
    "Δρ",
    "Καθ",
    "κ",
    "акад",
    "вул",
    "ген",
    "пл",
    "просп",
    "проф",
    "св",
    "тов",
    "ул",
    "ім",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(BEFORE_NAMES.is_sorted() && BEFORE_FIGURES.is_sorted());
        let small = |word: &&&str| word.starts_with(|c: char| c.is_ascii_lowercase());
        assert!(
            BEFORE_NAMES
                .iter()
                .filter(small)
                .all(|word| word.len() <= 5)
        );
        let longest = BEFORE_NAMES.iter().map(|word| word.chars().count()).max();
        assert!(longest < Some(LONGEST));
    }
}
