//! Words of UTF-8 read as a code page, once or more often.

use std::ops::Range;

use super::Stretch;
use super::code_pages::CODE_PAGES;
use super::kind::is_odd;
use super::letters::{BIT, Cost};
use super::reading::cost;
use super::survey::words_beyond_ascii;
use super::utf8::{Pages, each_page, pages_of, undo};
use crate::rules::Stop;

/// A word that holds what looks like UTF-8 misread.
pub struct Suspect {
    span: Range<usize>,
    /// The code pages in which it holds a sequence.
    whole: Pages,
    /// Those in which one has lost bytes.
    torn: Pages,
}

impl Suspect {
    /// The word at `span`, if it is one.
    pub fn of(text: &str, span: Range<usize>) -> Option<Self> {
        let (whole, torn) = pages_of(&text[span.clone()]);
        (whole | torn != 0).then_some(Suspect { span, whole, torn })
    }

    /// All words of `text` that are one, plain as they may be.
    pub fn all(text: &str, stop: &Stop) -> Vec<Self> {
        words_beyond_ascii(text)
            .take_while(|_| !stop.is_set())
            .filter_map(|span| Suspect::of(text, span))
            .collect()
    }

    /// Whether it is evidence even where nothing else in the article went the same way.
    pub fn is_telling(&self, text: &str) -> bool {
        self.whole != 0 || text[self.span.clone()].contains(char::REPLACEMENT_CHARACTER)
    }
}

/// A better reading of a word.
#[derive(Clone, Debug)]
struct Better {
    text: String,
    /// The code pages it was read as, the last accident first.
    chain: Vec<usize>,
    guessed: bool,
    /// Whether the blank behind the word belongs to it.
    blank: bool,
    /// By how many bits it is likelier, the price of the accident taken off.
    gain: i64,
}

/// How often UTF-8 can have been misread: more was never seen.
const MOST_LAYERS: usize = 4;
/// What a word has to gain where nothing else in the article went the same way.
const ALONE: i64 = 3;
/// What it has to gain where other words did.
const IN_COMPANY: i64 = 2;
/// Words that are read in every way before the accidents of the article are taken for known.
const SURVEY: usize = 3000;

/// The words of `text` that were UTF-8 read as a code page, in order. The `suspects` show at a glance
/// whether there are any; where there are, every word is looked at.
pub fn find(text: &str, suspects: &[Suspect], home: Option<char>, stop: &Stop) -> Vec<Stretch> {
    let mut evidence = [0i64; 32];
    let sample = suspects.len().div_ceil(SURVEY);
    for suspect in suspects.iter().step_by(sample) {
        if stop.is_set() {
            return Vec::new();
        }
        if let Some(better) = best(&text[suspect.span.clone()], suspect.whole, home, 0) {
            evidence[better.chain[0]] += better.gain;
        }
    }
    let known = each_page(Pages::MAX)
        .filter(|&page| evidence[page] > 2 * ALONE)
        .fold(0, |known, page| known | 1 << page);
    let usual = each_page(known).max_by_key(|&page| (evidence[page], std::cmp::Reverse(page)));
    let all;
    let suspects = if known == 0 {
        suspects
    } else {
        all = Suspect::all(text, stop);
        &all
    };
    let mut found = Vec::new();
    for suspect in suspects {
        if stop.is_set() {
            break;
        }
        let word = &text[suspect.span.clone()];
        let torn = suspect.torn
            & (known
                | if word.contains('\u{FFFD}') {
                    Pages::MAX
                } else {
                    0
                });
        let mut pages = suspect.whole | torn;
        if known != 0 && pages & known != 0 {
            pages &= known;
        }
        // Code pages that are much alike are not told apart by one word.
        let usual = usual.filter(|page| pages & 1 << page != 0);
        if let Some(page) = usual.filter(|&page| undo(word, page, false, false).left == 0) {
            pages = 1 << page;
        }
        let Some(better) = best(word, pages, home, known) else {
            continue;
        };
        let least = if known & (1 << better.chain[0]) != 0 {
            IN_COMPANY
        } else {
            ALONE
        };
        if better.gain < least {
            continue;
        }
        found.push(stretch(text, suspect.span.clone(), &better));
    }
    found
}

