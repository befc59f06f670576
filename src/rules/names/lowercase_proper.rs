//! # What it finds
//! A proper name, or a word of one, in lower case: a word of the name of an office or a body while
//! the others have their capitals (`national security Council`, `Minister of foreign Affairs`, `the
//! White house`), `us` for the United States, countries, peoples, days and months. A page that is in
//! lower case altogether gets one flag with a count.
//!
//! # Why it points to a broken pipeline
//! Engines write most of a sentence in lower case inside and give capitals back afterwards; and the
//! words of an office are ordinary words in the source, which may write them small.
//!
//! # Known false alarms
//! Houses that write whole names of offices small (`the foreign secretary`, `US state department`)
//! are left alone: only a name that is written both ways at once is flagged. So are sentences that
//! begin in lower case, as in chats. A person's own style (`bell hooks`) may be hit.

use super::frames::slip_at;
use super::lone_words::lone_word;
use super::vocabulary::is_proper;
use crate::language::ArticleLanguage;
use crate::rules::glance::Glance;
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::{Document, Shape, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/lowercase-proper",
    its_type: "inconsistent-entities",
    summary: "a proper name, or a word of one, stands in lower case",
    languages: Languages::Only(&["en"]),
    on_title: true,
    confidence: 0.9,
    flagged: &[
        flagged("On Monday the ⟦state Department⟧ named the envoy.")
            .lang("en")
            .fix("State Department"),
        flagged("He chairs the ⟦national security Council⟧ in the capital.")
            .lang("en")
            .fix("National Security Council"),
        flagged("Aides met the ⟦Minister of foreign Affairs⟧ of Norway.")
            .lang("en")
            .fix("Minister of Foreign Affairs"),
        flagged("The letter went to ⟦Deputy assistant Secretary of state⟧ Ann Ode.")
            .lang("en")
            .fix("Deputy Assistant Secretary of State"),
        flagged("A paper by the ⟦parliamentary Research service⟧ names no sum.")
            .lang("en")
            .fix("Parliamentary Research Service"),
        flagged("The letter went to ⟦Secretary of state⟧ Ann Ode.")
            .lang("en")
            .fix("Secretary of State"),
        flagged("Reporters waited before the ⟦White house⟧ all night.")
            .lang("en")
            .fix("White House"),
        flagged("The aide saw the ⟦us⟧ Ambassador and opened ⟦us⟧-Chadian talks.")
            .lang("en")
            .fix("US"),
        flagged("The ⟦Kenyan national army⟧ left. The Kenyan National Army (KNA) was late.")
            .lang("en")
            .fix("Kenyan National Army"),
        flagged("The ⟦kenyan⟧ envoy met ⟦vladimir⟧ Petrov in the capital.").lang("en"),
        flagged("The troops came home on 12 ⟦december⟧.")
            .lang("en")
            .fix("December"),
        flagged("In ⟦may⟧ the council met, and on ⟦march⟧ 3 the army left.").lang("en"),
        flagged("The troops left on ⟦friday⟧ for the border.")
            .lang("en")
            .fix("Friday"),
    ],
    clean: &[
        clean("He told us ambassadors left. The house is white, and foreign affairs are hard.")
            .lang("en"),
        clean("She works at the state Department of Health, not far from the state Capitol.")
            .lang("en"),
        clean("The foreign secretary met the former Prime Minister and the acting Secretary of State.")
            .lang("en"),
        clean("The US state department and the UN security council said nothing.").lang("en"),
        clean("It is us and them; the us-and-them talk of our days helps none of us Europeans.")
            .lang("en"),
        clean("Secretary of state is an old office. State Department officials spoke to us.")
            .lang("en"),
        clean("They sat in may china shops and ate turkey with french fries, march in hand.")
            .lang("en"),
        clean("The town he lives in may be his, and the army on march may stop; he may, in march time, sing.")
            .lang("en"),
        clean("Divers saw the snail Belkadina antarctica and its cousin B. antarctica in the bay.")
            .lang("en"),
        clean("Die Sitzung im auswärtigen Amt und im state Department dauerte lange.").lang("de"),
    ],
    check,
    ..Rule::NEW
};

/// From this probability on the repair is the one right text.
const SURE: f32 = 0.85;

