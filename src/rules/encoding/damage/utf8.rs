//! UTF-8 read as a single-byte code page: finding its sequences and reading them right. Bounded
//! work per word.

use std::sync::LazyLock;

use super::code_pages::{CODE_PAGES, DIRECT};
use super::kind::is_alphabetic;
use super::letters::{BIT, Cost};
use super::reading::cost;

/// Code pages that UTF-8 is read as, a bit each.
pub type Pages = u32;

/// What undoing one misreading gives.
#[derive(Clone, Debug)]
pub struct Undone {
    /// The text as it was meant.
    pub text: String,
    /// How many of its characters were put together from bytes that are all there.
    pub whole: usize,
    /// How many had to be guessed because a byte is lost.
    pub guessed: usize,
    /// Characters of the code page that are no part of a sequence.
    pub left: usize,
    /// Whether the blank behind the text is the last byte of its last character.
    pub blank: bool,
}

/// The code pages in which `text`, a word, holds a sequence of UTF-8; and those where one has lost
/// bytes.
pub fn pages_of(text: &str) -> (Pages, Pages) {
    let (mut whole, mut torn) = (0, 0);
    let mut rest = text.chars();
    while let Some(first) = rest.next() {
        if first.is_ascii() {
            continue;
        }
        let roles = roles(first);
        if roles.lead() == 0 {
            continue;
        }
        let mut after = rest.clone();
        let (second, third, fourth) = (after.next(), after.next(), after.next());
        let trail = |c: Option<char>| c.map_or(0, |c| self::roles(c).trail);
        let one = trail(second);
        let two = one & trail(third);
        let found = roles.two & one | roles.three & two | roles.four & two & trail(fourth);
        whole |= found;
        let lost = match second {
            Some(c) if is_lost(c) => roles.lead(),
            None => roles.two,
            _ => roles.three & one | roles.four & two,
        };
        torn |= lost & !found;
    }
    (whole, torn)
}

/// The first code page of a set, in the order of [`CODE_PAGES`].
pub fn each_page(mut pages: Pages) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let page = pages.trailing_zeros();
        pages &= pages.wrapping_sub(1);
        (page < Pages::BITS).then_some(page as usize)
    })
}

/// Reads the bytes of `text` in code page `page` as UTF-8. Sequences with a lost byte are guessed
/// where `guess` allows it; in a code page that is `known` to be the one, a sequence cut
/// off at the end of `text` had a no-break space for its last byte.
pub fn undo(text: &str, page: usize, guess: bool, known: bool) -> Undone {
    let code_page = &CODE_PAGES[page];
    let mut undone = Undone {
        text: String::with_capacity(text.len()),
        whole: 0,
        guessed: 0,
        left: 0,
        blank: false,
    };
    let mut rest = text.chars();
    while let Some(first) = rest.next() {
        if first.is_ascii() {
            undone.text.push(first);
            continue;
        }
        let lead = code_page.encode(first).unwrap_or(0);
        let length = match lead {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 0,
        };
        let mut bytes = [lead, 0, 0, 0];
        let (mut taken, mut lost) = (1, None);
        let mut after = rest.clone();
        while taken < length {
            let here = after.clone().next();
            match here.map(|c| (c, code_page.encode(c))) {
                Some((_, Some(byte @ 0x80..=0xBF))) => bytes[taken] = byte,
                Some((c, _)) if guess && lost.is_none() && is_lost(c) => lost = Some(taken),
                _ => break,
            }
            after.next();
            taken += 1;
        }
        bytes[taken.min(3)] = 0xA0;
        let blank = length == 2 || sequence(&bytes[..length]).is_some_and(is_alphabetic);
        if known && taken + 1 == length && after.as_str().is_empty() && blank {
            taken += 1;
            undone.blank = true;
        }
        // A last byte may be gone without a trace: software drops controls.
        let usual = matches!(lead, 0xE2 | 0xEF | 0xF0);
        if guess && lost.is_none() && usual && taken + 1 == length {
            lost = Some(taken);
            taken += 1;
        }
        let next = after.clone().next();
        let read = match lost {
            _ if length == 0 || taken < length => None,
            None => sequence(&bytes[..length]),
            Some(at) => best_guess(&mut bytes[..length], at, undone.text.chars().last(), next),
        };
        match read {
            Some(character) => {
                undone.text.push(character);
                rest = after;
                if lost.is_some() {
                    undone.guessed += 1;
                } else {
                    undone.whole += 1;
                }
            }
            None => {
                undone.text.push(match code_page.stray(first) {
                    Some(character) if page == 0 && known => character,
                    _ => first,
                });
                undone.left += usize::from(lead != 0);
            }
        }
    }
    undone
}

/// Whether a character stands where a byte could not be read.
pub fn is_lost(character: char) -> bool {
    matches!(character, '\u{FFFD}' | '?')
}

/// The character that a whole sequence of UTF-8 stands for.
pub fn sequence(bytes: &[u8]) -> Option<char> {
    std::str::from_utf8(bytes).ok()?.chars().next()
}

/// The likeliest character whose byte `lost` is gone, by its neighbours.
pub fn best_guess(
    bytes: &mut [u8],
    lost: usize,
    previous: Option<char>,
    next: Option<char>,
) -> Option<char> {
    let mut best: Option<(Cost, char)> = None;
    for byte in 0x80..=0xBF {
        bytes[lost] = byte;
        let Some(character) = sequence(bytes) else {
            continue;
        };
        let around: String = previous
            .into_iter()
            .chain([character])
            .chain(next)
            .collect();
        let cost = cost(&around, None, None);
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, character));
        }
    }
    best.filter(|&(cost, _)| cost < 60 * BIT)
        .map(|(_, character)| character)
}

/// In which code pages a character is what part of a sequence.
#[derive(Clone, Copy, Default)]
struct Roles {
    two: Pages,
    three: Pages,
    four: Pages,
    trail: Pages,
}

impl Roles {
    fn lead(self) -> Pages {
        self.two | self.three | self.four
    }
}

static ROLES: LazyLock<Vec<Roles>> = LazyLock::new(|| {
    let mut all = vec![Roles::default(); DIRECT];
    for (page, code_page) in CODE_PAGES.iter().enumerate().take(Pages::BITS as usize) {
        let bit = 1 << page;
        for (code, roles) in all.iter_mut().enumerate().skip(0x80) {
            let character = char::from_u32(code as u32).expect("below the surrogates");
            match code_page.encode(character) {
                Some(0x80..=0xBF) => roles.trail |= bit,
                Some(0xC2..=0xDF) => roles.two |= bit,
                Some(0xE0..=0xEF) => roles.three |= bit,
                Some(0xF0..=0xF4) => roles.four |= bit,
                _ => {}
            }
        }
    }
    all
});

fn roles(character: char) -> Roles {
    match character {
        // The ligatures of Mac OS Roman and its apple: 0xDE, 0xDF, 0xF0.
        'ﬁ' | 'ﬂ' => ROLES['\u{DE}' as usize].mac(),
        _ => ROLES.get(character as usize).copied().unwrap_or_default(),
    }
}

impl Roles {
    fn mac(self) -> Self {
        const MAC_ROMAN: usize = 3;
        Roles {
            two: 1 << MAC_ROMAN,
            ..Roles::default()
        }
    }
}
