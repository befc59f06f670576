//! # What it finds
//! One name written with another article, hyphen, apostrophe, space or inner capital: `al-Mansur`,
//! `Al Mansur` and `Almansur` in one text.
//!
//! # Why it points to a broken pipeline
//! Engines segment names by statistics, not by style guide: what one sentence joins the next one
//! splits. An author or an editor keeps to one way.
//!
//! # Known false alarms
//! `Al-Mansur` at the start of a sentence or in a headline is the same as `al-Mansur`. Words of the
//! dictionary (`Vice President`, `Vice-President`) stay silent, and so does a name that drops its
//! article (`Mansur`), as news does.

use super::buckets::Buckets;
use super::distance::distance;
use super::mentions::{Marks, Mentions, Token, field_text};
use super::sounds::Sounds;
use crate::lexicon::{Lexicon, name_opinion, title};
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Field};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/joiner-variant",
    its_type: "inconsistent-entities",
    summary: "one name is joined by another hyphen, space, article or capital than elsewhere",
    confidence: 0.9,
    flagged: &[
        flagged(
            "Sheikh Omar al-Belkad spoke first. The aide of al-Belkad agreed; later ⟦Albelkad⟧ left.",
        )
        .fix("al-Belkad"),
        flagged("Kim Ro-Sun came, and Kim Ro-Sun stayed. Then Kim ⟦Ro Sun⟧ left.").fix("Ro-Sun"),
        flagged("Mayor Lea O'Karran spoke. Mr O'Karran's wife left, and later ⟦Okarran⟧ wept.")
            .fix("O'Karran"),
        flagged("Lea McBergan ran. McBergan won; at noon ⟦Mcbergan⟧ slept.").fix("McBergan"),
    ],
    clean: &[
        clean("They met al-Mansur. Al-Mansur smiled, and al-Mansur left."),
        clean("The Vice President spoke; the Vice-President of Peru did not."),
        clean("Omar al-Belkad spoke, and then Belkad left."),
        clean("Virgil van Dijk scored. Later Van Dijk was hurt."),
        clean("Abdulla Al Belkad spoke for the north. Omar al-Belkad spoke for the south."),
    ],
    check,
    ..Rule::NEW
};

/// A stretch of one or two tokens.
#[derive(Clone, Copy)]
struct Writing {
    /// Its letters, without joiners, case and the vowel of the Arabic article.
    key: u32,
    first: u32,
    last: u32,
}

/// The most ways to write one name that are told apart.
const MOST_WRITINGS: usize = 8;
/// Shorter names are abbreviations as often as not.
const FEWEST_LETTERS: usize = 4;
/// The most names that are reported on: an article has a handful at most.
const MOST_NAMES: usize = 64;
/// The most other places a finding points to.
const MOST_RELATED: usize = 4;

fn check(doc: &Document, sink: &mut Sink) {
    let mentions = doc.view::<Mentions>();
    let tokens = mentions.tokens();
    let mut distinct: Vec<Writing> = Vec::with_capacity(tokens.len());
    let mut seen = Buckets::with_capacity(tokens.len() * 2);
    let mut keys: Vec<u32> = Vec::new();
    let is_new = |at: usize| !is_repeat(doc, mentions, at);
    for_each_writing(doc, mentions, is_new, |writing| {
        let known = seen
            .get(writing.key)
            .take(MOST_WRITINGS)
            .any(|other| distinct[other as usize].is_like(writing, doc, tokens));
        if known {
            return;
        }
        let new = seen.get(writing.key).next().is_none();
        if !new && !keys.contains(&writing.key) && keys.len() < MOST_NAMES {
            keys.push(writing.key);
        }
        seen.insert(writing.key, distinct.len() as u32);
        distinct.push(writing);
    });
    if keys.is_empty() {
        return;
    }
    let mut members: Vec<Writing> = Vec::new();
    let any = |_| true;
    for_each_writing(doc, mentions, any, |writing| {
        if keys.contains(&writing.key) {
            members.push(writing);
        }
    });
    members.sort_by_key(|writing| writing.key);
    for name in members.chunk_by(|a, b| a.key == b.key) {
        report(doc, mentions, name, sink);
    }
}

/// Whether a token is written as the first of its form is, and as telling: it says nothing new.
fn is_repeat(doc: &Document, mentions: &Mentions, at: usize) -> bool {
    let tokens = mentions.tokens();
    let telling = |token: &Token| token.marks & (Marks::FIRST | Marks::HEADLINE | Marks::CAPS);
    let first = mentions.of_form(tokens[at].form).next();
    first.is_some_and(|first| {
        let (first, token) = (&tokens[first as usize], &tokens[at]);
        first.range() != token.range()
            && telling(first) == telling(token)
            && first.text(doc) == token.text(doc)
    })
}

