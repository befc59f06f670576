//! Writes the text as read, and the map beside it.

use std::ops::Range;

use super::Reading;
use super::map::Map;

/// Takes the input in order, stretch by stretch.
pub(super) struct Writer<'i> {
    input: &'i str,
    text: String,
    map: Map,
    code: Vec<Range<usize>>,
    gap: Option<(Gap, Range<usize>)>,
    /// How many elements that keep white space are open.
    pub preformatted: usize,
    /// How many code elements are open, and where their text starts.
    code_depth: usize,
    code_start: Option<usize>,
}

/// What parts two stretches of text; the stronger of two in a row is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// White space of any length.
    Space,
    /// The next cell of a table.
    Cell,
    /// A line end.
    Line,
    /// A blank line.
    Blank,
}

impl<'i> Writer<'i> {
    pub(super) fn new(input: &'i str) -> Self {
        Writer {
            input,
            text: String::with_capacity(input.len()),
            map: Map::default(),
            code: Vec::new(),
            gap: None,
            preformatted: 0,
            code_depth: 0,
            code_start: None,
        }
    }

    pub(super) fn input(&self) -> &'i str {
        self.input
    }

    /// The input's `range` as text: white space runs together unless an open element keeps it.
    pub(super) fn flow(&mut self, range: Range<usize>) {
        if self.preformatted > 0 {
            return self.verbatim(range);
        }
        let bytes = &self.input.as_bytes()[..range.end];
        let mut at = range.start;
        while at < range.end {
            let blank = bytes[at..].iter().take_while(|b| is_space(**b)).count();
            if blank > 0 {
                self.part(Gap::Space, at..at + blank);
                at += blank;
                continue;
            }
            let start = at;
            // Single spaces inside are part of the stretch.
            while at < range.end
                && (!is_space(bytes[at])
                    || bytes[at] == b' ' && bytes.get(at + 1).is_some_and(|b| !is_space(*b)))
            {
                at += 1;
            }
            self.verbatim(start..at);
        }
    }

    /// The input's `range` just as it is.
    pub(super) fn verbatim(&mut self, range: Range<usize>) {
        let input = self.input;
        self.write(&input[range.clone()], range, true);
    }

    /// `text` in the place of the input's `range`.
    pub(super) fn replace(&mut self, range: Range<usize>, text: &str) {
        self.write(text, range, false);
    }

    /// Parts what came from what comes; `range` is what says so.
    pub(super) fn part(&mut self, gap: Gap, range: Range<usize>) {
        self.gap = Some(match self.gap.take() {
            None => (gap, range),
            Some((before, since)) => {
                let twice = before == Gap::Line && gap == Gap::Line;
                let both = if twice { Gap::Blank } else { before.max(gap) };
                (both, since.start..range.end.max(since.end))
            }
        });
    }

    /// Parts as a block does: an end and a start next to each other are one line end, and code that
    /// was never closed ends here.
    pub(super) fn block(&mut self, gap: Gap, range: Range<usize>) {
        if self.preformatted == 0 {
            self.close_code();
            self.code_depth = 0;
        }
        match &mut self.gap {
            Some((before, since)) if *before == gap => since.end = range.end.max(since.end),
            _ => self.part(gap, range),
        }
    }

    pub(super) fn open_code(&mut self) {
        self.code_depth += 1;
    }

    pub(super) fn end_code(&mut self) {
        self.code_depth = self.code_depth.saturating_sub(1);
        if self.code_depth == 0 {
            self.close_code();
        }
    }

    pub(super) fn finish(mut self) -> Reading {
        self.close_code();
        Reading {
            text: self.text,
            code: self.code,
            map: self.map,
        }
    }

    fn close_code(&mut self) {
        if let Some(start) = self.code_start.take() {
            self.code.push(start..self.text.len());
        }
    }

    fn write(&mut self, text: &str, range: Range<usize>, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        if let Some((gap, range)) = self.gap.take()
            && !self.text.is_empty()
        {
            let sign = match gap {
                Gap::Space => " ",
                Gap::Cell => "\t",
                Gap::Line => "\n",
                Gap::Blank => "\n\n",
            };
            let verbatim = self.input[range.clone()] == *sign;
            self.append(sign, range, verbatim);
        }
        if self.code_depth > 0 && self.code_start.is_none() {
            self.code_start = Some(self.text.len());
        }
        self.append(text, range, verbatim);
    }

    /// The map never goes back, whatever a parser says.
    fn append(&mut self, text: &str, range: Range<usize>, verbatim: bool) {
        let start = range.start.max(self.map.reached());
        let verbatim = verbatim && start == range.start;
        let from = self.text.len();
        self.text.push_str(text);
        self.map
            .push(from..self.text.len(), start..range.end.max(start), verbatim);
    }
}

/// White space of HTML, which runs together; a no-break space does not.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}
