//! # What it finds
//! The same word twice running, also across a full stop (`in the end. end.`).
//!
//! # Why it points to a broken pipeline
//! Decoders stutter at the end of a sentence and where two fragments of a translation were joined;
//! so do scrapers at the edge of two elements.
//!
//! # Known false alarms
//! Many languages double words on purpose. Content words are flagged only in languages known not
//! to, function words only where no sentence can have them twice; pairs of capitalised names
//! (`Walla Walla`) stay silent unless the text has the name once as well. `had had`, `that that`,
//! `très très` and their like are left alone.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::copies::Copies;
use super::doubles::{Doubles, Doubling};
use super::loops::{Loops, in_prose, is_latin_epithet};
use super::tokens::{Gap, NO_WORD, Tokens};
use crate::rules::{Finding, Languages, Rule, Sink, Weight, clean, flagged};
use crate::text::{Document, Shape, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "repetition/doubled-word",
    weight: Weight::Typographic,
    its_type: "duplication",
    summary: "the same word stands twice running where the language does not double words",
    languages: Languages::Known,
    on_title: true,
    confidence: 0.9,
    flagged: &[
        flagged("The envoy arrived ⟦on on⟧ Friday.")
            .lang("en")
            .fix("on"),
        flagged("Nobody could open the ⟦gate gate⟧.").lang("en"),
        flagged("Talks were broken off in the ⟦end. end⟧.")
            .lang("en")
            .fix("end"),
        flagged("They boil the cloth (so that no moth may ⟦hatch) hatch⟧).").lang("en"),
        flagged("Министр приехал ⟦в в⟧ столицу.")
            .lang("ru")
            .fix("в"),
        flagged("وزیر ⟦نے نے⟧ کہا کہ بات ہو گئی۔")
            .lang("ur")
            .fix("نے"),
    ],
    clean: &[
        clean("She had had enough, and that that was so surprised nobody.").lang("en"),
        clean("The pack is of Canis lupus lupus, as the keeper of the park said.").lang("en"),
        clean("She was sworn in in May, and the trial went on on Friday.").lang("en"),
        clean("They sailed from Bora Bora to Pago Pago.").lang("en"),
        clean("Il est très très fatigué, et nous nous levons.").lang("fr"),
        clean("Anak-anak membaca buku buku itu.").lang("id"),
        clean("Yavaş yavaş yürüdü, sık sık durdu.").lang("tr"),
        clean("वह धीरे धीरे घर गया।").lang("hi"),
        clean("Sie sah die die Straße kehrende Frau.").lang("de"),
        clean("He thanked Moreau. Moreau smiled.").lang("en"),
        clean("Yes. Yes. It was the score: 2 2.").lang("en"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let ids = doc.view::<Tokens>().ids();
    let uses = OnceCell::new();
    for (at, pair) in (1..).zip(ids.windows(2)) {
        if at % 8192 == 0 && sink.stopped() {
            return;
        }
        if pair[0] == pair[1]
            && pair[1] != NO_WORD
            && let Some((confidence, certain)) = judge(doc, ids, at, &uses)
        {
            report(doc, sink, at, confidence, certain);
        }
    }
}

fn report(doc: &Document, sink: &mut Sink, at: usize, confidence: f32, certain: bool) {
    let text = doc.text();
    let (first, second) = (&doc.words()[at - 1], &doc.words()[at]);
    let word = first.text(text);
    let message = format!("The word “{word}” stands twice here.");
    let finding = Finding::new(first.start()..second.end(), message).confidence(confidence);
    sink.report(if certain {
        finding.exact(word)
    } else {
        finding.likely(word)
    });
}

/// How likely the pair that ends with word number `at` is a fault, and whether beyond doubt.
fn judge(doc: &Document, ids: &[u32], at: usize, uses: &OnceCell<Uses>) -> Option<(f32, bool)> {
    let text = doc.text();
    let (first, second) = (&doc.words()[at - 1], &doc.words()[at]);
    let alone = ids.get(at + 1) != Some(&ids[at]) && (at < 2 || ids[at - 2] != ids[at]);
    let shapes = first.shape | second.shape;
    if !alone || shapes.contains(Shape::MASKED) {
        return None;
    }
    let lower = |word: &Word| word.text(text).chars().flat_map(char::to_lowercase);
    // Numbers of words ignore diacritics, languages do not: `e è`, `si sí`.
    if !lower(first).eq(lower(second)) || doc.view::<Loops>().at(at).is_some() {
        return None;
    }
    let after = Gap::before(doc, at + 1);
    let ends = matches!(after, Gap::Stop | Gap::Bang | Gap::Line) || at + 1 == ids.len();
    let joined = after == Gap::Hyphen || Gap::before(doc, at - 1) == Gap::Hyphen;
    if joined || doc.view::<Copies>().holds(at) {
        return None;
    }
    if shapes.contains(Shape::DIGIT) {
        let long = first.range().len() > 1;
        let prose = Gap::before(doc, at) == Gap::Space && in_prose(doc, &(at - 1..at));
        return (long && ends && prose).then_some((0.7, false));
    }
    let doubling = doc.view::<Doubles>().of(first.text(text));
    match Gap::before(doc, at) {
        Gap::Space => {}
        // A sentence of that one word, in lower case, is its predecessor's end once more.
        Gap::Stop if ends => return restarted(doc, at, doubling),
        // `in some cases, burn) burn)`
        Gap::Sign if doubling != Doubling::Honest && closes_twice(doc, at) => {
            return Some((0.9, false));
        }
        _ => return None,
    }
    let capital = second.shape.contains(Shape::CAPITAL);
    if capital {
        let uses = uses.get_or_init(|| Uses::of(ids)).count(ids[at]);
        return names(doc, at, ends, uses).filter(|_| doubling == Doubling::Unlikely);
    }
    let letters = first.text(text).chars().count();
    match doubling {
        Doubling::Never if ends_verb(doc, at) => None,
        Doubling::Never => Some((0.97, true)),
        // `Wait wait`, `Well well`: a call opens the sentence.
        Doubling::Unlikely if is_race(doc, at) => None,
        Doubling::Unlikely if letters > 1 && at > 1 && follows_word(doc, at - 1) => {
            let quoted = doc.quotations().hold(&(first.start()..second.end()));
            let doubt = if quoted { 0.15 } else { 0.0 } + if letters < 4 { 0.1 } else { 0.0 };
            let end = if ends { 0.1 } else { 0.0 };
            Some((0.82 + end - doubt, false))
        }
        _ => None,
    }
}

/// Whether the pair that ends with word number `at` names a race as its species behind the name of
/// the genus: `Canis lupus lupus`.
fn is_race(doc: &Document, at: usize) -> bool {
    let Some(genus) = at.checked_sub(2).map(|genus| &doc.words()[genus]) else {
        return false;
    };
    genus.is_title_case()
        && Gap::before(doc, at - 1) == Gap::Space
        && is_latin_epithet(doc.words()[at].text(doc.text()))
        && doc.words()[at - 1].is_lower_case()
}

/// Whether the first word of the pair that ends with word number `at` belongs to the verb before it:
/// `was sworn in in May`, `the show went on on Friday`.
fn ends_verb(doc: &Document, at: usize) -> bool {
    let text = doc.text();
    let Some(verb) = at.checked_sub(2).map(|verb| &doc.words()[verb]) else {
        return false;
    };
    let verbs = match doc.words()[at].text(text) {
        "in" => VERBS_WITH_IN,
        "on" => VERBS_WITH_ON,
        _ => return false,
    };
    let verb = verb.text(text);
    verbs.split_ascii_whitespace().any(|known| known == verb)
}

/// English verbs that `in` ends.
const VERBS_WITH_IN: &str = "
break breaks broke broken bring brings brought call called cave caved check checked come comes came
coming drop dropped dug flown flew gave give given go goes gone going hand handed join joined kick
kicked live lived let lock locked log logged move moved moves moving opt opted phone phoned plugged
rang sank set sets settle settled sign signed step stepped sworn swear swore take taken took tune
tuned turn turned usher ushered walk walked weigh weighed went zero zeroed";

/// English verbs that `on` ends.
const VERBS_WITH_ON: &str = "
act acted agreed builds built called carry carried carries catch caught cheered drag dragged drags
get go goes going gone held hold holds keep kept live lived lives log logged look looked move moved
moves pass passed play played put rely relied sign signed switch switched turn turned vote voted
went work worked working";

/// Whether a bracket closes behind both words of the pair that ends with word number `at`.
fn closes_twice(doc: &Document, at: usize) -> bool {
    let (text, first, second) = (doc.text(), &doc.words()[at - 1], &doc.words()[at]);
    let long = first.range().len() > 2;
    long && &text[first.end()..second.start()] == ") " && text[second.end()..].starts_with(')')
}

/// Whether word number `word` goes on with a sentence; the full stop before it may be that of an
/// abbreviation.
fn follows_word(doc: &Document, word: usize) -> bool {
    let gap = Gap::before(doc, word);
    let lower = doc.words()[word].is_lower_case();
    gap <= Gap::Hyphen || lower && matches!(gap, Gap::Sign | Gap::Stop)
}

fn restarted(doc: &Document, at: usize, doubling: Doubling) -> Option<(f32, bool)> {
    let (first, second) = (&doc.words()[at - 1], &doc.words()[at]);
    let lower = first.is_lower_case() && second.is_lower_case();
    let within = Gap::before(doc, at - 1) == Gap::Space && at > 2;
    (lower && within && doubling != Doubling::Honest).then_some((0.9, true))
}

/// Two words in capitals: a name, unless the text has it once elsewhere and never twice again, or
/// it is not built as names are that double a syllable or two (`Walla Walla`).
fn names(doc: &Document, at: usize, ends: bool, uses: Use) -> Option<(f32, bool)> {
    let text = doc.text();
    let (first, second) = (&doc.words()[at - 1], &doc.words()[at]);
    let word = first.text(text);
    let letters = word.chars().count();
    if word != second.text(text) || uses.double > 1 || letters == 1 {
        return None;
    }
    let vowels = word
        .bytes()
        .filter(|byte| b"aeiouyAEIOUY".contains(byte))
        .count();
    let open = word.ends_with(['a', 'e', 'i', 'o', 'u']);
    let plain = word.is_ascii() && (vowels > 2 || letters > 4 && !open);
    let probability = match (uses.single, letters) {
        (1.., _) => 0.8,
        (0, 7..) => 0.72,
        _ if ends && first.is_all_caps() && in_prose(doc, &(at - 1..at)) => 0.7,
        _ if ends && plain => 0.65,
        _ => return None,
    };
    Some((probability, false))
}

/// How often the words of a text stand alone and how often twice running.
struct Uses(HashMap<u32, Use>);

#[derive(Clone, Copy, Default)]
struct Use {
    single: usize,
    double: usize,
}

impl Uses {
    fn of(ids: &[u32]) -> Self {
        let mut uses: HashMap<u32, Use> = HashMap::new();
        for run in ids.chunk_by(|a, b| a == b) {
            let entry = uses.entry(run[0]).or_default();
            entry.single += usize::from(run.len() == 1);
            entry.double += usize::from(run.len() > 1);
        }
        Uses(uses)
    }

    fn count(&self, id: u32) -> Use {
        self.0.get(&id).copied().unwrap_or_default()
    }
}
