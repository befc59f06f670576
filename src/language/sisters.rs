//! Languages that read so alike that letter statistics cannot tell a sentence of one from another's:
//! told apart by words that one writes and the other does not.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::text::{Document, Shape, Word, WordHashing};

/// A language and the sisters it is told from.
#[derive(Clone, Copy, Debug)]
pub struct Sisters {
    group: &'static Group,
    home: usize,
}

/// How many words speak for one language and not for another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// For each language of the group, words that it has and home has not.
    theirs: [u32; MOST],
    /// For each language of the group, words that home has and it has not.
    ours: [u32; MOST],
    /// All words that were read.
    pub words: u32,
}

/// The most languages of one group.
const MOST: usize = 4;

/// The languages of a group that have a word, a bit each; none where it tells nothing.
pub type Who = u8;

#[derive(Debug)]
struct Group {
    tags: Vec<&'static str>,
    words: HashMap<&'static str, Who, WordHashing>,
    /// What words hold or end in,
    parts: AhoCorasick,
    /// and who has such words, in the same order.
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    is_ending: bool,
    who: Who,
}

static DATA: &str = include_str!("data/sisters.tsv");

impl Sisters {
    /// The sisters of the language `tag`, if it has any.
    pub fn of(tag: &str) -> Option<Self> {
        static GROUPS: OnceLock<Vec<Group>> = OnceLock::new();
        let groups = GROUPS.get_or_init(|| DATA.split("\n\n").skip(1).map(Group::read).collect());
        groups.iter().find_map(|group| {
            let home = group.tags.iter().position(|&known| known == tag)?;
            Some(Sisters { group, home })
        })
    }

    /// Who has each of the words of `doc`.
    pub fn who(&self, doc: &Document) -> Vec<Who> {
        let mut lower = String::new();
        let words = doc.words().iter();
        words
            .map(|word| self.who_has(*word, word.text(doc.text()), &mut lower))
            .collect()
    }

    /// Counts words, each once, and who has them.
    pub fn tally<'t>(&self, words: impl Iterator<Item = (&'t str, Who)>) -> Tally {
        let mut tally = Tally::default();
        let mut seen: Vec<&str> = Vec::new();
        for (word, who) in words {
            tally.words += 1;
            if who == 0 || seen.contains(&word) {
                continue;
            }
            seen.push(word);
            for other in 0..self.group.tags.len() {
                tally.theirs[other] += u32::from(self.is_theirs(who, other));
                tally.ours[other] += u32::from(self.is_ours(who, other));
            }
        }
        tally
    }

    /// The words among these that look most like a sister's: where a sentence of hers has run into
    /// its neighbours. `None` where no two do.
    pub fn strangest(&self, who: &[Who]) -> Option<Range<usize>> {
        let others = (0..self.group.tags.len()).filter(|&other| other != self.home);
        let best = others.filter_map(|other| self.best_run(who, other));
        let (gain, run) = best.max_by_key(|(gain, _)| *gain)?;
        (gain > THEIRS).then_some(run)
    }

    /// The maximal run of words that speak for `other`, and its gain.
    fn best_run(&self, who: &[Who], other: usize) -> Option<(i32, Range<usize>)> {
        let (mut open, mut since) = (0, 0);
        let mut best: Option<(i32, Range<usize>)> = None;
        for (at, &who) in who.iter().enumerate() {
            if open <= 0 {
                (open, since) = (0, at);
            }
            open += match (self.is_theirs(who, other), self.is_ours(who, other)) {
                (true, _) => THEIRS,
                (_, true) => -OURS,
                _ => -NEITHER,
            };
            if best.as_ref().is_none_or(|&(gain, _)| open > gain) {
                best = Some((open, since..at + 1));
            }
        }
        best
    }

    fn who_has(&self, word: Word, text: &str, lower: &mut String) -> Who {
        let who = if word.shape.intersects(Shape::CAPITAL | Shape::INNER_UPPER) {
            lower.clear();
            lower.extend(text.chars().flat_map(char::to_lowercase));
            self.group.who_has(lower)
        } else {
            self.group.who_has(text)
        };
        let is_all = who == (1 << self.group.tags.len()) - 1;
        if is_all { 0 } else { who }
    }

    fn is_theirs(&self, who: Who, other: usize) -> bool {
        who & 1 << other != 0 && who & 1 << self.home == 0
    }

    fn is_ours(&self, who: Who, other: usize) -> bool {
        who & 1 << other == 0 && who & 1 << self.home != 0
    }

    /// The sister that a sentence is in, if its words leave no doubt and those of the rest of the
    /// article are of another kind.
    pub fn told(&self, sentence: Tally, article: Tally) -> Option<&'static str> {
        let others = (0..self.group.tags.len()).filter(|&other| other != self.home);
        let best = others.max_by_key(|&other| sentence.theirs[other])?;
        let (theirs, ours) = (sentence.theirs[best], sentence.ours[best]);
        let rest = article.words.saturating_sub(sentence.words);
        let is_dense = theirs * LEAST_SHARE >= sentence.words;
        let elsewhere = article.theirs[best].saturating_sub(theirs);
        let is_odd = elsewhere * sentence.words * ODD < theirs * rest;
        // Two words are enough where the whole article has none of the kind.
        let is_alone = theirs + 1 >= LEAST_WORDS && ours == 0 && elsewhere == 0 && rest >= MUCH;
        let is_many = theirs >= LEAST_WORDS && theirs >= ours * LEAD;
        // Or one, where the article's own are missed: so many are expected.
        let expected = article.ours[best] * sentence.words / article.words.max(1);
        let is_bare = theirs > 0 && ours == 0 && expected >= MISSED;
        let is_told = (is_many || is_alone) && is_dense && is_odd || is_bare && is_odd;
        (is_told && rest >= LEAST_REST).then(|| self.group.tags[best])
    }
}

