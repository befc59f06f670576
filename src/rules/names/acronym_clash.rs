//! # What it finds
//! One body with two acronyms, or one acronym for two versions of a body's name, in one article:
//! `the United Nations Mission (UNM) ... the MNU said`.
//!
//! # Why it points to a broken pipeline
//! A human writer introduces an acronym and keeps to it. An engine translates every sentence anew
//! and now translates, now copies the acronym, or renders the name in two ways.
//!
//! # Known false alarms
//! A body that was renamed has two acronyms; a year or a word that says so keeps the rule silent.
//! Two bodies may share an acronym: their names have to be versions of one another.

use std::ops::Range;

use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::rules::names::acronyms::{
    Acronyms, Definition, Fit, Standing, Use, standing, vocabulary,
};
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/acronym-clash",
    severity: Severity::Major,
    its_type: "inconsistent-entities",
    summary: "one body has two acronyms, or one acronym two names",
    languages: Languages::Only(&vocabulary::LANGUAGES),
    trigger: Facts::PAREN.union(Facts::BRACKET),
    confidence: 0.75,
    flagged: &[
        flagged("The United Nations Mission (UNM) arrived. Later the ⟦MNU⟧ said it would stay.")
            .lang("en")
            .fix("UNM"),
        flagged(
            "The Northern Relief Council (NRC) sent tents. Later the Northern Relief Council \
             (⟦NCR⟧) sent food. The NRC is poor.",
        )
        .lang("en")
        .fix("NRC"),
        flagged(
            "The Northern Relief Council (NRC) sent tents. Later the ⟦Northern Relief Committee⟧ \
             (NRC) sent food.",
        )
        .lang("en")
        .fix("Northern Relief Council"),
        flagged("Союз молодых фермеров (СМФ) недоволен. В ⟦МСФ⟧ ждут ответа.")
            .lang("ru")
            .fix("СМФ"),
    ],
    clean: &[
        clean(
            "The Bridge Workers Union (BWU), renamed the Bridge Workers Union (UBW) in 1998, met.",
        )
        .lang("en"),
        clean("The Social Party (SP) met the Southern Police (SP).").lang("en"),
        clean("The Centers for River Care (CRC) met. The Center for River Care (CRC) is new.")
            .lang("en"),
        clean(
            "The Export Promotion Agency (EPA) met the PEA, or Port Employers Association (PEA).",
        )
        .lang("en"),
        clean("Федерация труда (ФТ) против. Глава Федерации труда (ФТ) ушёл.").lang("ru"),
    ],
    check,
    ..Rule::NEW
};

/// More definitions than this are a list of abbreviations.
const MOST: usize = 64;

fn check(doc: &Document, sink: &mut Sink) {
    let acronyms = doc.view::<Acronyms>();
    let definitions = &acronyms.definitions;
    if definitions.is_empty() || definitions.len() > MOST {
        return;
    }
    let language = &doc.view::<ArticleLanguage>().tag;
    if vocabulary::column(language).is_none() {
        return;
    }
    let text = doc.text();
    for (index, later) in definitions.iter().enumerate() {
        for earlier in &definitions[..index] {
            if later.glossed || earlier.glossed || later.fit == Fit::No && earlier.fit == Fit::No {
                continue;
            }
            let finding = if later.letters == earlier.letters {
                two_names(text, earlier, later)
            } else {
                two_acronyms(text, acronyms, earlier, later)
            };
            if let Some(finding) = finding.filter(|_| !tells_of_change(text, earlier, later)) {
                sink.report(finding);
                break;
            }
        }
    }
    for first in acronyms
        .used()
        .into_iter()
        .filter(|first| first.letters.len() > 2)
    {
        if acronyms.defining(first.letters).next().is_some() {
            continue;
        }
        let twin = definitions.iter().find(|definition| {
            definition.fit == Fit::Initials && definition.letters.is_rearranged(&first.letters)
        });
        let Some(twin) = twin else { continue };
        if !matches!(
            standing(&text[first.span.clone()], language),
            Standing::Unknown
        ) {
            continue;
        }
        let same = |other: &&Use| other.letters == first.letters;
        for other in acronyms.uses.iter().filter(same) {
            let message = format!(
                "“{}” is explained nowhere and has the letters of “{}” in another order.",
                &text[other.span.clone()],
                &text[twin.acronym.clone()],
            );
            sink.report(clash(other.span.clone(), message, text, &twin.acronym));
        }
    }
}

