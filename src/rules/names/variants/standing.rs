//! How right a form looks on its own, before it is weighed against another.

use crate::rules::names::profile::Profile;

/// A word that common is no name at all, on the Zipf scale.
pub(super) const EVERYDAY: f32 = 5.0;

/// What is written with a capital so often in the middle of sentences is a name in this article.
const OFTEN_A_NAME: u32 = 3;

/// How right a form looks on its own: introduced, frequent, known, and no word of the dictionary.
pub(super) fn standing(profile: &Profile) -> f32 {
    let mut standing = 2.0 * (profile.count as f32).ln();
    standing += if profile.given.is_empty() { 0.0 } else { 1.2 };
    if !profile.is_known_elsewhere() {
        standing += 0.3 * f32::from(profile.name.weight());
    }
    if !profile.word.is_known() && (!profile.name.is_known() || profile.is_known_elsewhere()) {
        standing -= 1.0;
    }
    standing -= if profile.word.is_dictionary_word() {
        1.0
    } else {
        0.0
    };
    standing
}

/// Whether both are words of the dictionary, or one is a frequent one: no names then, unless the
/// text introduces one as a person.
pub(super) fn are_words(one: &Profile, other: &Profile) -> bool {
    let frequent = |profile: &Profile| {
        let is_person =
            profile.is_person() || profile.speaks > 0 || profile.telling >= OFTEN_A_NAME;
        let most = if is_person { EVERYDAY } else { 4.25 };
        let is_name = profile.name.is_surname() || profile.name.is_given_name();
        (profile.is_word() || !is_name) && profile.word.zipf() >= most
    };
    let both = one.is_word() && other.is_word();
    frequent(one) || frequent(other) || both && !one.is_person() && !other.is_person()
}
