//! The names that an article spells in more than one way: which spelling is the odd one, and how
//! sure that is. What variant-spelling and inflected-name report.

mod likeness;
mod pairs;
mod surroundings;

use std::collections::HashSet;

use super::distance::{begins_otherwise, distance_within};
use super::endings::{Derivation, derivation};
use super::evidence::{Evidence, Feature};
use super::mentions::Mentions;
use super::profile::Profile;
use super::sounds::Sounds;
use crate::language::ArticleLanguage;
use crate::text::{Document, View};

use likeness::{FARTHEST_STEM, Likeness, relation};

/// The odd spellings of an article.
pub(super) struct Variants(Vec<Variant>);

/// One odd spelling of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Variant {
    /// The odd form.
    pub odd: u32,
    /// The form it stands for.
    pub usual: u32,
    /// How they differ.
    pub kind: Kind,
    /// The probability that both are one name.
    pub confidence: f32,
    /// Whether nothing says which of the two is right.
    pub tie: bool,
    /// Whether the caller vouches for the usual form.
    pub listed: bool,
}

/// How an odd spelling differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Other letters for the same sounds, or a slip.
    Spelling,
    /// A case ending of the source language.
    Ending,
}

impl Variants {
    /// In no order.
    pub fn as_slice(&self) -> &[Variant] {
        &self.0
    }
}

/// A pair is reported from this probability on.
const LEAST: f32 = 0.45;

/// What the last vowel of a stem adds to the distance when it gives way to an ending.
const LOST_VOWEL: f32 = 0.5;

/// The most pairs of one article that are looked at closely; news has some dozens.
const MOST_JUDGED: usize = 1000;

/// A word that common is no name at all, on the Zipf scale.
const EVERYDAY: f32 = 5.0;

/// The largest distance by length at which two spellings are looked at.
const FARTHEST: f32 = 0.27;

/// From this weight on a name is so well known that an ending makes another name of it.
const LEAST_KNOWN: u8 = 3;

/// By less than this neither spelling looks better than the other.
const LEAST_LEAD: f32 = 0.5;

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

impl View for Variants {
    fn build(doc: &Document) -> Self {
        let mentions = doc.view::<Mentions>();
        let mut judge = Judge {
            doc,
            mentions,
            profiles: vec![None; mentions.forms().len()],
            inflecting: None,
            found: Vec::new(),
            judged: 0,
            derived: Vec::new(),
        };
        pairs::for_each(doc, mentions, |a, b, sounds| {
            judge.pair(a, b, sounds[0], sounds[1]);
        });
        Variants(judge.settle())
    }
}

struct Judge<'d> {
    doc: &'d Document,
    mentions: &'d Mentions,
    profiles: Vec<Option<Profile>>,
    inflecting: Option<bool>,
    found: Vec<Variant>,
    /// How many pairs were looked at closely.
    judged: usize,
    /// Forms that are another with a plural or a suffix: `Kennedys`.
    derived: Vec<u32>,
}

