//! What is known of a word as a name: given name, surname, place, country, demonym.
//!
//! Knows nothing of the word as an ordinary word: ask [`Lexicon`](super::Lexicon) beside it.

use super::fingerprints::Fingerprints;
use super::fold::fold;

/// What the lists of names say of one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameOpinion(u16);

/// The gender of a given name or of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// A woman's.
    Female,
    /// A man's.
    Male,
}

static NAMES: Fingerprints<2> = Fingerprints {
    table: include_bytes!("data/names.bin"),
};

/// What is known of `token` as a name, whatever its case and with or without its diacritics
/// (`José` as `Jose`). Without a possessive ending; of a hyphened token that is in no list, what
/// all its parts have in common.
pub fn name_opinion(token: &str) -> NameOpinion {
    let Some(folded) = fold(token) else {
        return NameOpinion::default();
    };
    if let Some(bytes) = NAMES.get(folded.as_bytes()) {
        return NameOpinion(u16::from_le_bytes(bytes));
    }
    if !folded.as_bytes().contains(&b'-') {
        return NameOpinion::default();
    }
    folded
        .as_bytes()
        .split(|&byte| byte == b'-')
        .map(|part| NAMES.get(part).map(u16::from_le_bytes))
        .map(|found| NameOpinion(found.unwrap_or_default()))
        .reduce(NameOpinion::shared)
        .unwrap_or_default()
}

impl NameOpinion {
    const WEIGHT: u16 = 0x7;
    const GIVEN: u16 = 1 << 3;
    const FEMALE: u16 = 1 << 4;
    const MALE: u16 = 1 << 5;
    const SURNAME: u16 = 1 << 6;
    const PLACE: u16 = 1 << 7;
    const COUNTRY: u16 = 1 << 8;
    const DEMONYM: u16 = 1 << 9;
    const BODY: u16 = 1 << 10;

    /// Some list has it.
    pub fn is_known(self) -> bool {
        self.0 != 0
    }

    /// A given name somewhere.
    pub fn is_given_name(self) -> bool {
        self.has(Self::GIVEN)
    }

    /// Whose given name it is, where the lists agree.
    pub fn given_gender(self) -> Option<Gender> {
        match (self.has(Self::FEMALE), self.has(Self::MALE)) {
            (true, false) => Some(Gender::Female),
            (false, true) => Some(Gender::Male),
            _ => None,
        }
    }

    /// A surname somewhere.
    pub fn is_surname(self) -> bool {
        self.has(Self::SURNAME)
    }

    /// A populated place or a region, or the telling word of one (`Angeles`), countries among them.
    pub fn is_place(self) -> bool {
        self.has(Self::PLACE | Self::COUNTRY)
    }

    /// A country, by its English name or one of its names in other languages.
    pub fn is_country(self) -> bool {
        self.has(Self::COUNTRY)
    }

    /// The adjective or the people of a country, a region, a people, a faith or a language
    /// (`Kenyan`, `Scots`, `Kurdish`).
    pub fn is_demonym(self) -> bool {
        self.has(Self::DEMONYM)
    }

    /// A body, a firm or a make known by one word (`Kremlin`, `Reuters`).
    pub fn is_body(self) -> bool {
        self.has(Self::BODY)
    }

    /// How widely used as a name, 0..=7 on a logarithmic scale: 1 seen in a list, 4 borne by many,
    /// 7 known to all the world.
    pub fn weight(self) -> u8 {
        (self.0 & Self::WEIGHT) as u8
    }

    fn has(self, any: u16) -> bool {
        self.0 & any != 0
    }

    /// What two parts of one hyphened name have in common.
    fn shared(self, other: Self) -> Self {
        let kinds = self.0 & other.0 & !Self::WEIGHT;
        if kinds == 0 {
            return Self::default();
        }
        Self(kinds | u16::from(self.weight().min(other.weight())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_tell_their_gender_where_lists_agree() {
        for (name, gender) in [
            ("Maria", Some(Gender::Female)),
            ("John", Some(Gender::Male)),
            ("Fatima", Some(Gender::Female)),
            ("Vladimir", Some(Gender::Male)),
        ] {
            assert!(name_opinion(name).is_given_name(), "{name}");
            assert_eq!(name_opinion(name).given_gender(), gender, "{name}");
        }
    }

    #[test]
    fn surnames_places_countries_and_demonyms_are_told_apart() {
        assert!(name_opinion("Hansen").is_surname());
        assert!(name_opinion("London").is_place() && !name_opinion("London").is_country());
        assert!(name_opinion("Kenya").is_country() && name_opinion("Kenya").is_place());
        assert!(name_opinion("Kenyan").is_demonym() && !name_opinion("Kenyan").is_country());
    }

    #[test]
    fn lists_that_disagree_give_no_gender() {
        for name in ["Andrea", "Jean", "Nikita", "Kim"] {
            assert!(name_opinion(name).is_given_name(), "{name}");
            assert_eq!(name_opinion(name).given_gender(), None, "{name}");
        }
    }

    #[test]
    fn a_city_of_the_world_is_no_rare_given_name() {
        assert!(!name_opinion("London").is_given_name() && !name_opinion("Kenya").is_given_name());
        assert!(name_opinion("Jordan").is_given_name() && name_opinion("Jordan").is_country());
    }

    #[test]
    fn case_and_diacritics_do_not_matter() {
        for (one, other) in [("José", "JOSE"), ("Müller", "muller"), ("GARCÍA", "Garcia")] {
            assert!(name_opinion(one).is_known(), "{one}");
            assert_eq!(name_opinion(one), name_opinion(other), "{one}");
        }
    }

    #[test]
    fn a_hyphened_name_is_what_its_parts_are() {
        let both = name_opinion("Maria-Fatima");
        assert!(both.is_given_name() && !both.is_country());
        assert!(!name_opinion("Maria-xqzvk").is_known());
    }

    #[test]
    fn names_of_many_countries_are_known() {
        for name in [
            "Okonkwo",
            "Wiśniewski",
            "Hernández",
            "Yıldırım",
            "Nakamura",
            "Zhang",
            "Jae-in",
            "Nguyễn",
            "Papadopoulos",
            "Saakashvili",
            "Sargsyan",
            "Serhiy",
            "Сергій",
            "محمد",
            "Benjelloun",
            "Chowdhury",
            "Andersson",
            "MacDonald",
            "O’Connor",
            "Cheung",
            "Chan",
            "Stephen",
            "Stefan",
        ] {
            assert!(name_opinion(name).is_known(), "{name}");
        }
        assert!(name_opinion("Paris").weight() > name_opinion("Wiener").weight());
        assert!(name_opinion("Kremlin").is_body());
    }

    #[test]
    fn common_words_are_no_names() {
        for word in [
            "the", "he", "said", "and", "way", "still", "these", "Monday", "October",
        ] {
            assert!(!name_opinion(word).is_known(), "{word}");
        }
    }

    #[test]
    fn other_strings_are_unknown() {
        for word in [
            "",
            "-",
            "xqzvk",
            "the",
            "of",
            "12",
            "Belqadhiyov",
            &"a".repeat(1000),
        ] {
            assert_eq!(name_opinion(word), NameOpinion::default(), "{word}");
        }
    }

    #[test]
    fn the_table_is_whole() {
        assert!(NAMES.count() > 200_000);
    }
}
