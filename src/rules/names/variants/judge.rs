//! Whether two spellings are one name, and which of the two is the odd one. Sees two at a time.

use super::likeness::{FARTHEST_STEM, Likeness, relation, show_kinship};
use super::standing::{are_words, standing};
use super::{Kind, Variant, surroundings};
use crate::language::ArticleLanguage;
use crate::rules::names::distance::{begins_otherwise, distance_within};
use crate::rules::names::endings::{Derivation, derivation};
use crate::rules::names::evidence::{Evidence, Feature};
use crate::rules::names::mentions::Mentions;
use crate::rules::names::profile::Profile;
use crate::rules::names::sounds::Sounds;
use crate::text::Document;

/// A pair is reported from this probability on.
const LEAST: f32 = 0.45;

/// What the last vowel of a stem adds to the distance when it gives way to an ending.
const LOST_VOWEL: f32 = 0.5;

/// The most pairs of one article that are looked at closely; news has some dozens.
const MOST_JUDGED: usize = 1000;

/// The largest distance by length at which two spellings are looked at.
const FARTHEST: f32 = 0.25;

/// Spellings no further apart than this are said alike.
const SAME_SOUND: f32 = 0.3;

/// What given names that sound alike are worth, as a share of one and the same.
const ALIKE: f32 = 0.6;

/// From this weight on a name is so well known that an ending makes another name of it.
const LEAST_KNOWN: u8 = 3;

/// By less than this neither spelling looks better than the other.
const LEAST_LEAD: f32 = 0.3;

/// What being the stem of two other forms says for a form.
const SHARED_STEM: f32 = 3.0;

/// The fewest bytes of such a stem, and the most that follow it.
const SHORTEST_STEM: usize = 4;
const LONGEST_TAIL: usize = 3;

/// Languages that leave a name as it is in every case.
const ANALYTIC: &[&str] = &[
    "en", "es", "fr", "pt", "it", "ca", "gl", "nl", "af", "da", "sv", "no", "nb", "nn", "id", "ms",
    "vi", "tl", "",
];

/// Looks at the forms of an article two by two.
pub(super) struct Judge<'d> {
    pub doc: &'d Document,
    pub mentions: &'d Mentions,
    profiles: Vec<Option<Profile>>,
    inflecting: Option<bool>,
    pub found: Vec<Variant>,
    /// How many pairs were looked at closely.
    judged: usize,
    /// Forms that are another with a plural or a suffix: `Kennedys`.
    pub derived: Vec<u32>,
}

/// Two forms that may be one name, weighed.
pub(super) struct Weighed {
    pub odd: u32,
    pub usual: u32,
    /// By how much the usual one looks better.
    pub lead: f32,
    pub evidence: Evidence,
    /// The odd one is the usual one with a case ending.
    pub ending: bool,
}

impl<'d> Judge<'d> {
    /// Has seen nothing yet.
    pub fn new(doc: &'d Document, mentions: &'d Mentions) -> Self {
        Judge {
            doc,
            mentions,
            profiles: vec![None; mentions.forms().len()],
            inflecting: None,
            found: Vec::new(),
            judged: 0,
            derived: Vec::new(),
        }
    }

    /// Keeps the pair if it is probably one name.
    pub fn pair(&mut self, a: u32, b: u32, a_sounds: &Sounds, b_sounds: &Sounds) {
        let Some(weighed) = self.weigh(a, b, a_sounds, b_sounds) else {
            return;
        };
        let confidence = weighed.evidence.probability();
        if confidence < LEAST
            || surroundings::is_of_works(self.doc, self.mentions, weighed.odd)
            || surroundings::is_of_works(self.doc, self.mentions, weighed.usual)
        {
            return;
        }
        let tie = weighed.lead < LEAST_LEAD && !weighed.ending;
        let variant = Variant {
            odd: weighed.odd,
            usual: weighed.usual,
            kind: match weighed.ending {
                true => Kind::Ending,
                false => Kind::Spelling,
            },
            confidence,
            tie,
            listed: false,
        };
        self.found.push(variant);
        if tie {
            self.found.push(Variant {
                odd: weighed.usual,
                usual: weighed.odd,
                ..variant
            });
        }
    }

