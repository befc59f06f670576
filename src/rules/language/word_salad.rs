//! # What it finds
//! A sentence whose small words stand where no English sentence has them, again and again: `Of the
//! to was minister which and gone the.`
//!
//! # Why it points to a broken pipeline
//! Engines that lose the thread, spun articles and text put together from columns keep the words
//! and lose their order; nobody can read the outcome.
//!
//! # Known false alarms
//! Lists, tables and talk of the words themselves hold a pair or two; three such pairs in a
//! sentence, and one for every eight words, are asked for.

use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::rules::{Finding, Languages, Rule, Sink, Status, clean, flagged};
use crate::text::{Document, Shape, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "language/word-salad",
    severity: Severity::Major,
    status: Status::Preview,
    its_type: "grammar",
    summary: "the small words of a sentence stand where no sentence has them",
    languages: Languages::Only(&["en"]),
    confidence: 0.9,
    flagged: &[
        flagged("The talks went on. ⟦Of the to was minister which and gone the.⟧ Oil rose.")
            .lang("en"),
        flagged("⟦A of the was in harbour with is boats and to the of left.⟧").lang("en"),
    ],
    clean: &[
        clean("The keeper, the winger of the, er, team: Harbour 2, Port 1, of the 1 to the 2.")
            .lang("en"),
        clean("The words “of”, “the”, “to” and “a” are the most common of the lot.").lang("en"),
        clean("The man he spoke of is the one she looked to for help with the boats.").lang("en"),
        clean("Of the to was minister.").lang("en"),
        clean("Der die das of the to was.").lang("de"),
    ],
    check,
    ..Rule::NEW
};

/// What a small word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Article,
    Preposition,
    Link,
    Verb,
    Other,
}

/// Fewer misplaced pairs than this in a sentence are an accident.
const LEAST: usize = 3;
/// As many words may stand in a sentence for each of them.
const WORDS_FOR_EACH: usize = 8;

fn check(doc: &Document, sink: &mut Sink) {
    if doc.view::<ArticleLanguage>().tag != "en" {
        return;
    }
    let (text, words) = (doc.text(), doc.words());
    let mut next = 0;
    for (n, sentence) in doc.sentences().iter().enumerate() {
        if n % 512 == 0 && sink.stopped() {
            return;
        }
        next += words[next..].partition_point(|word| word.start() < sentence.start);
        let count = words[next..].partition_point(|word| word.start() < sentence.end);
        let within = &words[next..next + count];
        next += count;
        let odd = misplaced(text, within, sentence.end);
        if odd >= LEAST && odd * WORDS_FOR_EACH >= count {
            let message = "The words of this sentence stand in an order that makes no sense.";
            sink.report(Finding::new(sentence.clone(), message));
        }
    }
}

/// How many neighbours in a sentence cannot be.
fn misplaced(text: &str, words: &[Word], end: usize) -> usize {
    let pairs = words.windows(2).filter(|pair| {
        let [first, second] = [&pair[0], &pair[1]];
        // A mark between them may part sentences within the sentence, or words from their names;
        // a word said twice is a repetition.
        &text[first.end()..second.start()] == " "
            && !first.text(text).eq_ignore_ascii_case(second.text(text))
            && cannot_follow(part_of(text, first), part_of(text, second))
    });
    let hangs = words.last().is_some_and(|last| {
        part_of(text, last) == Part::Article && text[last.end()..end].starts_with('.')
    });
    pairs.count() + usize::from(hangs)
}

fn cannot_follow(first: Part, second: Part) -> bool {
    match first {
        Part::Article => second != Part::Other,
        Part::Preposition => second == Part::Verb,
        Part::Link => second == Part::Link,
        Part::Verb | Part::Other => false,
    }
}

fn part_of(text: &str, word: &Word) -> Part {
    if word.end() - word.start() > 5 || word.shape.contains(Shape::MASKED) {
        return Part::Other;
    }
    // `A` within a sentence is a letter or a grade.
    if word.shape.contains(Shape::CAPITAL) && !word.shape.contains(Shape::FIRST) {
        return Part::Other;
    }
    match word.text(text) {
        "the" | "a" | "an" | "The" | "A" | "An" => Part::Article,
        "of" | "with" | "from" | "to" | "into" | "Of" | "With" | "From" | "To" => Part::Preposition,
        "and" | "or" | "which" | "that's" => Part::Link,
        "is" | "was" | "were" | "are" | "has" | "had" => Part::Verb,
        _ => Part::Other,
    }
}
