//! # What it finds
//! An acronym of the language a text was translated from, where its own has another: `OON` for
//! the UN in English, or `the ADH` for what the article itself calls `the Harbour Accord (HA)`.
//!
//! # Why it points to a broken pipeline
//! An engine that does not know an acronym copies it or spells it out letter by letter. The reader
//! meets a body nobody has heard of, often beside its real name.
//!
//! # Known false alarms
//! Many acronyms are at home in several languages (FARC, FSB, OPEC) and stay silent. A short one
//! may by chance have the initials of a body the article defines; the confidence allows for that.

use std::cell::OnceCell;

use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::lexicon::Lexicon;
use crate::rules::names::acronyms::vocabulary::Content;
use crate::rules::names::acronyms::{
    Acronyms, Definition, Fit, Foreign, Letters, Standing, Use, language_name, standing, vocabulary,
};
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/acronym-source-form",
    severity: Severity::Major,
    its_type: "terminology",
    summary: "an acronym is that of the language the text was translated from",
    languages: Languages::Only(&vocabulary::LANGUAGES),
    confidence: 0.8,
    flagged: &[
        flagged("Both sides signed the Harbour Accord (HA). Critics of the ⟦ADH⟧ stayed away.")
            .lang("en")
            .fix("HA"),
        flagged("The Party of National Revival (PNR) lost. Its rival said the ⟦PNV⟧ was finished.")
            .lang("en"),
        flagged("The envoy spoke for the ⟦OON⟧ after the United Nations had met.")
            .lang("en")
            .fix("UN"),
        flagged("Новое народное собрание (ННС) заседало ночью. Утром депутаты ⟦NPA⟧ разошлись.")
            .lang("ru")
            .fix("ННС"),
    ],
    clean: &[
        clean("FARC fighters met the FSB, OPEC and the KGB.").lang("en"),
        clean("The Harbour Accord (HA) helps. The ADX and the BBC disagree.").lang("en"),
        clean("Según el CIS, la mayoría de los vecinos apoya la obra del puerto.").lang("es"),
        clean("La ONU y la OTAN se reunieron con la OMS.").lang("es"),
        clean("The Southern Union (SU), known in French as the Union du Sud (UDS), met.")
            .lang("en"),
    ],
    check,
    ..Rule::NEW
};

/// More acronyms than this are not compared with one another.
const MOST: usize = 64;

fn check(doc: &Document, sink: &mut Sink) {
    let acronyms = doc.view::<Acronyms>();
    if acronyms.uses.is_empty() {
        return;
    }
    let language = &doc.view::<ArticleLanguage>().tag;
    let Some(column) = vocabulary::column(language) else {
        return;
    };
    let text = doc.text();
    let bodies = OnceCell::new();
    let mut compared = 0;
    for first in acronyms.used() {
        if sink.stopped() {
            return;
        }
        // What the article explains needs no guess.
        if acronyms.defining(first.letters).any(Definition::holds) {
            continue;
        }
        let source = match standing(&text[first.span.clone()], language) {
            Standing::Home => continue,
            Standing::Foreign(foreign) => Source::known(doc, first, foreign),
            Standing::Unknown if compared < MOST => {
                compared += 1;
                let bodies = bodies.get_or_init(|| Body::all(text, acronyms, column));
                Source::guessed(text, bodies, first.letters, column)
            }
            Standing::Unknown => None,
        };
        if let Some(source) = source {
            let same = |other: &&Use| other.letters == first.letters;
            for other in acronyms.uses.iter().filter(same) {
                sink.report(source.finding(doc, other));
            }
        }
    }
}

/// Whose acronym it is, and what the text should have.
struct Source<'a> {
    language: &'static str,
    body: &'a str,
    home: &'a str,
    definition: Option<&'a Definition>,
    confidence: f32,
}

impl<'a> Source<'a> {
    /// The lexicon has it for another language.
    fn known(doc: &'a Document, first: &Use, foreign: Foreign) -> Option<Self> {
        let text = doc.text();
        let witnessed = text.contains(foreign.body.name)
            || doc
                .words()
                .iter()
                .any(|word| word.text(text) == foreign.home);
        // In another script it is a foreign run; and a word in capitals may be just that.
        let acronym = &text[first.span.clone()];
        let is_word = Lexicon::of("en").is_some_and(|en| en.opinion(acronym).is_dictionary_word());
        if acronym.is_ascii() != foreign.home.is_ascii() || is_word && !witnessed {
            return None;
        }
        let confidence = match (witnessed, foreign.is_romanised, first.letters.len()) {
            (true, ..) => 0.95,
            (false, true, 4..) => 0.9,
            (false, _, 4..) => 0.8,
            (false, true, 3) => 0.7,
            // Bodies of all the world have three letters of English.
            (false, false, 3) if foreign.language != "en" => 0.6,
            (false, ..) => return None,
        };
        Some(Source {
            language: foreign.language,
            body: foreign.body.name,
            home: foreign.home,
            definition: None,
            confidence,
        })
    }

    /// Another language would give these initials to a body that the article defines.
    fn guessed(
        text: &'a str,
        bodies: &[Body<'a>],
        letters: Letters,
        column: usize,
    ) -> Option<Self> {
        if letters.len() < 3 {
            return None;
        }
        bodies.iter().find_map(|body| {
            let definition = body.definition;
            if definition.letters == letters {
                return None;
            }
            let origin = vocabulary::origin(&letters, &body.words, column)?;
            let confidence = match (origin.in_order, origin.known) {
                (true, 2..) => 0.9,
                (false, 2..) => 0.75,
                _ => 0.6,
            };
            Some(Source {
                language: origin.language,
                body: &text[definition.expansion.clone()],
                home: &text[definition.acronym.clone()],
                definition: Some(definition),
                confidence,
            })
        })
    }

    fn finding(&self, doc: &Document, other: &Use) -> Finding {
        let acronym = &doc.text()[other.span.clone()];
        let (body, home) = (self.body, self.home);
        let message = match self.definition {
            None => format!(
                "“{acronym}” is the {} acronym of the body “{body}”, {home} to readers of this article.",
                language_name(self.language)
            ),
            Some(_) => format!(
                "“{acronym}” has the initials of “{body}” in another language; the article calls it {home}."
            ),
        };
        let finding = Finding::new(other.span.clone(), message)
            .confidence(self.confidence)
            .likely(home);
        match self.definition {
            Some(definition) => {
                finding.related("the acronym as defined", definition.acronym.clone())
            }
            None => finding,
        }
    }
}

/// A body that the article defines, with the words of its name.
struct Body<'a> {
    definition: &'a Definition,
    words: Vec<Content>,
}

impl<'a> Body<'a> {
    /// The first bodies of the article.
    fn all(text: &str, acronyms: &'a Acronyms, column: usize) -> Vec<Self> {
        let fitting = |definition: &&Definition| definition.fit == Fit::Initials;
        let defined = acronyms.definitions.iter().filter(fitting).take(MOST);
        let words =
            |definition: &Definition| vocabulary::content(text, &definition.parts(text), column);
        let body = |definition| Body {
            definition,
            words: words(definition),
        };
        defined.map(body).collect()
    }
}
