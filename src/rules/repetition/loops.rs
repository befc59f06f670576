//! Where the words of a text go round in circles: maximal runs in which every word equals the one
//! a fixed distance before it, and how likely each is a broken decoder and no figure of speech.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

use super::doubles::{Doubles, Doubling};
use super::tokens::{Gap, NO_WORD, Tokens, mix};
use crate::text::{Document, Shape, View, Word};

/// The loops of a text, in its order, disjoint.
pub(super) struct Loops(Vec<Loop>);

/// A stretch of words that repeats its beginning over and over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loop {
    /// The first to the last word, as numbers of words.
    pub words: Range<usize>,
    /// After how many words it repeats.
    pub period: usize,
    /// The probability that nobody wrote this, in hundredths.
    pub percent: u8,
}

/// The longest circle looked for, in words; longer ones are sentences said twice.
const LONGEST_PERIOD: usize = 128;

impl Loops {
    pub(super) fn as_slice(&self) -> &[Loop] {
        &self.0
    }

    /// The loop that word number `word` is part of.
    pub(super) fn at(&self, word: usize) -> Option<&Loop> {
        let after = self.0.partition_point(|found| found.words.end <= word);
        self.0.get(after).filter(|found| found.words.start <= word)
    }
}

impl Loop {
    /// How often the circle is gone round in full.
    pub(super) fn copies(&self) -> usize {
        self.words.len() / self.period
    }

    /// What is left when every superfluous round is taken out.
    pub(super) fn remainder(&self) -> Range<usize> {
        let kept = self.period + self.words.len() % self.period;
        self.words.start..self.words.start + kept
    }
}

impl View for Loops {
    fn build(doc: &Document) -> Self {
        let mut found = Vec::new();
        runs(doc, |words, period| {
            let loop_ = judge(doc, &words, period).map(|percent| Loop {
                words: words.clone(),
                period,
                percent,
            });
            let taken = loop_.is_some();
            found.extend(loop_);
            taken
        });
        Loops(found)
    }
}

/// Gives every maximal run of period 1 to [`LONGEST_PERIOD`] within a line to `take`, nearest
/// period first; one that is taken hides the other periods of the same words.
///
/// A pair of words that stood nearby before proposes the distance, so that text without loops costs
/// one look into a small table a word. Every stretch is measured once for a period.
fn runs(doc: &Document, mut take: impl FnMut(Range<usize>, usize) -> bool) {
    const SLOTS: usize = 1024;
    let ids = doc.view::<Tokens>().ids();
    let mut last_seen = [0_u32; SLOTS];
    let mut measures = Measures {
        doc,
        ids,
        measured: [0; LONGEST_PERIOD + 1],
        done: 0,
    };
    for (at, &[last, word]) in (1..).zip(ids.array_windows()) {
        doc.stop().leave_at(at);
        let pair = mix(u64::from(last) << 32, word.into());
        let slot = &mut last_seen[(pair >> 32) as usize % SLOTS];
        let before = std::mem::replace(slot, at as u32) as usize;
        let period = at - before;
        if before != 0
            && period <= LONGEST_PERIOD
            && word == ids[before]
            && last == ids[before - 1]
            && word != NO_WORD
        {
            measures.measure(at, period, &mut take);
        }
    }
}

/// What was measured so far.
struct Measures<'d> {
    doc: &'d Document,
    ids: &'d [u32],
    /// By period, up to which word.
    measured: [usize; LONGEST_PERIOD + 1],
    /// Where the last run that was taken ends.
    done: usize,
}

impl Measures<'_> {
    /// Measures the run of `period` that the pair which ends at `at` is part of.
    fn measure(
        &mut self,
        at: usize,
        period: usize,
        take: &mut impl FnMut(Range<usize>, usize) -> bool,
    ) {
        let ids = self.ids;
        let measured = &mut self.measured[period];
        if at < (*measured).max(self.done) {
            return;
        }
        let same = |word: usize| ids[word] == ids[word - period] && ids[word] != NO_WORD;
        let joined = |word: usize| Gap::before(self.doc, word) != Gap::Line;
        let floor = self.done.max(measured.saturating_sub(period));
        let mut start = at;
        while start > floor + period && same(start - 1) && joined(start) {
            start -= 1;
        }
        // Two rounds need a whole period of equal words: pairs such as `of the` end here. Looking no
        // further keeps equal lines linear: the run ends with its line, the next one looks again.
        let ahead = ids.len().min(at + 1 + period);
        let reach = (at + 1..ahead).find(|&word| !same(word)).unwrap_or(ahead);
        if reach - start < period {
            *measured = reach;
            return;
        }
        let mut first = start;
        while first > floor && start - first < period && joined(first) {
            first -= 1;
        }
        let mut end = at + 1;
        if first + period == start && joined(at) {
            while end < ids.len() && same(end) && joined(end) {
                end += 1;
            }
            if take(first..end, period) {
                self.done = end;
            }
        }
        *measured = end;
    }
}

