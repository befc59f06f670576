//! What languages hang on names, and what makes another word of a name.

/// Whether `ending` is a case or other suffix that a language with inflected names puts behind a
/// name, in Latin letters.
///
/// Slavic (Russian, Ukrainian, Polish, Czech, Serbian), Baltic, Finnic, Hungarian and Turkic case
/// endings after the grammars; Arabic and Hebrew endings as machine translation leaves them; Korean
/// and Japanese honorifics and particles.
pub(super) fn is_case_ending(ending: &[u8]) -> bool {
    ending.len() <= LONGEST && ENDINGS.binary_search(&packed(ending)).is_ok()
}

/// How a word relates to a name it begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Derivation {
    /// None that is known.
    None,
    /// A plural, an adjective, a follower: always another word.
    Certain,
    /// What also is a case ending, or a slip: another word behind a place, or where lists know it.
    Possible,
}

/// What `tail` makes of the name before it.
pub(super) fn derivation(tail: &[u8]) -> Derivation {
    if CERTAIN.contains(&tail) {
        Derivation::Certain
    } else if POSSIBLE.contains(&tail) {
        Derivation::Possible
    } else {
        Derivation::None
    }
}

/// The letters of the longest ending.
const LONGEST: usize = 8;

/// An ending as a number, in alphabetical order.
const fn packed(ending: &[u8]) -> u64 {
    let mut number = [0; LONGEST];
    let mut at = 0;
    while at < ending.len() {
        number[at] = ending[at];
        at += 1;
    }
    u64::from_be_bytes(number)
}

/// [`SPELLED`] as numbers.
static ENDINGS: [u64; SPELLED.len()] = {
    let mut endings = [0; SPELLED.len()];
    let mut at = 0;
    while at < SPELLED.len() {
        endings[at] = packed(SPELLED[at]);
        at += 1;
    }
    endings
};

/// Sorted.
const SPELLED: &[&[u8]] = &[
    b"a", b"ach", b"ah", b"ai", b"ak", b"akh", b"am", b"ami", b"an", b"as", b"at", b"ban", b"ben",
    b"cha", b"da", b"dan", b"de", b"den", b"din", b"e", b"ego", b"ei", b"ek", b"em", b"emu", b"en",
    b"et", b"eun", b"ey", b"ga", b"ge", b"gi", b"hez", b"hoz", b"i", b"ia", b"iem", b"ilta", b"im",
    b"in", b"ini", b"isi", b"ista", b"iu", b"ka", b"ki", b"kun", b"la", b"lar", b"ler", b"lla",
    b"lle", b"lta", b"n", b"nak", b"nek", b"neun", b"ni", b"nim", b"nin", b"nun", b"o", b"ogo",
    b"oi", b"om", b"omu", b"on", b"ot", b"ou", b"ov", b"ova", b"ove", b"ovi", b"ovim", b"ovom",
    b"ovou", b"ovu", b"ovy", b"ovym", b"owa", b"owi", b"owie", b"oy", b"ra", b"rol", b"s", b"sama",
    b"san", b"ssa", b"ssi", b"sta", b"sti", b"szal", b"t", b"ta", b"tan", b"te", b"ten", b"tol",
    b"u", b"ui", b"uk", b"um", b"un", b"us", b"val", b"vel", b"y", b"ya", b"ye", b"yem", b"yi",
    b"yin", b"ym", b"yom", b"yu",
];

const CERTAIN: &[&[u8]] = &[
    b"s", b"es", b"ian", b"ians", b"ese", b"ism", b"isms", b"ist", b"ists", b"ite", b"ites",
    b"esque", b"ish", b"ity", b"ness", b"ship", b"nomics", b"gate", b"ville", b"town", b"like",
    b"mania", b"ing", b"ed", b"ized", b"ised", b"ment", b"tion", b"ation", b"care", b"world",
    b"ers", b"ans", b"ns", b"ies", b"ally", b"ically",
];

const POSSIBLE: &[&[u8]] = &[
    b"i", b"is", b"n", b"an", b"en", b"er", b"ia", b"ana", b"ic", b"al", b"y", b"ly", b"ry",
    b"ton", b"son", b"sen", b"land", b"ee", b"ees", b"a", b"o", b"e", b"us", b"in", b"een", b"un",
    b"ar", b"man",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_found() {
        assert!(is_case_ending(b"om") && is_case_ending(b"ovim") && is_case_ending(b"nin"));
        assert!(!is_case_ending(b"berg") && !is_case_ending(b""));
    }

    #[test]
    fn endings_are_sorted() {
        assert!(ENDINGS.is_sorted());
    }
}
