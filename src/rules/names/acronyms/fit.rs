//! Whether the letters of an acronym come from the words of an expansion.

use super::letters::{Letters, base};
use super::parts::Part;

/// How an acronym comes from an expansion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Initials in order; words in lower case may be passed over.
    Initials,
    /// Letters of the words in order, the first of them an initial (Schwartz and Hearst 2003).
    Inner,
    /// Initials in another order, as another language may have it.
    Reordered,
    /// Not at all.
    No,
}

/// How `letters` come from the last of `parts`, and the part they start with. The expansion ends
/// with the parts.
pub fn fit(text: &str, letters: &Letters, parts: &[Part]) -> (Fit, usize) {
    if let Some(start) = initials(text, letters.as_slice(), parts) {
        return (Fit::Initials, start);
    }
    if let Some(start) = inner(text, letters.as_slice(), parts) {
        return (Fit::Inner, start);
    }
    match reordered(letters.as_slice(), parts) {
        Some(start) => (Fit::Reordered, start),
        None => (Fit::No, run(text, letters, parts)),
    }
}

/// Matches from the right. Bit `n` of `open`: the first `n` letters are still to be found.
fn initials(text: &str, letters: &[char], parts: &[Part]) -> Option<usize> {
    let mut open: u16 = 1 << letters.len();
    for (index, part) in parts.iter().enumerate().rev() {
        let mut next = if part.is_optional() { open } else { 0 };
        for (n, &letter) in letters.iter().enumerate() {
            if open & (2 << n) != 0 && letter == part.initial {
                next |= 1 << n;
            }
        }
        if next & 1 != 0 {
            if !part.is_particle(text) {
                return Some(index);
            }
            next &= !1;
        }
        open = next;
        if open == 0 {
            return None;
        }
    }
    None
}

fn inner(text: &str, letters: &[char], parts: &[Part]) -> Option<usize> {
    let mut left = letters.len();
    let window = (letters.len() + 5).min(letters.len() * 2);
    for (index, part) in parts.iter().enumerate().rev().take(window) {
        for (at, character) in text[part.span.clone()].char_indices().rev() {
            if left > 0 && base(character) == letters[left - 1] && (left > 1 || at == 0) {
                left -= 1;
            }
        }
        if left == 0 {
            return (!part.is_particle(text)).then_some(index);
        }
    }
    None
}

/// Every capital word from the first used one on must be used, and every letter.
fn reordered(letters: &[char], parts: &[Part]) -> Option<usize> {
    let mut left = letters.to_vec();
    for (index, part) in parts.iter().enumerate().rev() {
        if let Some(at) = left.iter().position(|&letter| letter == part.initial) {
            left.swap_remove(at);
        } else if !part.is_optional() {
            return None;
        }
        if left.is_empty() {
            return Some(index);
        }
    }
    None
}

/// Where the words begin that an acronym that does not fit may stand for: the run of capital words
/// that ends the parts, with particles inside it; in languages that write the later words of a
/// name small, the nearest capital.
fn run(text: &str, letters: &Letters, parts: &[Part]) -> usize {
    let words = letters.len() + 2;
    let is_word = |part: &Part| part.leads && !part.is_particle(text);
    let ends_small = parts
        .iter()
        .rev()
        .find(|part| part.leads)
        .is_some_and(|part| !part.capital);
    let mut start = parts.len();
    let mut seen = 0;
    let mut next = parts.last().map_or(0, |part| part.span.end);
    for (index, part) in parts.iter().enumerate().rev() {
        seen += usize::from(is_word(part));
        let parted = text[part.span.end..next].contains(',');
        next = part.span.start;
        if parted || seen > words || !ends_small && is_word(part) && !part.capital {
            break;
        }
        if part.capital && part.leads {
            start = index;
            if ends_small {
                break;
            }
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::super::parts::before;
    use super::*;

    fn fitted(expansion: &str, acronym: &str) -> (Fit, usize) {
        let parts = before(expansion, expansion.len(), 20);
        let letters = Letters::of(acronym).unwrap();
        let (fit, start) = fit(expansion, &letters, &parts);
        (
            fit,
            parts
                .get(start)
                .map_or(expansion.len(), |part| part.span.start),
        )
    }

    #[test]
    fn initials_pass_over_particles_in_every_language() {
        for (expansion, acronym, start) in [
            ("members of the Council of Coastal Trade", "CCT", 15),
            (
                "the Volatiles Investigating Polar Exploration Rover",
                "VIPER",
                4,
            ),
            ("he joined the Department of Transportation", "DOT", 14),
            ("Packaging and Packaging Waste Regulation", "PPWR", 0),
            ("l'Organisation de l'Unité africaine", "OUA", 2),
            ("la Organización de las Naciones Unidas", "ONU", 3),
            ("der Verband für Umwelt und Natur", "VUN", 4),
            ("Союз Советских Социалистических Республик", "СССР", 0),
            ("Ministerstwo Spraw Zagranicznych", "MSZ", 0),
            ("Türkiye Büyük Millet Meclisi", "TBMM", 0),
            ("a South-West Africa People's Organisation", "SWAPO", 2),
            ("its U.S. Geological Survey", "USGS", 4),
            ("Commercial Lunar Payload Services program", "CLPS", 0),
        ] {
            assert_eq!(
                fitted(expansion, acronym),
                (Fit::Initials, start),
                "{acronym}"
            );
        }
    }

    #[test]
    fn other_orders_and_inner_letters_fit_too() {
        assert_eq!(fitted("der Bundesnachrichtendienst", "BND").0, Fit::Inner);
        let reordered = fitted("the Revolutionary Armed Forces of Colombia", "FARC");
        assert_eq!(reordered, (Fit::Reordered, 4));
        assert_eq!(fitted("the World Trade Body", "OMC"), (Fit::No, 4));
        assert_eq!(
            fitted("the Federation of German Industries", "BDI").0,
            Fit::No
        );
        assert_eq!(fitted("in Spain, Northern Relief", "QRX"), (Fit::No, 10));
        assert_eq!(fitted("же Северный комитет помощи", "НРЦ"), (Fit::No, 5));
    }
}
