//! # What it finds
//! A mark of punctuation that only another script uses, between words of this one: the Arabic
//! comma in `Tripoli، and`, the ideographic full stop in `He said。`.
//!
//! # Why it points to a broken pipeline
//! The words were translated, the marks of the source were copied.
//!
//! # Known false alarms
//! The same marks inside a quotation or a name in their own script are at home there.

use unicode_script::{Script, UnicodeScript};

use super::mixed::home;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "script/foreign-punctuation",
    its_type: "characters",
    summary: "punctuation of another script between words of this one",
    trigger: Facts::ARABIC
        .union(Facts::CJK_PUNCTUATION)
        .union(Facts::FULLWIDTH)
        .union(Facts::ASIAN)
        .union(Facts::ARMENIAN),
    on_title: true,
    confidence: 0.93,
    flagged: &[
        flagged("They left Sabha⟦،⟧ and nobody followed.").fix(","),
        flagged("He said so⟦。⟧ Then he left.").fix("."),
        flagged("Он ушёл⟦।⟧ Никто не знал.").fix("."),
    ],
    clean: &[
        clean("They read «نعم، والآن» on the wall."),
        clean("他来自London、Paris和Rome。"),
        clean("الوكالة قالت Reuters، ثم أضافت."),
        clean("कंपनी ISRO। फिर शाम हुई।"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let bytes = text.as_bytes();
    let home_script = home(doc);
    // The script of the last letter before `read`.
    let (mut before, mut read) = (None, 0);
    let mut polled = 0;
    let leads = bytes.iter().enumerate();
    for (at, _) in leads.filter(|(_, byte)| LEADS[usize::from(**byte)]) {
        if at - polled > 1 << 16 {
            polled = at;
            if sink.stopped() {
                return;
            }
        }
        let character = may_begin(&bytes[at..]).then(|| text[at..].chars().next());
        let Some((character, (repair, owns))) =
            character.flatten().and_then(|c| Some((c, mark(c)?)))
        else {
            continue;
        };
        let stranger = |script: Option<Script>| script.is_some_and(|script| !owns(script));
        if !stranger(home_script) {
            continue;
        }
        let letter = text[read..at].chars().rev().find(|c| c.is_alphabetic());
        before = letter.map(|letter| letter.script()).or(before);
        read = at;
        if !stranger(before) || doc.masks().covers(at) {
            continue;
        }
        let end = at + character.len_utf8();
        if next_script(&text[end..]).is_none_or(|script| !owns(script)) {
            let message = format!("The mark “{character}” belongs to another script.");
            let finding = Finding::new(at..end, message);
            sink.report(if repair.is_empty() {
                finding
            } else {
                finding.exact(repair)
            });
        }
    }
}

/// The bytes that the marks begin with.
const LEADS: [bool; 256] = {
    let mut table = [false; 256];
    let leads = b"\xD6\xD8\xDB\xE0\xE1\xE3\xEF";
    let mut n = 0;
    while n < leads.len() {
        table[leads[n] as usize] = true;
        n += 1;
    }
    table
};

/// Whether one of the marks may begin here: whole alphabets share the first byte.
fn may_begin(bytes: &[u8]) -> bool {
    match bytes {
        [0xD8, second, ..] => matches!(second, 0x8C | 0x9B | 0x9F),
        [0xDB, second, ..] => *second == 0x94,
        [0xE0, second, ..] => *second == 0xA5,
        [0xE1, second, ..] => matches!(second, 0x81 | 0x8D | 0x9F),
        [0xE3, second, ..] => *second == 0x80,
        [0xEF, second, ..] => *second == 0xBC,
        _ => true,
    }
}

/// The script of the next letter, looked for on a short stretch.
fn next_script(rest: &str) -> Option<Script> {
    rest.chars()
        .take(40)
        .take_while(|&c| c != '\n')
        .find(|c| c.is_alphabetic())
        .map(|c| c.script())
}

/// Whether a script writes a mark.
type Owns = fn(Script) -> bool;

/// For a mark of some scripts only: its counterpart elsewhere, and whose it is.
fn mark(character: char) -> Option<(&'static str, Owns)> {
    let found: (&str, Owns) = match character {
        '،' => (",", arabic),
        '؛' => (";", arabic),
        '؟' => ("?", arabic),
        '۔' => (".", arabic),
        '。' => (".", east_asian),
        '、' => (",", east_asian),
        '，' => (",", east_asian),
        '！' => ("!", east_asian),
        '？' => ("?", east_asian),
        '：' => (":", east_asian),
        '；' => (";", east_asian),
        '（' => ("(", east_asian),
        '）' => (")", east_asian),
        '「' | '」' | '『' | '』' | '《' | '》' | '【' | '】' => ("", east_asian),
        '।' | '॥' => (".", indic),
        '።' => (".", ethiopic),
        '፣' => (",", ethiopic),
        '։' => (":", armenian),
        '။' => (".", |script| script == Script::Myanmar),
        '។' => (".", |script| script == Script::Khmer),
        _ => return None,
    };
    Some(found)
}

fn arabic(script: Script) -> bool {
    matches!(
        script,
        Script::Arabic
            | Script::Syriac
            | Script::Thaana
            | Script::Nko
            | Script::Hanifi_Rohingya
            | Script::Adlam
    )
}

fn east_asian(script: Script) -> bool {
    matches!(
        script,
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Hangul
            | Script::Bopomofo
            | Script::Yi
            | Script::Mongolian
    )
}

fn indic(script: Script) -> bool {
    !matches!(
        script,
        Script::Latin
            | Script::Cyrillic
            | Script::Greek
            | Script::Hebrew
            | Script::Georgian
            | Script::Armenian
    ) && !arabic(script)
        && !east_asian(script)
}

fn ethiopic(script: Script) -> bool {
    script == Script::Ethiopic
}

fn armenian(script: Script) -> bool {
    matches!(script, Script::Armenian | Script::Georgian)
}
