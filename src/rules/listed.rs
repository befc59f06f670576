//! The listed names of a text: where a form stands that a caller's list or a shared one knows.

use std::ops::Range;

use crate::gazetteer::{Gazetteer, Kind, Match};
use crate::text::{Document, Shape, View};

/// The listed forms of a text, in its order, none inside another.
#[derive(Default)]
pub(crate) struct Listed {
    /// The caller's own list of this article.
    own: Option<Gazetteer>,
    forms: Vec<ListedForm>,
}

/// A listed form.
#[derive(Clone, Debug)]
pub(crate) struct ListedForm {
    /// Where.
    pub span: Range<usize>,
    /// What it is to its name.
    pub kind: Kind,
    /// The number of the list: 0 for the caller's own, then the shared ones.
    list: usize,
    /// The number of the name in its list.
    entry: u32,
}

/// Families of flags that tell of damage to the text or of what is no part of it, whoever vouches
/// for the words.
const DAMAGE: &[&str] = &["encoding", "residue", "source"];

impl Listed {
    /// The listed forms, in order.
    pub fn forms(&self) -> &[ListedForm] {
        &self.forms
    }

    /// The lists of `doc`, the caller's own first.
    pub fn lists<'l>(&'l self, doc: &'l Document) -> impl Iterator<Item = &'l Gazetteer> {
        self.own.iter().chain(doc.lists())
    }

    /// What the text should have in the place of `form`.
    pub fn canonical<'l>(&'l self, doc: &'l Document, form: &ListedForm) -> &'l str {
        let list = match (form.list, &self.own) {
            (0, Some(own)) => own,
            (number, _) => &doc.lists()[number - 1],
        };
        list.canonical(form.entry)
    }

    /// The listed form that holds all of `span`.
    pub fn around(&self, span: &Range<usize>) -> Option<&ListedForm> {
        let behind = self
            .forms
            .partition_point(|form| form.span.start <= span.start);
        let form = self.forms.get(behind.checked_sub(1)?)?;
        (span.end <= form.span.end).then_some(form)
    }

    /// Whether a list vouches for what a rule of `family` finds in `span`.
    pub fn vouches(&self, family: &str, span: &Range<usize>) -> bool {
        !self.forms.is_empty()
            && !DAMAGE.contains(&family)
            && self
                .around(span)
                .is_some_and(|form| form.kind != Kind::Misrendering)
    }
}

impl View for Listed {
    fn build(doc: &Document) -> Self {
        if doc.names().is_empty() && doc.lists().is_empty() {
            return Listed::default();
        }
        // A request bounds the names of an article far below what a list can number.
        let own = Some(doc.names()).filter(|names| !names.is_empty());
        let mut listed = Listed {
            own: own.and_then(|names| Gazetteer::new(names).ok()),
            forms: Vec::new(),
        };
        let (text, words) = (doc.text(), doc.words());
        let mut end = 0;
        for (index, word) in words.iter().enumerate() {
            doc.stop().leave_at(index);
            if word.start() < end || word.shape.contains(Shape::MASKED) {
                continue;
            }
            let may_end = |at: usize| {
                let ends_word = || words[index..].iter().take(32).any(|word| word.end() == at);
                !goes_on(&text[at..]) || ends_word()
            };
            let found = |(list, names): (usize, &Gazetteer)| {
                let Match { end, kind, entry } = names.longest(text, word.start(), may_end)?;
                let span = word.start()..end;
                Some(ListedForm {
                    span,
                    kind,
                    list,
                    entry,
                })
            };
            let own = listed.own.iter().map(|own| (0, own));
            let shared = doc
                .lists()
                .iter()
                .enumerate()
                .map(|(at, list)| (at + 1, list));
            // Of equals the first list counts.
            let longest = own.chain(shared).filter_map(found).reduce(|best, next| {
                if next.span.end > best.span.end {
                    next
                } else {
                    best
                }
            });
            if let Some(form) = longest {
                end = form.span.end;
                listed.forms.push(form);
            }
        }
        listed
    }
}

/// Whether a word goes on with `rest`: by a letter, a digit or a mark, or an apostrophe and a
/// capital (`O'Hara`).
fn goes_on(rest: &str) -> bool {
    let mut characters = rest.chars();
    match characters.next() {
        Some('\'' | '’') => characters.next().is_some_and(char::is_uppercase),
        Some(next) => {
            next.is_alphanumeric() || unicode_normalization::char::is_combining_mark(next)
        }
        None => false,
    }
}
