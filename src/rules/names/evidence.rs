//! Whether two like spellings are one name: what speaks for it and against it, added up as log-odds.
//!
//! Similarity alone cannot tell `Belkadi` and `Bilkadiy` from Chan and Cheung. The company does: a
//! full name is introduced once, and the odd spelling never is.

use super::profile::Profile;

/// What is known of a pair of spellings; each feature is 0 or grows with what it measures.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence([f32; Feature::COUNT]);

/// One witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Feature {
    /// Always 1.
    Bias,
    /// The distance of their sounds by the length of the longer, in tenths.
    Distance,
    /// By how much the distance is more than 1.5.
    Far,
    /// One is the other with a slip of the finger.
    Slip,
    /// They sound alike.
    SameSound,
    /// They sound the same.
    Homophone,
    /// The odd one is the usual one with a case ending.
    Ending,
    /// The odd one is the usual one with a syllable said twice.
    Stutter,
    /// The odd one stands alone everywhere, the usual one is introduced with a given name.
    Orphan,
    /// The other way round: the usual one stands alone, the odd one once behind a given name.
    Introduction,
    /// The odd one is an orphan, and the sounds are close.
    OrphanClose,
    /// The odd one occurs once, the usual one three times and more.
    Once,
    /// Both follow the same given name.
    SameGiven,
    /// Each follows a given name of its own.
    OtherGiven,
    /// The odd one leads another name, as a given name does; the usual one does not lead it.
    LeadsOther,
    /// Both lead the same name.
    SameTail,
    /// Both follow the same title.
    SameTitle,
    /// Natural logarithm of how much more often the usual one occurs, at most 2.
    Skew,
    /// The odd one is a word of the dictionary, and how common.
    OddIsWord,
    /// The odd one is a word of the dictionary and nobody's name.
    OddIsMereWord,
    /// The odd one stands in no list of words or names.
    OddIsUnknown,
    /// How widely the odd one is used as a name, 0 to 7.
    OddIsName,
    /// The odd one is a place, a country or its people.
    OddIsPlace,
    /// Every mention of the odd one begins the name of a body or a place: `Belkadi Bank`.
    OddNamesBody,
    /// The usual one is a word of the dictionary that no full name or title shows to be a name, or
    /// nobody's name.
    UsualIsWord,
    /// No list knows the odd one, and the usual one is a country or its people.
    NearCountry,
    /// Both stand side by side as two.
    Together,
    /// Both are named in full in one breath.
    BothInFull,
    /// Both occur in one sentence.
    SameSentence,
    /// Words of kinship stand near.
    Kin,
    /// Words of kinship stand near, and both lead the same name.
    KinOfOneName,
    /// The odd one never stands where a capital is evidence of a name.
    NeverTelling,
    /// The longer has four letters or fewer.
    Short,
    /// Verbs of saying stand beside both.
    BothSpeak,
    /// Their first sounds are unlike.
    OtherInitial,
    /// How often the odd one occurs beyond once, at most 4.
    OddAgain,
    /// Neither is ever part of a full name or behind a title.
    NoPerson,
    /// The text's language inflects names, or capitalises every noun.
    Inflecting,
}

impl Feature {
    const COUNT: usize = Feature::Inflecting as usize + 1;
}

/// What each witness is worth, in log-odds.
const WEIGHTS: [(Feature, f32); Feature::COUNT] = [
    (Feature::Bias, -1.22),
    (Feature::Distance, -1.05),
    (Feature::Far, -0.84),
    (Feature::Slip, 0.79),
    (Feature::SameSound, 0.64),
    (Feature::Homophone, 0.58),
    (Feature::Ending, 1.27),
    (Feature::Stutter, 1.80),
    (Feature::Orphan, 3.69),
    (Feature::Introduction, 1.17),
    (Feature::OrphanClose, 0.09),
    (Feature::Once, -1.15),
    (Feature::SameGiven, 5.57),
    (Feature::OtherGiven, -0.67),
    (Feature::LeadsOther, -0.70),
    (Feature::SameTail, 3.16),
    (Feature::SameTitle, -0.06),
    (Feature::Skew, 2.88),
    (Feature::OddIsWord, -2.02),
    (Feature::OddIsMereWord, -2.96),
    (Feature::OddIsUnknown, -0.16),
    (Feature::OddIsName, -0.59),
    (Feature::OddIsPlace, -0.88),
    (Feature::OddNamesBody, -3.10),
    (Feature::UsualIsWord, -1.04),
    (Feature::NearCountry, 0.34),
    (Feature::Together, -1.88),
    (Feature::BothInFull, -0.84),
    (Feature::SameSentence, -0.62),
    (Feature::Kin, 0.35),
    (Feature::KinOfOneName, -3.42),
    (Feature::NeverTelling, -0.37),
    (Feature::Short, -0.61),
    (Feature::BothSpeak, 0.79),
    (Feature::OtherInitial, -1.78),
    (Feature::OddAgain, -0.35),
    (Feature::NoPerson, -3.26),
    (Feature::Inflecting, -1.50),
];