/// Every name token alone that is wanted, and every two that a hyphen or a space joins.
fn for_each_writing(
    doc: &Document,
    mentions: &Mentions,
    wanted: impl Fn(usize) -> bool,
    mut then: impl FnMut(Writing),
) {
    let tokens = mentions.tokens();
    let mut known: Vec<Option<Letters>> = vec![None; mentions.forms().len()];
    let mut letters_of = |token: &Token| {
        let letters = || Letters::of(token.text(doc));
        // A form has one case here if it is of ASCII; particles have none.
        match known.get_mut(token.form as usize) {
            Some(known) if token.marks.contains(Marks::ASCII) => *known.get_or_insert_with(letters),
            _ => letters(),
        }
    };
    for (at, token) in tokens.iter().enumerate() {
        let mut write = |letters: Letters, last: usize| {
            then(Writing {
                key: letters.key(),
                first: at as u32,
                last: last as u32,
            });
        };
        let is_alone = !token.marks.contains(Marks::PARTICLE) && wanted(at);
        let next = tokens.get(at + 1).filter(|next| {
            next.mention == token.mention
                && !token.marks.intersects(Marks::POSSESSIVE | Marks::CAPS)
                && !next.marks.intersects(Marks::PARTICLE | Marks::CAPS)
        });
        if !is_alone && next.is_none() {
            continue;
        }
        let mut letters = letters_of(token);
        if is_alone {
            write(letters, at);
        }
        if let Some(next) = next {
            // `el-Belkad` is `al-Belkad` as Egypt says it.
            if next.marks.contains(Marks::HYPHENED) && matches!(token.text(doc), "el" | "El") {
                letters = Letters::of("al");
            }
            write(letters.and(letters_of(next)), at + 1);
        }
    }
}

/// The letters of one or two words, whatever joins them and whatever their case, as a number: a
/// polynomial, so that the number of two words follows from theirs.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Letters {
    number: u64,
    /// The base to the power of how many there are.
    power: u64,
}

impl Letters {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

    fn of(word: &str) -> Self {
        let none = Letters {
            number: 0,
            power: 1,
        };
        word.bytes()
            .filter(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
            .fold(none, |before, letter| {
                before.and(Letters {
                    number: u64::from(letter.to_ascii_lowercase()),
                    power: Self::BASE,
                })
            })
    }

    fn and(self, behind: Self) -> Self {
        Letters {
            number: self
                .number
                .wrapping_mul(behind.power)
                .wrapping_add(behind.number),
            power: self.power.wrapping_mul(behind.power),
        }
    }

    fn key(self) -> u32 {
        (self.number.wrapping_mul(Self::BASE) >> 32) as u32
    }
}

impl Writing {
    fn text(self, doc: &Document, tokens: &[Token]) -> String {
        let (first, last) = (tokens[self.first as usize], tokens[self.last as usize]);
        field_text(doc, first.field())[first.range().start..last.range().end].replace('’', "'")
    }

    /// Whether both are written alike, but for what a sentence start, a headline or capitals do.
    fn is_like(self, other: Writing, doc: &Document, tokens: &[Token]) -> bool {
        let raw = |writing: Writing| {
            let (first, last) = (
                tokens[writing.first as usize],
                tokens[writing.last as usize],
            );
            &field_text(doc, first.field())[first.range().start..last.range().end]
        };
        if raw(self) == raw(other) {
            return true;
        }
        let marks = |writing: Writing| {
            tokens[writing.first as usize].marks | tokens[writing.last as usize].marks
        };
        let (here, there) = (self.text(doc, tokens), other.text(doc, tokens));
        if here == there {
            return true;
        }
        let cased = (marks(self) | marks(other)).intersects(Marks::HEADLINE | Marks::CAPS);
        // `Van Dijk` is `van Dijk` without the first name; and what differs inside the parts of a
        // spaced pair differs in the parts alone.
        let spaced = here.contains(' ');
        if spaced && there.contains(' ') {
            return true;
        }
        let same = here.to_lowercase() == there.to_lowercase();
        if cased || spaced {
            return same;
        }
        let tail = |text: &str| text.chars().skip(1).collect::<String>();
        same && (marks(self) | marks(other)).contains(Marks::FIRST) && tail(&here) == tail(&there)
    }

