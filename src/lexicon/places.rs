//! Which countries have a place of a name.

use super::fingerprints::Fingerprints;
use super::fold::fold;

/// The answer: `u16` where in the codes it begins, in letters, and how many codes it has.
static PLACES: Fingerprints<3> = Fingerprints {
    table: include_bytes!("data/places.bin"),
};

/// Runs of ISO 3166 codes, two letters each.
static CODES: &str = include_str!("data/place_codes.txt");

/// The ISO 3166 codes of the countries that have a populated place of this name, the one with most
/// inhabitants first; none when no list has it. `place` in any case, with or without its
/// diacritics, its words parted by one space (`Tel Aviv`).
pub fn place_countries(place: &str) -> impl Iterator<Item = &'static str> {
    let (start, count) = fold(place)
        .and_then(|folded| PLACES.get(folded.as_bytes()))
        .map_or((0, 0), |[low, high, count]| {
            (
                usize::from(u16::from_le_bytes([low, high])),
                usize::from(count),
            )
        });
    (0..count).map(move |at| &CODES[start + at * 2..start + at * 2 + 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(place: &str) -> Vec<&str> {
        place_countries(place).collect()
    }

    #[test]
    fn a_place_may_lie_in_several_countries() {
        assert_eq!(of("Odesa").first(), Some(&"UA"));
        assert_eq!(of("Paris").first(), Some(&"FR"));
        assert!(of("paris").contains(&"US"));
        assert_eq!(of("Tel Aviv").first(), Some(&"IL"));
        assert!(of("xqzvk").is_empty() && of("").is_empty());
    }

    #[test]
    fn the_table_is_whole() {
        assert!(PLACES.count() > 200_000);
        assert!(CODES.bytes().all(|byte| byte.is_ascii_uppercase()) && CODES.len() < 1 << 16);
    }
}
