//! # What it finds
//! Lines that alternate between the article's language and another.
//!
//! # Why it points to a broken pipeline
//! Source and translation were written out line by line, or two columns of a page were read across.
//!
//! # Known false alarms
//! A communique in two languages says so: lines that carry labels of their languages are left alone.

use super::passages::Passages;
use super::wording::named;
use crate::flag::Severity;
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "language/bilingual-interleave",
    severity: Severity::Minor,
    its_type: "untranslated",
    summary: "lines alternate between two languages",
    languages: Languages::All,
    confidence: 0.92,
    flagged: &[
        flagged(
            "⟦The harbour was closed on Friday because the wind had turned.\n\
             Le port est resté fermé vendredi parce que le vent avait tourné.\n\
             Nobody knew when the ferries would sail again in the morning.\n\
             Personne ne savait quand les bateaux pourraient repartir le matin.\n\
             The captain told the passengers to wait on the pier.\n\
             Le capitaine a dit aux passagers d'attendre sur le quai.⟧",
        )
        .lang("en"),
        flagged(
            "⟦Порт в пятницу был закрыт, потому что ветер переменился к вечеру.\n\
             Порт у п'ятницю був зачинений, бо вітер надвечір змінився.\n\
             Никто не знал, когда паромы снова выйдут в открытое море.\n\
             Ніхто не знав, коли пороми знову вийдуть у відкрите море.\n\
             Капитан велел пассажирам ждать на причале до самого утра.\n\
             Капітан наказав пасажирам чекати біля причалу до самого ранку.⟧",
        )
        .lang("ru"),
    ],
    clean: &[
        clean(
            "EN: The harbour was closed on Friday because the wind had turned.\n\
             FR: Le port est resté fermé vendredi parce que le vent avait tourné.\n\
             EN: Nobody knew when the ferries would sail again in the morning.\n\
             FR: Personne ne savait quand les bateaux pourraient repartir le matin.\n\
             EN: The captain told the passengers to wait on the pier.\n\
             FR: Le capitaine a dit aux passagers d'attendre sur le quai.",
        )
        .lang("en"),
        clean(
            "The harbour was closed on Friday because the wind had turned.\n\
             Nobody knew when the ferries would sail again in the morning.\n\
             Le capitaine a dit aux passagers d'attendre sur le quai.\n\
             The mayor said the town hall would stay open for those who waited.\n\
             The ferries sailed at noon on Saturday, a day late.",
        )
        .lang("en"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for stretch in doc.view::<Passages>().interleaved() {
        if sink.stopped() {
            return;
        }
        sink.report(Finding::new(
            stretch.span.clone(),
            format!(
                "Every other line is {}: two versions of the text are mixed line by line.",
                named(stretch.tag, "text")
            ),
        ));
    }
}
