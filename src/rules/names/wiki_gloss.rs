//! # What it finds
//! A word by which a wiki tells namesakes apart, or a wiki's category line, stuck to a name in
//! running text: `Osman (Stadt) told`, `told Category: Pavel that`.
//!
//! # Why it points to a broken pipeline
//! Engines and entity linkers that learnt from encyclopaedias put the title of an article where the
//! name belongs, namespace and gloss included, often in another language than the text.
//!
//! # Known false alarms
//! Glosses of the writer's own (`Georgia (US state)`) are longer or in the language of the text; a
//! list of namesakes has no verb behind the bracket. Both stay silent.

use memchr::memchr_iter;

use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/wiki-gloss",
    severity: Severity::Major,
    its_type: "inconsistent-entities",
    summary: "a disambiguator or category word of a wiki is stuck to a name",
    languages: Languages::Known,
    trigger: Facts::PAREN.union(Facts::COLON),
    on_title: true,
    confidence: 0.9,
    flagged: &[
        flagged("The mayor of Osman⟦ (Stadt)⟧ told reporters to wait.")
            .lang("en")
            .fix(""),
        flagged("A witness saw Pavel Ode⟦ (politician)⟧ leave the hall.").lang("en"),
        flagged("He told ⟦Category: ⟧Pavel Ode that it was late.")
            .lang("en")
            .fix(""),
        flagged("Посол Одэ⟦ (disambiguation)⟧ уехал вечером.").lang("ru"),
        flagged("El alcalde de Osma⟦ (город)⟧ llegó tarde.").lang("es"),
    ],
    clean: &[
        clean("They flew to Georgia (US state) and back.").lang("en"),
        clean("Namesakes: Pavel Ode (politician), Jan Ode (footballer)\nPavel Ode (singer)")
            .lang("en"),
        clean("Category: Politics\nThe talks (city) went on.").lang("en"),
        clean("Der Bürgermeister von Osman (Stadt) kam.").lang("de"),
        clean("El grupo Osma (ciudad) llegó tarde.").lang("es"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let bytes = text.as_bytes();
    let tongue = || doc.view::<ArticleLanguage>().tag.as_str();
    if doc.facts().contains(Facts::PAREN) {
        for at in memchr_iter(b'(', bytes) {
            if let Some((gloss, confidence)) = gloss_at(text, at, tongue)
                && !doc.masks().covers(at)
            {
                if sink.stopped() {
                    return;
                }
                let message = format!(
                    "“({gloss})” tells namesakes apart in a wiki; it is no part of the name."
                );
                let span = at - 1..at + gloss.len() + 2;
                sink.report(Finding::new(span, message).confidence(confidence).exact(""));
            }
        }
    }
    if doc.facts().contains(Facts::COLON) {
        for at in memchr_iter(b':', bytes) {
            if let Some(start) = namespace_before(text, at)
                && !doc.masks().covers(start)
            {
                let end = at + 1 + usize::from(bytes.get(at + 1) == Some(&b' '));
                let message = "This is how a wiki calls a page, not part of the sentence.";
                sink.report(Finding::new(start..end, message).exact(""));
            }
        }
    }
}

/// The gloss in the bracket that opens at `at`, behind a name, and how likely it is a wiki's.
fn gloss_at<'t>(text: &'t str, at: usize, tongue: impl Fn() -> &'t str) -> Option<(&'t str, f32)> {
    let behind = &text[at + 1..];
    let len = behind.bytes().take(LONGEST).position(|byte| byte == b')')?;
    let gloss = &behind[..len];
    let &(_, languages, kind) = GLOSSES.iter().find(|(word, ..)| *word == gloss)?;
    let name = last_word(text[..at].strip_suffix(' ')?);
    if !name.starts_with(char::is_uppercase) || name.chars().nth(1).is_none() {
        return None;
    }
    let after = behind[len + 1..].strip_prefix(' ').unwrap_or_default();
    let in_prose = after.starts_with(char::is_lowercase);
    let own = languages.split(' ').any(|language| language == tongue());
    match (kind, own) {
        (Namesakes, _) => Some((gloss, 0.95)),
        (_, false) if !tongue().is_empty() => Some((gloss, 0.9)),
        // A list goes on with a comma or ends; only a sentence has its verb there.
        (Person, true) if in_prose => Some((gloss, 0.75)),
        _ => None,
    }
}

/// The longest gloss, in bytes.
const LONGEST: usize = 32;

