//! # What it finds
//! Markup of wikis, forums, blogs and Markdown in plain text: `[[File:x]]`, `[edit]`, `{{cite|x}}`,
//! `'''bold'''`, `[url=x]`, `[/quote]`, `[caption id="1"]`, `**bold**`, `![alt](x)`, `[text](x)`,
//! `## Heading`.
//!
//! # Why it points to a broken pipeline
//! The text was taken from an editor's source instead of the page a reader sees, or the step that
//! turns markup into text does not know this kind.
//!
//! # Known false alarms
//! Notes (`[1]`), letters put in by an editor (`[t]he`), stars of footnotes and sums. Articles sent as
//! Markdown and lines that speak of markup are left alone.

use std::ops::Range;

use super::markup_debris;
use crate::rules::code_talk::CodeTalk;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts, MaskKind, MediaType};

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/markup",
    its_type: "markup",
    summary: "markup of a wiki, forum, blog or of Markdown is left in plain text",
    trigger: Facts::BRACKET
        .union(Facts::ASTERISK)
        .union(Facts::APOSTROPHE)
        .union(Facts::BRACE)
        .union(Facts::HASH)
        .union(Facts::EQUALS),
    confidence: 0.95,
    flagged: &[
        flagged("The bridge⟦[[File:bridge.jpg|thumb]]⟧ fell.⟦[edit]⟧"),
        flagged("Die Brücke ist ⟦**sehr alt**⟧ und ⟦'''lang'''⟧.").fix("sehr alt"),
        flagged("He said ⟦[url=x]⟧this⟦[/url]⟧ and ⟦[b]⟧that⟦[/b]⟧."),
        flagged("Он ушёл. ⟦[caption id=\"a1\" align=\"none\"]⟧ Мост ⟦[/caption]⟧"),
        flagged(
            "⟦![map](https://site.example/a.jpg)⟧\nSee ⟦[the report](https://site.example/r)⟧ now.",
        )
        .fix(""),
        flagged("⟦## ⟧Background\nThe talks⟦{{cite web|url=x}}⟧ go on.").fix(""),
        flagged("⟦[vc_row]⟧ Text ⟦[/vc_row]⟧ ⟦[править | править код]⟧"),
    ],
    clean: &[
        clean("See note [1] and [2]; [t]he envoy said [sic] that 5 * 3 * 2 ** is so.").silent(),
        clean("**A footnote. They f**k and sh**t around****."),
        clean("In Markdown, **two stars** make letters bold."),
        clean("He said ''no'' to [them] (all of them) # 3"),
        clean("# 1 in sales, #2 in love"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    if doc.media_type() == MediaType::Markdown {
        return;
    }
    let found = markup_debris::find(doc);
    if found.is_empty() {
        return;
    }
    let talk = doc.view::<CodeTalk>();
    for (span, plain) in found {
        if sink.stopped() {
            return;
        }
        let code = doc
            .masks()
            .at(span.start)
            .is_some_and(|mask| mask.kind == MaskKind::Code);
        if !code && !talk.is_about(&span) {
            report(doc.text(), span, plain, sink);
        }
    }
}

fn report(text: &str, span: Range<usize>, plain: Option<Range<usize>>, sink: &mut Sink) {
    let code = &text[span.clone()];
    let message = match code.char_indices().nth(40) {
        Some((cut, _)) => format!("Markup is left in the text: {}…", &code[..cut]),
        None => format!("Markup is left in the text: {code}"),
    };
    let plain = plain.map_or("", |plain| &text[plain]);
    sink.report(Finding::new(span, message).likely(plain));
}
