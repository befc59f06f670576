//! What a reading costs: how improbable a stretch of text is as a piece of some language. The
//! reading that takes fewer bits to write down is the likelier one. Knows no code pages.

use unicode_script::UnicodeScript;

use super::kind::{Kind, LIVING, Nature, Script, Traits, is_alphabetic, kind, nature};
use super::letters::{BIT, Cost, EDGE, LETTERS, Language, Letters};

/// What `text` costs as a piece of `language`, or of any language, in an article whose letters are
/// mostly of the script of `home`.
pub fn cost(text: &str, language: Option<&Language>, home: Option<char>) -> Cost {
    let mut meter = Meter::new(language, home);
    let mut total = 0;
    let mut characters = text.chars();
    let mut here = characters.next().map(|c| (c, nature(c)));
    while let Some((character, is)) = here {
        let next = characters.next().map(|c| (c, nature(c)));
        let beside = next.map_or(Kind::Space, |(_, next)| next.kind);
        total += meter.step(character, is, beside);
        here = next;
    }
    total + meter.end()
}

/// The likeliest language of the words before and behind `at`.
pub fn language_around(text: &str, at: usize) -> Option<&'static Language> {
    const REACH: usize = 400;
    let start = text.floor_char_boundary(at.saturating_sub(REACH));
    let end = text.floor_char_boundary(text.len().min(at + REACH));
    let words = text[start..end].split(|c: char| !is_alphabetic(c));
    let words = words.filter(|word| !word.is_empty());
    likeliest(words)
}

/// The language that words are likeliest in: ever fewer languages are tried on ever more of them.
pub fn likeliest<'w>(words: impl Iterator<Item = &'w str> + Clone) -> Option<&'static Language> {
    /// How many languages are tried, and on how many letters.
    const ROUNDS: [(usize, usize); 3] = [(20, 150), (5, 400), (2, 800)];
    let mut numbers = vec![EDGE];
    for word in words.clone() {
        numbers.extend(word.chars().map(|c| nature(c).number));
        numbers.push(EDGE);
        if numbers.len() > ROUNDS[2].1 {
            break;
        }
    }
    let letters = letter_costs(words).into_iter();
    let mut ranked: Vec<_> = letters.zip(&LETTERS.languages).collect();
    for (languages, letters) in ROUNDS {
        ranked.sort_by_key(|(cost, _)| *cost);
        ranked.truncate(languages);
        for (cost, language) in &mut ranked {
            *cost = pairs_cost(&numbers[..letters.min(numbers.len())], language);
        }
    }
    let best = ranked.into_iter().min_by_key(|(cost, _)| *cost);
    best.map(|(_, language)| language)
}

/// What letters cost in a language, each behind the one before; [`EDGE`] between words.
fn pairs_cost(numbers: &[u16], language: &Language) -> Cost {
    const STRANGE: Cost = 16 * BIT;
    let pairs = numbers.windows(2).filter(|pair| *pair != [EDGE, EDGE]);
    pairs
        .map(|pair| language.follows(pair[0], pair[1]).unwrap_or(STRANGE))
        .sum()
}

/// What the letters of words cost in each language, one by one.
pub fn letter_costs<'w>(words: impl Iterator<Item = &'w str>) -> Vec<Cost> {
    const STRANGE: Cost = 11 * BIT;
    let mut counts = vec![0; LETTERS.count()];
    for character in words.flat_map(str::chars) {
        let Nature { number, traits, .. } = nature(character);
        counts[usize::from(number)] += Cost::from(traits.contains(Traits::ALPHABETIC));
    }
    let counts: Vec<(u16, Cost)> = (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
    let all = |language: &Language| {
        let costs = counts
            .iter()
            .map(|(number, count)| language.alone(*number).unwrap_or(STRANGE) * count);
        costs.sum()
    };
    LETTERS.languages.iter().map(all).collect()
}

/// What a word costs as one of whatever language, a foreign word in the article.
pub fn least_foreign(word: &str) -> Cost {
    /// What it costs to change the language.
    const FOREIGN: Cost = 7 * BIT;
    let costs = LETTERS
        .languages
        .iter()
        .map(|language| cost(word, Some(language), None));
    costs.min().unwrap_or(Cost::MAX - FOREIGN) + FOREIGN
}

/// Adds up the cost of a text character by character.
pub struct Meter<'m> {
    letters: &'static Letters,
    language: Option<&'m Language>,
    home: Option<Kind>,
    previous: Kind,
    previous_character: char,
    number: u16,
    repeats: usize,
    upper: usize,
    lower: usize,
}

