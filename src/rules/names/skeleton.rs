//! Keys under which spellings of one name meet, so that nobody compares all with all: the
//! consonants of a name in broad classes, whole and with one left out.

use std::ops::Range;

use super::buckets::{key_of, with_letter};
use super::sounds::Sounds;

/// The keys of a name.
pub(super) struct Keys {
    keys: [u32; MOST],
    len: usize,
    /// Which classes of consonants the name has, a bit each.
    pub classes: u32,
}

/// The whole skeleton, each consonant of it left out, and the last two; and the first letters.
const MOST: usize = CONSONANTS + 4;
/// How many letters a name and the same with something behind them share.
const FIRST_LETTERS: usize = 5;
/// How many consonants are looked at.
const CONSONANTS: usize = 7;

impl Keys {
    /// The keys of a name that sounds like this.
    pub fn of(sounds: &Sounds) -> Keys {
        let mut skeleton = [0; CONSONANTS];
        let mut len = 0;
        let mut last = usize::MAX;
        for (at, &sound) in sounds.as_bytes().iter().enumerate() {
            // German and Polish write so what others write with a v.
            let sound = if at == 0 && sound == b'W' {
                b'v'
            } else {
                sound
            };
            let Some(class) = class(sound) else { continue };
            // `ts`, `sch`: one consonant here, two there.
            let adjoins = last.wrapping_add(1) == at;
            last = at;
            if adjoins && len > 0 && skeleton[len - 1] == class {
                continue;
            }
            if len == CONSONANTS {
                break;
            }
            skeleton[len] = class;
            len += 1;
        }
        let skeleton = &skeleton[..len];
        let mut keys = Keys {
            keys: [0; MOST],
            len: 0,
            classes: skeleton
                .iter()
                .fold(0, |bits, class| bits | 1 << (class - b'a')),
        };
        let numbers = Numbers::of(skeleton);
        keys.push(numbers.without(len..len));
        if len > 1 {
            for left_out in 0..len {
                keys.push(numbers.without(left_out..left_out + 1));
            }
        }
        // A tail of two consonants, `-ovim`, behind a stem.
        if len > 3 {
            keys.push(numbers.without(len - 2..len));
        }
        // A syllable said twice.
        if let Some(at) =
            (2..len).find(|&at| skeleton.get(at..at + 2) == Some(&skeleton[at - 2..at]))
        {
            keys.push(numbers.without(at..at + 2));
        }
        // What stands before endings of any length and syllables said twice.
        if sounds.letters().len() >= FIRST_LETTERS {
            let first = &sounds.letters()[..FIRST_LETTERS];
            keys.push(with_letter(key_of(first.iter().copied()), b'-'));
        }
        keys
    }

    /// The keys, each once.
    pub fn as_slice(&self) -> &[u32] {
        &self.keys[..self.len]
    }

    fn push(&mut self, key: u32) {
        if !self.as_slice().contains(&key) {
            self.keys[self.len] = key;
            self.len += 1;
        }
    }
}

/// The beginnings and the ends of a skeleton as numbers: of what is left without a part the number
/// follows from those around it. A polynomial; equal sequences have equal numbers.
struct Numbers {
    len: usize,
    beginnings: [u32; CONSONANTS + 1],
    ends: [u32; CONSONANTS + 1],
    powers: [u32; CONSONANTS + 1],
}

impl Numbers {
    const BASE: u32 = 0x9E37_79B1;

    fn of(skeleton: &[u8]) -> Self {
        let mut numbers = Numbers {
            len: skeleton.len(),
            beginnings: [1; CONSONANTS + 1],
            ends: [0; CONSONANTS + 1],
            powers: [1; CONSONANTS + 1],
        };
        for (at, &class) in skeleton.iter().enumerate() {
            let longer = numbers.beginnings[at].wrapping_mul(Self::BASE);
            numbers.beginnings[at + 1] = longer.wrapping_add(class.into());
            numbers.powers[at + 1] = numbers.powers[at].wrapping_mul(Self::BASE);
        }
        for (at, &class) in skeleton.iter().enumerate().rev() {
            let power = numbers.powers[skeleton.len() - 1 - at];
            numbers.ends[at] = numbers.ends[at + 1].wrapping_add(power.wrapping_mul(class.into()));
        }
        numbers
    }

    /// The key of the skeleton without a part.
    fn without(&self, part: Range<usize>) -> u32 {
        self.beginnings[part.start]
            .wrapping_mul(self.powers[self.len - part.end])
            .wrapping_add(self.ends[part.end])
    }
}

/// The class of a consonant; none for what romanisations drop or read as a vowel.
#[inline]
fn class(sound: u8) -> Option<u8> {
    Some(CLASSES[usize::from(sound & 0x7F)]).filter(|&class| class != NONE)
}

const NONE: u8 = 0;

static CLASSES: [u8; 128] = {
    let mut classes = [NONE; 128];
    let mut sound = 0;
    while sound < 128 {
        classes[sound as usize] = match sound {
            b'b' | b'p' => b'p',
            b'f' | b'v' => b'f',
            b'd' | b't' | b'T' => b't',
            b'k' | b'g' => b'k',
            b's' | b'z' | b'c' | b'C' | b'S' | b'Z' | b'J' | b'G' => b's',
            // Japanese has one sound for both.
            b'l' | b'r' => b'r',
            b'm' | b'n' => sound,
            _ => NONE,
        };
        sound += 1;
    }
    classes
};