/// Where the name of a namespace starts that ends at the colon `at`, in the middle of a sentence
/// and before a capital.
fn namespace_before(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at + 1..];
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let word = last_word(&text[..at]);
    if !NAMESPACES.contains(&word) || !rest.starts_with(char::is_uppercase) {
        return None;
    }
    let start = at - word.len();
    let before = last_word(text[..start].strip_suffix(' ')?);
    (before.chars().all(char::is_lowercase) && !before.is_empty()).then_some(start)
}

/// The letters that `text` ends with.
fn last_word(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(LONGEST)
        .take_while(|(_, c)| c.is_alphabetic())
        .last();
    start.map_or("", |(start, _)| &text[start..])
}

/// What a gloss says.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// That there are several of the name; nobody but a wiki says so.
    Namesakes,
    /// What a person is.
    Person,
    /// What a place or a work is.
    Thing,
}

use Kind::{Namesakes, Person, Thing};

/// The glosses, the languages that use them, and what they say. From the naming conventions of the
/// Wikipedias.
const GLOSSES: &[(&str, &str, Kind)] = &[
    ("disambiguation", "en", Namesakes),
    ("Begriffsklärung", "de", Namesakes),
    ("homonymie", "fr", Namesakes),
    ("desambiguación", "es", Namesakes),
    ("desambiguação", "pt", Namesakes),
    ("disambigua", "it", Namesakes),
    ("doorverwijspagina", "nl", Namesakes),
    ("ujednoznacznienie", "pl", Namesakes),
    ("значения", "ru", Namesakes),
    ("значення", "uk", Namesakes),
    ("anlam ayrımı", "tr", Namesakes),
    ("توضيح", "ar", Namesakes),
    ("politician", "en", Person),
    ("footballer", "en", Person),
    ("surname", "en", Person),
    ("given name", "en", Person),
    ("Politiker", "de da sv nb no", Person),
    ("Politikerin", "de", Person),
    ("Fußballspieler", "de", Person),
    ("Schauspieler", "de", Person),
    ("Familienname", "de", Person),
    ("Vorname", "de", Person),
    ("homme politique", "fr", Person),
    ("femme politique", "fr", Person),
    ("footballeur", "fr", Person),
    ("patronyme", "fr", Person),
    ("prénom", "fr", Person),
    ("político", "es pt gl", Person),
    ("futbolista", "es ca gl", Person),
    ("apellido", "es gl", Person),
    ("politico", "it", Person),
    ("calciatore", "it", Person),
    ("cognome", "it", Person),
    ("polityk", "pl", Person),
    ("piłkarz", "pl", Person),
    ("политик", "ru bg sr mk", Person),
    ("политолог", "ru", Person),
    ("футболист", "ru", Person),
    ("фамилия", "ru", Person),
    ("имя", "ru", Person),
    ("політик", "uk", Person),
    ("прізвище", "uk", Person),
    ("siyasetçi", "tr", Person),
    ("سياسي", "ar fa", Person),
    ("Stadt", "de", Thing),
    ("Ort", "de", Thing),
    ("Gemeinde", "de", Thing),
    ("Fluss", "de", Thing),
    ("Zeitung", "de", Thing),
    ("ville", "fr", Thing),
    ("fleuve", "fr", Thing),
    ("rivière", "fr", Thing),
    ("ciudad", "es", Thing),
    ("río", "es gl", Thing),
    ("película", "es", Thing),
    ("cidade", "pt gl", Thing),
    ("città", "it", Thing),
    ("fiume", "it", Thing),
    ("miasto", "pl", Thing),
    ("rzeka", "pl", Thing),
    ("город", "ru", Thing),
    ("река", "ru bg mk", Thing),
    ("газета", "ru uk bg", Thing),
    ("фильм", "ru", Thing),
    ("місто", "uk", Thing),
    ("річка", "uk", Thing),
    ("şehir", "tr", Thing),
    ("مدينة", "ar", Thing),
];

/// The names of namespaces of the Wikipedias.
const NAMESPACES: &[&str] = &[
    "Category",
    "Kategorie",
    "Catégorie",
    "Categoría",
    "Categoria",
    "Categorie",
    "Kategoria",
    "Kategori",
    "Категория",
    "Категорія",
    "Datei",
    "Fichier",
    "Archivo",
    "Vorlage",
    "Modèle",
    "Plantilla",
    "Шаблон",
    "Файл",
    "Template",
];