impl<'m> Meter<'m> {
    /// Starts at a word's edge.
    pub fn new(language: Option<&'m Language>, home: Option<char>) -> Self {
        Meter {
            letters: &LETTERS,
            language,
            home: home.map(kind),
            previous: Kind::Space,
            previous_character: ' ',
            number: EDGE,
            repeats: 0,
            upper: 0,
            lower: 0,
        }
    }

    /// What `character` costs behind what came so far, where `beside` follows it.
    fn step(&mut self, character: char, nature: Nature, beside: Kind) -> Cost {
        let kind = nature.kind;
        if character == self.previous_character {
            self.repeats += 1;
            if self.repeats > 1 {
                return 2 * BIT;
            }
        } else {
            self.repeats = 0;
        }
        let mut bits = 0;
        let mut cost = 0;
        if let Kind::Letter(script) = kind {
            cost += self.letter(nature, script);
        } else {
            cost += self.end();
            bits = self.other(character, nature, beside);
            if kind != Kind::Mark && character != '\'' && kind != Kind::Quote {
                (self.upper, self.lower) = (0, 0);
            }
        }
        self.previous = kind;
        self.previous_character = character;
        cost + bits * BIT
    }

    /// What it costs to end here.
    pub fn end(&mut self) -> Cost {
        let number = std::mem::replace(&mut self.number, EDGE);
        if number == EDGE {
            return 0;
        }
        self.follows(number, EDGE).unwrap_or(2 * BIT)
    }

    fn letter(&mut self, nature: Nature, script: Script) -> Cost {
        let mut cost = 0;
        match self.previous {
            Kind::Letter(before) if before != script => cost += 9 * BIT,
            Kind::Ideograph | Kind::HalfwidthKana => cost += 5 * BIT,
            Kind::Digit => cost += 4 * BIT,
            Kind::Letter(_) | Kind::Mark => {}
            _ if self.home.is_some_and(|home| home != Kind::Letter(script)) => cost += 6 * BIT,
            _ => {}
        }
        if nature.traits.contains(Traits::CAPITAL) {
            cost += match (self.upper, self.lower) {
                (0, 0) => BIT,
                (_, 0) => 0,
                _ => 7 * BIT,
            };
            self.upper += 1;
        } else {
            if self.upper > 1 {
                cost += 6 * BIT;
            }
            self.lower += 1;
            self.upper = self.upper.min(1);
        }
        let number = Some(nature.number).filter(|number| *number != EDGE);
        let known = number.and_then(|number| self.follows(self.number, number));
        cost += known.unwrap_or_else(|| self.unknown(nature, script));
        self.number = nature.number;
        cost
    }

    /// A letter the language does not write.
    fn unknown(&self, nature: Nature, script: Script) -> Cost {
        let is = |traits| nature.traits.contains(traits);
        let run = self.previous == Kind::Letter(script) || self.previous == Kind::Mark;
        let bits = match script {
            Script::Latin | Script::Greek | Script::Cyrillic if is(Traits::BASIC) => 10,
            Script::Latin | Script::Greek | Script::Cyrillic if nature.number != EDGE => 16,
            Script::Latin if is(Traits::AFRICAN) => 13,
            Script::Cyrillic if self.home == Some(Kind::Letter(script)) => 10,
            Script::Latin | Script::Greek | Script::Cyrillic => 20,
            Script::Other(_) if run => 6,
            Script::Other(_) if self.home == Some(Kind::Letter(script)) => 8,
            Script::Other(script) if LIVING.contains(&script) => 14,
            Script::Other(_) => 22,
        };
        bits * BIT
    }

    fn follows(&self, previous: u16, next: u16) -> Option<Cost> {
        match self.language {
            Some(language) => language.follows(previous, next),
            None => {
                // A language without statistics is at home in its own script at least.
                let letter = self.letters.character(next);
                let most = match kind(letter) {
                    Kind::Letter(Script::Latin) => 20,
                    here if self.home == Some(here) => 9,
                    _ => 14,
                };
                Some(self.letters.any(previous, next).min(most * BIT))
            }
        }
    }

