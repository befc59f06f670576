//! What the artefacts say an article was translated from: evidence added up over its flags, never
//! a verdict.
//!
//! A flag is evidence where its rule says what it points to (a calque, a passage left in its
//! language), where it holds letters of a script the article is not in, or where it is a habit of
//! some languages (`SIGNS`).

use unicode_script::{Script, UnicodeScript};

use crate::flag::Flag;
use crate::text::Document;

/// A language the article may have been translated from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hint {
    /// BCP 47 primary subtag.
    pub tag: String,
    /// The share of the evidence that points to it, 0 to 1; all hints together give 1.
    pub weight: f32,
    /// The ids of the rules whose flags are the evidence, sorted.
    pub rules: Vec<String>,
}

/// Languages, and how much of the evidence each may claim.
type Shares = &'static [(&'static str, f32)];

/// What flags of a rule say by what they are.
struct Sign {
    rule: &'static str,
    /// The flag holds one of these; any flag does where there are none.
    holds: &'static [&'static str],
    points_to: Shares,
    /// How telling one is, 0 to 1.
    strength: f32,
}

const SLAVIC_CASES: Shares = &[
    ("ru", 0.5),
    ("uk", 0.25),
    ("pl", 0.1),
    ("sr", 0.1),
    ("bg", 0.05),
];
const GUILLEMETS: Shares = &[
    ("ru", 0.5),
    ("uk", 0.2),
    ("fr", 0.2),
    ("es", 0.05),
    ("ar", 0.05),
];
const GUILLEMET_SIGNS: &[&str] = &["171", "187", "laquo", "raquo", "«", "»"];

/// Habits that come through translation.
const SIGNS: &[Sign] = &[
    // Russian, Ukrainian and French quote with guillemets, and their sites escape them.
    Sign::new("encoding/broken-entity", GUILLEMET_SIGNS, GUILLEMETS, 0.5),
    Sign::new("encoding/html-entity", GUILLEMET_SIGNS, GUILLEMETS, 0.4),
    Sign::new("encoding/double-escape", GUILLEMET_SIGNS, GUILLEMETS, 0.4),
    Sign::new("typography/mixed-quotes", GUILLEMET_SIGNS, GUILLEMETS, 0.4),
    // The Arabic press writes a pause as two dots between blanks, and names in quotation marks.
    Sign::new(
        "typography/double-punct",
        &[" .."],
        &[("ar", 0.9), ("fa", 0.1)],
        0.4,
    ),
    Sign::new("names/quoted-name", &[], &[("ar", 0.9), ("fa", 0.1)], 0.4),
    Sign::new("names/inflected-name", &[], SLAVIC_CASES, 0.6),
];

/// Flags of these families hold what was left of the source in its own letters.
const LEFT_OVER: &[&str] = &["script", "language", "names", "residue"];

/// However many flags a rule has, they are no more evidence than this many.
const MOST_OF_A_RULE: f32 = 4.0;
/// Less evidence than this is none: one weak sign may be an accident.
const LEAST: f32 = 0.5;
/// Languages with a smaller share are not told.
const LEAST_SHARE: f32 = 0.05;

