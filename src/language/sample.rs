//! A bounded piece of an article that stands for all of it.

use std::ops::Range;

use crate::text::Document;

/// How many places of the body are read.
const PLACES: usize = 8;
/// How many characters at each.
const LETTERS: usize = 90;
/// A line from this length on, in bytes, is taken for prose rather than a heading or menu.
const PROSE: usize = 80;
/// From so much prose on, in bytes, shorter lines are left out.
const ENOUGH_PROSE: usize = 240;

/// Stretches of the body, evenly spread, cut between words: a few hundred letters at most.
pub(super) fn pieces(doc: &Document) -> Vec<&str> {
    let text = doc.text();
    let is_prose = |line: &&Range<usize>| line.len() >= PROSE;
    let prose: usize = doc.lines().iter().filter(is_prose).map(Range::len).sum();
    let least = if prose >= ENOUGH_PROSE { PROSE } else { 1 };
    let lines = || doc.lines().iter().filter(|line| line.len() >= least);
    let total: usize = lines().map(Range::len).sum();
    if total <= PLACES * LETTERS {
        return lines().map(|line| &text[line.clone()]).collect();
    }
    let mut pieces = Vec::with_capacity(PLACES);
    let mut passed = 0;
    for line in lines() {
        // Place k starts at k/PLACES of the prose.
        while pieces.len() < PLACES {
            let place = pieces.len() * total / PLACES;
            if place >= passed + line.len() {
                break;
            }
            pieces.push(piece(&text[line.clone()], place - passed));
        }
        passed += line.len();
    }
    pieces
}

/// Up to [`LETTERS`] characters of `line` from about `from` on, cut between words if it has such.
fn piece(line: &str, from: usize) -> &str {
    let mut start = line.floor_char_boundary(from);
    if start > 0 {
        // A script without blanks is cut anywhere.
        let ahead = &line[start..line.floor_char_boundary(start + 60)];
        start += ahead.find(' ').map_or(0, |blank| blank + 1);
    }
    let rest = &line[start..];
    let behind = match rest.as_bytes().get(..=LETTERS) {
        // No character has fewer bytes.
        None => None,
        Some(head) if head.is_ascii() => Some(LETTERS),
        Some(_) => rest.char_indices().nth(LETTERS).map(|(end, _)| end),
    };
    match behind {
        None => rest,
        Some(end) => {
            let cut = rest[..end].rfind(' ').filter(|&blank| blank * 2 > end);
            &rest[..cut.unwrap_or(end)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_bounded_and_holds_whole_words() {
        let text = "alpha beta gamma delta ".repeat(40_000);
        let doc = Document::new(text);
        let pieces = pieces(&doc);
        assert_eq!(pieces.len(), PLACES);
        for piece in pieces {
            assert!(piece.chars().count() <= LETTERS);
            for word in piece.split_whitespace() {
                assert!(
                    ["alpha", "beta", "gamma", "delta"].contains(&word),
                    "{word}"
                );
            }
        }
    }

    #[test]
    fn prose_is_preferred_to_menus() {
        let prose =
            "A line of prose that runs on for long enough to be told from a menu entry, it does.\n";
        let doc = Document::new(format!(
            "{}{}",
            "Inicio\nMundo\n".repeat(30),
            prose.repeat(4)
        ));
        assert!(pieces(&doc).iter().all(|piece| !piece.contains("Mundo")));
    }

    #[test]
    fn short_texts_are_read_whole() {
        let doc = Document::new("One line\nanother");
        assert_eq!(pieces(&doc), ["One line", "another"]);
        assert!(pieces(&Document::new("")).is_empty());
    }
}
