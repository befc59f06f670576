//! East Asian text read as another code page, of one or two bytes: GBK read as windows-1252,
//! EUC-KR as GBK, EUC-JP as `Shift_JIS`. Works word by word; the pair of codes is found on a sample.

use std::ops::Range;

use super::Stretch;
use super::code_pages::CODE_PAGES;
use super::double_byte::{DOUBLE_BYTES, DoubleByte};
use super::ideographs::least_cost;
use super::kind::{is_alphabetic, is_odd, is_ordinary};
use super::letters::{BIT, Cost};
use super::reading::cost;
use crate::rules::Stop;

/// Suspicious words that every pair of codes is tried on.
const SAMPLE: usize = 60;
/// What the mix-up has to gain in all before it is believed.
const ALONE: i64 = 40 * BIT as i64;
/// What one word of it has to gain.
const IN_COMPANY: i64 = 6 * BIT as i64;
/// Longer words are cut.
const LONGEST: usize = 600;

/// What the text was taken for.
#[derive(Clone, Copy)]
enum Read {
    /// A position in [`CODE_PAGES`].
    CodePage(usize),
    /// A position in [`DOUBLE_BYTES`].
    DoubleByte(usize),
}

/// What East Asian text is taken for.
const READ_AS: &[Read] = &[
    Read::CodePage(0),
    Read::CodePage(1),
    Read::CodePage(2),
    Read::CodePage(3),
    Read::CodePage(4),
    Read::CodePage(5),
    Read::DoubleByte(0),
    Read::DoubleByte(1),
    Read::DoubleByte(2),
    Read::DoubleByte(3),
];

/// The stretches of `text`, those of `known` aside, that were East Asian text misread, in order.
pub fn find(text: &str, known: &[Stretch], stop: &Stop) -> Vec<Stretch> {
    let words = words(text, known, stop);
    if words.is_empty() {
        return Vec::new();
    }
    let step = words.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<&str> = words
        .iter()
        .step_by(step)
        .map(|span| &text[span.clone()])
        .collect();
    let mut best: Option<(i64, Read, &DoubleByte)> = None;
    for read in READ_AS {
        for (at, written) in DOUBLE_BYTES.iter().enumerate() {
            if matches!(read, Read::DoubleByte(same) if *same == at) {
                continue;
            }
            let gains = sample.iter().flat_map(|word| turns(word, *read, written));
            let gain = gains.map(|turn| turn.gain).filter(|gain| *gain > 0).sum();
            if gain > best.as_ref().map_or(ALONE, |(most, ..)| *most) {
                best = Some((gain, *read, written));
            }
        }
    }
    let Some((_, read, written)) = best else {
        return Vec::new();
    };
    let name = match read {
        Read::CodePage(page) => CODE_PAGES[page].name,
        Read::DoubleByte(code) => DOUBLE_BYTES[code].name,
    };
    let mut found = Vec::new();
    for span in words {
        if stop.is_set() {
            break;
        }
        for turn in turns(&text[span.clone()], read, written) {
            if turn.gain >= IN_COMPANY {
                found.push(Stretch {
                    span: span.start + turn.span.start..span.start + turn.span.end,
                    accident: format!("{} read as {name}", written.name),
                    lossy: turn.text.contains(char::REPLACEMENT_CHARACTER),
                    certain: true,
                    repair: turn.text,
                    gain: (turn.gain / i64::from(BIT)) as u32,
                });
            }
        }
    }
    found
}

/// The words that cost more than words do: runs between blanks and ideographic marks.
fn words(text: &str, known: &[Stretch], stop: &Stop) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut known = known.iter().peekable();
    let mut start = 0;
    let edge = |c: char| {
        c.is_ascii_whitespace() || matches!(c, '。' | '，' | '、' | '！' | '？' | '「' | '」')
    };
    while start < text.len() && !stop.is_set() {
        let rest = &text[start..];
        let end = rest.find(edge).map_or(text.len(), |end| start + end);
        let mut from = start;
        while from < end {
            let to = text.ceil_char_boundary((from + LONGEST).min(end));
            while known.next_if(|stretch| stretch.span.end <= from).is_some() {}
            let taken = known.peek().is_some_and(|stretch| stretch.span.start < to);
            if !taken && is_costly(&text[from..to]) {
                found.push(from..to);
            }
            from = to;
        }
        start = end + text[end..].chars().next().map_or(1, char::len_utf8);
    }
    found
}

