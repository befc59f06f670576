//! What a rule is, and the list that makes the catalogue.

use std::fmt;

use super::example::Example;
use super::finding::Sink;
use crate::flag::Severity;
use crate::text::{Document, Facts};

/// A rule: data with a function.
///
/// Written in a rule's file as `Rule { .., ..Rule::NEW }`.
#[derive(Clone, Copy)]
pub struct Rule {
    /// `family/name`, kebab-case, for ever.
    pub id: &'static str,
    /// The severity of its flags unless it says otherwise for one of them.
    pub severity: Severity,
    /// What a flag adds to the penalty.
    pub weight: Weight,
    /// Whether it runs unasked.
    pub status: Status,
    /// ITS 2.0 `locQualityIssueType`.
    pub its_type: &'static str,
    /// One line: when it fires.
    pub summary: &'static str,
    /// Which languages it serves.
    pub languages: Languages,
    /// It is run only if the text has one of these; empty: always.
    pub trigger: Facts,
    /// Whether it reads the title too, as a text of its own.
    pub on_title: bool,
    /// The probability that a flag of it is right, where the rule does not say otherwise.
    pub confidence: f32,
    /// Texts it flags, the span marked with `⟦` and `⟧`.
    pub flagged: &'static [Example],
    /// Near misses it leaves alone.
    pub clean: &'static [Example],
    /// Reads the document and reports. Linear in the text; must not allocate for text it does not
    /// flag.
    pub check: fn(&Document, &mut Sink),
    pub(super) source: &'static str,
}

/// What a flag of a rule adds to the penalty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The weight of its severity.
    OfSeverity,
    /// 0.1: minor typography, wherever it stands.
    Typographic,
}

/// Whether a rule runs unasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// On by default.
    Stable,
    /// Off unless asked for: its precision is not proven yet.
    Preview,
    /// Never runs; its id stays taken.
    Retired,
}

/// The languages a rule serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Languages {
    /// Every language in every script.
    All,
    /// Every language, but the article's has to be known.
    Known,
    /// These, as BCP 47 primary subtags.
    Only(&'static [&'static str]),
}

impl Rule {
    /// What a rule's file need not say.
    pub const NEW: Rule = Rule {
        id: "",
        severity: Severity::Minor,
        weight: Weight::OfSeverity,
        status: Status::Stable,
        its_type: "other",
        summary: "",
        languages: Languages::All,
        trigger: Facts::empty(),
        on_title: false,
        confidence: 0.95,
        flagged: &[],
        clean: &[],
        check: |_, _| {},
        source: "",
    };

    /// The part of the id before the `/`.
    pub fn family(&self) -> &'static str {
        self.id.split_once('/').map_or("", |(family, _)| family)
    }

    /// The part of the id behind the `/`.
    pub fn name(&self) -> &'static str {
        self.id.split_once('/').map_or("", |(_, name)| name)
    }

    /// What the rule finds, why that points to a broken pipeline, and known false alarms: Markdown.
    pub fn explanation(&self) -> String {
        let lines = self
            .source
            .lines()
            .map_while(|line| line.strip_prefix("//!"));
        let mut text = String::new();
        for line in lines {
            text.push_str(line.strip_prefix(' ').unwrap_or(line));
            text.push('\n');
        }
        text
    }

    /// Whether `name` is this rule's id or family, or `all`.
    pub fn is_named(&self, name: &str) -> bool {
        name == "all" || name == self.id || name == self.family()
    }

    /// The catalogue's rule of that id.
    pub fn by_id(id: &str) -> Option<&'static Rule> {
        super::CATALOGUE.iter().find(|rule| rule.id == id)
    }

    /// What a flag adds to the penalty unless its severity was changed.
    pub fn penalty(&self) -> f64 {
        match self.weight {
            Weight::Typographic => 0.1,
            Weight::OfSeverity => self.severity.weight(),
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl Status {
    /// As written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Stable => "stable",
            Status::Preview => "preview",
            Status::Retired => "retired",
        }
    }
}

impl Languages {
    /// As shown in the catalogue: `*` for every language.
    pub fn tags(self) -> Vec<&'static str> {
        match self {
            Languages::All | Languages::Known => vec!["*"],
            Languages::Only(tags) => tags.to_vec(),
        }
    }
}

/// The length of the leading `//!` block of a rule's file, so that only that is kept in the binary.
pub(super) const fn doc_len(source: &str) -> usize {
    let bytes = source.as_bytes();
    let mut at = 0;
    while at + 3 <= bytes.len()
        && bytes[at] == b'/'
        && bytes[at + 1] == b'/'
        && bytes[at + 2] == b'!'
    {
        while at < bytes.len() && bytes[at] != b'\n' {
            at += 1;
        }
        at += 1;
    }
    at
}

/// The first `N` bytes of `source`.
pub(super) const fn doc_bytes<const N: usize>(source: &str) -> [u8; N] {
    let mut doc = [0; N];
    let mut at = 0;
    while at < N {
        doc[at] = source.as_bytes()[at];
        at += 1;
    }
    doc
}

/// Makes the modules of the families and the catalogue: `family(shared modules) { rule, ... }`.
macro_rules! rules {
    ($($family:ident($($shared:ident),*) { $($rule:ident,)* })*) => {
        $(
            #[doc = concat!("The rules of the family `", stringify!($family), "`.")]
            pub mod $family {
                $(pub(in crate::rules) mod $shared;)*
                $(pub mod $rule;)*
            }
        )*

        /// Every rule, by family and then in the order of the list; preview and retired ones too.
        pub static CATALOGUE: &[Rule] = &[
            $($(
                Rule {
                    source: {
                        const SOURCE: &str = include_str!(concat!(
                            stringify!($family), "/", stringify!($rule), ".rs"
                        ));
                        const LENGTH: usize = $crate::rules::rule::doc_len(SOURCE);
                        const DOC: [u8; LENGTH] = $crate::rules::rule::doc_bytes(SOURCE);
                        match std::str::from_utf8(&DOC) {
                            Ok(doc) => doc,
                            Err(_) => panic!("a doc block is cut at line ends"),
                        }
                    },
                    ..$family::$rule::RULE
                },
            )*)*
        ];
    };
}
pub(super) use rules;
