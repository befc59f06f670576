//! UTF-8 read as a double-byte code: the Han and Hangul salad it makes, and what was meant.

use std::ops::Range;
use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS};

use super::Stretch;
use super::kind::{is_alphabetic, is_odd};
use super::letters::{BIT, Cost};
use super::reading::cost;
use super::utf8::{best_guess, is_lost, sequence};
use crate::rules::Stop;

/// A code of one or two bytes a character.
pub struct DoubleByte {
    /// As people call it.
    pub name: &'static str,
    codes: Box<[u16]>,
    characters: Box<[u16]>,
}

/// GBK, `Shift_JIS`, Big5, EUC-KR, EUC-JP.
pub static DOUBLE_BYTES: LazyLock<Vec<DoubleByte>> = LazyLock::new(|| {
    [
        ("GBK", GBK),
        ("Shift_JIS", SHIFT_JIS),
        ("Big5", BIG5),
        ("EUC-KR", EUC_KR),
        ("EUC-JP", EUC_JP),
    ]
    .into_iter()
    .map(|(name, encoding)| DoubleByte::new(name, encoding))
    .collect()
});

/// The codes UTF-8 is misread as: the first so many of [`DOUBLE_BYTES`].
const MISREAD: usize = 4;

impl DoubleByte {
    /// The bytes of `character`, the second 0 where it takes only one.
    pub fn encode(&self, character: char) -> Option<[u8; 2]> {
        if character.is_ascii() {
            return Some([character as u8, 0]);
        }
        let code = *self.codes.get(character as usize)?;
        (code != 0).then(|| code.to_be_bytes())
    }

    /// The character of two bytes, or of one where the second is 0.
    pub fn decode(&self, first: u8, second: u8) -> Option<char> {
        let code = u16::from_be_bytes([first, second]);
        let character = char::from_u32(u32::from(self.characters[usize::from(code)]))?;
        (character != '\0').then_some(character)
    }

    fn new(name: &'static str, encoding: &'static Encoding) -> Self {
        let mut codes = vec![0; 0x1_0000].into_boxed_slice();
        let mut characters = vec![0; 0x1_0000].into_boxed_slice();
        let mut assign = |bytes: [u8; 2], character: char| {
            let code = u16::from_be_bytes(bytes);
            characters[usize::from(code)] = character as u16;
            let slot = &mut codes[character as usize];
            if *slot == 0 {
                *slot = code;
            }
        };
        // All at once, a line each: a call of the decoder takes longer than what it decodes.
        let all = (0x80..=0xFF).flat_map(|lead| {
            let trails = std::iter::once(0).chain(0x40..=0xFE);
            trails.map(move |trail| [lead, trail])
        });
        let mut lines: Vec<u8> = Vec::with_capacity(0x80 * 0xC0 * 3);
        for [lead, trail] in all.clone() {
            let line = [lead, trail, b'\n'].into_iter();
            lines.extend(line.filter(|&byte| byte != 0));
        }
        let (text, _) = encoding.decode_without_bom_handling(&lines);
        let mut text = text.chars();
        for bytes in all {
            let mut line = text.by_ref().take_while(|&c| c != '\n');
            let (first, others) = (line.next(), line.count());
            let whole = |c: &char| {
                !c.is_ascii() && *c != char::REPLACEMENT_CHARACTER && (*c as usize) < 0x1_0000
            };
            if let Some(character) = first.filter(|c| whole(c) && others == 0) {
                assign(bytes, character);
            }
        }
        if name == "Shift_JIS" {
            // Windows has characters for the bytes that Shift_JIS leaves free.
            for (character, byte) in ('\u{F8F0}'..).zip([0xA0, 0xFD, 0xFE, 0xFF]) {
                assign([byte, 0], character);
            }
        }
        DoubleByte {
            name,
            codes,
            characters,
        }
    }
}

/// Per character: in which codes its bytes start a sequence of UTF-8; three bytes below, two above.
static ROLES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut roles = vec![0; 0x1_0000];
    for (at, code) in DOUBLE_BYTES.iter().enumerate().take(MISREAD) {
        for (role, bytes) in roles
            .iter_mut()
            .zip(code.codes.iter().map(|c| c.to_be_bytes()))
        {
            match bytes {
                [0xE0..=0xEF, 0x80..=0xBF] => *role |= 1 << at,
                [0xC2..=0xDF, 0x80..=0xBF] => *role |= 1 << (at + 4),
                [0xC2..=0xDF, 0] => *role |= 1 << (at + 4),
                _ => {}
            }
        }
    }
    roles
});