/// How likely the run is a fault, in hundredths; `None`: people write so.
fn judge(doc: &Document, run: &Range<usize>, period: usize) -> Option<u8> {
    let words = doc.words();
    let unit = &words[run.start..run.start + period];
    let copies = run.len() / period;
    if copies < 2 || unit.iter().any(|word| word.shape.contains(Shape::MASKED)) {
        return None;
    }
    // The joints between rounds say what kind of figure it would be.
    let joint = (1..copies.min(9))
        .map(|round| Gap::before(doc, run.start + round * period))
        .max()?;
    let script = script_of(doc, unit);
    if script != Spacing::Words {
        return spaceless(doc, unit, copies, joint, script);
    }
    if !unit.iter().any(|word| word.shape.contains(Shape::LETTER)) {
        return numbers(doc, run, copies, joint);
    }
    match period {
        1 => word_loop(doc, run, copies, joint),
        _ => phrase_loop(doc, run, period, joint),
    }
}

fn word_loop(doc: &Document, run: &Range<usize>, copies: usize, joint: Gap) -> Option<u8> {
    let word = &doc.words()[run.start];
    let text = word.text(doc.text());
    let doubles = doc.view::<Doubles>();
    let doubling = doubles.of(text);
    let letters = text.chars().count();
    if doubles.is_call(text) || letters == 1 {
        return (copies > 8).then_some(85);
    }
    if doubling == Doubling::Honest {
        let ends = matches!(Gap::before(doc, run.end), Gap::Stop | Gap::Line);
        return match copies {
            0..4 => None,
            4 => ends.then_some(70),
            _ => Some(85),
        };
    }
    match joint {
        Gap::Space if copies > 3 && (letters > 2 || word.is_all_caps()) => Some(93),
        Gap::Space if copies > 4 => Some(90),
        Gap::Space => match doubling {
            Doubling::Never if copies > 2 => Some(95),
            // `Gorilla gorilla gorilla`
            _ if copies == 3 && is_of_a_species(doc, run.start) => None,
            Doubling::Unlikely if copies > 2 && letters > 3 => Some(75),
            _ => None,
        },
        Gap::Hyphen if copies > 7 => Some(90),
        Gap::Hyphen if copies > 3 && letters > 3 => Some(80),
        Gap::Sign if copies > 3 && letters > 3 => Some(80),
        Gap::Comma | Gap::Sign if copies > 6 => Some(90),
        Gap::Stop | Gap::Bang if copies > 8 => Some(80),
        _ => None,
    }
}

/// Whether the words from number `first` on may be the scientific name of a species or a race of
/// one: a capital that begins no sentence, then two Latin words in lower case.
fn is_of_a_species(doc: &Document, first: usize) -> bool {
    let Some([genus, species, race]) = doc.words().get(first..first + 3) else {
        return false;
    };
    genus.is_title_case()
        && species.is_lower_case()
        && race.is_lower_case()
        && is_latin_epithet(species.text(doc.text()))
}

