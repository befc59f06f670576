//! # What it finds
//! Two marks where one belongs: `..`, `,,`, `,.`, `?.`, `??.`, a full stop on both sides of a closing
//! quote (`.”.`), a quote turned round and spaced off before the stop (` “.`), and two dots
//! between blanks for a pause. The repair is the single mark or the ellipsis.
//!
//! # Why it points to a broken pipeline
//! Translation by segment adds a stop to a segment that had one, a quote that closes on the far
//! side of the segment border is turned, and the two dots of the Arabic press come through as they
//! are. Editors take such pairs out; engines do not.
//!
//! # Known false alarms
//! Russian `?..` and `!..`, the two dots of the Arabic press in Arabic, four dots, leaders, ranges
//! and paths in code (`1..5`, `../`), `Inc.,`, `Yahoo!.` stay silent. A writer's own two-dot pause
//! in chat style is flagged like any other.

use std::ops::Range;

use super::abbreviation::may_be_abbreviation;
use super::locale::{is_arabic, language};
use super::marks::{Marks, Site, is_blank, is_closer, is_mark, is_stop, word_before};
use crate::lexicon::Lexicon;
use crate::rules::{Finding, Rule, Sink, Weight, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/double-punct",
    weight: Weight::Typographic,
    its_type: "typographical",
    summary: "two marks of punctuation stand where one belongs",
    confidence: 0.94,
    flagged: &[
        flagged("The ferry left at dawn⟦..⟧\n\nNobody saw it go.").fix("."),
        flagged("The harbour⟦ ..⟧ a city holds its breath.").fix("…"),
        flagged("He called the plan “quite absurd⟦.”.⟧ Nobody replied.").fix(".”"),
        flagged("We leave it there⟦ “.⟧\n\nThe room fell silent.").fix("”."),
        flagged("Boats, nets⟦,,⟧ ropes and oars were lost.").fix(","),
        flagged("Who paid for the boats⟦??.⟧ Nobody knows.").fix("??"),
        flagged("Who paid for the boats⟦?.⟧ Nobody knows.").fix("?"),
        flagged("Корабль ушёл на рассвете⟦..⟧ Его никто не видел.")
            .lang("ru")
            .fix("."),
        flagged("渡船在黎明时离开⟦。。⟧没有人看见。")
            .lang("zh")
            .fix("。"),
    ],
    clean: &[
        clean("He called it &laquo; a dream &raquo;, and left."),
        clean("Well... he waited. And waited.... Then he left.").lang("en"),
        clean("You did what?! Really?? Yes!!!").lang("en"),
        clean("They sold it to Yahoo!. It was late.").lang("en"),
        clean("Harbour Boats Inc., the owner, and J. Dow, Jr., agreed.").lang("en"),
        clean("The loop runs over 1..5 and reads ../boats/list first.").lang("en"),
        clean("Куда же он ушёл?.. Никто не знает!.. Тишина.").lang("ru"),
        clean("غادرت العبارة الميناء .. ولم يرها أحد.").lang("ar"),
        clean("He works for the U.S.; she for “Acme Inc.”. Both agree.").lang("en"),
        clean("Er sagte: „Wir fahren.“, und ging.").lang("de"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let tongue = language(doc);
    for &site in doc.view::<Marks>().sites() {
        if sink.stopped() {
            return;
        }
        if let Some(finding) = judge(text, site, tongue) {
            sink.report(finding);
        }
    }
}

fn judge(text: &str, site: Site, tongue: &str) -> Option<Finding> {
    let body = site.body(text);
    if body.starts_with(';') && closes_entity(&text[..site.range().start]) {
        return None;
    }
    // Marks against a letter or slash behind them belong to a path, a range or a domain.
    let glued = site
        .after(text)
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '\\'));
    let mut marks = ['\0'; 6];
    let mut count = 0;
    for mark in body.chars().filter(|&c| is_mark(c)) {
        *marks.get_mut(count)? = mark;
        count += 1;
    }
    let quoted = body.chars().any(is_closer);
    match (&marks[..count], quoted) {
        (['.' | ','], true) if !glued => turned_quote(text, site, tongue),
        (['.' | ',', '.'] | [',', ','], true) if !glued => on_both_sides(text, site, tongue),
        (_, true) => None,
        (['.', '.'], _) if !glued => two_dots(text, site),
        ([',', ','] | ['，', '，'] | ['。', '。'] | ['、', '、'], _) => {
            // Two commas before a word are a low opening quote typed by hand.
            let low_quote = glued && site.is_spaced(text);
            (!low_quote).then(|| finding(site).exact(marks[0]))
        }
        ([',', '.'], _) if !glued => Some(finding(site).likely(".")),
        (['.', ','], _) if !glued => stop_before_comma(text, site, tongue),
        ([';' | ':', '.' | ','], _) if !glued => {
            Some(finding(site).confidence(0.85).likely(marks[0]))
        }
        (['?' | '!', .., '?' | '!', '.'], _) if !glued => {
            Some(finding(site).exact(body.trim_end_matches('.').trim_end_matches(is_blank)))
        }
        (['?' | '!', '.'], _) if !glued => stop_behind_question(text, site),
        _ => None,
    }
}