/// So often at most the text is searched for another mention of a body.
const MOST_SEARCHES: usize = 200;

/// From so many slips on they are a habit of the page and make one flag.
const HABIT: usize = 25;

fn check(doc: &Document, sink: &mut Sink) {
    if doc.view::<ArticleLanguage>().tag != "en" {
        return;
    }
    if let Some(finding) = whole_page(doc) {
        sink.report(finding);
        return;
    }
    let mut found: Vec<Finding> = Vec::new();
    let text = doc.text();
    let words = doc.words();
    let mut sentence = Sentence::default();
    let mut next = 0;
    let mut searches = MOST_SEARCHES;
    for (number, &at) in doc.view::<Glance>().cased().iter().enumerate() {
        if number % 2048 == 0 && sink.stopped() {
            return;
        }
        let at = at as usize;
        let word = &words[at];
        if word.shape.contains(Shape::FIRST) {
            sentence = Sentence::starting(word);
        }
        if at < next || word.shape.contains(Shape::MASKED) {
            continue;
        }
        if word.shape.contains(Shape::CAPITAL) {
            if let Some(slip) = slip_at(text, words, at, &mut searches) {
                let span = words[slip.words.start].start()..words[slip.words.end - 1].end();
                let message = format!(
                    "“{}” is a name: all its words have capitals.",
                    slip.repaired
                );
                next = slip.words.end;
                let finding = Finding::new(span, message).confidence(slip.confidence);
                found.push(if slip.confidence >= SURE {
                    finding.exact(slip.repaired)
                } else {
                    finding.likely(slip.repaired)
                });
            }
        } else if sentence.is_cased
            && let Some(finding) = lone_word(text, words, at)
        {
            found.push(finding);
        }
    }
    // Slips are found at their capital, which may stand behind a word of its own.
    found.dedup_by(|later, earlier| later.span.start < earlier.span.end);
    if found.len() >= HABIT {
        sink.report(sum_up(&found));
    } else {
        found.into_iter().for_each(|finding| sink.report(finding));
    }
}

/// What of a sentence tells whether its small letters mean anything.
#[derive(Clone, Copy, Default)]
struct Sentence {
    /// It begins with a capital.
    is_cased: bool,
}

impl Sentence {
    fn starting(first: &Word) -> Self {
        Sentence {
            is_cased: first.shape.contains(Shape::CAPITAL),
        }
    }
}

/// A page without capitals.
fn whole_page(doc: &Document) -> Option<Finding> {
    let words = doc.words();
    let begun = |word: &&Word| word.shape.contains(Shape::FIRST);
    // The first words settle it for nearly every text.
    let early = words.iter().take(LEAST_WORDS);
    if words.len() < LEAST_WORDS
        || early
            .filter(|word| word.shape.contains(Shape::CAPITAL))
            .count()
            > 2
    {
        return None;
    }
    let capitals = words
        .iter()
        .filter(|word| word.shape.contains(Shape::CAPITAL))
        .count();
    let sentences = words.iter().filter(begun).count();
    let low = words
        .iter()
        .filter(begun)
        .filter(|word| word.is_lower_case())
        .count();
    let throughout = capitals * 100 < words.len() && sentences >= 3 && low * 10 >= sentences * 9;
    let names = words
        .iter()
        .filter(|word| word.is_lower_case() && is_proper(&doc.text().as_bytes()[word.range()]))
        .count();
    throughout.then(|| {
        let message = format!(
            "The page is in lower case throughout: {low} of {sentences} sentences begin so, and {names} names of days, places and peoples are without a capital."
        );
        Finding::new(words[0].start()..words[words.len() - 1].end(), message).confidence(0.7)
    })
}

/// A page of fewer words is a note.
const LEAST_WORDS: usize = 60;

/// One flag for a page that has the habit.
fn sum_up(found: &[Finding]) -> Finding {
    let (first, last) = (&found[0].span, &found[found.len() - 1].span);
    let message = format!(
        "Names are in lower case all over the page, in {} places.",
        found.len()
    );
    let whole = Finding::new(first.start..last.end, message).confidence(0.95);
    found.iter().take(5).fold(whole, |whole, one| {
        whole.related("one of them", one.span.clone())
    })
}
