//! Page furniture in a text: which lines and sentences are buttons, pointers, credits or notices
//! of the page, and which stretches of lines are its menus. The rules of the family only pick
//! their kind from what is found here.

use std::ops::Range;

use super::boundaries::ends_sentence;
use super::menus;
use super::stretch::{Place, Reader};
use crate::text::{Document, View};

/// What the page put between the lines of the article.
pub(super) struct Furniture {
    found: Vec<Found>,
}

/// A piece of furniture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub span: Range<usize>,
    pub kind: Kind,
    /// The probability that it is furniture.
    pub confidence: f32,
}

/// What a piece of furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A button, form, label or notice.
    Chrome,
    /// Lines of a menu or list of links.
    Menu,
    /// A pointer to another article.
    Related,
    /// Who took the picture or wrote the report.
    Credit,
    /// A translation engine's notice.
    Notice,
    /// An assistant talking.
    Chatter,
}

/// What a line looks like beside its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Long, or ends as sentences do.
    Prose,
    /// Short and without an end mark: a heading, a name, a link.
    Loose,
    /// Nothing but a word of menus (`Home`, `Contact`).
    Label,
    /// Nothing but a date: that of the article, or of another one.
    Date,
    /// A date and a time of day, perhaps with a name: when the page was published.
    Stamp,
    /// A pointer, credit or notice, which stand inside articles too.
    Pointer,
    /// Found to be furniture by itself.
    Furniture,
}

/// Lines longer than this, in bytes, are paragraphs unless a phrase opens them.
const LONGEST_HEADING: usize = 160;

/// Lines longer than this are read sentence by sentence only.
const LONGEST_LINE: usize = 600;

impl Furniture {
    /// The pieces of one kind, in order of the text.
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(move |found| found.kind == kind)
    }

    /// Whether a piece of that kind starts within `span`.
    pub(super) fn opens_in(&self, span: &Range<usize>, kind: Kind) -> bool {
        let from = self.found.partition_point(|f| f.span.start < span.start);
        self.found[from..]
            .iter()
            .take_while(|found| found.span.start < span.end)
            .any(|found| found.kind == kind)
    }
}

impl View for Furniture {
    fn build(doc: &Document) -> Self {
        let mut reader = Reader::new(doc);
        let mut found = Vec::new();
        let mut lines = Vec::new();
        let mut sentences = doc.sentences().iter().peekable();
        for line in doc.lines() {
            doc.stop().leave_if_set();
            let text = &doc.text()[line.clone()];
            let start = line.end - text.trim_start().len();
            let span = start..start + text.trim().len();
            if span.is_empty() {
                continue;
            }
            let before = found.len();
            let mut look = Look::Prose;
            let short = span.len() <= LONGEST_HEADING;
            if short || span.len() <= LONGEST_LINE && reader.may_be_furniture(&span) {
                let (piece, seen) = reader.judge(&span, Place::Line);
                look = seen;
                found.extend(piece);
            }
            if lines.is_empty() && is_window_title(doc.text(), &span) && found.len() == before {
                found.push(Found {
                    span: span.clone(),
                    kind: Kind::Chrome,
                    confidence: 0.93,
                });
                look = Look::Furniture;
            }
            while sentences.next_if(|s| s.end <= span.start).is_some() {}
            if found.len() == before {
                if look == Look::Prose {
                    let inside = std::iter::from_fn(|| sentences.next_if(|s| s.start < span.end));
                    reader.judge_sentences(&span, inside, &mut found);
                }
                reader.judge_remainder(&span, &mut found);
                if found.len() > before {
                    look = Look::Prose;
                }
            }
            lines.push(menus::Line { span, look });
        }
        menus::find(&lines, &mut found);
        found.sort_by_key(|found| (found.span.start, found.span.end));
        Furniture { found }
    }
}

/// Whether the first line is what the browser's window was called: the headline, which stands
/// below once more, and the name of the site behind a bar or dash.
fn is_window_title(text: &str, line: &Range<usize>) -> bool {
    const BARS: [&str; 7] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · "];
    /// The longest name of a site with its sections, in bytes.
    const LONGEST_SITE: usize = 60;
    /// Shorter headlines, in bytes, are labels.
    const SHORTEST: usize = 20;
    let title = &text[line.clone()];
    if title.len() > LONGEST_HEADING + LONGEST_SITE {
        return false;
    }
    let headlines = BARS.iter().flat_map(|bar| title.match_indices(bar));
    headlines.into_iter().any(|(at, bar)| {
        let site = &title[at + bar.len()..];
        at >= SHORTEST
            && site.len() <= LONGEST_SITE
            && !ends_sentence(site)
            && !site.starts_with(char::is_lowercase)
            && stands_alone(&text[line.end..], &title[..at])
    })
}

/// Whether a line of `text` is `headline`.
fn stands_alone(text: &str, headline: &str) -> bool {
    let mut places = memchr::memmem::find_iter(text.as_bytes(), headline.as_bytes());
    places.any(|at| {
        let (before, behind) = (&text[..at], &text[at + headline.len()..]);
        let blank = |c: char| c == ' ' || c == '\t' || c == '\u{A0}' || c == '\r';
        let opens = before.trim_end_matches(blank);
        let closes = behind.trim_start_matches(blank);
        opens.ends_with('\n') && (closes.is_empty() || closes.starts_with('\n'))
    })
}
