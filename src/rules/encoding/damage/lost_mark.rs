//! Question marks that stand for the apostrophes and quotation marks that writing programs set, and
//! that a code page without them lost: `the union?s members`, `?We agree,? he said`.

use std::ops::Range;

use super::kind::is_alphabetic;
use super::lost::Weight;
use crate::lexicon::Lexicon;

/// A mark that was lost.
pub(super) struct LostMark {
    pub weight: Weight,
    /// What it was, where that can be told.
    pub sign: Option<&'static str>,
}

/// The mark that the question mark at `run` stands for, if it looks like one.
pub(super) fn lost_mark(text: &str, run: Range<usize>) -> Option<LostMark> {
    if run.len() != 1 {
        return None;
    }
    let (before, behind) = (&text[..run.start], &text[run.end..]);
    let last = before.chars().next_back();
    let next = behind.chars().next();
    let ends = next.is_none_or(char::is_whitespace);
    match last {
        Some(letter) if is_alphabetic(letter) => apostrophe(before, behind),
        Some(',' | '.' | '!') if ends && !before.ends_with("..") => Some(LostMark {
            weight: Weight::Closes,
            sign: Some("”"),
        }),
        _ if last.is_none_or(|last| last.is_whitespace() || last == '(')
            && next.is_some_and(char::is_uppercase) =>
        {
            Some(LostMark {
                weight: Weight::Opens,
                sign: Some("“"),
            })
        }
        _ => None,
    }
}

/// The longest word that ends or begins at a lost apostrophe, in letters.
const LONGEST: usize = 24;

fn apostrophe(before: &str, behind: &str) -> Option<LostMark> {
    let length = before
        .chars()
        .rev()
        .take(LONGEST)
        .take_while(|c| is_alphabetic(*c));
    let left = &before[before.len() - length.map(char::len_utf8).sum::<usize>()..];
    let length = behind
        .chars()
        .take(LONGEST)
        .take_while(|c| is_alphabetic(*c));
    let right = &behind[..length.map(char::len_utf8).sum::<usize>()];
    let goes_on = behind
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_lowercase));
    if is_english(left, right, goes_on) {
        let weight = if right.is_empty() {
            Weight::Weak
        } else {
            Weight::Strong
        };
        return Some(LostMark {
            weight,
            sign: Some("’"),
        });
    }
    is_elided(left, right).then(|| LostMark {
        weight: Weight::Strong,
        // `s?ance` lost a letter as likely.
        sign: (left.len() > 1 || !left.contains(['s', 'n', 'm', 't', 'j'])).then_some("’"),
    })
}

/// `union?s`, `wasn?t`, `they?re`; `goes_on`: the sentence goes on behind a blank.
fn is_english(left: &str, right: &str, goes_on: bool) -> bool {
    const SUBJECTS: [&str; 12] = [
        "i", "you", "he", "she", "it", "we", "they", "who", "that", "there", "what", "this",
    ];
    if !left.is_ascii() {
        return false;
    }
    let is_common = || {
        let english = Lexicon::of("en");
        english.is_some_and(|words| words.opinion(left).zipf() >= COMMON)
    };
    match right {
        // `the workers? demands`
        "" => left.ends_with('s') && goes_on && left.len() > 3 && is_common(),
        "t" => left.len() > 2 && left.ends_with('n'),
        "s" => left.len() > 2 && is_common() || left.eq_ignore_ascii_case("it"),
        "re" | "ve" | "ll" | "d" | "m" => {
            SUBJECTS.iter().any(|word| left.eq_ignore_ascii_case(word))
        }
        _ => false,
    }
}

/// From this Zipf frequency on a word is at home in English.
const COMMON: f32 = 3.5;

/// `l?homme`, `qu?il`: what French, Italian and Catalan elide.
fn is_elided(left: &str, right: &str) -> bool {
    const ELIDED: [&str; 15] = [
        "l", "d", "qu", "n", "s", "c", "j", "m", "t", "jusqu", "lorsqu", "aujourd", "dell", "nell",
        "all",
    ];
    let vowel = right.starts_with([
        'a', 'e', 'i', 'o', 'h', 'y', 'é', 'è', 'ê', 'à', 'â', 'î', 'ô',
    ]);
    let article = matches!(right, "un" | "une" | "una");
    right.chars().nth(1).is_some()
        && (vowel || article)
        && ELIDED.iter().any(|word| left.eq_ignore_ascii_case(word))
}
