//! # What it finds
//! The two parts of one name in both orders: `Lan Meiyu` here, `Meiyu Lan` there.
//!
//! # Why it points to a broken pipeline
//! Chinese, Korean, Japanese, Vietnamese and Hungarian put the family name first. An engine turns
//! some mentions round and leaves others; an author settles on one order.
//!
//! # Known false alarms
//! A register or bibliography writes `Lan, Meiyu` on purpose and stays silent, as do words that are
//! no names (`White House`, `House White`). Two people whose names mirror each other exist.

use std::ops::Range;

use super::buckets::{Buckets, key_of};
use super::mentions::{Marks, Mentions, Token};
use crate::lexicon::{Lexicon, name_opinion};
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Field};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/order-flip",
    its_type: "inconsistent-entities",
    summary: "the two parts of one name are swapped inside a text",
    confidence: 0.9,
    flagged: &[
        flagged(
            "Director Lan Meiyu opened the fair. Guests came late, and Lan Meiyu thanked them. \
             Later ⟦Meiyu Lan⟧ said the hall was full.",
        )
        .fix("Lan Meiyu"),
        flagged(
            "Губернатор Ковач Иштван открыл мост. Мэр поблагодарил, и ⟦Иштван Ковач⟧ уехал.",
        ),
        flagged(
            "The prize went to Szabo Tibor. \"I am glad,\" said Szabo Tibor. On Friday ⟦Tibor Szabo⟧ flew home.",
        )
        .fix("Szabo Tibor"),
    ],
    clean: &[
        clean("Lan Meiyu opened the fair. Sources: Meiyu, Lan. The Fair. 2011."),
        clean("She left the White House at noon. The House White spoke of was in Leeds."),
        clean("Lan Meiyu and Meiyu Lan are not related, the clerk explained."),
        clean("Lan Meiyu opened the fair and Meiyu closed it."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let mentions = doc.view::<Mentions>();
    let mut seen = Buckets::with_capacity(mentions.mentions().len());
    let mut flipped: Vec<(u32, u32)> = Vec::new();
    for number in 0..mentions.mentions().len() as u32 {
        let Some((first, second)) = full_name(mentions, number) else {
            continue;
        };
        let key = |a: u32, b: u32| key_of(a.to_le_bytes().into_iter().chain(b.to_le_bytes()));
        let (here, mirrored) = (key(first.form, second.form), key(second.form, first.form));
        let mirror = seen.get(mirrored).next();
        if let Some(mirror) = mirror
            && full_name(mentions, mirror)
                .is_some_and(|(a, b)| (a.form, b.form) == (second.form, first.form))
        {
            flipped.push((mirror, number));
        }
        if seen.get(here).next().is_none() {
            seen.insert(here, number);
        }
    }
    let mut done: Vec<(u32, u32)> = Vec::new();
    for (one, other) in flipped {
        let Some((a, b)) = full_name(mentions, one) else {
            continue;
        };
        let pair = (a.form.min(b.form), a.form.max(b.form));
        if !done.contains(&pair) && done.len() < MOST_NAMES {
            done.push(pair);
            report(doc, mentions, one, other, sink);
        }
    }
}

/// The most names that are looked at: an article has a handful at most.
const MOST_NAMES: usize = 64;

/// The last two parts of a mention, behind any title.
fn full_name(mentions: &Mentions, number: u32) -> Option<(Token, Token)> {
    let &[.., first, second] = mentions.tokens_of(number) else {
        return None;
    };
    let no_part = Marks::PARTICLE | Marks::CAPS | Marks::INITIAL;
    let is_name = !(first.marks | second.marks).intersects(no_part)
        && !first.marks.contains(Marks::POSSESSIVE)
        && !second.marks.contains(Marks::HYPHENED)
        && first.form != second.form;
    is_name.then_some((first, second))
}

/// Where those two stand.
fn span(mentions: &Mentions, number: u32) -> Range<usize> {
    full_name(mentions, number).map_or(0..0, |(first, second)| {
        first.range().start..second.range().end
    })
}

fn report(doc: &Document, mentions: &Mentions, one: u32, other: u32, sink: &mut Sink) {
    let Some((first, second)) = full_name(mentions, one) else {
        return;
    };
    let is_word = |token: Token| {
        Lexicon::of("en").is_some_and(|words| words.opinion(token.text(doc)).is_dictionary_word())
    };
    let is_place = |token: Token| {
        let opinion = name_opinion(token.text(doc));
        opinion.is_country() || opinion.is_demonym() || opinion.is_place() && !opinion.is_surname()
    };
    // `Dynamo Moscow` and `Moscow Dynamo` are both right.
    if is_place(first) || is_place(second) {
        return;
    }
    if is_word(first) && is_word(second)
        || mentions.tokens_of(one)[0].sentence == mentions.tokens_of(other)[0].sentence
    {
        return;
    }
    let (mut straight, mut turned) = (Vec::new(), Vec::new());
    for at in mentions.of_form(first.form) {
        let number = mentions.tokens()[at as usize].mention;
        match full_name(mentions, number) {
            Some((a, b)) if (a.form, b.form) == (first.form, second.form) => straight.push(number),
            Some((a, b)) if (a.form, b.form) == (second.form, first.form) => turned.push(number),
            _ => {}
        }
    }
    let spelled = |number: u32| {
        let field = mentions.tokens_of(number)[0].field();
        super::mentions::field_text(doc, field)[span(mentions, number)].to_owned()
    };
    let groups = [(&straight, &turned), (&turned, &straight)];
    for (odd, usual) in groups {
        // Of two that occur equally often the one that comes later is the odd one.
        if odd.len() > usual.len() || odd.len() == usual.len() && odd[0] < usual[0] {
            continue;
        }
        for &number in odd {
            let field = mentions.tokens_of(number)[0].field();
            let mut finding = Finding::new(
                span(mentions, number),
                format!(
                    "“{}” stands elsewhere as “{}”: the parts of one name are swapped.",
                    spelled(number),
                    spelled(usual[0])
                ),
            );
            if field == Field::Title {
                finding = finding.in_field(field);
            }
            if odd.len() < usual.len() {
                finding = finding.likely(spelled(usual[0]));
            }
            for &related in usual.iter().take(MOST_RELATED) {
                let field = mentions.tokens_of(related)[0].field();
                finding = finding.related_in("other order", field, span(mentions, related));
            }
            sink.report(finding);
        }
    }
}

/// The most other places a finding points to.
const MOST_RELATED: usize = 4;
