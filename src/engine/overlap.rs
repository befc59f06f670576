//! One root cause, one flag: a flag gives way to another that explains it, and only where that
//! other one stands.

use std::ops::Range;

use crate::flag::Flag;
use crate::text::{Document, Field};

/// Families that explain what other families find inside their spans.
const EXPLAINS: &[(&str, &[&str])] = &[
    (
        "encoding",
        &["script", "language", "names", "typography", "repetition"],
    ),
    (
        "script",
        &["language", "names", "script/foreign-punctuation"],
    ),
    ("residue", &["language", "typography", "names"]),
    (
        "language/untranslated-segment",
        &[
            "names",
            "language/untranslated-words",
            "typography/locale-format",
            "fluency",
        ],
    ),
    ("names/doubled-particle", &["repetition/doubled-word"]),
];

/// A word that is plain once its look-alikes are folded is no accident of a code page, though some
/// code page will turn any two letters into something: before all others, the first explains the
/// second, unless the second stands elsewhere too.
const FOLDED: (&str, &str) = ("script/homoglyph-in-word", "encoding/mojibake");

/// Rules of one family that see the same damage, the most specific first.
const SPECIFIC: &[&[&str]] = &[
    &[
        "encoding/mojibake",
        "encoding/mojibake-lossy",
        "encoding/c1-control",
        "encoding/control-char",
    ],
    &[
        "encoding/broken-entity",
        "encoding/double-escape",
        "encoding/html-entity",
    ],
    &[
        "script/homoglyph-in-word",
        "script/whole-word-lookalike",
        "script/mixed-script-word",
    ],
    &[
        "names/glossary",
        "names/inflected-name",
        "names/joiner-variant",
        "names/order-flip",
        "names/variant-spelling",
        "names/garbled-name",
    ],
    &[
        "names/acronym-source-form",
        "names/acronym-clash",
        "names/acronym-mismatch",
    ],
    &[
        "repetition/phrase-loop",
        "repetition/oscillation",
        "repetition/doubled-word",
    ],
    &[
        "repetition/duplicate-block",
        "repetition/duplicate-sentence",
    ],
    &["typography/double-punct", "typography/orphan-quote"],
    &[
        "residue/tokenizer-piece",
        "typography/detok-scar",
        "typography/space-before-punct",
    ],
    &[
        "residue/inserted-block",
        "residue/breadcrumb",
        "residue/related-link",
        "residue/web-chrome",
    ],
];

/// Takes out the flags that another flag explains. `flags` are sorted by field and offset.
pub(super) fn resolve(flags: &mut Vec<Flag>, doc: &Document) {
    if flags.len() < 2 {
        return;
    }
    prefer_folded(flags);
    let mut order: Vec<usize> = (0..flags.len()).collect();
    let mut explained = vec![false; flags.len()];
    order.sort_by_key(|&i| (flags[i].field, flags[i].span.start));
    let reach: Vec<Range<usize>> = flags.iter().map(|flag| reach(flag, doc)).collect();
    let mut rules: Vec<(&str, Vec<usize>)> = Vec::new();
    for &i in &order {
        match rules.iter_mut().find(|(rule, _)| *rule == flags[i].rule) {
            Some((_, members)) => members.push(i),
            None => rules.push((&flags[i].rule, vec![i])),
        }
    }
    for (winner, winners) in &rules {
        for (loser, losers) in &rules {
            let Some(contact) = contact(winner, loser) else {
                continue;
            };
            give_way(flags, &reach, winners, losers, contact, &mut explained);
        }
    }
    let mut at = 0;
    flags.retain(|_| {
        at += 1;
        !explained[at - 1]
    });
}

/// Takes out the accidents of a code page that are words with look-alikes.
fn prefer_folded(flags: &mut Vec<Flag>) {
    let (winner, loser) = FOLDED;
    let folded: Vec<(Field, Range<usize>)> = flags
        .iter()
        .filter(|flag| flag.rule == winner)
        .map(|flag| (flag.field, flag.span.clone()))
        .collect();
    if folded.is_empty() {
        return;
    }
    let is_folded = |flag: &Flag| {
        let (field, span) = (flag.field, &flag.span);
        let before =
            folded.partition_point(|(other, word)| (*other, word.start) <= (field, span.start));
        before.checked_sub(1).is_some_and(|last| {
            let (other, word) = &folded[last];
            *other == field && word.end >= span.end
        })
    };
    let accidents = || flags.iter().filter(|flag| flag.rule == loser);
    if accidents().all(is_folded) {
        flags.retain(|flag| flag.rule != loser);
    }
}

/// How a flag must lie to another to be explained by it.
#[derive(Clone, Copy, PartialEq)]
enum Contact {
    /// Wholly inside its span.
    Inside,
    /// Sharing at least a character.
    Touching,
}

fn contact(winner: &str, loser: &str) -> Option<Contact> {
    if winner == loser {
        return None;
    }
    let place = |chain: &[&str], rule: &str| chain.iter().position(|other| *other == rule);
    let specific = SPECIFIC.iter().any(|chain| {
        place(chain, winner).is_some_and(|a| place(chain, loser).is_some_and(|b| a < b))
    });
    if specific {
        return Some(Contact::Touching);
    }
    let is = |rule: &str, name: &str| {
        rule == name
            || rule
                .split_once('/')
                .is_some_and(|(family, _)| family == name)
    };
    EXPLAINS
        .iter()
        .any(|(by, what)| is(winner, by) && what.iter().any(|name| is(loser, name)))
        .then_some(Contact::Inside)
}