/// Whether the word is hardly one in any language.
fn is_costly(word: &str) -> bool {
    if word.is_ascii() {
        return false;
    }
    // Look-alike letters of two scripts mixed: strange, but no salad of bytes.
    let cyrillic = |c: char| ('\u{430}'..='\u{45F}').contains(&c);
    let mut letters = word.chars().filter(|c| is_alphabetic(*c)).skip(1);
    if letters.all(|c| c.is_ascii() || cyrillic(c)) {
        return false;
    }
    let beyond = word.chars().filter(|c| !c.is_ascii()).count() as Cost;
    let odd = word
        .chars()
        .filter(|c| !is_ordinary(*c) || *c >= '\u{2E80}')
        .count() as Cost;
    if odd == 0 {
        return false;
    }
    let narrow = word
        .chars()
        .filter(|c| matches!(c, '\u{FF61}'..='\u{FF9F}'))
        .count() as Cost;
    let all = word.chars().count() as Cost;
    narrow > 2 || beyond * 3 > all && cost(word, None, None) * 2 > all * 21 * BIT
}

/// A part of a word read anew.
struct Turn {
    span: Range<usize>,
    text: String,
    gain: i64,
}

/// A byte of a word and where its character ends.
struct Unit {
    byte: Option<u8>,
    start: usize,
    end: usize,
}

/// The parts of `word` that have bytes in `read`, as `written` reads them.
fn turns(word: &str, read: Read, written: &DoubleByte) -> Vec<Turn> {
    let mut turns = Vec::new();
    let mut units: Vec<Unit> = Vec::new();
    for (start, character) in word.char_indices() {
        let end = start + character.len_utf8();
        let bytes = match read {
            Read::CodePage(page) => CODE_PAGES[page].encode(character).map(|byte| [byte, 0]),
            Read::DoubleByte(code) => DOUBLE_BYTES[code].encode(character),
        };
        match bytes {
            Some([first, second]) => {
                units.push(Unit {
                    byte: Some(first),
                    start,
                    end,
                });
                if second != 0 {
                    units.push(Unit {
                        byte: Some(second),
                        start,
                        end,
                    });
                }
            }
            None if character == char::REPLACEMENT_CHARACTER => units.push(Unit {
                byte: None,
                start,
                end,
            }),
            None => {
                turns.extend(turn(word, &units, written));
                units.clear();
            }
        }
    }
    turns.extend(turn(word, &units, written));
    turns
}

fn turn(word: &str, units: &[Unit], written: &DoubleByte) -> Option<Turn> {
    let high = |unit: &Unit| unit.byte.is_none_or(|byte| byte >= 0x80);
    let first = units.iter().position(high)?;
    let last = units.iter().rposition(high)?;
    if last - first < 3 {
        return None;
    }
    let mut text = String::new();
    let (mut at, mut lost, mut pairs) = (first, 0, 0);
    while at <= last {
        let Some(byte) = units[at].byte else {
            text.push(char::REPLACEMENT_CHARACTER);
            lost += 1;
            at += 1;
            continue;
        };
        if byte < 0x80 {
            text.push(char::from(byte));
            at += 1;
            continue;
        }
        let pair = units
            .get(at + 1)
            .and_then(|unit| unit.byte)
            .and_then(|trail| written.decode(byte, trail));
        if let Some(character) = pair {
            text.push(character);
            pairs += 1;
            at += 2;
        } else if let Some(character) = written.decode(byte, 0) {
            text.push(character);
            at += 1;
        } else {
            text.push(char::REPLACEMENT_CHARACTER);
            lost += 1;
            at += 1;
        }
    }
    let odd = |c: &char| is_odd(*c) || matches!(c, '\u{2190}'..='\u{27BF}');
    let odd = text.chars().filter(odd).count();
    let mixed = mixtures(&text);
    let wide = || text.chars().filter(|c| *c >= '\u{3040}');
    let rare = wide().map(least_cost).sum::<Cost>() > wide().count() as Cost * 15 * BIT;
    if lost * 4 > pairs || odd * 4 > pairs || mixed * 3 > pairs || pairs == 0 || rare {
        return None;
    }
    let span = units[first].start..units[at - 1].end;
    let standing = cost(&word[span.clone()], None, None);
    let gain = i64::from(standing) - i64::from(cost(&text, None, None));
    Some(Turn { span, text, gain })
}

/// How often Latin letters and ideographs touch.
fn mixtures(text: &str) -> usize {
    let side = |c: char| (c.is_ascii_alphabetic(), c >= '\u{2E80}');
    let pairs = text.chars().zip(text.chars().skip(1));
    let touch = pairs.filter(|(a, b)| {
        let ((latin, wide), (latin_too, wide_too)) = (side(*a), side(*b));
        latin && wide_too || wide && latin_too
    });
    touch.count()
}
