//! # What it finds
//! A quotation mark without its partner, over paragraphs, or one that is turned the wrong way.
//!
//! # Why it points to a broken pipeline
//! Translation engines drop, move and turn quotation marks, above all where the source language sets
//! them otherwise (guillemets, low marks, a dash for speech). In news the lost mark is the border
//! between what somebody said and what the paper says.
//!
//! # Known false alarms
//! Excerpts that begin or end inside a quotation: the first and the last paragraph are judged with
//! less confidence. A speech that opens every paragraph and closes the last one is understood, marks
//! of measure (6'2") too.

use std::ops::Range;

use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, Weight, clean, flagged};
use crate::text::{Document, Facts, OrphanKind, OrphanQuote};

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/orphan-quote",
    weight: Weight::Typographic,
    its_type: "typographical",
    summary: "a quotation mark lacks its partner or is turned the wrong way",
    trigger: Facts::QUOTE
        .union(Facts::LATIN_EXTENDED)
        .union(Facts::GENERAL_PUNCTUATION)
        .union(Facts::CJK_PUNCTUATION),
    flagged: &[
        flagged("The talks went on.\n\n⟦\"⟧We agree, he said.\n\nThe envoy left."),
        flagged("He had nothing to do with it.\n\nWe agree⟦”⟧, he said.\n\nThe envoy left."),
        flagged("“There is nothing to do ⟦“⟧, he said.").fix("”"),
        flagged("The talks went on.\n\nThe envoy said: ⟦\"⟧We agree. He left.\n\nNobody spoke."),
        flagged("Переговоры шли долго.\n\n⟦«⟧Мы согласны, сказал он.\n\nПосол уехал."),
        flagged("会談は続いた。\n\n彼は⟦「⟧合意したと語った。\n\n大使は去った。"),
    ],
    clean: &[
        clean("“We came late.\n\n“We left early,” he said."),
        clean("“We came late. “We left early,” he said."),
        clean("Talks went on.\n\nHe said: \"We agree.\n\n\"We leave,\" he said.\n\nNobody spoke."),
        clean("He is 6'2\" tall, and so were the '90s."),
        clean("Er sagte: „Wir sind uns einig“, und ging."),
        clean("Hän sanoi: ”Olemme samaa mieltä”, ja lähti."),
        clean("« Nous sommes d’accord », a-t-il dit."),
        clean("“He told me ‘never again’ and left,” she said."),
        clean("彼は「合意した」と語った。"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let orphans = doc.quotations().orphans();
    if orphans.is_empty() {
        return;
    }
    // A text that mostly keeps its marks in pairs means something by them; one that does not has a
    // habit that nobody told us of.
    let orderly = doc.quotations().as_slice().len() >= 3 * orphans.len();
    let ends = doc.paragraphs().first().zip(doc.paragraphs().last());
    for orphan in orphans {
        if sink.stopped() {
            return;
        }
        sink.report(finding(doc, orphan, ends, orderly));
    }
}

fn finding(
    doc: &Document,
    orphan: &OrphanQuote,
    ends: Option<(&Range<usize>, &Range<usize>)>,
    orderly: bool,
) -> Finding {
    let cut = ends.is_some_and(|(first, last)| match orphan.kind {
        OrphanKind::NeverOpened => orphan.span.start < first.end,
        OrphanKind::NeverClosed => orphan.span.start >= last.start,
        OrphanKind::Turned => false,
    });
    let message = match orphan.kind {
        OrphanKind::NeverClosed => "This quotation is never closed.",
        OrphanKind::NeverOpened => "This quotation mark closes what nothing opened.",
        OrphanKind::Turned => "This quotation mark is turned the wrong way.",
    };
    let finding = Finding::new(orphan.span.clone(), message);
    match orphan.kind {
        OrphanKind::Turned => finding
            .confidence(if orderly { 0.9 } else { 0.6 })
            .exact("”"),
        // An excerpt may begin or end inside a speech.
        _ if cut => finding.confidence(0.3),
        OrphanKind::NeverClosed if orderly && speaks_on(doc, orphan) => {
            finding.confidence(0.85).severity(Severity::Minor)
        }
        OrphanKind::NeverClosed if is_alone(doc, orphan) => finding.confidence(0.75),
        _ if orphan.directed && orderly => finding.confidence(0.6),
        // People forget a straight mark, too.
        _ => finding.confidence(0.4),
    }
}

/// Longer paragraphs, in bytes, are not searched for who speaks.
const LONGEST: usize = 1 << 13;

/// Whether an attribution stands behind the open mark in its paragraph, so that nobody can tell
/// where the quotation ends.
fn speaks_on(doc: &Document, orphan: &OrphanQuote) -> bool {
    let paragraphs = doc.paragraphs();
    let index = paragraphs.partition_point(|paragraph| paragraph.end <= orphan.span.start);
    let Some(paragraph) = paragraphs.get(index).filter(|p| p.len() <= LONGEST) else {
        return false;
    };
    let rest = &doc.text()[orphan.span.end..paragraph.end];
    rest.split([',', '—', '–', '،', '.']).skip(1).any(|clause| {
        clause.split_whitespace().take(5).any(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            ATTRIBUTION.contains(&word)
        })
    })
}

/// Whether somebody is said to speak before the open mark, and no other mark of its sign follows in
/// the paragraph or opens the next: a quotation within a quotation that has the same marks is not
/// meant.
fn is_alone(doc: &Document, orphan: &OrphanQuote) -> bool {
    let (text, paragraphs) = (doc.text(), doc.paragraphs());
    let index = paragraphs.partition_point(|paragraph| paragraph.end <= orphan.span.start);
    let Some(paragraph) = paragraphs.get(index).filter(|p| p.len() <= LONGEST) else {
        return false;
    };
    let sign = &text[orphan.span.clone()];
    let (before, rest) = (
        &text[paragraph.start..orphan.span.start],
        &text[orphan.span.end..paragraph.end],
    );
    let goes_on = |next: &Range<usize>| text[next.clone()].trim_start().starts_with(sign);
    rest.starts_with(char::is_alphabetic)
        && !rest.contains(sign)
        && !before.contains(sign)
        && !paragraphs.get(index + 1).is_some_and(goes_on)
        && (before.trim_end().ends_with(':')
            || before.split_whitespace().rev().take(12).any(|word| {
                ATTRIBUTION.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()))
            }))
}

/// Verbs that attribute speech, as they stand behind a quotation in news.
const ATTRIBUTION: &[&str] = &[
    // en
    "said",
    "says",
    "told",
    "added",
    "stressed",
    "noted",
    "explained",
    "announced",
    // ru, uk
    "сказал",
    "сказала",
    "заявил",
    "заявила",
    "отметил",
    "добавил",
    "сообщил",
    "сказав",
    "заявив",
    // fr, es, pt, it
    "dit",
    "déclaré",
    "affirmé",
    "expliqué",
    "dijo",
    "afirmó",
    "aseguró",
    "disse",
    "afirmou",
    "detto",
    // de, pl, tr
    "sagte",
    "sagt",
    "erklärte",
    "powiedział",
    "stwierdził",
    "dedi",
    "söyledi",
    // ar
    "قال",
    "وقال",
    "أضاف",
    "وأضاف",
];