/// One name, two acronyms: the later one, or the one that does not fit, is wrong.
fn two_acronyms(
    text: &str,
    acronyms: &Acronyms,
    earlier: &Definition,
    later: &Definition,
) -> Option<Finding> {
    let name = |definition: &Definition| &text[definition.expansion.clone()];
    // Where it does not fit, the words it stands for may begin too early.
    let (a, b) = (name(earlier), name(later));
    let same = a.contains(' ') && b.contains(' ') && (a.ends_with(b) || b.ends_with(a));
    // The longer form of one acronym: UN, UNO.
    let (x, y) = (&text[earlier.acronym.clone()], &text[later.acronym.clone()]);
    if !same || x.starts_with(y) || y.starts_with(x) {
        return None;
    }
    let uses = |definition: &Definition| {
        let same = |other: &&Use| other.letters == definition.letters;
        acronyms.uses.iter().filter(same).count()
    };
    let rank = |definition: &Definition| (definition.fit == Fit::Initials, uses(definition));
    let (right, wrong) = if rank(later) > rank(earlier) {
        (later, earlier)
    } else {
        (earlier, later)
    };
    let message = format!(
        "“{}” and “{}” both stand for “{}” in this article.",
        &text[wrong.acronym.clone()],
        &text[right.acronym.clone()],
        name(right),
    );
    Some(clash(wrong.acronym.clone(), message, text, &right.acronym).confidence(0.85))
}

/// One acronym, two names of as many words that differ in one of them.
fn two_names(text: &str, earlier: &Definition, later: &Definition) -> Option<Finding> {
    let (a, b) = (earlier.parts(text), later.parts(text));
    if a.len() != b.len()
        || a.len() < 3
        || earlier.fit != Fit::Initials
        || later.fit != Fit::Initials
    {
        return None;
    }
    let mut differing = a.iter().zip(&b).filter(|(a, b)| {
        let (a, b) = (&text[a.span.clone()], &text[b.span.clone()]);
        a.to_lowercase() != b.to_lowercase()
    });
    let (one, other) = differing.next()?;
    let (one, other) = (&text[one.span.clone()], &text[other.span.clone()]);
    if differing.next().is_some() || is_inflection(one, other) {
        return None;
    }
    let message = format!(
        "“{}” is “{}” here and “{}” elsewhere.",
        &text[later.acronym.clone()],
        &text[later.expansion.clone()],
        &text[earlier.expansion.clone()],
    );
    Some(clash(later.expansion.clone(), message, text, &earlier.expansion).confidence(0.7))
}

fn clash(span: Range<usize>, message: String, text: &str, right: &Range<usize>) -> Finding {
    Finding::new(span, message)
        .likely(&text[right.clone()])
        .related("the other form", right.clone())
}

/// Forms of one word, or spellings of it, begin alike for more than half their length.
fn is_inflection(a: &str, b: &str) -> bool {
    let same = a
        .chars()
        .zip(b.chars())
        .take_while(|(a, b)| a.to_lowercase().eq(b.to_lowercase()))
        .count();
    let shorter = a.chars().count().min(b.chars().count());
    same * 3 >= shorter * 2
}

/// A year, or a word for a change of name, stands by one of the definitions.
fn tells_of_change(text: &str, earlier: &Definition, later: &Definition) -> bool {
    const CHANGE: &[&str] = &[
        "renamed",
        "formerly",
        "former ",
        "became",
        "previously",
        "now the",
        "successor",
        "rebautizad",
        "renombrad",
        "antes ",
        "antigu",
        "rebaptisé",
        "anciennement",
        "ancien",
        "renomead",
        "antig",
        "ribattezzat",
        "già ",
        "umbenannt",
        "ehemal",
        "früher",
        "heute",
        "переименован",
        "бывш",
        "ранее",
        "перейменован",
        "колишн",
        "раніше",
        "przemianowan",
        "dawn",
        "wcześniej",
        "eski adı",
        "eskiden",
        "yeni adı",
    ];
    [earlier, later].into_iter().any(|definition| {
        let span = &definition.expansion;
        let from =
            text.floor_char_boundary(span.start.min(definition.acronym.start).saturating_sub(60));
        let end = span.end.max(definition.acronym.end);
        let to = text.ceil_char_boundary((end + 60).min(text.len()));
        let around = &text[from..to];
        let year = around.split(|c: char| !c.is_ascii_digit()).any(|number| {
            number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
        });
        year || CHANGE.iter().any(|word| around.contains(word))
    })
}