/// Whether a word ends as the names of species do: `lupus`, `gorilla`, `domesticus`.
pub(super) fn is_latin_epithet(word: &str) -> bool {
    const ENDINGS: [&str; 6] = ["us", "is", "um", "a", "ae", "i"];
    word.len() > 4 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

fn phrase_loop(doc: &Document, run: &Range<usize>, period: usize, joint: Gap) -> Option<u8> {
    let text = doc.text();
    let unit = &doc.words()[run.start..run.start + period];
    let copies = run.len() / period;
    let letters: usize = unit
        .iter()
        .map(|word| word.text(text).chars().count())
        .sum();
    let doubles = doc.view::<Doubles>();
    let joined_by = |word: &Word| doubles.joins(word.text(text));
    let coordinated = unit.iter().any(joined_by);
    // A caption and the line under it may both begin with the same person.
    let named = unit.iter().all(|word| word.shape.contains(Shape::CAPITAL));
    if copies == 2
        && (crosses_sentences(doc, run.start..run.start + period) || differ(doc, run, period))
    {
        return None;
    }
    match joint {
        // `on and on and on`, `day after day after day`: a figure ends on the word it began with.
        Gap::Space if period == 2 => match run.len() {
            4 if coordinated || letters < 4 || named => None,
            4 => match doubles.of(unit[0].text(text)) {
                Doubling::Never => Some(80),
                Doubling::Unlikely if letters > 8 => Some(70),
                _ => None,
            },
            5 | 7 => None,
            6 | 8 if coordinated => None,
            _ => Some(90),
        },
        // `and so on and so on`
        Gap::Space if copies == 2 && (joined_by(&unit[0]) || letters < 8) => None,
        Gap::Space if copies == 2 => Some((70 + 4 * period.min(6)) as u8),
        Gap::Space => Some(95),
        Gap::Hyphen if copies > 3 => Some(85),
        Gap::Comma | Gap::Sign if copies > 3 => Some(90),
        Gap::Comma if copies > 2 && period > 3 => Some(75),
        Gap::Stop if copies > 2 && period > 3 => Some(93),
        Gap::Stop | Gap::Bang if copies > 6 => Some(80),
        _ => None,
    }
}

/// Whether a sentence ends inside the round and another begins: `I liked it. My son liked it. My son
/// went`, one sentence that ends and one that begins like its neighbour.
fn crosses_sentences(doc: &Document, round: Range<usize>) -> bool {
    let begins = |word: usize| doc.words()[word].shape.contains(Shape::FIRST);
    (round.start + 1..round.end).any(begins)
}

/// Whether a word of the first two rounds is another by its diacritics, which numbers of words
/// ignore: `on l’a chanté, on le chante`. Capitals may lose theirs.
fn differ(doc: &Document, run: &Range<usize>, period: usize) -> bool {
    let words = doc.words();
    let lower = |word: &Word| -> String { word.text(doc.text()).to_lowercase() };
    (run.start..run.start + period).any(|at| {
        let (here, there) = (&words[at], &words[at + period]);
        let is_plain = here.shape.contains(Shape::ASCII) && there.shape.contains(Shape::ASCII);
        !is_plain && !here.is_all_caps() && !there.is_all_caps() && lower(here) != lower(there)
    })
}

/// The same number over and over is a row of a table unless prose leads up to it.
fn numbers(doc: &Document, run: &Range<usize>, copies: usize, joint: Gap) -> Option<u8> {
    (copies > 3 && joint == Gap::Space && in_prose(doc, run)).then_some(80)
}

/// Whether prose leads up to the words `run`, in the same sentence: six words out of eight.
pub(super) fn in_prose(doc: &Document, run: &Range<usize>) -> bool {
    let lead = run.start.saturating_sub(8)..run.start;
    let worded = doc.words()[lead]
        .iter()
        .filter(|word| word.shape.contains(Shape::LETTER))
        .count();
    // The stop of an abbreviation ends no sentence: `Sept. 16`, `et al., 1995`.
    let joined = (run.start.saturating_sub(2)..=run.start).all(|word| {
        let gap = Gap::before(doc, word);
        let goes_on = || !doc.words()[word].shape.contains(Shape::FIRST);
        gap < Gap::Stop || gap == Gap::Stop && goes_on()
    });
    worded >= 6 && joined
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spacing {
    /// Words stand apart.
    Words,
    /// Han, or Han and kana.
    Han,
    /// Kana alone, which write sounds: `どんどん`.
    Kana,
    /// Thai, Lao, Khmer, Myanmar: a word here is a cluster of letters.
    Clusters,
}

fn script_of(doc: &Document, unit: &[Word]) -> Spacing {
    let mut spacing = Spacing::Words;
    for word in unit {
        let first = word.text(doc.text()).chars().next().unwrap_or_default();
        spacing = match first.script() {
            Script::Han => return Spacing::Han,
            Script::Hiragana | Script::Katakana => Spacing::Kana,
            Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar => Spacing::Clusters,
            _ => continue,
        };
    }
    spacing
}

fn spaceless(
    doc: &Document,
    unit: &[Word],
    copies: usize,
    joint: Gap,
    spacing: Spacing,
) -> Option<u8> {
    /// Laughter and exclamations, written as often as one likes.
    const SOUNDS: &str = "哈呵嘿嘻啊呜哇嗯哼咯啦呀喔噢嗷咚砰笑草";
    let length = unit.len();
    let first = unit[0].text(doc.text());
    if joint > Gap::Space {
        return match joint {
            Gap::Bang | Gap::Line => None,
            _ if length > 5 && copies > 2 => Some(90),
            _ if copies > 6 => Some(80),
            _ => None,
        };
    }
    let wanted = match (spacing, length) {
        (Spacing::Han, 1) if SOUNDS.contains(first) => 20,
        (Spacing::Han, 1) => 5,
        (Spacing::Han, 2) => 4,
        (Spacing::Han, 3 | 4) => 3,
        (Spacing::Kana, 1) => 12,
        (Spacing::Kana, 2..=5) => 5,
        (Spacing::Kana, 6..=9) => 3,
        (Spacing::Clusters, 1) => 7,
        (Spacing::Clusters, 2 | 3) => 4,
        (Spacing::Clusters, 4..=9) => 3,
        _ => 2,
    };
    (copies >= wanted).then_some(if copies > 2 { 93 } else { 80 })
}
