//! Menus and lists of links: stretches of short lines between lines that are furniture by
//! themselves. Knows how lines look, not what they say.

use std::ops::Range;

use super::furniture::{Found, Kind, Look};

/// A line that is not blank.
pub(super) struct Line {
    pub span: Range<usize>,
    pub look: Look,
}

/// The most lines in a row that the furniture on both sides vouches for.
const WIDEST_GAP: usize = 60;

/// Prose of fewer bytes may be a teaser, where the body of the article has not begun or is over.
const TEASER: usize = 240;

/// In longer heads nothing tells the title from the teasers.
const HEAD_LINES: usize = 8;

/// Shorter lines, in bytes, are rather items.
const SHORTEST_TITLE: usize = 30;

/// Adds the menus among `lines` to `found`.
pub(super) fn find(lines: &[Line], found: &mut Vec<Found>) {
    let is_body = |line: &Line| line.look == Look::Prose && line.span.len() > TEASER;
    let head = lines.iter().position(is_body).unwrap_or(0);
    let tail = lines.iter().rposition(is_body).map_or(0, |last| last + 1);
    // Where there is no body, all of it is an edge.
    let edge = if tail == 0 { lines.len() } else { head };
    let opening = lines.iter().position(|line| line.look == Look::Prose);
    find_stamps(lines, opening.unwrap_or(0).min(HEAD_LINES), tail, found);
    match title(&lines[..edge]) {
        Some(title) => {
            read_edge(&lines[..title], false, found);
            read_edge(&lines[title + 1..edge], false, found);
        }
        None => read_edge(&lines[..edge], false, found),
    }
    if tail > 0 {
        read_runs(&lines[head..tail], false, found);
        read_edge(&lines[tail..], true, found);
    }
}

/// Adds the lines that say when the page was published: among its first `head` lines, behind its body,
/// which ends at `tail`, where furniture stands there too, and beside furniture.
fn find_stamps(lines: &[Line], head: usize, tail: usize, found: &mut Vec<Found>) {
    let is_page = tail > 0 && count(&lines[tail..], Look::Furniture) > 0;
    let is_furniture = |at: usize| {
        let line = lines.get(at);
        line.is_some_and(|line| line.look == Look::Furniture)
    };
    for (at, line) in lines.iter().enumerate() {
        let beside = is_furniture(at + 1) || at > 0 && is_furniture(at - 1);
        if line.look == Look::Stamp && (at < head || is_page && at >= tail || beside) {
            found.push(Found {
                span: line.span.clone(),
                kind: Kind::Chrome,
                confidence: 0.85,
            });
        }
    }
}

/// Where prose begins among the first lines, the article's title stands between them: the first
/// line that is neither furniture nor short.
fn title(lines: &[Line]) -> Option<usize> {
    let opening = lines.iter().position(|line| line.look == Look::Prose)?;
    let is_title = |line: &Line| line.look == Look::Loose && line.span.len() >= SHORTEST_TITLE;
    (opening <= HEAD_LINES)
        .then(|| lines[..opening].iter().position(is_title))
        .flatten()
}

/// Reads what stands before the body or behind it: enough furniture vouches for the teasers
/// between it too.
fn read_edge(edge: &[Line], closes: bool, found: &mut Vec<Found>) {
    let is_furniture = |line: &Line| line.look == Look::Furniture;
    let first = edge.iter().position(is_furniture).unwrap_or(edge.len());
    let last = edge.iter().rposition(is_furniture).unwrap_or(first);
    let strong = count(&edge[first..], Look::Furniture);
    let prose = count(&edge[first..], Look::Prose);
    if strong >= 4 && strong >= prose {
        read_runs(&edge[..first], false, found);
        let end = if closes { edge.len() } else { last + 1 };
        read_run(&edge[first..end], closes, found);
        read_runs(&edge[end..], closes, found);
    } else {
        read_runs(edge, closes, found);
    }
}

fn read_runs(lines: &[Line], closes: bool, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < lines.len() {
        let length = lines[at..]
            .iter()
            .take_while(|line| line.look != Look::Prose)
            .count();
        let last = at + length == lines.len();
        read_run(&lines[at..at + length], closes && last, found);
        at += length + 1;
    }
}

/// Reads a run of lines; `closes`: the article is over behind it.
fn read_run(run: &[Line], closes: bool, found: &mut Vec<Found>) {
    let strong = count(run, Look::Furniture);
    let labels = count(run, Look::Label) + count(run, Look::Pointer);
    let is_anchor = |line: &Line| !matches!(line.look, Look::Prose | Look::Loose);
    let (Some(first), Some(last)) = (
        run.iter().position(is_anchor),
        run.iter().rposition(is_anchor),
    ) else {
        return;
    };
    if !(strong >= 2 || strong == 1 && labels >= 1 || labels >= 4) {
        // Behind the last sentence of an article a label stands for itself.
        if closes && labels > 0 && run[last].look == Look::Label && run.len() - first <= 3 {
            push(&run[last..=last], 0.7, found);
        }
        return;
    }
    let confidence = if strong >= 2 { 0.85 } else { 0.75 };
    let end = if closes && strong >= 2 {
        run.len()
    } else {
        last + 1
    };
    let (mut from, mut anchor) = (first, first);
    for at in first..=end {
        let is_found = |line: &Line| matches!(line.look, Look::Furniture | Look::Pointer);
        let is_furniture = run.get(at).is_some_and(is_found);
        let is_anchor = at == end || is_anchor(&run[at]);
        if is_anchor && at - anchor > WIDEST_GAP {
            // Nobody vouches for lines so far from any furniture.
            push(&run[from..=anchor], confidence, found);
            from = at;
        }
        if is_furniture || at == end {
            push(&run[from.min(at)..at], confidence, found);
            from = at + 1;
        }
        if is_anchor {
            anchor = at;
        }
    }
}

fn push(lines: &[Line], confidence: f32, found: &mut Vec<Found>) {
    if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
        found.push(Found {
            span: first.span.start..last.span.end,
            kind: Kind::Menu,
            confidence,
        });
    }
}

fn count(run: &[Line], look: Look) -> usize {
    run.iter().filter(|line| line.look == look).count()
}
