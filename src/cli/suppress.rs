//! Comments that set flags aside, in Markdown and HTML:
//! `<!-- mtflag-disable-next-line names/variant-spelling -- both brothers are meant -->`.

use std::ops::Range;

use crate::flag::Flag;
use crate::report::Reason;
use crate::rules::{CATALOGUE, Rule};
use crate::text::{Document, Field, MediaType};

/// What the comments of one article set aside.
#[derive(Debug, Default)]
pub struct Suppressions(Vec<Suppression>);

#[derive(Debug)]
struct Suppression {
    /// A rule, a family or `all`.
    rules: String,
    /// The lines it holds for, from 1; a title counts as line 0.
    lines: Range<usize>,
    reason: String,
    /// The line of the comment.
    line: usize,
    used: bool,
}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

impl Suppressions {
    /// Those in the comments of `doc`.
    pub fn of(doc: &Document) -> Self {
        let mut found = Suppressions::default();
        if doc.media_type() == MediaType::Plain || !doc.input().contains("mtflag-") {
            return found;
        }
        let text = doc.input();
        let line = |at| doc.offsets().line_column(text, at).line;
        let mut at = 0;
        while let Some(open) = text[at..].find(OPEN).map(|open| at + open) {
            let inside = open + OPEN.len();
            let Some(close) = text[inside..].find(CLOSE).map(|close| inside + close) else {
                break;
            };
            at = close + CLOSE.len();
            let next = at + text[at..].len() - text[at..].trim_start().len();
            found.read(text[inside..close].trim(), line(open), line(next));
        }
        found
    }

    /// Takes in one comment of `line`; `next` is the next line with anything on it.
    fn read(&mut self, comment: &str, line: usize, next: usize) {
        let (words, reason) = comment.split_once(" -- ").unwrap_or((comment, ""));
        let (verb, rules) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let lines = match verb {
            "mtflag-disable-line" => line..line + 1,
            "mtflag-disable-next-line" => next..next + 1,
            "mtflag-disable" => line..usize::MAX,
            "mtflag-disable-file" => 0..usize::MAX,
            "mtflag-enable" => return self.end(rules, line),
            _ => return,
        };
        self.0.extend(named(rules).map(|rules| Suppression {
            rules: rules.to_owned(),
            lines: lines.clone(),
            reason: reason.trim().to_owned(),
            line,
            used: false,
        }));
    }

    /// Ends what `mtflag-disable` began.
    fn end(&mut self, rules: &str, line: usize) {
        for name in named(rules) {
            for open in &mut self.0 {
                let began_here = open.lines.start == open.line && open.lines.end == usize::MAX;
                if began_here && (name == "all" || open.rules == name) {
                    open.lines.end = line;
                }
            }
        }
    }

    /// Why `flag` does not count, if a comment says so.
    pub fn reason(&mut self, flag: &Flag, doc: &Document) -> Option<Reason> {
        if self.0.is_empty() {
            return None;
        }
        let line = match flag.field {
            Field::Text => doc.offsets().line_column(doc.input(), flag.span.start).line,
            Field::Title | Field::Source => 0,
        };
        let rule = Rule::by_id(&flag.rule)?;
        let fits = |s: &&mut Suppression| s.lines.contains(&line) && rule.is_named(&s.rules);
        let suppression = self.0.iter_mut().find(fits)?;
        suppression.used = true;
        Some(Reason::Comment(suppression.reason.clone()))
    }

    /// What is wrong with the comments, one sentence each with its line.
    pub fn complaints(&self) -> impl Iterator<Item = (usize, String)> {
        self.0.iter().filter_map(|s| {
            let is_known = CATALOGUE.iter().any(|rule| rule.is_named(&s.rules));
            let complaint = match (is_known, s.used) {
                (false, _) => format!("this comment names `{}`, which is no rule", s.rules),
                (true, false) => format!("this comment sets nothing of `{}` aside", s.rules),
                (true, true) => return None,
            };
            Some((s.line, complaint))
        })
    }
}

fn named(rules: &str) -> impl Iterator<Item = &str> {
    let all = if rules.trim().is_empty() { "all" } else { "" };
    rules
        .split([',', ' '])
        .chain([all])
        .map(str::trim)
        .filter(|name| !name.is_empty())
}