    /// What speaks for one name, if anything does.
    pub fn weigh(
        &mut self,
        a: u32,
        b: u32,
        a_sounds: &Sounds,
        b_sounds: &Sounds,
    ) -> Option<Weighed> {
        let (a_len, b_len) = (a_sounds.as_bytes().len(), b_sounds.as_bytes().len());
        let longest = a_len.max(b_len).max(4) as f32;
        let farthest = FARTHEST * longest;
        let longer_by = a_len.abs_diff(b_len);
        // An ending costs its length; without one nothing brings the two nearer.
        let ending = if longer_by == 0 {
            0.0
        } else {
            longer_by as f32 + LOST_VOWEL
        };
        let most = farthest.max(FARTHEST_STEM * longest + ending);
        let plain = distance_within(a_sounds, b_sounds, most);
        if plain > most && !show_kinship(a_sounds, b_sounds) {
            return None;
        }
        if is_syllable(a_sounds) && is_syllable(b_sounds) && self.is_vietnamese() {
            return None;
        }
        let derivation = relation(a_sounds.letters(), b_sounds.letters());
        if derivation == Derivation::Certain {
            let a_is_longer = a_sounds.letters().len() > b_sounds.letters().len();
            self.derived.push(if a_is_longer { a } else { b });
            return None;
        }
        let likeness = [
            Likeness::of(b_sounds, a_sounds, plain),
            Likeness::of(a_sounds, b_sounds, plain),
        ];
        if likeness.iter().all(|like| like.distance > farthest) {
            return None;
        }
        self.judged += 1;
        if self.judged > MOST_JUDGED {
            return None;
        }
        let (one, other) = (self.profile(a), self.profile(b));
        if one.acronym || other.acronym || are_words(&one, &other) {
            return None;
        }
        // `Karim Berg`, `Karima Berg`: one given name before one family name is no other word, nor is
        // what follows the same given name.
        let same_place = one.tails.meets(&other.tails) || one.singled.meets(&other.singled);
        if derivation == Derivation::Possible && !same_place {
            let a_is_stem = a_sounds.letters().len() < b_sounds.letters().len();
            let (stem, derived) = if a_is_stem {
                (&one, &other)
            } else {
                (&other, &one)
            };
            if stem.is_place() && !stem.is_person()
                || derived.word.is_known()
                || derived.name.weight() >= LEAST_KNOWN && !stands_for(derived, stem)
            {
                return None;
            }
        }
        let forms = [
            (a, b, one, other, likeness[0]),
            (b, a, other, one, likeness[1]),
        ];
        // The odd one of the two is the one that looks less right.
        // What lists know needs no ending to explain it.
        let stem = |this: &Likeness, other: &Likeness, longer: &Profile| {
            let explained = other.ending && !this.ending && !longer.name.is_given_name();
            if explained || other.stutter { 2.0 } else { 0.0 }
        };
        let shared = [self.is_shared_stem(a, b), self.is_shared_stem(b, a)];
        let bonus = |is_shared| if is_shared { SHARED_STEM } else { 0.0 };
        let right_a = standing(&one) + stem(&forms[0].4, &forms[1].4, &other) + bonus(shared[0]);
        let right_b = standing(&other) + stem(&forms[1].4, &forms[0].4, &one) + bonus(shared[1]);
        let (odd, usual, odd_profile, usual_profile, likeness) = if right_a < right_b {
            forms[0]
        } else {
            forms[1]
        };
        let distance = likeness.distance / longest;
        if distance > FARTHEST {
            return None;
        }
        let mut evidence = Evidence::of(&odd_profile, &usual_profile);
        if shared.contains(&true) {
            evidence.forget_numbers();
        }
        if evidence.has(Feature::SameTail)
            && !evidence.has(Feature::SameGiven)
            && surroundings::are_two_given_names(
                self.doc,
                self.mentions,
                odd,
                usual,
                likeness.distance,
            )
        {
            return None;
        }
        if evidence.has(Feature::OtherGiven)
            && likeness.distance <= SAME_SOUND
            && self.given_sound_alike(&odd_profile, &usual_profile)
        {
            evidence.note(Feature::OtherGiven, false);
            evidence.set(Feature::SameGiven, ALIKE);
        }
        let inflecting = self.inflecting(odd);
        let grows = likeness.ending || extend(a_sounds.letters(), b_sounds.letters());
        if inflecting && (grows || likeness.in_tail && !self.inflects_by_growth()) {
            return None;
        }
        evidence.set(Feature::Distance, distance * 10.0);
        evidence.set(Feature::Far, (distance * 10.0 - 1.5).max(0.0));
        evidence.note(Feature::Slip, likeness.slip);
        let close = distance <= 0.1;
        if !close {
            evidence.set(Feature::NearCountry, 0.0);
        }
        evidence.note(Feature::OrphanClose, close && evidence.has(Feature::Orphan));
        evidence.note(Feature::Homophone, likeness.distance == 0.0);
        evidence.note(Feature::SameSound, likeness.distance <= SAME_SOUND);
        evidence.note(Feature::Ending, likeness.ending);
        evidence.note(Feature::Stutter, likeness.stutter);
        let letters = a_sounds.letters().len().max(b_sounds.letters().len());
        evidence.note(Feature::Short, letters <= 4);
        evidence.note(Feature::OtherInitial, begins_otherwise(a_sounds, b_sounds));
        evidence.note(Feature::Inflecting, inflecting);
        if surroundings::add(&mut evidence, self.doc, self.mentions, odd, usual) {
            return None;
        }
        Some(Weighed {
            odd,
            usual,
            lead: (right_a - right_b).abs(),
            evidence,
            ending: likeness.ending,
        })
    }