/// The stretch a flag speaks for: its span; for page furniture that makes up most of its line, the
/// whole line.
fn reach(flag: &Flag, doc: &Document) -> Range<usize> {
    if flag.family() != "residue" || flag.field != Field::Text {
        return flag.span.clone();
    }
    let input = doc.input();
    let bytes = input.as_bytes();
    // Only as far as would still leave the span more than half of the line.
    let most = flag.span.len();
    let floor = flag.span.start.saturating_sub(most);
    let ceiling = (flag.span.end + most).min(bytes.len());
    let start = bytes[floor..flag.span.start]
        .iter()
        .rposition(|&b| b == b'\n');
    let end = bytes[flag.span.end..ceiling]
        .iter()
        .position(|&b| b == b'\n');
    let start = start.map(|at| floor + at + 1).or((floor == 0).then_some(0));
    let end = end
        .map(|at| flag.span.end + at)
        .or((ceiling == bytes.len()).then_some(ceiling));
    match (start, end) {
        (Some(start), Some(end)) if (end - start) <= 2 * most => start..end,
        _ => flag.span.clone(),
    }
}

/// Marks the losers that a winner explains: one merge over both lists, each sorted by start.
fn give_way(
    flags: &[Flag],
    reach: &[Range<usize>],
    winners: &[usize],
    losers: &[usize],
    contact: Contact,
    explained: &mut [bool],
) {
    let mut next = 0;
    // The winner that reaches furthest among those that start at or before the loser.
    let mut furthest: Option<(Field, usize)> = None;
    for &loser in losers {
        let (field, span) = (flags[loser].field, &flags[loser].span);
        let latest = match contact {
            Contact::Inside => span.start,
            Contact::Touching => span.end.saturating_sub(1).max(span.start),
        };
        while let Some(&winner) = winners.get(next) {
            if (flags[winner].field, reach[winner].start) > (field, latest) {
                break;
            }
            let end = reach[winner].end;
            furthest = match furthest {
                Some((f, e)) if f == flags[winner].field => Some((f, e.max(end))),
                _ => Some((flags[winner].field, end)),
            };
            next += 1;
        }
        explained[loser] |= furthest.is_some_and(|(f, end)| {
            f == field
                && match contact {
                    Contact::Inside => end >= span.end,
                    Contact::Touching => end > span.start,
                }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flag::{Fingerprint, Severity};

    fn flag(rule: &'static str, span: Range<usize>) -> Flag {
        Flag {
            rule: rule.into(),
            severity: Severity::Minor,
            weight: 1.0,
            confidence: 1.0,
            field: Field::Text,
            span,
            excerpt: String::new(),
            message: "".into(),
            suggestions: Vec::new(),
            related: Vec::new(),
            its_type: "other".into(),
            fingerprint: Fingerprint::default(),
            points_to: Vec::new(),
        }
    }

    fn left(text: &str, mut flags: Vec<Flag>) -> Vec<String> {
        flags.sort_by_key(|flag| flag.span.start);
        resolve(&mut flags, &Document::new(text));
        flags.iter().map(|flag| flag.rule.to_string()).collect()
    }

    #[test]
    fn encoding_damage_explains_what_typography_sees_inside_it_but_not_beside_it() {
        let flags = vec![
            flag("encoding/mojibake", 4..12),
            flag("typography/double-punct", 6..8),
            flag("typography/double-punct", 11..14),
        ];
        let text = "a text of more than fourteen bytes";
        assert_eq!(
            left(text, flags),
            ["encoding/mojibake", "typography/double-punct"]
        );
    }

    #[test]
    fn a_word_of_lookalikes_is_no_accident_of_a_code_page_but_may_lie_in_one() {
        let word = || flag("script/homoglyph-in-word", 6..14);
        let text = "a text of more than fourteen bytes";
        assert_eq!(
            left(text, vec![flag("encoding/mojibake", 6..14), word()]),
            ["script/homoglyph-in-word"]
        );
        assert_eq!(
            left(text, vec![flag("encoding/mojibake", 2..20), word()]),
            ["encoding/mojibake"]
        );
        let (here, there) = (
            flag("encoding/mojibake", 6..14),
            flag("encoding/mojibake", 16..20),
        );
        assert_eq!(
            left(text, vec![here, word(), there]),
            ["encoding/mojibake", "encoding/mojibake"]
        );
    }

    #[test]
    fn the_specific_rule_wins_where_two_touch_whichever_starts_first() {
        let flags = vec![
            flag("residue/web-chrome", 0..9),
            flag("residue/related-link", 5..20),
        ];
        assert_eq!(
            left("some text, some more text", flags),
            ["residue/related-link"]
        );
    }

    #[test]
    fn furniture_explains_the_rest_of_its_line_only() {
        let text = "Share this on ..\nThe talks ended..";
        let flags = vec![
            flag("residue/web-chrome", 0..13),
            flag("typography/double-punct", 14..16),
            flag("typography/double-punct", 32..34),
        ];
        assert_eq!(
            left(text, flags),
            ["residue/web-chrome", "typography/double-punct"]
        );
    }

    #[test]
    fn a_rule_that_its_own_family_explains_does_not_explain_itself() {
        let mark = |at| flag("script/foreign-punctuation", at..at + 3);
        let text = "He left。 Then he came。 Back to us。";
        assert_eq!(left(text, vec![mark(7), mark(24), mark(39)]).len(), 3);
        let run = flag("script/foreign-run", 5..30);
        assert_eq!(
            left(text, vec![run, mark(7), mark(39)]),
            ["script/foreign-run", "script/foreign-punctuation"]
        );
    }

    #[test]
    fn a_damaged_line_that_stands_twice_keeps_both_flags() {
        let flags = vec![
            flag("repetition/duplicate-block", 0..20),
            flag("encoding/html-entity", 3..8),
        ];
        assert_eq!(left("twenty bytes of text and more", flags).len(), 2);
    }
}
