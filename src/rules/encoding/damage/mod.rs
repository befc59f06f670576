//! Which stretches of an article went through a code page mix-up, and how they read without it.
//!
//! Three kinds of accident are looked for, the surest first: UTF-8 read as a code page
//! ([`misread`]), text in or through a double-byte code ([`double_byte`]), and one code page read
//! as another ([`legacy`]). Each finds words that cost far fewer bits in another reading.

mod code_pages;
mod double_byte;
mod east_asian;
mod ideographs;
mod kind;
mod legacy;
mod letters;
pub mod lost;
mod lost_mark;
mod misread;
mod mixup;
mod reading;
pub mod stray;
mod survey;
mod utf8;

use std::ops::Range;

pub use kind::is_alphabetic;
pub use letters::{BIT, Cost};
pub use reading::{cost, language_around};

use crate::rules::{Sink, Stop};
use crate::text::{Document, Facts};
use survey::Survey;

/// The damaged stretches of an article, in order, none overlapping another.
pub struct Damage {
    stretches: Vec<Stretch>,
}

/// A stretch that does not read as it was meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Where, UTF-8 bytes of the document's text.
    pub span: Range<usize>,
    /// What happened to it, as a reader understands it: `UTF-8 read as windows-1252`.
    pub accident: String,
    /// How it reads without the accident.
    pub repair: String,
    /// Whether bytes are gone, so that part of the repair is a guess.
    pub lossy: bool,
    /// Whether the repair is the one right text, as far as bytes are left.
    pub certain: bool,
    /// By how many bits the repair is likelier.
    pub gain: u32,
}

impl Damage {
    /// What is damaged in `doc`; none when the work was told to stop.
    pub fn of<'d>(doc: &'d Document, sink: &Sink) -> Option<&'d Damage> {
        doc.try_view(|| {
            let mut stretches = Vec::new();
            if doc.facts().intersects(Facts::NON_ASCII) {
                stretches = self::stretches(doc.text(), sink.stop());
            }
            (!sink.stopped()).then_some(Damage { stretches })
        })
    }

    /// The damaged stretches in order.
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// The stretch that covers the byte `at`.
    pub fn covering(&self, at: usize) -> Option<&Stretch> {
        let after = self.stretches.partition_point(|s| s.span.end <= at);
        self.stretches.get(after).filter(|s| s.span.start <= at)
    }
}

/// The damage of `text`, as far as it was found before `stop`.
fn stretches(text: &str, stop: &Stop) -> Vec<Stretch> {
    let mut stretches = found(text, stop);
    // What would be repaired once more is not the one right text.
    for (nth, stretch) in stretches.iter_mut().enumerate() {
        if !stretch.certain {
            continue;
        }
        let most = if nth < CLOSELY { WIDE } else { NARROW };
        let (part, repaired) = in_its_place(text, stretch, most);
        let again =
            |other: &Stretch| other.span.start < repaired.end && repaired.start < other.span.end;
        stretch.certain = !found(&part, stop).iter().any(again);
    }
    stretches
}

/// So many repairs of an article are looked at again among their neighbours, the rest in their word:
/// a text of nothing but damage must not be read many times over.
const CLOSELY: usize = 8;

/// How far a repair's place reaches on either side, bytes: its neighbours, its word.
const WIDE: usize = 160;
const NARROW: usize = 16;

/// The repair with up to `most` bytes on either side, whole words, and where it is in that.
fn in_its_place(text: &str, stretch: &Stretch, most: usize) -> (String, Range<usize>) {
    let from = text.ceil_char_boundary(stretch.span.start.saturating_sub(most));
    let to = text.floor_char_boundary((stretch.span.end + most).min(text.len()));
    let before = &text[from..stretch.span.start];
    let after = &text[stretch.span.end..to];
    // Beyond the nearest blank the neighbours are whole; within it they are of this word.
    let before = match before.find(char::is_whitespace) {
        Some(blank) if from > 0 => &before[blank..],
        _ => before,
    };
    let after = match after.rfind(char::is_whitespace) {
        Some(blank) if to < text.len() => &after[..blank],
        _ => after,
    };
    let start = before.len();
    let end = start + stretch.repair.len();
    ([before, &stretch.repair, after].concat(), start..end)
}

/// What one look at `text` finds.
fn found(text: &str, stop: &Stop) -> Vec<Stretch> {
    let survey = Survey::of(text, stop);
    let mut stretches = Vec::new();
    let wide = survey.salad || survey.some_wide;
    if !survey.suspects.is_empty() || wide {
        let home = home_letter(text);
        if wide {
            stretches = double_byte::find(text, &survey.wide, home, stop);
        }
        if !survey.suspects.is_empty() {
            stretches.extend(misread::find(text, &survey.suspects, home, stop));
        }
        stretches.retain(|stretch| stretch.repair.chars().any(|c| c != '\u{FFFD}'));
        stretches.sort_by_key(|stretch| stretch.span.start);
    }
    stretches.extend(legacy::find(text, &survey, &stretches, stop));
    stretches.sort_by_key(|stretch| stretch.span.start);
    if survey.salad || survey.dense {
        stretches.extend(east_asian::find(text, &stretches, stop));
        stretches.sort_by_key(|stretch| stretch.span.start);
    }
    join(text, &mut stretches);
    stretches
}

/// A letter of the script most of the text is in, by a sample.
fn home_letter(text: &str) -> Option<char> {
    const SAMPLE: usize = 4096;
    let mut counts = [(0, 'a'), (0, 'а'), (0, 'α')];
    let mut others = (0, ' ');
    for character in text.chars().take(SAMPLE).filter(|c| is_alphabetic(*c)) {
        let slot = match character {
            'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
                &mut counts[0]
            }
            '\u{400}'..='\u{52F}' => &mut counts[1],
            '\u{370}'..='\u{3FF}' => &mut counts[2],
            _ => {
                others = (others.0 + 1, character);
                continue;
            }
        };
        slot.0 += 1;
    }
    let best = counts.into_iter().chain([others]).max_by_key(|(n, _)| *n)?;
    (best.0 > 0).then_some(best.1)
}

/// Makes one stretch of neighbours that had the same accident and have nothing but blanks and
/// marks between them.
fn join(text: &str, stretches: &mut Vec<Stretch>) {
    let mut joined: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for stretch in stretches.drain(..) {
        if let Some(last) = joined.last_mut() {
            if stretch.span.start < last.span.end {
                continue;
            }
            let between = &text[last.span.end..stretch.span.start];
            let same = last.accident == stretch.accident && last.lossy == stretch.lossy;
            let gap = |b: u8| b.is_ascii() && !b.is_ascii_alphabetic() && b != b'\n';
            if same && between.len() <= 8 && between.bytes().all(gap) {
                last.repair.push_str(between);
                last.repair.push_str(&stretch.repair);
                last.span.end = stretch.span.end;
                last.certain &= stretch.certain;
                last.gain = last.gain.saturating_add(stretch.gain);
                continue;
            }
        }
        joined.push(stretch);
    }
    *stretches = joined;
}