/// What a word of a sister's adds to a run, and what one of home and any other take.
const THEIRS: i32 = 8;
const OURS: i32 = 12;
const NEITHER: i32 = 1;

/// So many different words at least are a sister's and not the article's,
const LEAST_WORDS: u32 = 3;
/// so many for each that is the article's and not hers,
const LEAD: u32 = 3;
/// and one in so many of the sentence.
const LEAST_SHARE: u32 = 9;
/// They are so many times as dense as in the rest of the article,
const ODD: u32 = 4;
/// which has so many words.
const LEAST_REST: u32 = 40;
/// Where so many words of home are expected, none is telling.
const MISSED: u32 = 4;
/// Of so many words it is telling that none is a sister's.
const MUCH: u32 = 150;

impl Tally {
    /// Adds another tally.
    pub fn add(&mut self, other: &Tally) {
        self.words += other.words;
        for at in 0..MOST {
            self.theirs[at] += other.theirs[at];
            self.ours[at] += other.ours[at];
        }
    }
}

impl Group {
    fn read(lines: &'static str) -> Self {
        let mut tags = Vec::new();
        let mut words: HashMap<_, Who, _> = HashMap::default();
        let (mut parts, mut marks) = (Vec::new(), Vec::new());
        for (tag, listed) in lines.lines().filter_map(|line| line.split_once('\t')) {
            let who = 1 << tags.len();
            tags.push(tag);
            for word in listed.split(' ') {
                let (ending, within) = (word.strip_prefix('-'), word.strip_prefix('*'));
                if let Some(part) = ending.or(within) {
                    parts.push(part);
                    marks.push(Mark {
                        is_ending: ending.is_some(),
                        who,
                    });
                } else {
                    *words.entry(word).or_default() |= who;
                }
            }
        }
        let parts = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .build(parts)
            .expect("a few dozen short patterns are no large automaton");
        Group {
            tags,
            words,
            parts,
            marks,
        }
    }

    /// The languages that have `word`, in lower case.
    fn who_has(&self, word: &str) -> Who {
        if let Some(&who) = self.words.get(word) {
            return who;
        }
        let marked = self.parts.find_overlapping_iter(word).filter_map(|part| {
            let mark = self.marks[part.pattern()];
            let is_so = !mark.is_ending || part.start() > 0 && part.end() == word.len();
            is_so.then_some(mark.who)
        });
        marked.fold(0, |all, who| all | who)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(home: &str, sentence: &str, rest: &str) -> Option<&'static str> {
        let sisters = Sisters::of(home).expect("sisters");
        let tally = |text: &str| {
            let doc = Document::new(text);
            let words = doc.words().iter().map(|word| word.text(doc.text()));
            sisters.tally(words.zip(sisters.who(&doc)))
        };
        let sentence = tally(sentence);
        let mut article = sentence;
        for _ in 0..8 {
            article.add(&tally(rest));
        }
        sisters.told(sentence, article)
    }

    #[test]
    fn a_sentence_of_a_sister_is_told_and_one_of_home_is_not() {
        let malay = "Polis berkata bahawa kereta itu dijumpai selepas dua hari kerana hujan.";
        let indonesian = "Polisi mengatakan bahwa mobil itu ditemukan dua hari setelah hujan.";
        assert_eq!(told("id", malay, indonesian), Some("ms"));
        assert_eq!(told("ms", indonesian, malay), Some("id"));
        assert_eq!(told("id", indonesian, indonesian), None);
    }

    #[test]
    fn a_sister_is_found_inside_a_sentence() {
        let sisters = Sisters::of("cs").expect("sisters");
        let text = "Přístav byl v pátek otevřen rybári sľubovali že prídu s rôznymi loďami protože vítr ustal";
        let doc = Document::new(text);
        let found = sisters.strangest(&sisters.who(&doc)).expect("a run");
        let found = &doc.words()[found];
        assert_eq!(found[0].text(text), "sľubovali");
        assert_eq!(found[found.len() - 1].text(text), "rôznymi");
        let home = Document::new("Přístav byl v pátek otevřen a rybáři čekali až vítr ustane");
        assert_eq!(sisters.strangest(&sisters.who(&home)), None);
    }

    #[test]
    fn every_group_is_read() {
        assert!(DATA.split("\n\n").skip(1).all(|group| {
            let tags = Group::read(group).tags.len();
            (2..=MOST).contains(&tags)
        }));
        assert!(Sisters::of("en").is_none());
    }
}
