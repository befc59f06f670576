//! # What it finds
//! Letters of a sister orthography: the Arabic kaf and yeh in Persian, Urdu and Central Kurdish
//! words, which have their own.
//!
//! # Why it points to a broken pipeline
//! Old code pages and keyboards had only the Arabic letters. The words look nearly right, but no
//! search finds them.
//!
//! # Known false alarms
//! Arabic words, titles and verses quoted in such a text keep their letters; words with letters
//! that only Arabic has, and quotations, are left alone.

use super::mixed::word_around;
use super::repeated;
use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "script/neighbour-letter",
    severity: Severity::Neutral,
    its_type: "characters",
    summary: "Arabic kaf or yeh in a language that has its own",
    languages: Languages::Only(LANGUAGES),
    trigger: Facts::ARABIC,
    confidence: 0.9,
    flagged: &[
        flagged("باران در ⟦كوه⟧ بارید.").lang("fa").fix("کوه"),
        flagged("یہ ⟦لڑكي⟧ اسکول گئی۔").lang("ur").fix("لڑکی"),
    ],
    clean: &[
        clean("كتب الوزير في كتابه عن المدينة.").lang("ar"),
        clean("باران در کوه بارید.").lang("fa"),
        clean("او گفت: «لكم دينكم ولي دين» و رفت.").lang("fa"),
    ],
    check,
    ..Rule::NEW
};

const LANGUAGES: &[&str] = &["fa", "ur", "ckb", "azb"];
/// Below this the language is not sure enough to correct its letters.
const SURE: f32 = 0.9;
/// How far a word is read to either side, in characters.
const LONGEST: usize = 128;

fn check(doc: &Document, sink: &mut Sink) {
    let language = doc.view::<ArticleLanguage>();
    if language.confidence < SURE || !LANGUAGES.contains(&language.tag.as_str()) {
        return;
    }
    let text = doc.text();
    let mut findings: Vec<Finding> = Vec::new();
    let mut done = 0;
    let mut polled = 0;
    for (at, character) in text.char_indices() {
        if at - polled > 1 << 16 {
            polled = at;
            if sink.stopped() {
                return;
            }
        }
        if at < done || own_letter(character).is_none() {
            continue;
        }
        let span = word_around(text, at, LONGEST);
        done = span.end;
        let word = &text[span.clone()];
        if is_arabic(word) || doc.quotations().hold(&span) || doc.masks().covers(at) {
            continue;
        }
        let own: String = word.chars().map(|c| own_letter(c).unwrap_or(c)).collect();
        findings
            .push(Finding::new(span, "This word has a letter that only Arabic writes.").exact(own));
    }
    repeated::report(sink, findings, |count| {
        format!(
            "{count} words of this text have letters that only Arabic writes; this is the first."
        )
    });
}

/// The letter Persian, Urdu and Kurdish write for an Arabic one.
fn own_letter(letter: char) -> Option<char> {
    match letter {
        'ك' => Some('ک'),
        'ي' => Some('ی'),
        _ => None,
    }
}

/// Whether the word has a mark or letter, or the article, of Arabic itself.
fn is_arabic(word: &str) -> bool {
    word.starts_with("ال")
        || word.contains([
            'ة', 'ى', 'إ', 'أ', '\u{64B}', '\u{64C}', '\u{64D}', '\u{651}',
        ])
}