impl Judge<'_> {
    fn pair(&mut self, a: u32, b: u32, a_sounds: &Sounds, b_sounds: &Sounds) {
        let longest = a_sounds
            .as_bytes()
            .len()
            .max(b_sounds.as_bytes().len())
            .max(4) as f32;
        let farthest = FARTHEST * longest;
        let longer_by = a_sounds
            .as_bytes()
            .len()
            .abs_diff(b_sounds.as_bytes().len());
        // An ending costs its length; without one nothing brings the two nearer.
        let ending = if longer_by == 0 {
            0.0
        } else {
            longer_by as f32 + LOST_VOWEL
        };
        let most = farthest.max(FARTHEST_STEM * longest + ending);
        let plain = distance_within(a_sounds, b_sounds, most);
        if plain > most {
            return;
        }
        let derivation = relation(a_sounds.letters(), b_sounds.letters());
        if derivation == Derivation::Certain {
            let a_is_longer = a_sounds.letters().len() > b_sounds.letters().len();
            self.derived.push(if a_is_longer { a } else { b });
            return;
        }
        let likeness = [
            Likeness::of(b_sounds, a_sounds, plain),
            Likeness::of(a_sounds, b_sounds, plain),
        ];
        if likeness.iter().all(|like| like.distance > farthest) {
            return;
        }
        self.judged += 1;
        if self.judged > MOST_JUDGED {
            return;
        }
        let (one, other) = (self.profile(a), self.profile(b));
        if one.acronym || other.acronym || are_words(&one, &other) {
            return;
        }
        // `Karim Berg`, `Karima Berg`: one given name before one family name is no other word.
        if derivation == Derivation::Possible && !one.tails.meets(&other.tails) {
            let a_is_stem = a_sounds.letters().len() < b_sounds.letters().len();
            let (stem, derived) = if a_is_stem {
                (&one, &other)
            } else {
                (&other, &one)
            };
            if stem.is_place() && !stem.is_person()
                || derived.word.is_known()
                || derived.name.weight() >= LEAST_KNOWN
            {
                return;
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
            if explained { 2.0 } else { 0.0 }
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
        if likeness.distance / longest > FARTHEST {
            return;
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
            return;
        }
        evidence.set(Feature::Distance, likeness.distance / longest * 10.0);
        let close = likeness.distance / longest <= 0.1;
        if !close {
            evidence.set(Feature::NearCountry, 0.0);
        }
        evidence.note(Feature::OrphanClose, close && evidence.has(Feature::Orphan));
        evidence.note(Feature::Homophone, likeness.distance == 0.0);
        evidence.note(Feature::SameSound, likeness.distance <= 0.3);
        evidence.note(Feature::Ending, likeness.ending);
        evidence.note(Feature::Stutter, likeness.stutter);
        let letters = a_sounds.letters().len().max(b_sounds.letters().len());
        evidence.note(Feature::Short, letters <= 4);
        evidence.note(Feature::OtherInitial, begins_otherwise(a_sounds, b_sounds));
        surroundings::add(&mut evidence, self.doc, self.mentions, odd, usual);
        let inflecting = self.inflecting(odd);
        evidence.note(Feature::Inflecting, inflecting);
        if inflecting && (likeness.ending || likeness.in_tail) {
            return;
        }
        let confidence = evidence.probability();
        if confidence < LEAST {
            return;
        }
        let tie = (right_a - right_b).abs() < LEAST_LEAD && !likeness.ending;
        let kind = match likeness.ending {
            true => Kind::Ending,
            false => Kind::Spelling,
        };
        let variant = Variant {
            odd,
            usual,
            kind,
            confidence,
            tie,
            listed: false,
        };
        self.found.push(variant);
        if tie {
            self.found.push(Variant {
                odd: usual,
                usual: odd,
                ..variant
            });
        }
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

    fn profile(&mut self, form: u32) -> Profile {
        let (doc, mentions) = (self.doc, self.mentions);
        *self.profiles[form as usize].get_or_insert_with(|| Profile::of(doc, mentions, form))
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

    /// Each odd form once, with its most probable partner.
    fn settle(mut self) -> Vec<Variant> {
        self.derived.sort_unstable();
        let derived = std::mem::take(&mut self.derived);
        self.found
            .retain(|variant| derived.binary_search(&variant.odd).is_err());
        if !self.found.is_empty() && !self.doc.names().is_empty() {
            self.heed_list();
        }
        self.found.sort_by(|a, b| {
            (a.odd, b.confidence)
                .partial_cmp(&(b.odd, a.confidence))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        self.found.dedup_by_key(|variant| variant.odd);
        self.follow_to_root();
        self.found
    }
}

impl Judge<'_> {
    /// A spelling that is itself odd stands for no other.
    fn follow_to_root(&mut self) {
        for at in 0..self.found.len() {
            let Variant {
                odd, usual, tie, ..
            } = self.found[at];
            let next = self.found.binary_search_by_key(&usual, |other| other.odd);
            if let (false, Ok(next)) = (tie, next) {
                let root = self.found[next].usual;
                if root != odd && !self.found[next].tie {
                    self.found[at].usual = root;
                }
            }
        }
    }

    /// A form on the caller's list is never odd; of two the listed one is right.
    fn heed_list(&mut self) {
        let listed: HashSet<String> = self
            .doc
            .names()
            .iter()
            .flat_map(|entry| std::iter::once(&entry.canonical).chain(&entry.aliases))
            .flat_map(|name| name.split([' ', '-', '\u{A0}']))
            .map(str::to_lowercase)
            .collect();
        let (doc, mentions) = (self.doc, self.mentions);
        let is_listed = |form: u32| listed.contains(&mentions.spelling(doc, form).to_lowercase());
        for variant in &mut self.found {
            if is_listed(variant.odd) {
                std::mem::swap(&mut variant.odd, &mut variant.usual);
            }
            variant.listed = is_listed(variant.usual);
            variant.tie &= !variant.listed;
        }
        self.found.retain(|variant| !is_listed(variant.odd));
    }
}

/// How right a form looks on its own: introduced, frequent, known, and no word of the dictionary.
fn standing(profile: &Profile) -> f32 {
    let mut standing = 1.2 * (profile.count as f32).ln();
    standing += if profile.given.is_empty() { 0.0 } else { 1.2 };
    if !profile.is_known_elsewhere() {
        standing += 0.4 * f32::from(profile.name.weight());
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
fn are_words(one: &Profile, other: &Profile) -> bool {
    let frequent = |profile: &Profile| {
        let is_person = profile.is_person() || profile.speaks > 0;
        let most = if is_person { EVERYDAY } else { 4.25 };
        let is_name = profile.name.is_surname() || profile.name.is_given_name();
        (profile.is_word() || !is_name) && profile.word.zipf() >= most
    };
    let both = one.is_word() && other.is_word();
    frequent(one) || frequent(other) || both && !one.is_person() && !other.is_person()
}