    /// Whether a form is the stem of `other` and of a third form, too: endings part several ways
    /// from one name, while several names do not grow shorter into the same one.
    fn is_shared_stem(&self, form: u32, other: u32) -> bool {
        let spelled = |form| self.mentions.spelling(self.doc, form).as_bytes();
        let stem = spelled(form);
        let extends = |longer: &[u8]| {
            (1..=LONGEST_TAIL).contains(&longer.len().saturating_sub(stem.len()))
                && longer[..stem.len()].eq_ignore_ascii_case(stem)
        };
        if stem.len() < SHORTEST_STEM || !extends(spelled(other)) {
            return false;
        }
        let is_third = |third: u32| {
            let tail = |form| &spelled(form)[stem.len()..];
            third != other
                && extends(spelled(third))
                && derivation(tail(third)) != Derivation::Certain
                && !tail(third).eq_ignore_ascii_case(tail(other))
        };
        (0..self.mentions.forms().len() as u32).any(is_third)
    }

    /// Whether given names before either are spellings of one: `Yury`, `Iouri`. What ends otherwise
    /// may name a man and a woman.
    fn given_sound_alike(&self, one: &Profile, other: &Profile) -> bool {
        let sounds = |form: &u32| Sounds::of(self.mentions.spelling(self.doc, *form));
        let alike = |a: &Sounds, b: &Sounds| {
            let last = |sounds: &Sounds| sounds.letters().last().copied();
            let ends = |sounds: &Sounds| matches!(last(sounds), Some(b'a' | b'e' | b'o'));
            distance_within(a, b, SAME_SOUND) <= SAME_SOUND && !ends(a) && !ends(b)
        };
        let mut given = one.singled.as_slice().iter().filter_map(sounds);
        given.any(|a| {
            let mut others = other.singled.as_slice().iter().filter_map(sounds);
            others.any(|b| alike(&a, &b))
        })
    }

    fn profile(&mut self, form: u32) -> Profile {
        let (doc, mentions) = (self.doc, self.mentions);
        *self.profiles[form as usize].get_or_insert_with(|| Profile::of(doc, mentions, form))
    }

    /// Whether what inflection there is hangs endings on names and changes no letter of theirs.
    fn inflects_by_growth(&self) -> bool {
        matches!(self.doc.view::<ArticleLanguage>().tag.as_str(), "de" | "tr")
    }

    /// Whether the text's names are syllables that tones tell apart.
    fn is_vietnamese(&self) -> bool {
        self.doc.view::<ArticleLanguage>().tag == "vi"
    }

    /// Whether the text's language inflects names; most that write other letters do.
    fn inflecting(&mut self, form: u32) -> bool {
        let doc = self.doc;
        let is_latin = |letter: char| letter < '\u{370}';
        if !self.mentions.spelling(doc, form).starts_with(is_latin) {
            return true;
        }
        *self.inflecting.get_or_insert_with(|| {
            let tag = doc.view::<ArticleLanguage>().tag.as_str();
            !ANALYTIC.contains(&tag)
        })
    }
}

/// Whether one name goes on where the other ends.
fn extend(a: &[u8], b: &[u8]) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// Whether a name is one syllable: `Minh`.
fn is_syllable(sounds: &Sounds) -> bool {
    let is_vowel = |letter: &u8| b"aeiouy".contains(letter);
    let syllables = sounds.letters().chunk_by(|a, b| is_vowel(a) == is_vowel(b));
    syllables.filter(|part| is_vowel(&part[0])).count() == 1
}

/// Whether nobody is introduced by the name `derived`, which is rare, while somebody is by `stem`.
fn stands_for(derived: &Profile, stem: &Profile) -> bool {
    let alone = derived.given.is_empty() && derived.tails.is_empty();
    alone && !stem.given.is_empty() && derived.count * 2 <= stem.count
}
