//! What the mentions of one form show of its bearer: whether it follows a given name, leads a
//! family name, comes behind a title, stands alone.

use std::sync::LazyLock;

use super::family_first;
use super::mentions::{Form, Marks, Mentions, Token, is_particle};
use crate::lexicon::{Lexicon, NameOpinion, Opinion, WordFilter, name_opinion, title};
use crate::text::Document;

/// The company that one form keeps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Profile {
    /// How often it occurs.
    pub count: u32,
    /// How often where its capital is evidence of a name.
    pub telling: u32,
    /// How often without another name part beside it.
    pub bare: u32,
    /// How often right behind a title or office.
    pub titled: u32,
    /// How often with a title, an article or a verb of saying beside it, as a person has.
    pub speaks: u32,
    /// How often the name of a body or a place begins with it.
    pub bodies: u32,
    /// The forms it follows as a family name follows a given name.
    pub given: Few,
    /// Those of them that single a person out: no initial, and no family name that comes first.
    pub singled: Few,
    /// The forms it leads as a given name leads a family name.
    pub tails: Few,
    /// The titles before it.
    pub titles: Few,
    /// What word lists say of it as a word of English.
    pub word: Opinion,
    /// What word lists say of it as a name.
    pub name: NameOpinion,
    /// Written in capitals everywhere.
    pub acronym: bool,
}

/// A few numbers, each once.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Few {
    numbers: [u32; 6],
    len: u8,
}

/// No particle has more bytes.
const LONGEST_PARTICLE: usize = 4;

/// The most mentions of a form that are looked at.
const MOST_MENTIONS: usize = 48;

impl Profile {
    /// Reads the mentions of `form`.
    pub fn of(doc: &Document, mentions: &Mentions, form: u32) -> Profile {
        let Form { count, telling, .. } = mentions.forms()[form as usize];
        let spelling = mentions.spelling(doc, form);
        let mut profile = Profile {
            count,
            telling,
            bare: 0,
            titled: 0,
            speaks: 0,
            bodies: 0,
            given: Few::default(),
            singled: Few::default(),
            tails: Few::default(),
            titles: Few::default(),
            word: word(spelling),
            name: name_opinion(spelling),
            acronym: true,
        };
        for at in mentions.of_form(form).take(MOST_MENTIONS) {
            profile.mention(doc, mentions, at);
        }
        profile
    }

    /// Whether it is a word of the dictionary.
    pub fn is_word(&self) -> bool {
        self.word.is_dictionary_word()
    }

    /// Whether the text shows it with a given name or a title.
    pub fn is_person(&self) -> bool {
        !self.given.is_empty() || self.titled > 0
    }

    /// Whether it is a place, a country or its people.
    pub fn is_place(&self) -> bool {
        self.name.is_place() || self.name.is_country() || self.name.is_demonym()
    }

    /// Whether the article has a person by this name, and the lists know places alone by it: they
    /// are silent then on how the person is spelled.
    pub fn is_known_elsewhere(&self) -> bool {
        let person = self.name.is_given_name() || self.name.is_surname();
        self.is_person() && self.is_place() && !person
    }

    fn mention(&mut self, doc: &Document, mentions: &Mentions, at: u32) {
        let token = mentions.tokens()[at as usize];
        self.acronym &= token.marks.contains(Marks::CAPS);
        let behind = mentions
            .behind(at)
            .filter(|&behind| is_part(doc, mentions, behind));
        let mut before = mentions.before(at);
        // `Omar El Belkadi`: what introduces him is Omar.
        while let Some(particle) = before.filter(|&before| is_article(doc, mentions, before)) {
            before = mentions.before(particle);
        }
        if let Some(behind) = behind {
            self.tails.add(mentions.tokens()[behind as usize].form);
        }
        let mut alone = behind.is_none();
        match before {
            Some(before) if is_title(doc, mentions, before) => {
                self.titled += 1;
                self.titles.add(mentions.tokens()[before as usize].form);
            }
            Some(before) if is_part(doc, mentions, before) => {
                let given = mentions.tokens()[before as usize];
                self.given.add(given.form);
                if !given.marks.contains(Marks::INITIAL) && !is_family_first(doc, mentions, given) {
                    self.singled.add(given.form);
                }
                alone = false;
            }
            Some(_) => {}
            None if title(&[mentions.word_before(doc, at)]).is_some() => self.titled += 1,
            None => {}
        }
        self.bare += u32::from(alone);
        let word_behind = mentions.word_behind(doc, at);
        self.bodies += u32::from(is_body(word_behind));
        self.speaks +=
            u32::from(is_saying(word_behind) || is_saying(mentions.word_before(doc, at)));
    }
}

