//! # What it finds
//! An acronym in brackets that cannot come from the words before it: `the World Trade Body (OMC)`.
//! Initials are matched over articles, prepositions, hyphens and inner capitals, in any order; an
//! acronym that is made of letters inside the words fits, too.
//!
//! # Why it points to a broken pipeline
//! Machine translation renders the words and copies the acronym, so the reader meets the initials
//! of another language.
//!
//! # Known false alarms
//! Newspapers keep the acronym of many a foreign body on purpose (MSF, FARC). Acronyms that news
//! uses, and initials that another language would give the words, stay silent; where neither is
//! known, the rule is not sure, and says so in its confidence.

use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::rules::names::acronyms::{
    Acronyms, Definition, Fit, Standing, language_name, standing, vocabulary,
};
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/acronym-mismatch",
    severity: Severity::Minor,
    its_type: "inconsistent-entities",
    summary: "an acronym in brackets does not fit the words it stands for",
    languages: Languages::Only(&vocabulary::LANGUAGES),
    trigger: Facts::PAREN.union(Facts::BRACKET),
    confidence: 0.9,
    flagged: &[
        flagged("Members of the World Trade Body (⟦OMC⟧) met in the capital.").lang("en"),
        flagged("A loan of the International Monetary Body (⟦FMI⟧) was agreed.")
            .lang("en")
            .fix("IMF"),
        flagged(
            "The Northern Relief Council (NRC) sent tents. Later the Northern Relief Council \
             (⟦SPV⟧) sent food.",
        )
        .lang("en")
        .fix("NRC"),
        flagged(
            "Северный комитет помощи (СКП) прислал палатки. Позже Северный комитет помощи \
             (⟦НРЦ⟧) прислал хлеб.",
        )
        .lang("ru")
        .fix("СКП"),
    ],
    clean: &[
        clean("A nurse of Médecins Sans Frontières (MSF) was hurt.").lang("en"),
        clean("A nurse of Doctors Without Borders (MSF) was hurt.").lang("en"),
        clean("the Revolutionary Armed Forces of Colombia (FARC) laid down arms").lang("en"),
        clean("said the Federation of German Industries (BDI) in Berlin").lang("en"),
        clean("the Ministry of Economy, Trade and Industry (METI) said so").lang("en"),
        clean("Der Bundesnachrichtendienst (BND) und der Verband für Umwelt (VU).").lang("de"),
        clean("la Organización de las Naciones Unidas (ONU) pidió calma").lang("es"),
        clean("l'Organisation de l'unité africaine (OUA) se réunit").lang("fr"),
        clean("Федерация немецкой промышленности (BDI) против.").lang("ru"),
        clean("MADRID (AP) Rep. Ann Oduya (D-Minn.) left (VIDEO).").lang("en"),
    ],
    check,
    ..Rule::NEW
};

/// Nothing is known of the acronym, and it does not fit: it may be the body's own in its language.
const UNEXPLAINED: f32 = 0.35;

fn check(doc: &Document, sink: &mut Sink) {
    let acronyms = doc.view::<Acronyms>();
    if acronyms.definitions.is_empty() {
        return;
    }
    let language = &doc.view::<ArticleLanguage>().tag;
    let Some(column) = vocabulary::column(language) else {
        return;
    };
    for definition in &acronyms.definitions {
        if definition.glossed || matches!(definition.fit, Fit::Initials | Fit::Inner) {
            continue;
        }
        if let Some(finding) = finding(doc, definition, column) {
            sink.report(finding);
        }
        if sink.stopped() {
            return;
        }
    }
}

fn finding(doc: &Document, definition: &Definition, column: usize) -> Option<Finding> {
    let text = doc.text();
    let acronym = &text[definition.acronym.clone()];
    let expansion = &text[definition.expansion.clone()];
    let parts = definition.parts(text);
    let words = vocabulary::content(text, &parts, column);
    let language = vocabulary::LANGUAGES[column];
    let flag = |message: String| Finding::new(definition.acronym.clone(), message);
    match standing(acronym, language) {
        Standing::Foreign(foreign) if is_about(foreign.body.name, expansion) => {
            let message = format!(
                "“{acronym}” is the {} acronym of the body that this article's language calls {}.",
                language_name(foreign.language),
                foreign.home,
            );
            return Some(flag(message).confidence(0.93).likely(foreign.home));
        }
        Standing::Home => return None,
        Standing::Foreign(_) | Standing::Unknown => {}
    }
    if definition.fit != Fit::No {
        return None;
    }
    if let Some(other) = fitting_twin(doc, definition) {
        let fits = &text[other.acronym.clone()];
        let message = format!("“{acronym}” stands for “{expansion}” here, “{fits}” elsewhere.");
        let finding = flag(message).likely(fits);
        return Some(finding.related("the acronym that fits", other.acronym.clone()));
    }
    let capitals = words.iter().filter(|word| word.is_capital).count();
    let comparable = capitals >= 2 && capitals.abs_diff(definition.letters.len()) <= 1;
    let is_a_body = words.iter().any(vocabulary::Content::is_known);
    if !comparable || !is_a_body || definition.letters.len() < 3 {
        return None;
    }
    if vocabulary::origin(&definition.letters, &words, column).is_some() {
        return None;
    }
    let message = format!("“{acronym}” does not fit the words it stands for, “{expansion}”.");
    Some(flag(message).confidence(UNEXPLAINED))
}

/// Another definition of the same words with an acronym that fits.
fn fitting_twin<'a>(doc: &'a Document, definition: &Definition) -> Option<&'a Definition> {
    let text = doc.text();
    let expansion = &text[definition.expansion.clone()];
    doc.view::<Acronyms>()
        .definitions
        .iter()
        .take(64)
        .find(|other| {
            let words = &text[other.expansion.clone()];
            // Where it does not fit, the words it stands for may begin too early.
            other.fit == Fit::Initials
                && (expansion.ends_with(words) || words.ends_with(expansion))
                && words.contains(' ')
        })
}

/// Whether an expansion shares a word with the English name of a body, or is not in English.
fn is_about(name: &str, expansion: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 3)
            .map(str::to_lowercase)
            .collect()
    };
    let of_name = words(name);
    words(expansion).iter().any(|word| of_name.contains(word))
}
