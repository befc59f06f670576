//! # What it finds
//! Characters that Unicode keeps only for old code pages: fullwidth Latin letters and halfwidth kana
//! outside East Asian text, the ligatures of PDF (`ﬁ`, `ﬂ`), Arabic and Hebrew presentation forms,
//! Han radicals in the place of ideographs. The repair is the plain character (NFKC).
//!
//! # Why it points to a broken pipeline
//! Text was scraped from PDF, where a font's glyphs were read as characters, or went through a legacy
//! code page. Searching and translating such words fails.
//!
//! # Known false alarms
//! Fullwidth letters are at home in Chinese, Japanese and Korean; single-sign ligatures such as ﷺ and
//! ﷲ in Arabic, the pointed forms in Yiddish and Hebrew. They stay silent. Lone fullwidth punctuation
//! is left to the rules on foreign punctuation.

use std::ops::Range;

use memchr::memchr2_iter;
use unicode_normalization::UnicodeNormalization;
use unicode_script::Script;

use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/compat-form",
    its_type: "characters",
    summary: "compatibility characters stand in the place of plain ones",
    trigger: Facts::PRESENTATION
        .union(Facts::FULLWIDTH)
        .union(Facts::RARE),
    on_title: true,
    confidence: 0.96,
    flagged: &[
        flagged("The ⟦ＮＡＴＯ⟧ summit of ⟦２０２４⟧ ended.").fix("NATO"),
        flagged("The of⟦ﬁ⟧cial said so.").fix("fi"),
        flagged("قال ⟦ﻣﺤﻤﺪ⟧ ذلك أمس").fix("محمد"),
        flagged("这是⟦⽂⟧章。").fix("文"),
        flagged("He said ⟦ｶﾅ⟧ once").fix("カナ"),
    ],
    clean: &[
        clean("東京でＮＡＴＯの会議が２０２４年に開かれた。").silent(),
        clean("ｶﾀｶﾅで書く。日本語です。"),
        clean("قال النبي ﷺ والله ﷲ"),
        clean("The word 全角ＡＢＣ is Japanese."),
        clean("Er sagte„ja“， dann ging er。"),
        clean("ייִדיש איז אַ שפּראַך"),
    ],
    check,
    ..Rule::NEW
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Fullwidth,
    Ligature,
    Arabic,
    Radical,
}

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let east_asian = matches!(
        doc.scripts().dominant(),
        Some(Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo)
    );
    let mut run: Option<(Range<usize>, Kind)> = None;
    // The lead bytes of all compatibility characters.
    for at in memchr2_iter(0xE2, 0xEF, text.as_bytes()) {
        let Some(character) = text[at..].chars().next() else {
            continue;
        };
        let Some(kind) = kind_of(character).filter(|&k| !(k == Kind::Fullwidth && east_asian))
        else {
            continue;
        };
        if sink.stopped() {
            return;
        }
        let end = at + character.len_utf8();
        match &mut run {
            Some((span, of)) if span.end == at && *of == kind => span.end = end,
            _ => {
                if let Some((span, kind)) = run.replace((at..end, kind)) {
                    report(text, span, kind, sink);
                }
            }
        }
    }
    if let Some((span, kind)) = run {
        report(text, span, kind, sink);
    }
}

fn kind_of(character: char) -> Option<Kind> {
    Some(match u32::from(character) {
        0xFB00..=0xFB06 | 0xFB13..=0xFB17 => Kind::Ligature,
        // Ornate brackets, and ligatures that are signs of their own, are honest.
        0xFD3E..=0xFD4F | 0xFDCF | 0xFDF0..=0xFDFF => return None,
        0xFB50..=0xFBB1 | 0xFBD3..=0xFDC7 | 0xFE70..=0xFEFC => Kind::Arabic,
        0xFF01..=0xFF5E | 0xFF66..=0xFF9F | 0xFFE0..=0xFFE6 => Kind::Fullwidth,
        0x2F00..=0x2FD5 => Kind::Radical,
        _ => return None,
    })
}

fn report(text: &str, span: Range<usize>, kind: Kind, sink: &mut Sink) {
    let stretch = &text[span.clone()];
    let proves = |c: char| c.is_alphanumeric() || matches!(c, '％' | '＄' | '＆' | '＠' | '￡');
    if kind == Kind::Fullwidth && (!stretch.contains(proves) || is_near_east_asian(text, &span)) {
        return;
    }
    let plain: String = stretch.nfkc().collect();
    let what = match kind {
        Kind::Fullwidth => "a fullwidth or halfwidth form out of place",
        Kind::Ligature => "a ligature of a typesetting font",
        Kind::Arabic => "the shape of a letter in a font, not the letter",
        Kind::Radical => "a radical that only looks like the ideograph",
    };
    let message = format!("“{stretch}” is {what}; plain text has “{plain}”.");
    sink.report(Finding::new(span, message).exact(plain));
}

/// Whether the word belongs to an East Asian stretch of the line.
fn is_near_east_asian(text: &str, span: &Range<usize>) -> bool {
    let is_east_asian =
        |c: char| matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7A3);
    let line = |c: &char| *c != '\n';
    let before = text[..span.start].chars().rev().take_while(line).take(12);
    let behind = text[span.end..].chars().take_while(line).take(12);
    before.chain(behind).any(is_east_asian)
}
