//! # What it finds
//! The two halves of a UTF-16 surrogate pair written out one by one: as escapes (`\ud83d\ude00`), as
//! numeric entities (`&#55357;&#56832;`), or as the CESU-8 bytes of each half read as Latin-1.
//!
//! # Why it points to a broken pipeline
//! A program that counts in UTF-16 units cut a character beyond U+FFFF, mostly an emoji, in two and
//! wrote out both halves. Neither half is a character.
//!
//! # Known false alarms
//! Lessons on Unicode; lines that speak of code stay silent.

use memchr::memmem;

use super::entities::{Entities, Form};
use super::escape_run::cesu;
use super::escapes::Escapes;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/surrogate",
    its_type: "characters",
    summary: "halves of a surrogate pair are written out",
    trigger: Facts::BACKSLASH
        .union(Facts::PERCENT)
        .union(Facts::AMP)
        .union(Facts::LATIN_EXTENDED)
        .union(Facts::DIGIT),
    on_title: true,
    confidence: 0.98,
    flagged: &[
        flagged(r"⟦\ud83d\ude00⟧ fans cheered.").fix("😀"),
        flagged("Болельщики ⟦&#55357;&#56832;⟧ рады").fix("😀"),
        flagged("fans ⟦í\u{A0}½í¸\u{80}⟧ cheered").fix("😀"),
        flagged("fans ⟦ud83dude00⟧ cheered").fix("😀"),
        flagged(r"one half \ud83 of ⟦\ud83d⟧ it"),
    ],
    clean: &[
        clean("The fans 😀 cheered.").silent(),
        clean("El país y la tía, aquí está."),
        clean(r"In JavaScript \ud83d\ude00 is one sign."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for escape in doc.view::<Escapes>().as_slice().iter().filter(|e| e.halves) {
        report(doc, sink, escape.span.clone(), escape.text.as_deref());
    }
    if doc.facts().intersects(Facts::AMP) {
        for entity in doc.view::<Entities>().of(Form::Surrogates) {
            let text = Some(entity.text.as_str()).filter(|text| !text.is_empty());
            report(doc, sink, entity.span.clone(), text);
        }
    }
    if doc.facts().intersects(Facts::LATIN_EXTENDED) {
        for at in memmem::find_iter(doc.text().as_bytes(), "í") {
            if let Some((end, text)) = bytes_of_halves(doc.text(), at) {
                report(doc, sink, at..end, Some(&text));
            }
        }
    }
}

/// Six characters that are the bytes of two halves.
fn bytes_of_halves(text: &str, at: usize) -> Option<(usize, String)> {
    let mut bytes = [0; 6];
    let mut end = at;
    let mut chars = text[at..].chars();
    for (place, byte) in bytes.iter_mut().enumerate() {
        let character = chars.next()?;
        *byte = latin_byte(character)?;
        // Spanish is full of í: look no further than its neighbour.
        if place == 1 && !(0xA0..=0xAF).contains(byte) {
            return None;
        }
        end += character.len_utf8();
    }
    cesu(&bytes).map(|text| (end, text))
}

/// The byte that ISO 8859-1 or windows-1252 writes for `character`.
fn latin_byte(character: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(character)) {
        return Some(byte);
    }
    (0x80..=0x9F)
        .find(|&byte| super::entity_reference::decode(byte) == Some(character))
        .map(|b| b as u8)
}

fn report(doc: &Document, sink: &mut Sink, span: std::ops::Range<usize>, text: Option<&str>) {
    let code = &doc.text()[span.clone()];
    sink.report(match text {
        Some(text) => {
            Finding::new(span, format!("{code} is {text}, written in two halves.")).exact(text)
        }
        None => Finding::new(span, format!("{code} is half a character.")),
    });
}
