//! Chinese sentences in a Japanese article, which no letter model tells: they hold no kana.

use std::ops::Range;

use super::passages::Passage;
use crate::text::Document;

/// Characters that Chinese cannot do without and Japanese, since its reform of 1946, does.
const CHINESE: &str = "這这們们讓让很也還还嗎吗你她沒說说對对來從从并";

/// The sentences of a Japanese text that are Chinese.
pub(super) fn chinese(doc: &Document) -> Vec<Passage> {
    let sentences = doc.sentences().iter();
    sentences
        .filter_map(|sentence| chinese_in(doc.text(), sentence))
        .collect()
}

/// `sentence`, if it is long, has no kana, and at least two characters that only Chinese uses.
fn chinese_in(text: &str, sentence: &Range<usize>) -> Option<Passage> {
    const LEAST: usize = 12;
    const TELLING: usize = 2;
    let whole = text[sentence.clone()].trim();
    let mut ideographs = 0;
    let mut telling = Vec::new();
    for character in whole.chars() {
        match character {
            // The mark of a long vowel and the middle dot are at home in both.
            '\u{3041}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' => return None,
            '\u{3400}'..='\u{9FFF}' => ideographs += 1,
            _ => continue,
        }
        if CHINESE.contains(character) && telling.len() < TELLING && !telling.contains(&character) {
            telling.push(character);
        }
    }
    if ideographs < LEAST || telling.len() < TELLING {
        return None;
    }
    let start =
        sentence.start + text[sentence.clone()].len() - text[sentence.clone()].trim_start().len();
    Some(Passage {
        span: start..start + whole.len(),
        tag: "zh",
        words: ideographs,
        is_whole: true,
        bits: 60.0,
    })
}