/// The stretches of `text` that were UTF-8 read as a double-byte code, in order; they lie in its
/// `words` with ideographs.
pub fn find(text: &str, words: &[Range<usize>], home: Option<char>, stop: &Stop) -> Vec<Stretch> {
    let mut candidates = Vec::new();
    for span in words {
        let codes = codes_of(&text[span.clone()]);
        if codes != 0 {
            candidates.push((span.clone(), codes));
        }
        if stop.is_set() {
            return Vec::new();
        }
    }
    let mut evidence = [0; MISREAD];
    let sample = candidates.len().div_ceil(1000).max(1);
    for (span, codes) in candidates.iter().step_by(sample) {
        for (code, sum) in evidence
            .iter_mut()
            .enumerate()
            .filter(|(code, _)| codes & 1 << code != 0)
        {
            let runs = runs(&text[span.clone()], code);
            let gains = runs.iter().map(|run| run.gain(&text[span.clone()], home));
            let least = if home.is_some_and(is_wide) {
                2 * ALONE
            } else {
                0
            };
            *sum += gains.filter(|gain| *gain > least).sum::<i64>();
        }
    }
    let best = evidence.iter().enumerate().max_by_key(|(_, sum)| **sum);
    let Some((code, _)) = best.filter(|(_, sum)| **sum > ALONE) else {
        return Vec::new();
    };
    let at_home = home.filter(|c| !is_wide(*c) || !is_all_salad(text, &candidates, code));
    let least = if at_home.is_some_and(is_wide) { 24 } else { 2 };
    let mut found = Vec::new();
    for (span, codes) in candidates {
        if stop.is_set() {
            break;
        }
        if codes & 1 << code == 0 {
            continue;
        }
        let word = &text[span.clone()];
        for run in runs(word, code) {
            let gain = run.gain(word, at_home) / i64::from(BIT);
            if gain < least {
                continue;
            }
            found.push(Stretch {
                span: span.start + run.start..span.start + run.end,
                accident: format!("UTF-8 read as {}", DOUBLE_BYTES[code].name),
                repair: run.text,
                lossy: run.guessed,
                certain: true,
                gain: gain as u32,
            });
        }
    }
    found
}

/// What the accident has to gain in all before it is believed.
const ALONE: i64 = 14 * BIT as i64;

fn is_wide(character: char) -> bool {
    character >= '\u{2E80}'
}

/// Whether nearly all Han and Hangul of the text come from the accident.
fn is_all_salad(text: &str, candidates: &[(Range<usize>, u8)], code: usize) -> bool {
    let (mut salad, mut all) = (0, 0);
    for (span, _) in candidates.iter().take(300) {
        let word = &text[span.clone()];
        all += word.chars().filter(|c| is_wide(*c)).count();
        for run in runs(word, code)
            .iter()
            .filter(|run| run.gain(word, None) > 0)
        {
            salad += word[run.start..run.end]
                .chars()
                .filter(|c| is_wide(*c))
                .count();
        }
    }
    salad * 10 > all * 7
}

/// The codes that `word` may be UTF-8 misread as.
fn codes_of(word: &str) -> u8 {
    let roles: &[u8] = &ROLES;
    let (mut wide, mut narrow, mut latin) = (0u32, 0u32, false);
    let (mut three, mut two, mut half) = ([0u32; MISREAD], [0u32; MISREAD], 0u32);
    for character in word.chars() {
        if (character as usize) < 0x2E80 {
            latin |= character.is_ascii_alphabetic();
            continue;
        }
        if character == '\u{FFFD}' {
            continue;
        }
        let role = roles.get(character as usize).copied().unwrap_or(0);
        if matches!(character, '\u{FF61}'..='\u{FF9F}') {
            narrow += 1;
            half += u32::from(role != 0);
            continue;
        }
        wide += 1;
        if role != 0 {
            for code in 0..MISREAD {
                three[code] += u32::from(role >> code & 1);
                two[code] += u32::from(role >> (code + 4) & 1);
            }
        }
    }
    let mut codes = 0;
    for code in 0..MISREAD {
        let (three, two) = (three[code], two[code]);
        let share = if latin { 8 } else { 5 };
        let many = three * share >= wide.max(1) || three > 8 && three * 12 > wide;
        if many || two * if latin { 8 } else { 2 } >= wide.max(1) {
            codes |= 1 << code;
        }
    }
    if half * 5 > narrow {
        codes |= 1 << 1;
    }
    codes
}

