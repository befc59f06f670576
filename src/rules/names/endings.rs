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
    if tail.len() > LONGEST {
        return Derivation::None;
    }
    let tail = packed(tail);
    if CERTAIN.binary_search(&tail).is_ok() {
        Derivation::Certain
    } else if POSSIBLE.binary_search(&tail).is_ok() {
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

/// Endings as numbers.
const fn numbers<const N: usize>(spelled: &[&[u8]; N]) -> [u64; N] {
    let mut endings = [0; N];
    let mut at = 0;
    while at < N {
        endings[at] = packed(spelled[at]);
        at += 1;
    }
    endings
}

/// Sorted.
static ENDINGS: [u64; 181] = numbers(&[
    b"a", b"ach", b"ah", b"ai", b"ak", b"akh", b"am", b"ami", b"ams", b"an", b"as", b"at", b"ban",
    b"ben", b"cha", b"da", b"dal", b"dan", b"de", b"den", b"din", b"dy", b"dyn", b"e", b"ego",
    b"ei", b"ekin", b"ele", b"em", b"emu", b"en", b"ert", b"et", b"eun", b"eva", b"evem", b"evi",
    b"evom", b"evu", b"ey", b"ga", b"ge", b"gi", b"hez", b"hoe", b"hoz", b"i", b"ia", b"iem",
    b"ienes", b"iey", b"iga", b"ii", b"iin", b"ile", b"illa", b"ille", b"illta", b"ilta", b"im",
    b"ima", b"imi", b"in", b"ingin", b"ini", b"inum", b"isi", b"issa", b"issta", b"ista", b"iu",
    b"iui", b"iya", b"iyem", b"iyu", b"ja", b"je", b"jem", b"jo", b"jom", b"jov", b"ju", b"ka",
    b"ki", b"kun", b"la", b"lal", b"lar", b"lara", b"ler", b"lere", b"lla", b"lle", b"lta", b"lui",
    b"mal", b"mel", b"n", b"nak", b"nek", b"neun", b"ni", b"nim", b"nin", b"ning", b"nun", b"nym",
    b"nyn", b"nyng", b"o", b"ogo", b"oi", b"om", b"omu", b"on", b"ot", b"ou", b"ov", b"ova",
    b"ove", b"ovej", b"ovem", b"ovi", b"ovim", b"ovog", b"ovom", b"ovou", b"ovu", b"ovy", b"ovym",
    b"owa", b"owej", b"owi", b"owie", b"owym", b"oy", b"pen", b"ra", b"ral", b"rekin", b"ren",
    b"rol", b"s", b"sama", b"san", b"ssa", b"ssi", b"sta", b"sti", b"szal", b"t", b"ta", b"tal",
    b"tan", b"te", b"ten", b"ti", b"tol", b"tyn", b"u", b"ui", b"uk", b"ului", b"um", b"ums",
    b"un", b"us", b"val", b"vel", b"y", b"ya", b"ye", b"yem", b"yi", b"yin", b"yla", b"yle", b"ym",
    b"yom", b"yu", b"ze",
]);

/// Sorted.
static CERTAIN: [u64; 37] = numbers(&[
    b"ally", b"ans", b"ation", b"care", b"ed", b"ers", b"es", b"ese", b"esque", b"gate", b"ian",
    b"ians", b"ically", b"ies", b"ing", b"ised", b"ish", b"ism", b"isms", b"ist", b"ists", b"ite",
    b"ites", b"ity", b"ized", b"like", b"mania", b"ment", b"ness", b"nomics", b"ns", b"s", b"ship",
    b"tion", b"town", b"ville", b"world",
]);

/// Sorted.
static POSSIBLE: [u64; 28] = numbers(&[
    b"a", b"al", b"an", b"ana", b"ar", b"e", b"ee", b"een", b"ees", b"en", b"er", b"i", b"ia",
    b"ic", b"in", b"is", b"land", b"ly", b"man", b"n", b"o", b"ry", b"sen", b"son", b"ton", b"un",
    b"us", b"y",
]);

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
        assert!(ENDINGS.is_sorted() && CERTAIN.is_sorted() && POSSIBLE.is_sorted());
    }
}
