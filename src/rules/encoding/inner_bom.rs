//! # What it finds
//! U+FEFF, the byte order mark, anywhere but at the very start of the text.
//!
//! # Why it points to a broken pipeline
//! Files that each began with the mark were joined, or a column of a table was read with it. It is
//! invisible, yet it splits words for every search.
//!
//! # Known false alarms
//! Old texts used it as a zero-width no-break space; U+2060 has replaced it since Unicode 3.2.

use memchr::memmem;

use crate::rules::{Finding, Rule, Sink, Weight, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/inner-bom",
    weight: Weight::Typographic,
    its_type: "characters",
    summary: "a byte order mark stands inside the text",
    trigger: Facts::BOM,
    on_title: true,
    confidence: 0.99,
    flagged: &[
        flagged("The end.⟦\u{FEFF}⟧Next came rain.").fix(""),
        flagged("النهاية⟦\u{FEFF}\u{FEFF}⟧ هنا").fix(""),
    ],
    clean: &[
        clean("\u{FEFF}The start.").silent(),
        clean("\u{2060}A word joiner is another matter."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let mark = "\u{FEFF}".len();
    let mut run: Option<std::ops::Range<usize>> = None;
    for at in memmem::find_iter(doc.text().as_bytes(), "\u{FEFF}") {
        match &mut run {
            _ if at == 0 => {}
            Some(span) if span.end == at => span.end += mark,
            _ => report(sink, run.replace(at..at + mark)),
        }
    }
    report(sink, run);
}

fn report(sink: &mut Sink, span: Option<std::ops::Range<usize>>) {
    if let Some(span) = span {
        let message = "An invisible byte order mark (U+FEFF) stands inside the text.";
        sink.report(Finding::new(span, message).exact(""));
    }
}