/// Neighbouring sequences of UTF-8 in a word.
struct Run {
    start: usize,
    end: usize,
    text: String,
    guessed: bool,
    guesses: u32,
}

impl Run {
    /// How much less the run costs, in its place, when read right.
    fn gain(&self, word: &str, home: Option<char>) -> i64 {
        let before = word[..self.start]
            .chars()
            .next_back()
            .filter(|c| is_alphabetic(*c));
        let after = word[self.end..]
            .chars()
            .next()
            .filter(|c| is_alphabetic(*c));
        let framed = |text: &str| -> Cost {
            let framed: String = before
                .into_iter()
                .chain(text.chars())
                .chain(after)
                .collect();
            cost(&framed, None, home)
        };
        let beyond = self.text.chars().filter(|c| !c.is_ascii());
        let odd = beyond.clone().filter(|&c| is_odd(c)).count();
        if odd * 4 > beyond.count() {
            return i64::MIN;
        }
        let standing = framed(&word[self.start..self.end]);
        let reads = framed(&self.text) + BIT * (4 * self.guesses + 2);
        i64::from(standing) - i64::from(reads)
    }
}

/// A byte of a word and the character it is part of.
#[derive(Clone, Copy)]
struct Unit {
    byte: Option<u8>,
    start: usize,
    end: usize,
}

/// The runs of UTF-8 in the bytes that `word` has in a code.
fn runs(word: &str, code: usize) -> Vec<Run> {
    let code = &DOUBLE_BYTES[code];
    let mut units = Vec::with_capacity(2 * word.len() / 3);
    for (start, character) in word.char_indices() {
        let end = start + character.len_utf8();
        let mut unit = |byte| units.push(Unit { byte, start, end });
        match code.encode(character) {
            _ if is_lost(character) => unit(None),
            Some([first, 0]) => unit(Some(first)),
            Some([first, second]) => {
                unit(Some(first));
                unit(Some(second));
            }
            // Nothing of this code: a byte that is part of no sequence.
            None => unit(Some(0xFF)),
        }
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let (taken, read) = read(
            &units[at..],
            runs.last().and_then(|run| run.text.chars().last()),
        );
        let Some((character, guesses)) = read else {
            at += 1;
            continue;
        };
        // A sequence that takes half a character leaves the other half over.
        let torn = at > 0
            && units[at - 1].start == units[at].start
            && runs.last().is_none_or(|run| run.end < units[at].end);
        let lost = guesses > 0;
        let guesses = guesses + if torn { 3 } else { 0 };
        let (first, last) = (units[at], units[at + taken - 1]);
        let mut end = last.end;
        let mut half = 0;
        at += taken;
        let mut text = String::from(character);
        // An ASCII letter that the code took for the second half of a character comes free again.
        if let Some(unit) = units.get(at).filter(|unit| unit.start < end) {
            if let Some(byte) = unit.byte.filter(u8::is_ascii) {
                text.push(char::from(byte));
                at += 1;
            } else if !matches!(unit.byte, Some(0xC2..=0xF4)) {
                half = 3;
            }
            end = unit.end;
        }
        let guesses = guesses + half;
        match runs.last_mut() {
            Some(run) if run.end >= first.start => {
                run.text.push_str(&text);
                run.end = end;
                run.guesses += guesses;
                run.guessed |= lost;
            }
            _ => runs.push(Run {
                start: first.start,
                end,
                text,
                guessed: lost,
                guesses,
            }),
        }
    }
    runs
}

/// The sequence of UTF-8 that `units` start with: how many bytes, and what it says with how many
/// bytes guessed.
fn read(units: &[Unit], previous: Option<char>) -> (usize, Option<(char, u32)>) {
    let length = match units[0].byte {
        Some(0xC2..=0xDF) => 2,
        Some(0xE0..=0xEF) => 3,
        Some(0xF0..=0xF4) => 4,
        _ => return (1, None),
    };
    let mut bytes = [units[0].byte.unwrap_or(0), 0, 0, 0];
    let mut lost = None;
    for (at, slot) in bytes.iter_mut().enumerate().take(length).skip(1) {
        match units.get(at).map(|unit| unit.byte) {
            Some(Some(byte @ 0x80..=0xBF)) => *slot = byte,
            Some(None) if lost.is_none() => lost = Some(at),
            _ => return (1, None),
        }
    }
    let bytes = &mut bytes[..length];
    match lost {
        None => (length, sequence(bytes).map(|c| (c, 0))),
        Some(at) => (
            length,
            best_guess(bytes, at, previous, None).map(|c| (c, 1)),
        ),
    }
}