impl Few {
    /// Adds a number, if there is room.
    pub fn add(&mut self, number: u32) {
        if !self.has(number) && usize::from(self.len) < self.numbers.len() {
            self.numbers[usize::from(self.len)] = number;
            self.len += 1;
        }
    }

    /// Whether the number is among them.
    pub fn has(&self, number: u32) -> bool {
        self.as_slice().contains(&number)
    }

    /// Whether a number is in both.
    pub fn meets(&self, other: &Few) -> bool {
        self.as_slice().iter().any(|&number| other.has(number))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The numbers.
    pub fn as_slice(&self) -> &[u32] {
        &self.numbers[..usize::from(self.len)]
    }
}

/// What the English word list says of a word.
pub(super) fn word(spelling: &str) -> Opinion {
    Lexicon::of("en").map_or(Opinion::default(), |words| words.opinion(spelling))
}

/// Whether the name that `token` is part of has its family name first: `Trinh` of `Trinh Thi Lua`.
fn is_family_first(doc: &Document, mentions: &Mentions, token: Token) -> bool {
    let mut parts = mentions
        .tokens_of(token.mention)
        .iter()
        .filter(|part| title(&[part.text(doc)]).is_none());
    parts
        .next()
        .is_some_and(|first| family_first::is_family_name(first.text(doc)))
}

/// Whether a token is a title or an office.
fn is_title(doc: &Document, mentions: &Mentions, at: u32) -> bool {
    title(&[mentions.tokens()[at as usize].text(doc)]).is_some()
}

/// Whether a token is a particle with a capital.
fn is_article(doc: &Document, mentions: &Mentions, at: u32) -> bool {
    let spelling = mentions.tokens()[at as usize].text(doc);
    is_particle_whatever_case(spelling)
}

/// Whether a word is a particle but for its capitals.
fn is_particle_whatever_case(word: &str) -> bool {
    word.len() <= LONGEST_PARTICLE && is_particle(&word.to_lowercase())
}

/// Whether a token beside another is part of the same name: no title, and not just the first word
/// of a sentence.
fn is_part(doc: &Document, mentions: &Mentions, at: u32) -> bool {
    let token = mentions.tokens()[at as usize];
    let spelling = token.text(doc);
    if token.marks.contains(Marks::POSSESSIVE) || is_title(doc, mentions, at) {
        return false;
    }
    // `De` of `De Marco`, which is a word as well.
    if is_particle_whatever_case(spelling) {
        return !token.marks.contains(Marks::FIRST);
    }
    let opinion = word(spelling);
    if token.marks.contains(Marks::FIRST) && opinion.is_dictionary_word() && opinion.zipf() >= 5.0 {
        return false;
    }
    let ordinary = opinion.is_dictionary_word() && !name_opinion(spelling).is_given_name();
    !ordinary || token.is_telling() && opinion.zipf() < 4.0
}

/// What a body or a place is, behind its name.
fn is_body(word: &str) -> bool {
    const BODIES: &[&str] = &[
        "airlines",
        "airport",
        "arena",
        "avenue",
        "bank",
        "beach",
        "boulevard",
        "bridge",
        "centre",
        "church",
        "club",
        "college",
        "company",
        "corp",
        "corporation",
        "county",
        "district",
        "foundation",
        "gallery",
        "gmbh",
        "group",
        "hall",
        "hill",
        "hills",
        "holding",
        "holdings",
        "hospital",
        "hotel",
        "inc",
        "institute",
        "island",
        "islands",
        "lake",
        "lane",
        "ltd",
        "media",
        "museum",
        "oblast",
        "palace",
        "park",
        "plaza",
        "province",
        "region",
        "river",
        "road",
        "school",
        "square",
        "stadium",
        "street",
        "studio",
        "studios",
        "temple",
        "theatre",
        "tower",
        "university",
        "valley",
        "village",
    ];
    static FILTER: LazyLock<WordFilter> = LazyLock::new(|| WordFilter::of(BODIES.iter().copied()));
    FILTER.lets_through(word) && BODIES.iter().any(|body| body.eq_ignore_ascii_case(word))
}

/// Verbs of saying and doing that stand beside a person.
fn is_saying(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "told"
            | "added"
            | "asked"
            | "noted"
            | "wrote"
            | "claimed"
            | "argued"
            | "stated"
            | "insisted"
            | "denied"
            | "tweeted"
            | "who"
            | "himself"
            | "herself"
            | "explained"
            | "continued"
            | "replied"
            | "dijo"
            | "afirmó"
            | "disse"
            | "ha"
            | "sagte"
            | "erklärte"
            | "сказал"
            | "сказала"
            | "заявил"
            | "заявила"
            | "powiedział"
    )
}