impl Evidence {
    /// The evidence that the profiles alone give.
    pub fn of(odd: &Profile, usual: &Profile) -> Evidence {
        let mut evidence = Evidence([0.0; Feature::COUNT]);
        evidence.set(Feature::Bias, 1.0);
        let country = usual.name.is_country() || usual.name.is_demonym();
        // `Karim Berg` introduces Berg, `Central Libya` nobody.
        let introduced = !usual.given.is_empty() && !country;
        let alone = odd.given.is_empty() && odd.tails.is_empty();
        evidence.note(Feature::Orphan, alone && introduced);
        let usual_alone = usual.given.is_empty() && usual.tails.is_empty();
        evidence.note(
            Feature::Introduction,
            usual_alone && odd.count == 1 && !odd.given.is_empty() && odd.tails.is_empty(),
        );
        let same_given = odd.singled.meets(&usual.singled);
        evidence.note(Feature::SameGiven, same_given);
        evidence.note(
            Feature::OtherGiven,
            !same_given && !odd.given.is_empty() && introduced,
        );
        let same_tail = odd.tails.meets(&usual.tails);
        evidence.note(Feature::SameTail, same_tail);
        evidence.note(Feature::LeadsOther, !same_tail && !odd.tails.is_empty());
        evidence.note(Feature::SameTitle, odd.titles.meets(&usual.titles));
        let skew = usual.count as f32 / odd.count as f32;
        // A wrong form may be the most frequent one: where lists know the other alone, numbers
        // prove nothing.
        let is_known = |profile: &Profile| profile.word.is_known() || profile.name.is_known();
        let outweighed = !is_known(odd) && usual.name.is_known();
        let least = if outweighed { 0.0 } else { -1.0 };
        evidence.set(Feature::Skew, skew.ln().clamp(least, 2.0));
        // Who speaks is no common word, whatever the dictionary says.
        let doubt = if odd.speaks > 0 { 0.4 } else { 1.0 };
        if odd.is_word() {
            let common = 0.3 + (odd.word.zipf() - 2.5).max(0.0) * 0.6;
            evidence.set(Feature::OddIsWord, common * doubt);
            evidence.note(Feature::OddIsMereWord, !odd.name.is_known());
        }
        evidence.note(Feature::OddIsUnknown, !is_known(odd));
        if !same_tail {
            let weight = f32::from(odd.name.weight());
            evidence.set(Feature::OddIsName, weight * doubt.max(0.5));
        }
        evidence.note(Feature::OddIsPlace, odd.is_place());
        evidence.note(
            Feature::NearCountry,
            country && evidence.has(Feature::OddIsUnknown),
        );
        let is_name = usual.is_person() && usual.name.is_known();
        evidence.note(Feature::UsualIsWord, usual.is_word() && !is_name);
        evidence.note(Feature::OddNamesBody, odd.bodies == odd.count);
        evidence.note(Feature::NeverTelling, odd.telling == 0);
        evidence.note(Feature::BothSpeak, odd.speaks > 0 && usual.speaks > 0);
        if !outweighed {
            evidence.set(Feature::OddAgain, (odd.count - 1).min(4) as f32);
        }
        evidence.note(Feature::Once, odd.count == 1 && usual.count >= 3);
        evidence.note(
            Feature::NoPerson,
            !odd.is_person() && !usual.is_person() && !same_tail,
        );
        evidence
    }

    /// Counts prove nothing: a wrong form may be the most frequent one, where something stronger
    /// says which of the two is right.
    pub fn forget_numbers(&mut self) {
        let skew = self.0[Feature::Skew as usize];
        self.set(Feature::Skew, skew.max(0.0));
        self.set(Feature::OddAgain, 0.0);
    }

    /// Sets a feature.
    pub fn set(&mut self, feature: Feature, value: f32) {
        self.0[feature as usize] = value;
    }

    /// Sets a feature that is there or not.
    pub fn note(&mut self, feature: Feature, is_there: bool) {
        self.set(feature, f32::from(u8::from(is_there)));
    }

    /// Whether a feature is there.
    pub fn has(&self, feature: Feature) -> bool {
        self.0[feature as usize] > 0.0
    }

    /// The witnesses that have something to say, by name.
    pub fn named(&self) -> Vec<(String, f32)> {
        WEIGHTS
            .iter()
            .map(|&(feature, _)| (format!("{feature:?}"), self.0[feature as usize]))
            .filter(|&(_, value)| value != 0.0)
            .collect()
    }

    /// The probability that both spell one name.
    pub fn probability(&self) -> f32 {
        let odds: f32 = WEIGHTS
            .iter()
            .map(|&(feature, weight)| weight * self.0[feature as usize])
            .sum();
        1.0 / (1.0 + (-odds).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_its_weight_in_its_place() {
        for (at, (feature, _)) in WEIGHTS.iter().enumerate() {
            assert_eq!(*feature as usize, at);
        }
    }
}