    /// Whether the character before is of the same script beyond Latin, Greek and Cyrillic.
    fn is_of_script_of(&self, character: char) -> bool {
        let script = self.previous_character.script();
        match self.previous {
            Kind::Letter(Script::Other(_)) | Kind::Mark => {
                script == character.script() || matches!(character, '।' | '॥')
            }
            _ => false,
        }
    }

    /// The bits of what is no letter.
    fn other(&self, character: char, nature: Nature, next: Kind) -> Cost {
        let kind = nature.kind;
        let after = matches!(self.previous, Kind::Letter(_) | Kind::Mark);
        let before = matches!(next, Kind::Letter(_));
        let inside = after && before;
        let open = matches!(
            self.previous,
            Kind::Space | Kind::Opening | Kind::Dash | Kind::Ascii
        );
        match kind {
            Kind::Space => 2,
            Kind::Digit if self.previous == Kind::Digit => 3,
            Kind::Digit if after => 7,
            Kind::Digit => 5,
            Kind::Ascii if inside && !matches!(character, '\'' | '-' | '.' | '/') => 8,
            Kind::Ascii => 4,
            Kind::Mark if after && matches!(character, '\u{300}'..='\u{36F}') => 10,
            Kind::Mark if self.is_of_script_of(character) => 7,
            Kind::Mark => 16,
            Kind::Ideograph => {
                let away = self.home.is_some_and(|home| home != Kind::Ideograph);
                let strange = match self.previous {
                    Kind::Letter(_) | Kind::HalfwidthKana => 7,
                    _ if away => 5,
                    _ => 0,
                };
                strange + Cost::from(nature.cost).div_ceil(BIT)
            }
            Kind::HalfwidthKana if self.previous == Kind::HalfwidthKana => 7,
            Kind::HalfwidthKana if after || before => 18,
            Kind::HalfwidthKana => 13,
            Kind::Opening if open && matches!(character, '¡' | '¿') => 8,
            Kind::Opening if open => 5,
            Kind::Opening if inside && character == '‘' => 8,
            Kind::Opening if inside => 16,
            Kind::Opening => 11,
            Kind::Quote if inside => 4,
            Kind::Quote if after => 6,
            Kind::Closing | Kind::Quote if inside => 13,
            Kind::Closing | Kind::Quote if self.previous == Kind::Space && !before => 9,
            Kind::Closing | Kind::Quote => 5,
            Kind::Dash if !matches!(character, '–' | '—' | '·' | '•') => 11,
            Kind::Dash if self.previous == Kind::Space => 5,
            Kind::Dash if self.previous == Kind::Digit => 6,
            Kind::Dash => 8,
            Kind::Money if self.previous == Kind::Digit || next == Kind::Digit => 6,
            Kind::Money if inside => 17,
            Kind::Money => 11,
            Kind::Ordinal if self.previous == Kind::Digit => 6,
            Kind::Superscript if self.previous == Kind::Digit => 7,
            Kind::Superscript if after && !before => 9,
            Kind::Ordinal | Kind::Superscript if inside || before => 17,
            Kind::Ordinal | Kind::Superscript => 12,
            Kind::Sign if inside => 17,
            Kind::Sign if after || before => 12,
            Kind::Sign => 9,
            Kind::Accent if inside => 18,
            Kind::Accent => 14,
            Kind::Box if after || before => match character {
                '│' | '┃' | '║' => 8,
                _ => 15,
            },
            Kind::Box if self.previous == Kind::Box => 4,
            Kind::Box => 9,
            Kind::Rare => 19,
            Kind::Symbol if inside => 18,
            Kind::Symbol if after || before => 14,
            Kind::Symbol => 11,
            Kind::Emoji if self.previous == Kind::Emoji => 7,
            Kind::Emoji => 12,
            Kind::Invisible if character == '\u{A0}' => 5,
            Kind::Invisible => 9,
            Kind::Control => 22,
            Kind::Private => 22,
            Kind::Replacement => 16,
            Kind::Letter(_) => 0,
        }
    }
}
