//! # What it finds
//! Letters written as base and combining mark (NFD) where Unicode has one composed letter: each of
//! them in a text that otherwise uses composed letters; one flag with a count where a text is written
//! that way throughout.
//!
//! # Why it points to a broken pipeline
//! Web text is composed (NFC). A decomposed letter in it was pasted from a file name of macOS, from a
//! PDF or another system, and neither search nor spelling check finds its word.
//!
//! # Known false alarms
//! Texts in a language that has letters without a composed form (Yoruba, many languages of Africa and
//! the Americas) are silent: marks are typed there by hand.
//! A whole text in NFD is consistent, so it costs nothing: the flag is neutral.

use std::ops::Range;

use unicode_normalization::char::compose;

use crate::flag::Severity;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/decomposed",
    severity: Severity::Neutral,
    its_type: "characters",
    summary: "a letter is written as base and combining mark",
    trigger: Facts::MARKS
        .union(Facts::ARABIC)
        .union(Facts::KANA)
        .union(Facts::ASIAN),
    on_title: true,
    confidence: 0.97,
    flagged: &[
        flagged("Un café, un thé, un pré, l’été, la fée, le ⟦e\u{301}⟧cu.").fix("é"),
        flagged("Ёлка, ёж, Йод и йога; мо⟦и\u{306}⟧ дом.").fix("й"),
        flagged("ガス、ギター、⟦カ\u{3099}⟧ラス").fix("ガ"),
    ],
    clean: &[
        clean("Ọmọ náà ń lọ, ó sì ní ẹ̀kọ́ púpọ̀.").silent(),
        clean("हिन्दी में क़लम और ज़मीन"),
        clean("Café, thé, pré.").silent(),
        clean("Nǐ ɔ̃ dɔ e\u{301} wa."),
    ],
    check,
    ..Rule::NEW
};

/// Where a text has so many that they are its habit.
const HABIT: usize = 5;

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let mut found: Vec<(Range<usize>, char)> = Vec::new();
    let mut count = 0;
    let mut composed = 0;
    let mut unavoidable = 0;
    let mut base: Option<(usize, char)> = None;
    for (at, character) in text.char_indices() {
        if character < '\u{300}' {
            composed += usize::from(character >= '\u{C0}');
            base = Some((at, character));
            continue;
        }
        if at & 0xFFFF < 4 && sink.stopped() {
            return;
        }
        let whole = base
            .filter(|_| may_compose(character))
            .and_then(|(start, letter)| Some((start, compose(letter, character)?)));
        if let Some((start, letter)) = whole {
            count += 1;
            if found.len() <= HABIT {
                found.push((start..at + character.len_utf8(), letter));
            }
            base = None;
        } else {
            // `й`, `ế`, `ガ`: composed letters of any script count as the other habit.
            composed += usize::from(is_composed(character));
            unavoidable += usize::from(matches!(character, '\u{300}'..='\u{36F}'));
            base = Some((at, character));
        }
    }
    // Who cannot write a language without marks types them everywhere: Yoruba, Ewe, Guarani.
    if unavoidable > 0 {
        return;
    }
    if count > HABIT || count > composed {
        if let Some((span, letter)) = found.into_iter().next() {
            let message = match count {
                1 => String::from("This letter is written as a base and a mark."),
                _ => format!("{count} letters of this text are written as a base and a mark."),
            };
            sink.report(Finding::new(span, message).exact(letter.to_string()));
        }
        return;
    }
    for (span, letter) in found {
        let message = format!("“{letter}” is written as a base and a mark, unlike elsewhere here.");
        sink.report(Finding::new(span, message).exact(letter.to_string()));
    }
}

/// Marks that can be the second part of a composed letter, by block.
fn may_compose(character: char) -> bool {
    matches!(u32::from(character), 0x300..=0x345 | 0x653..=0x655 | 0x9BE..=0x9D7 | 0xB3E..=0xBD7
        | 0xC56 | 0xCC2..=0xD57 | 0xDCA..=0xDDF | 0x102E | 0x1161..=0x11C2 | 0x3099..=0x309A)
}

fn is_composed(character: char) -> bool {
    matches!(u32::from(character), 0x400..=0x45F | 0x1E00..=0x1FFF | 0x304C..=0x30FE | 0xAC00..=0xD7A3)
}
