//! Runs of one script, and the script most of the text is in.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

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

impl View for Scripts {
    fn build(doc: &Document) -> Self {
        let mut runs: Vec<ScriptRun> = Vec::new();
        let mut shares: Vec<(Script, usize)> = Vec::new();
        for (at, character) in doc.text().char_indices() {
            let script = character.script();
            if matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
                continue;
            }
            let end = at + character.len_utf8();
            match runs.last_mut() {
                Some(run) if run.script == script => run.span.end = end,
                _ => runs.push(ScriptRun {
                    span: at..end,
                    script,
                }),
            }
            match shares.iter_mut().find(|(s, _)| *s == script) {
                Some((_, n)) => *n += 1,
                None => shares.push((script, 1)),
            }
        }
        shares.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
        Scripts { runs, shares }
    }
}
