//! # What it finds
//! A title or an article that stands twice before a name: `Sheikh Sheikh Nasser`, `the the Hague`.
//!
//! # Why it points to a broken pipeline
//! The name is put into the translation with its article or title already on it, and the sentence
//! brings its own.
//!
//! # Known false alarms
//! Titles that are names too (`Major Major`), titles that German heaps (`Dr. Dr.`), and particles
//! before which the language sets the same preposition (`de de Gaulle`, `van van Dijk`) stay
//! silent.

use crate::language::ArticleLanguage;
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::{Document, Shape, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/doubled-particle",
    its_type: "duplication",
    summary: "a title or an article stands twice before a name",
    languages: Languages::Known,
    on_title: true,
    confidence: 0.93,
    flagged: &[
        flagged("The talks with ⟦Sheikh Sheikh⟧ Nasser went on.")
            .lang("en")
            .fix("Sheikh"),
        flagged("The court sits in ⟦the the⟧ Hague.")
            .lang("en")
            .fix("the"),
        flagged("Envoys of Abdullah ⟦bin bin⟧ Nasser came.")
            .lang("en")
            .fix("bin"),
        flagged("Вечером приехал ⟦шейх шейх⟧ Насер.")
            .lang("ru")
            .fix("шейх"),
        flagged("وصل ⟦الشيخ الشيخ⟧ ناصر مساء.")
            .lang("ar")
            .fix("الشيخ"),
    ],
    clean: &[
        clean("Boutros Boutros-Ghali met Major Major and Judge Judge.").lang("en"),
        clean("He said that that Sheikh, Sheikh Nasser, was the one.").lang("en"),
        clean("C’était un discours de de Gaulle.").lang("fr"),
        clean("Een doelpunt van van Dijk.").lang("nl"),
        clean("Herr Dr. Dr. Meier und die die Regierung stützende Partei.").lang("de"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let words = doc.words();
    for (at, pair) in doc.word_hashes().windows(2).enumerate() {
        if at % 8192 == 0 && sink.stopped() {
            return;
        }
        if pair[0] != pair[1] {
            continue;
        }
        let (first, second) = (&words[at], &words[at + 1]);
        if !adjoin(text, first, second) || !is_doubled(doc, at) {
            continue;
        }
        let word = first.text(text);
        let message = format!("“{word}” stands twice before the name.");
        sink.report(Finding::new(first.start()..second.end(), message).exact(word));
    }
}

/// Whether two words of one hash are worth comparing: one blank apart.
fn adjoin(text: &str, first: &Word, second: &Word) -> bool {
    let gap = second.start() - first.end();
    gap <= 2
        && !first.shape.contains(Shape::MASKED)
        && matches!(&text[first.end()..second.start()], " " | ". ")
}

/// Whether words number `at` and the next are one particle twice, before a name.
fn is_doubled(doc: &Document, at: usize) -> bool {
    let (text, words) = (doc.text(), doc.words());
    let (first, second) = (&words[at], &words[at + 1]);
    let (one, other) = (first.text(text), second.text(text));
    let alike = one
        .chars()
        .flat_map(char::to_lowercase)
        .eq(other.chars().flat_map(char::to_lowercase));
    if !alike {
        return false;
    }
    let Some(name) = words.get(at + 2) else {
        return false;
    };
    let adjoins = matches!(&text[second.end()..name.start()], " " | ". ");
    let cased = first.shape.contains(Shape::LOWER) || first.shape.contains(Shape::CAPITAL);
    if !adjoins || cased && !name.shape.contains(Shape::CAPITAL) {
        return false;
    }
    let tongue = doc.view::<ArticleLanguage>().tag.as_str();
    let low = one.to_lowercase();
    let in_list = |list: &[(&str, &str)]| {
        list.iter()
            .any(|(language, list)| *language == tongue && list.split(' ').any(|word| word == low))
    };
    let stopped = &text[first.end()..second.start()] == ". ";
    in_list(TITLES)
        || !stopped && first.is_lower_case() && second.is_lower_case() && in_list(PARTICLES)
}

/// Titles that are no names, by language.
const TITLES: &[(&str, &str)] = &[
    (
        "en",
        "mr mrs ms miss sheikh sheik ayatollah imam sultan emir president premier minister \
        ambassador senator governor chancellor secretary colonel captain lieutenant brigadier admiral \
        professor archbishop cardinal rabbi princess queen emperor",
    ),
    (
        "fr",
        "monsieur madame mademoiselle cheikh président ministre maître colonel",
    ),
    (
        "es",
        "señor señora jeque presidente ministro coronel don doña",
    ),
    (
        "pt",
        "senhor senhora xeque presidente ministro coronel dom dona",
    ),
    (
        "it",
        "signor signora sceicco presidente ministro colonnello",
    ),
    (
        "de",
        "herr frau scheich präsident minister bundeskanzler oberst",
    ),
    (
        "ru",
        "шейх господин госпожа президент министр полковник генерал имам аятолла",
    ),
    (
        "uk",
        "шейх пан пані президент міністр полковник генерал імам",
    ),
    ("pl", "pan pani szejk prezydent minister pułkownik generał"),
    ("tr", "şeyh bay bayan başkan bakan albay"),
    (
        "ar",
        "الشيخ السيد السيدة الرئيس الوزير العقيد اللواء الدكتور الأمير",
    ),
];

/// Articles and parts of names that the language never sets twice running.
const PARTICLES: &[(&str, &str)] = &[
    ("en", "the al el bin ibn abu von van del"),
    ("fr", "le les"),
    ("es", "el los las"),
    ("it", "il gli"),
];