/// What the flags of an article say it was translated from, most likely first.
pub(super) fn of(flags: &[Flag], doc: &Document, language: &str) -> Vec<Hint> {
    let mut evidence: Vec<Evidence> = Vec::new();
    let home = doc.scripts().dominant();
    for flag in flags {
        let mut say = |shares: &[(&'static str, f32)], strength: f32| {
            // A language's own habit says nothing about where it came from.
            if !shares.iter().any(|&(tag, _)| tag == language) {
                for &(tag, share) in shares {
                    add(
                        &mut evidence,
                        &flag.rule,
                        tag,
                        share * strength * flag.confidence,
                    );
                }
            }
        };
        if !flag.points_to.is_empty() {
            let share = 1.0 / flag.points_to.len() as f32;
            let shares: Vec<_> = flag.points_to.iter().map(|&tag| (tag, share)).collect();
            say(&shares, 1.0);
        } else if let Some(sign) = SIGNS.iter().find(|sign| sign.is_in(flag)) {
            say(sign.points_to, sign.strength);
        } else if LEFT_OVER.contains(&flag.family())
            && let Some(shares) = letters_of(&flag.excerpt, home)
        {
            say(shares, 1.0);
        }
    }
    summed(evidence)
}

/// What the flags of one rule say for one language.
struct Evidence {
    rule: String,
    tag: &'static str,
    amount: f32,
}

fn add(evidence: &mut Vec<Evidence>, rule: &str, tag: &'static str, amount: f32) {
    match evidence.iter_mut().find(|e| e.rule == rule && e.tag == tag) {
        Some(known) => known.amount += amount,
        None => evidence.push(Evidence {
            rule: rule.to_owned(),
            tag,
            amount,
        }),
    }
}

fn summed(mut evidence: Vec<Evidence>) -> Vec<Hint> {
    evidence.sort_by(|a, b| (&a.rule, a.tag).cmp(&(&b.rule, b.tag)));
    let mut hints: Vec<Hint> = Vec::new();
    for of_rule in evidence.chunk_by_mut(|a, b| a.rule == b.rule) {
        let all: f32 = of_rule.iter().map(|e| e.amount).sum();
        let scale = (MOST_OF_A_RULE / all).min(1.0);
        for part in of_rule {
            let amount = part.amount * scale;
            match hints.iter_mut().find(|hint| hint.tag == part.tag) {
                Some(hint) => {
                    hint.weight += amount;
                    hint.rules.push(part.rule.clone());
                }
                None => hints.push(Hint {
                    tag: part.tag.to_owned(),
                    weight: amount,
                    rules: vec![part.rule.clone()],
                }),
            }
        }
    }
    let all: f32 = hints.iter().map(|hint| hint.weight).sum();
    if all < LEAST {
        return Vec::new();
    }
    hints.retain(|hint| hint.weight >= LEAST_SHARE * all);
    let kept: f32 = hints.iter().map(|hint| hint.weight).sum();
    for hint in &mut hints {
        hint.weight /= kept;
    }
    hints.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.tag.cmp(&b.tag)));
    hints
}

impl Sign {
    const fn new(
        rule: &'static str,
        holds: &'static [&'static str],
        points_to: Shares,
        strength: f32,
    ) -> Self {
        Sign {
            rule,
            holds,
            points_to,
            strength,
        }
    }

    fn is_in(&self, flag: &Flag) -> bool {
        self.rule == flag.rule
            && (self.holds.is_empty() || self.holds.iter().any(|sign| flag.excerpt.contains(sign)))
    }
}

/// The languages that letters of another script than the article's point to.
fn letters_of(excerpt: &str, home: Option<Script>) -> Option<Shares> {
    let foreign = |letter: &char| letter.is_alphabetic() && Some(letter.script()) != home;
    let mut found: Option<Shares> = None;
    for letter in excerpt.chars().filter(foreign) {
        // A letter that tells sister languages apart decides.
        if let Some(shares) = told_apart(letter) {
            return Some(shares);
        }
        found = found.or_else(|| of_script(letter.script()));
    }
    found
}

fn told_apart(letter: char) -> Option<Shares> {
    Some(match letter {
        'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ' => &[("uk", 0.9), ("be", 0.1)],
        'ў' | 'Ў' => &[("be", 1.0)],
        'ы' | 'э' | 'ё' | 'Ы' | 'Э' | 'Ё' => &[("ru", 0.9), ("be", 0.1)],
        'ђ' | 'ћ' | 'љ' | 'њ' | 'џ' | 'ј' => &[("sr", 0.9), ("mk", 0.1)],
        'ѓ' | 'ќ' | 'ѕ' => &[("mk", 1.0)],
        'қ' | 'ғ' | 'ұ' | 'ә' => &[("kk", 1.0)],
        'پ' | 'چ' | 'ژ' | 'گ' => &[("fa", 0.8), ("ur", 0.1), ("ckb", 0.1)],
        'ٹ' | 'ڈ' | 'ے' | 'ں' => &[("ur", 1.0)],
        'ぁ'..='ヿ' => &[("ja", 1.0)],
        _ => return None,
    })
}

fn of_script(script: Script) -> Option<Shares> {
    Some(match script {
        Script::Cyrillic => &[("ru", 0.6), ("uk", 0.2), ("bg", 0.1), ("sr", 0.1)],
        Script::Arabic => &[("ar", 0.85), ("fa", 0.15)],
        Script::Han => &[("zh", 0.85), ("ja", 0.15)],
        Script::Hangul => &[("ko", 1.0)],
        Script::Greek => &[("el", 1.0)],
        Script::Hebrew => &[("he", 1.0)],
        Script::Thai => &[("th", 1.0)],
        Script::Devanagari => &[("hi", 0.8), ("ne", 0.1), ("mr", 0.1)],
        Script::Bengali => &[("bn", 1.0)],
        Script::Tamil => &[("ta", 1.0)],
        Script::Armenian => &[("hy", 1.0)],
        Script::Georgian => &[("ka", 1.0)],
        Script::Ethiopic => &[("am", 0.8), ("ti", 0.2)],
        _ => return None,
    })
}