/// The best reading of a word that is better than the word itself.
fn best(word: &str, pages: Pages, home: Option<char>, known: Pages) -> Option<Better> {
    if pages == 0 {
        return None;
    }
    let standing = i64::from(cost(word, None, home));
    let mut best: Option<(i64, Better)> = None;
    for page in each_page(pages) {
        let undone = undo(word, page, true, known & 1 << page != 0);
        if undone.whole + undone.guessed == 0 || undone.left > undone.whole + undone.guessed {
            continue;
        }
        let price = if known & (1 << page) != 0 {
            BIT
        } else if undone.whole < 2 && !word.chars().any(char::is_alphanumeric) {
            // A face or an ornament made of signs.
            price(page) + 9 * BIT
        } else if undone.whole < 2 && undone.text.chars().any(|c| c >= '\u{2E80}') && known == 0 {
            // One ideograph is no word of a text in letters.
            price(page) + 12 * BIT
        } else {
            price(page)
        };
        let guesses = 6 * BIT * undone.guessed as Cost;
        let mut reading = Better {
            guessed: undone.guessed > 0,
            blank: undone.blank,
            chain: vec![page],
            gain: 0,
            text: undone.text,
        };
        let mut asks = i64::from(cost(&reading.text, None, home) + price + guesses);
        while reading.chain.len() < MOST_LAYERS {
            let Some((less, page, deeper, guessed)) = peel(&reading.text, home, asks) else {
                break;
            };
            asks = less;
            reading.text = deeper;
            reading.chain.push(page);
            reading.guessed |= guessed;
        }
        reading.gain = (standing - asks) / i64::from(BIT);
        if best.as_ref().is_none_or(|(least, _)| asks < *least) {
            best = Some((asks, reading));
        }
    }
    let (_, better) = best?;
    let beyond = better.text.chars().filter(|c| !c.is_ascii());
    let odd = beyond.clone().filter(|&c| is_odd(c)).count();
    (better.gain > 0 && odd * 3 <= beyond.count()).then_some(better)
}

/// One layer more, where that makes the reading cheaper than `asks`.
fn peel(text: &str, home: Option<char>, asks: i64) -> Option<(i64, usize, String, bool)> {
    let (whole, torn) = pages_of(text);
    let standing = i64::from(cost(text, None, home));
    let mut best = None;
    let mut least = asks;
    for page in each_page(whole | torn) {
        let undone = undo(text, page, true, false);
        if undone.whole + undone.guessed == 0 {
            continue;
        }
        let guesses = 6 * BIT * undone.guessed as Cost;
        let reads = i64::from(cost(&undone.text, None, home) + 4 * BIT + guesses);
        let total = asks - standing + reads;
        if total < least {
            least = total;
            best = Some((total, page, undone.text, undone.guessed > 0));
        }
    }
    best
}

/// What the accident itself costs in an article that shows no other.
fn price(page: usize) -> Cost {
    let bits = match CODE_PAGES[page].name {
        "windows-1252" => 5,
        "windows-1250" | "windows-1251" | "Mac OS Roman" | "code page 437" => 7,
        _ => 9,
    };
    bits * BIT
}

fn stretch(text: &str, span: Range<usize>, better: &Better) -> Stretch {
    let mut span = span;
    if better.blank {
        // `Ã s` is `às`, but `Ã la` is `à la`: that word ends there and its blank was doubled.
        let after = text[span.end..].strip_prefix(' ').unwrap_or_default();
        let plural = after.starts_with("s ");
        if !better.text.ends_with('à') || plural {
            span.end += usize::from(!after.is_empty());
        }
    }
    // The marks around a word are no part of the damage.
    let word = &text[span.clone()];
    let same = |(a, b): &(char, char)| a == b && !a.is_alphanumeric() && a.is_ascii();
    let head: usize = word
        .chars()
        .zip(better.text.chars())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let tail: usize = word[head..]
        .chars()
        .rev()
        .zip(better.text[head..].chars().rev())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let controls = word.chars().any(|c| matches!(c, '\u{80}'..='\u{9F}'));
    let mut accident = String::from("UTF-8");
    for &page in better.chain.iter().rev() {
        accident.push_str(if accident.len() == 5 {
            " read as "
        } else {
            " and again as "
        });
        accident.push_str(match CODE_PAGES[page].name {
            "windows-1252" if controls => "ISO 8859-1",
            name => name,
        });
    }
    Stretch {
        span: span.start + head..span.end - tail,
        accident,
        repair: better.text[head..better.text.len() - tail].to_owned(),
        lossy: better.guessed,
        certain: true,
        gain: better.gain as u32,
    }
}
