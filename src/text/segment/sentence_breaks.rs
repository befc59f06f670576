//! Sentence boundaries after UAX #29, in time linear in the text for any text.
//!
//! Only terminators can end a sentence, so the text between them is skipped; what follows one is
//! read once (SB5 to SB11). The library looks ahead from every character behind a stop (SB8),
//! which a text of stops and brackets makes quadratic.

use super::sentence_class::{Part, ends_sentences, part};

/// Calls `emit` with start and end of every sentence of `line`, which holds no line end; the
/// sentences follow each other without a gap. `foreign` says that the line may hold terminators
/// beyond ASCII.
pub(super) fn sentences(line: &str, foreign: bool, mut emit: impl FnMut(usize, usize)) {
    let mut start = 0;
    let mut at = 0;
    while let Some(stop) = next_terminator(line, at, foreign) {
        let (end, ends) = behind(line, stop);
        at = end;
        if ends && end < line.len() {
            emit(start, end);
            start = end;
        }
    }
    if start < line.len() {
        emit(start, line.len());
    }
}

/// Reads on from the terminator at `stop`: where reading goes on, and whether a sentence ends
/// there.
fn behind(line: &str, stop: usize) -> (usize, bool) {
    // Nearly all that end one.
    if let [b'.' | b'!' | b'?', b' ', b'A'..=b'Z', ..] = line.as_bytes()[stop..] {
        return (stop + 2, true);
    }
    let mut rest = Rest { line, at: stop };
    let abbreviates = rest.take() == Some(Part::Stop);
    rest.skip(Part::Extend);
    if abbreviates {
        match rest.peek() {
            // SB6
            Some(Part::Numeric) => return (rest.at, false),
            // SB7
            Some(Part::Upper) if follows_letter(&line[..stop]) => return (rest.at, false),
            _ => {}
        }
    }
    // SB9, SB10
    rest.skip(Part::Close);
    rest.skip(Part::Space);
    let goes_on = match rest.peek() {
        // SB8a
        Some(Part::Continue | Part::Stop | Part::Terminator) => true,
        // SB8
        Some(Part::Lower) => abbreviates,
        Some(Part::Upper | Part::OtherLetter) | None => false,
        Some(_) => abbreviates && lower_case_follows(&line[rest.at..]),
    };
    (rest.at, !goes_on)
}

/// SB8: lower case comes before any other letter and the next terminator.
fn lower_case_follows(rest: &str) -> bool {
    let decisive = rest.chars().map(part).find(|part| {
        matches!(
            part,
            Part::Lower | Part::Upper | Part::OtherLetter | Part::Stop | Part::Terminator
        )
    });
    decisive == Some(Part::Lower)
}

/// Whether `text` ends in a letter with case, marks on it aside.
fn follows_letter(text: &str) -> bool {
    let last = text
        .chars()
        .rev()
        .map(part)
        .find(|&part| part != Part::Extend);
    matches!(last, Some(Part::Upper | Part::Lower))
}

struct Rest<'t> {
    line: &'t str,
    at: usize,
}

impl Rest<'_> {
    fn peek(&self) -> Option<Part> {
        self.line[self.at..].chars().next().map(part)
    }

    fn take(&mut self) -> Option<Part> {
        let character = self.line[self.at..].chars().next()?;
        self.at += character.len_utf8();
        Some(part(character))
    }

    /// Skips characters of `kind`, and what extends them.
    fn skip(&mut self, kind: Part) {
        while let Some(next) = self.peek()
            && (next == kind || next == Part::Extend)
        {
            self.take();
        }
    }
}

/// The first terminator of `line` from `from` on.
fn next_terminator(line: &str, from: usize, foreign: bool) -> Option<usize> {
    let bytes = line.as_bytes();
    if !foreign {
        return memchr::memchr3(b'.', b'!', b'?', &bytes[from..]).map(|offset| from + offset);
    }
    let mut at = from;
    while at < bytes.len() {
        let step = STEP[usize::from(bytes[at])];
        if step & MAY_END != 0 && may_end(&bytes[at..]) && line[at..].starts_with(ends_sentences) {
            return Some(at);
        }
        at += usize::from(step & !MAY_END);
    }
    None
}

/// The second byte rules most characters out that share the first with a terminator.
fn may_end(bytes: &[u8]) -> bool {
    match bytes {
        [0xD6, second, ..] => *second == 0x89,
        [0xD8, second, ..] => matches!(second, 0x9D..=0x9F),
        [0xDB, second, ..] => *second == 0x94,
        [0xDC, second, ..] => matches!(second, 0x80..=0x82),
        [0xDF, second, ..] => *second == 0xB9,
        [0xE0, second, ..] => matches!(second, 0xA0 | 0xA5),
        [0xE2, second, ..] => matches!(second, 0x80 | 0x81 | 0xB3 | 0xB8 | 0xB9),
        [0xE3, second, ..] => *second == 0x80,
        _ => true,
    }
}

/// Set for the bytes that start a terminator.
const MAY_END: u8 = 0x80;

/// The length of the character that a byte starts, and whether it may be a terminator.
const STEP: [u8; 256] = {
    let mut table = [1; 256];
    let mut byte = 0xC2;
    while byte < 256 {
        table[byte] = match byte {
            0xC2..=0xD5 | 0xD7 | 0xD9 | 0xDA | 0xDD | 0xDE => 2,
            // Armenian, Arabic, Syriac, NKo.
            0xD6 | 0xD8 | 0xDB | 0xDC | 0xDF => 2 | MAY_END,
            // Han and Hangul have none; U+A4FF to U+ABEB do.
            0xE4..=0xE9 | 0xEB..=0xEE => 3,
            0xE0..=0xEF => 3 | MAY_END,
            _ => 4 | MAY_END,
        };
        byte += 1;
    }
    table[b'.' as usize] |= MAY_END;
    table[b'!' as usize] |= MAY_END;
    table[b'?' as usize] |= MAY_END;
    table
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    fn agree(text: &str) {
        let foreign = text.contains(|c: char| !c.is_ascii() && ends_sentences(c));
        let mut ours = Vec::new();
        sentences(text, foreign, |start, end| ours.push(&text[start..end]));
        let library: Vec<&str> = text.split_sentence_bounds().collect();
        assert_eq!(ours, library, "{text:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn tricky_lines_are_cut_as_the_library_cuts_them(
            text in "[aBc 1.!?,:;()\"'\u{201C}\u{201D}\u{A0}\u{2014}\u{2026}яЖ٣أ中。？\u{301}\u{200D}\u{AD}।👩-]{0,16}"
        ) {
            agree(&text);
        }

        #[test]
        fn any_line_is_cut_as_the_library_cuts_it(text in "\\PC{0,24}") {
            agree(&text.replace(['\u{2028}', '\u{2029}'], " "));
        }
    }
}
