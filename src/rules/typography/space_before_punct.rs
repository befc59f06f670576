//! # What it finds
//! A blank before a comma or a full stop, and before `; : ! ?` in languages whose norm sets them
//! close to the word: `calm , but`.
//!
//! # Why it points to a broken pipeline
//! Engines work on tokens that are parted by blanks; where these are not joined again, marks stay
//! apart. Stripped inline tags leave such blanks too, and French spacing comes through from French
//! sources.
//!
//! # Known false alarms
//! French and languages with its habits keep their blank before `; : ! ?`, and so does every
//! language whose habit is not known here. Spaced ellipses, `.NET`, `.5`, ratios (`3 : 1`) and
//! emoticons stay silent. Where the habits of a language are not known the flag is neutral.

use super::locale::{
    is_uncased_with_blanks, knows_habits, language, sets_marks_close, spaces_words,
};
use super::marks::{Marks, Site, is_closer};
use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, Weight, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/space-before-punct",
    weight: Weight::Typographic,
    its_type: "whitespace",
    summary: "a blank stands before a mark that belongs to the word",
    confidence: 0.92,
    flagged: &[
        flagged("The sea was calm⟦ ,⟧ but nobody sailed.").fix(","),
        flagged("The envoy left early⟦ .⟧ Nobody followed.").fix("."),
        flagged("Who paid for the boats⟦ ?⟧ Nobody knows.")
            .lang("en")
            .fix("?"),
        flagged("Das Meer war ruhig⟦ ;⟧ niemand fuhr aus.")
            .lang("de")
            .fix(";"),
        flagged("Море было спокойным⟦ ,⟧ но никто не вышел.")
            .lang("ru")
            .fix(","),
    ],
    clean: &[
        clean("Qui a payé ? Personne ; du moins : pas lui !").lang("fr"),
        clean("Qui a payé ? Personne !"),
        clean("Ar mor a oa sioul ; piv a oar ?").lang("br"),
        clean("It runs on .NET and costs .5 cents . . . or so ...").lang("en"),
        clean("They won 3 : 1 and smiled :) at last ;-)").lang("en"),
        clean("Harbour office : open daily").lang("en"),
        clean("ምን ሆነ ? ማንም አያውቅም ።").lang("am"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let close = sets_marks_close(language(doc));
    let charged = knows_habits(language(doc));
    for &site in doc.view::<Marks>().sites() {
        if sink.stopped() {
            return;
        }
        if let Some(finding) = spaced(text, site, close) {
            sink.report(if charged {
                finding
            } else {
                finding.severity(Severity::Neutral)
            });
        }
    }
}

fn spaced(text: &str, site: Site, close: bool) -> Option<Finding> {
    let blanks = site.blanks(text);
    let before = site.before(text)?;
    let mut body = site.body(text).chars();
    let mark = body.next().filter(|_| !blanks.is_empty())?;
    let western = spaces_words(before) || is_closer(before);
    let known = match mark {
        '.' | ',' => western || is_uncased_with_blanks(before) || before.is_ascii_digit(),
        '?' | '!' | ';' => close && western,
        // `Open : 9 to 5` is somebody's way to set a label.
        ':' => close && western && site.words_before(text, 4),
        _ => false,
    };
    // Behind the mark a blank, the end of the line, or a quote that closes there.
    let single = body.all(is_closer);
    let free = site.after(text).is_none_or(char::is_whitespace);
    let smiles = matches!(mark, ':' | ';') && site.body(text).len() > 1;
    let message = "A blank stands before this mark.";
    (known && single && free && !smiles).then(|| {
        let span = blanks.start..site.range().start + mark.len_utf8();
        Finding::new(span, message).exact(mark)
    })
}