    /// Whether its parts are words of the dictionary, so that joining them is a matter of spelling.
    fn is_of_words(self, doc: &Document, tokens: &[Token]) -> bool {
        tokens[self.first as usize..=self.last as usize]
            .iter()
            .all(|token| {
                Lexicon::of("en")
                    .is_some_and(|words| words.opinion(token.text(doc)).is_dictionary_word())
            })
    }
}

/// Reports the rarer writings of one name; where none is rarer, all.
fn report(doc: &Document, mentions: &Mentions, name: &[Writing], sink: &mut Sink) {
    let tokens = mentions.tokens();
    let mut ways: Vec<(Writing, Vec<Writing>)> = Vec::new();
    for &writing in name {
        let known = ways
            .iter()
            .position(|(way, _)| way.is_like(writing, doc, tokens));
        match known {
            Some(way) => ways[way].1.push(writing),
            None if ways.len() < MOST_WRITINGS => ways.push((writing, vec![writing])),
            None => {}
        }
    }
    let is_short = |way: &Writing| way.text(doc, tokens).len() < FEWEST_LETTERS;
    if ways.len() < 2
        || ways.iter().any(|(way, _)| is_short(way))
        || ways.iter().any(|(way, _)| way.is_of_words(doc, tokens))
    {
        return;
    }
    // `India-Pakistan`: two names side by side.
    let place = |token: &Token| {
        let opinion = name_opinion(token.text(doc));
        opinion.is_country() || opinion.is_demonym()
    };
    if ways.iter().any(|(way, _)| {
        way.first != way.last
            && tokens[way.first as usize..=way.last as usize]
                .iter()
                .all(place)
    }) {
        return;
    }
    if have_bearers_of_their_own(&ways, doc, tokens) {
        return;
    }
    let most = ways.iter().map(|(_, members)| members.len()).max();
    let usual: Vec<&(Writing, Vec<Writing>)> = ways
        .iter()
        .filter(|(_, members)| Some(members.len()) == most)
        .collect();
    let canonical = (usual.len() == 1).then(|| usual[0].0);
    let spared = canonical.map(|way| way.text(doc, tokens));
    for (way, members) in &ways {
        if Some(way.text(doc, tokens)) == spared {
            continue;
        }
        let other = ways
            .iter()
            .max_by_key(|(other, members)| (other.first != way.first, members.len()));
        for member in members {
            let text = member.text(doc, tokens);
            let Some((other, _)) = other else { continue };
            let mut finding = Finding::new(
                span(*member, tokens),
                format!(
                    "“{text}” is written “{}” elsewhere in this article.",
                    other.text(doc, tokens)
                ),
            );
            if tokens[member.first as usize].field() == Field::Title {
                finding = finding.in_field(Field::Title);
            }
            if let Some(canonical) = &spared {
                finding = finding.likely(canonical.clone());
            }
            let elsewhere = ways
                .iter()
                .filter(|(related, _)| related.first != way.first)
                .take(MOST_RELATED);
            for (related, _) in elsewhere {
                let field = tokens[related.first as usize].field();
                finding = finding.related_in("other writing", field, span(*related, tokens));
            }
            sink.report(finding);
        }
    }
}

/// Whether every writing stands behind given names, and none of them behind those of another: two
/// people of one family name, each of whom signs in a way of their own.
fn have_bearers_of_their_own(
    ways: &[(Writing, Vec<Writing>)],
    doc: &Document,
    tokens: &[Token],
) -> bool {
    let given = |writing: &Writing| {
        let first = tokens[writing.first as usize];
        let before = tokens[..writing.first as usize].iter().rev();
        let mut parts = before.take_while(|part| part.mention == first.mention);
        parts
            .find(|part| !part.marks.contains(Marks::PARTICLE))
            .filter(|part| part.is_telling() || name_opinion(part.text(doc)).is_given_name())
            .map(|part| part.text(doc))
            .filter(|given| title(&[given]).is_none())
    };
    let bearers =
        |members: &[Writing]| -> Option<Vec<&str>> { members.iter().map(given).collect() };
    let all: Option<Vec<Vec<&str>>> = ways.iter().map(|(_, members)| bearers(members)).collect();
    all.is_some_and(|all| {
        all.iter().enumerate().all(|(at, here)| {
            let others = all[at + 1..].iter().flatten();
            let mut pairs = others.flat_map(|other| here.iter().map(move |one| (*one, *other)));
            pairs.all(|(one, other)| are_unlike(one, other))
        })
    })
}

/// Whether no slip or romanisation makes one given name of the other.
fn are_unlike(one: &str, other: &str) -> bool {
    /// By length; spellings of one name are nearer.
    const NEAR: f32 = 0.3;
    match (Sounds::of(one), Sounds::of(other)) {
        (Some(a), Some(b)) => {
            let longest = a.as_bytes().len().max(b.as_bytes().len()) as f32;
            distance(&a, &b) > NEAR * longest
        }
        _ => false,
    }
}

fn span(writing: Writing, tokens: &[Token]) -> std::ops::Range<usize> {
    tokens[writing.first as usize].range().start..tokens[writing.last as usize].range().end
}
