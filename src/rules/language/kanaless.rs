//! Chinese sentences in a Japanese article, which no letter model tells: they hold no kana.

use std::ops::Range;

use encoding_rs::SHIFT_JIS;

use super::passages::Passage;
use crate::text::Document;

/// Characters that Chinese cannot do without and Japanese, since its reform of 1946, does: particles,
/// and the traditional forms of those that the reform made simpler.
const CHINESE: &str = "這們讓很也還嗎你她沒說對來從并會學體國應變當發點實數與關專圖經單擊廣價氣戰爭將總縣萬寫\
    隨歲歷藝處邊廳據擔轉輕圓區醫壓營衛擴廢賣聽續團檢驗險勞靈獨濟榮樂藥號權歸舊劇嚴縱殘殺讀顯雙傳兩";

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
        let is_chinese = CHINESE.contains(character) || !is_written_in_japan(character);
        if is_chinese && telling.len() < TELLING && !telling.contains(&character) {
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

/// Whether the Japanese character set JIS X 0208 has an ideograph: what China made simpler it has
/// not.
fn is_written_in_japan(character: char) -> bool {
    let mut bytes = [0; 4];
    let (_, _, is_unknown) = SHIFT_JIS.encode(character.encode_utf8(&mut bytes));
    !is_unknown || !matches!(character, '\u{4E00}'..='\u{9FFF}')
}