/// Whether a semicolon behind `before` belongs to an entity: `&raquo;,`, `&# 187;,`.
fn closes_entity(before: &str) -> bool {
    /// No name of an entity in news has more bytes.
    const LONGEST: usize = 10;
    let from = before.floor_char_boundary(before.len().saturating_sub(LONGEST));
    before[from..].rsplit_once('&').is_some_and(|(_, name)| {
        let name = name.trim_start_matches(['#', ' ']);
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// `?.` behind a word in lower case: names such as `Yahoo!` have a capital.
fn stop_behind_question(text: &str, site: Site) -> Option<Finding> {
    let body = site.body(text);
    let lower = |c: char| c.is_lowercase();
    let word = word_before(text, site.range().start);
    let rest = text[site.range().end..].trim_start_matches(is_blank);
    let ends = rest.is_empty() || rest.starts_with(|c: char| c == '\n' || c.is_uppercase());
    (body.len() == 2 && word.len() > 1 && word.chars().all(lower) && ends)
        .then(|| finding(site).confidence(0.85).likely(&body[..1]))
}

fn finding(site: Site) -> Finding {
    Finding::new(
        site.range(),
        "Two marks of punctuation stand where one belongs.",
    )
}

fn two_dots(text: &str, site: Site) -> Option<Finding> {
    let before = site.before(text)?;
    let Range { start, end } = site.range();
    let next = text[end..].chars().find(|&c| !is_blank(c));
    if is_arabic(before) || next.is_some_and(is_arabic) || matches!(before, '/' | '(' | '[') {
        return None;
    }
    if site.is_spaced(text) {
        let pause = "Two dots stand between blanks where an ellipsis belongs.";
        // With a blank inside they are what is left of a spaced ellipsis.
        return (site.body(text) == "..")
            .then(|| Finding::new(site.blanks(text).start..end, pause).likely("…"));
    }
    let ends = site.ends_line(text) || next.is_some_and(|c| !c.is_lowercase());
    let twice = Finding::new(start..end, "The full stop stands here twice.");
    Some(if ends {
        twice.exact(".")
    } else {
        twice.confidence(0.85).likely("…").likely(".")
    })
}

/// `.”.`, `,”.`, `”..` and their like: the stop is said on both sides of the quote.
fn on_both_sides(text: &str, site: Site, tongue: &str) -> Option<Finding> {
    let body = site.body(text);
    let quote = body.chars().find(|&c| is_closer(c))?;
    if matches!(quote, ')' | ']') || body.chars().any(is_blank) || body.chars().count() != 3 {
        return None;
    }
    let inside = body.chars().next().is_some_and(is_mark);
    let word = word_before(text, site.range().start);
    let closes = site.before(text)?.is_lowercase() && !may_be_abbreviation(tongue, word);
    if inside && !closes {
        return None;
    }
    let outer = body.chars().next_back()?;
    let single = if inside {
        format!("{}{quote}", if is_mark(outer) { outer } else { '.' })
    } else {
        format!("{quote}{outer}")
    };
    Some(
        Finding::new(
            site.range(),
            "The sentence is closed on both sides of the quotation mark.",
        )
        .exact(single),
    )
}

/// ` “.`: the quote was closed with an opening mark, spaced off.
fn turned_quote(text: &str, site: Site, tongue: &str) -> Option<Finding> {
    let mut body = site.body(text).chars();
    let (quote, mark) = (body.next()?, body.next()?);
    if body.next().is_some() || !matches!(quote, '“' | '"') || !site.is_spaced(text) {
        return None;
    }
    let close = match quote {
        '“' if !HIGH_CLOSERS.contains(&tongue) => '”',
        other => other,
    };
    let span = site.blanks(text).start..site.range().end;
    let single = if site.before(text).is_some_and(is_stop) {
        close.to_string()
    } else {
        format!("{close}{mark}")
    };
    let message =
        "The quotation mark before this stop is turned and stands apart from its quotation.";
    Some(Finding::new(span, message).likely(single))
}

/// Languages that close a quotation with `“`.
const HIGH_CLOSERS: &[&str] = &[
    "bg", "cs", "da", "de", "et", "is", "lt", "ru", "sk", "sl", "uk",
];

/// A stop and a comma behind a word that is nobody's short form.
fn stop_before_comma(text: &str, site: Site, tongue: &str) -> Option<Finding> {
    let word = word_before(text, site.range().start);
    let opinion = Lexicon::of(tongue)?.opinion(word);
    let plain = word.len() > 3 && opinion.is_dictionary_word() && opinion.zipf() >= 3.5;
    (plain && site.before(text)?.is_lowercase() && !may_be_abbreviation(tongue, word))
        .then(|| finding(site).confidence(0.85).likely(","))
}
