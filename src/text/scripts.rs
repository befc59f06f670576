//! Runs of one script, and the script most of the text is in.

use std::cmp::Reverse;
use std::ops::Range;

use unicode_script::Script;

use super::blocks::ascii_letters;
use super::characters::Reader;
use crate::text::{Document, View};

/// A run of characters of one script; marks and punctuation between belong to the run before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptRun {
    /// Where, from its first letter to its last.
    pub span: Range<usize>,
    /// Which script.
    pub script: Script,
}

/// The scripts of a text.
pub struct Scripts {
    runs: Vec<ScriptRun>,
    shares: Vec<(Script, usize)>,
}

impl Scripts {
    /// The runs in order of the text.
    pub fn runs(&self) -> &[ScriptRun] {
        &self.runs
    }

    /// The script most letters are in, if the text has letters.
    pub fn dominant(&self) -> Option<Script> {
        self.shares.first().map(|&(script, _)| script)
    }

    /// The scripts that occur and how many letters each has, most first.
    pub fn shares(&self) -> &[(Script, usize)] {
        &self.shares
    }
}

/// Bytes between two looks whether to go on.
const LOOK: usize = 32 << 10;

impl View for Scripts {
    fn build(doc: &Document) -> Self {
        let reader = Reader::new(doc.text());
        let bytes = doc.text().as_bytes();
        let mut census = Census::default();
        let (mut at, mut look) = (0, 0);
        while let Some((traits, len)) = reader.at(at) {
            if at >= look {
                doc.stop().leave_if_set();
                look = at + LOOK;
            }
            if bytes[at].is_ascii() {
                let ascii = ascii_len(&bytes[at..]);
                census.ascii(at, &bytes[at..at + ascii]);
                at += ascii;
                continue;
            }
            if !matches!(
                traits.script,
                Script::Common | Script::Inherited | Script::Unknown
            ) {
                census.letters(traits.script, at..at + len, 1);
            }
            at += len;
        }
        census.close();
        let mut shares = census.shares;
        shares.sort_by_key(|&(_, n)| Reverse(n));
        Scripts {
            runs: census.runs,
            shares,
        }
    }
}

#[derive(Default)]
struct Census {
    runs: Vec<ScriptRun>,
    shares: Vec<(Script, usize)>,
    /// The run being read, and its letters so far.
    open: Option<(ScriptRun, usize)>,
}

impl Census {
    /// `count` letters of `script` whose first and last lie at the ends of `span`.
    #[inline]
    fn letters(&mut self, script: Script, span: Range<usize>, count: usize) {
        match &mut self.open {
            Some((run, letters)) if run.script == script => {
                run.span.end = span.end;
                *letters += count;
            }
            _ => {
                self.close();
                self.open = Some((ScriptRun { span, script }, count));
            }
        }
    }

    fn close(&mut self) {
        let Some((run, letters)) = self.open.take() else {
            return;
        };
        match self
            .shares
            .iter_mut()
            .find(|(known, _)| *known == run.script)
        {
            Some((_, all)) => *all += letters,
            None => self.shares.push((run.script, letters)),
        }
        self.runs.push(run);
    }

    /// A run of ASCII from `at` on: its letters are Latin.
    fn ascii(&mut self, at: usize, bytes: &[u8]) {
        let is_letter = u8::is_ascii_alphabetic;
        if let (Some(first), Some(last)) = (
            bytes.iter().position(is_letter),
            bytes.iter().rposition(is_letter),
        ) {
            self.letters(
                Script::Latin,
                at + first..at + last + 1,
                ascii_letters(bytes),
            );
        }
    }
}

/// How many bytes at the start of `bytes` are ASCII.
fn ascii_len(bytes: &[u8]) -> usize {
    const BLOCK: usize = 32;
    let mut len = 0;
    while bytes[len..]
        .first_chunk::<BLOCK>()
        .is_some_and(|block| block.is_ascii())
    {
        len += BLOCK;
    }
    len + bytes[len..]
        .iter()
        .take_while(|byte| byte.is_ascii())
        .count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_script::UnicodeScript;

    use super::*;

    proptest! {
        #[test]
        fn runs_are_those_of_a_plain_reading(text in "[a .é\u{2014}яЖא中ア1\u{301}\u{1F600}]{0,200}") {
            let mut runs: Vec<ScriptRun> = Vec::new();
            let mut letters = 0;
            for (at, character) in text.char_indices() {
                let script = character.script();
                if matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
                    continue;
                }
                letters += 1;
                let span = at..at + character.len_utf8();
                match runs.last_mut() {
                    Some(run) if run.script == script => run.span.end = span.end,
                    _ => runs.push(ScriptRun { span, script }),
                }
            }
            let doc = Document::new(text);
            prop_assert_eq!(doc.scripts().runs(), runs);
            let shares = doc.scripts().shares();
            prop_assert_eq!(shares.iter().map(|&(_, n)| n).sum::<usize>(), letters);
            prop_assert!(shares.is_sorted_by_key(|&(_, n)| Reverse(n)));
        }
    }
}
