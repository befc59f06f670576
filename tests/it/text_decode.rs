//! Bytes become text, and what was done is told.

use mtflag::text::{Decoded, Reason};
use proptest::prelude::*;

#[test]
fn charsets_are_found_and_named() {
    let utf16 = |text: &str, big: bool| -> Vec<u8> {
        let bytes = |unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    };
    let utf32 = |text: &str| -> Vec<u8> {
        text.chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect()
    };
    let russian = "Переговоры закончились вечером, сообщил министр. Их продолжат завтра утром.";
    let (koi8, _, _) = encoding_rs::KOI8_R.encode(russian);
    let (cp1251, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
    let japanese = "会談は夜に終わったと大臣が述べた。明日の朝も続く予定だ。";
    let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode(japanese);
    let plain = "Zoë said so.";
    for (bytes, declared, text, charset, reason, bom) in [
        (
            plain.as_bytes().to_vec(),
            "",
            plain,
            "UTF-8",
            Reason::Utf8,
            false,
        ),
        (
            b"\xEF\xBB\xBFZo\xC3\xAB".to_vec(),
            "windows-1252",
            "Zoë",
            "UTF-8",
            Reason::ByteOrderMark,
            true,
        ),
        (
            utf16(&format!("\u{FEFF}{plain}"), false),
            "",
            plain,
            "UTF-16LE",
            Reason::ByteOrderMark,
            true,
        ),
        (
            utf16(&format!("\u{FEFF}{plain}"), true),
            "",
            plain,
            "UTF-16BE",
            Reason::ByteOrderMark,
            true,
        ),
        (
            utf16(russian, false),
            "",
            russian,
            "UTF-16LE",
            Reason::Guessed,
            false,
        ),
        (
            utf16(russian, true),
            "",
            russian,
            "UTF-16BE",
            Reason::Guessed,
            false,
        ),
        (
            utf32(&format!("\u{FEFF}{plain}")),
            "",
            plain,
            "UTF-32LE",
            Reason::ByteOrderMark,
            true,
        ),
        (
            b"Zo\xEB said so.".to_vec(),
            "latin1",
            plain,
            "windows-1252",
            Reason::Declared,
            false,
        ),
        (koi8.to_vec(), "", russian, "KOI8-U", Reason::Guessed, false),
        (
            cp1251.to_vec(),
            "",
            russian,
            "windows-1251",
            Reason::Guessed,
            false,
        ),
        (
            sjis.to_vec(),
            "",
            japanese,
            "Shift_JIS",
            Reason::Guessed,
            false,
        ),
        (
            b"\x1B$B2qCL\x1B(B".to_vec(),
            "",
            "会談",
            "ISO-2022-JP",
            Reason::Guessed,
            false,
        ),
        (Vec::new(), "", "", "UTF-8", Reason::Utf8, false),
    ] {
        let decoded = Decoded::from_bytes(&bytes, declared).expect("a known charset");
        assert_eq!(decoded.text, text);
        let decoding = decoded.decoding;
        assert_eq!(
            (&*decoding.charset, decoding.reason, decoding.bom),
            (charset, reason, bom),
            "{text}"
        );
        assert_eq!(decoding.malformed, 0, "{text}");
    }
}

#[test]
fn malformed_sequences_are_counted_one_by_one() {
    let damaged = "Été à Zürich, où l’été naît: é".as_bytes();
    let bytes = [damaged, b"\xFF", damaged, b"\xC3"].concat();
    let decoded = Decoded::from_bytes(&bytes, "").expect("no charset declared");
    assert_eq!(decoded.decoding.charset, "UTF-8");
    assert_eq!(decoded.decoding.reason, Reason::Guessed);
    assert_eq!(decoded.decoding.malformed, 2);
    assert_eq!(decoded.text.matches('\u{FFFD}').count(), 2);
    let declared = Decoded::from_bytes(b"a\xFFb\xFE\xFE", "utf-8").expect("UTF-8 is known");
    assert_eq!(declared.decoding.malformed, 3);
}

#[test]
fn labels_nobody_knows_are_refused() {
    for label in ["utf-9", "replacement", "hz-gb-2312"] {
        let refused = Decoded::from_bytes(b"text", label).expect_err("no such charset");
        assert!(refused.to_string().contains(label));
    }
}

proptest! {
    #[test]
    fn any_bytes_become_text(bytes in prop::collection::vec(any::<u8>(), 0..300), label in 0..6_usize) {
        let label = ["", "utf-8", "utf-16", "gbk", "iso-2022-jp", "windows-1253"][label];
        let decoded = Decoded::from_bytes(&bytes, label).expect("a known charset");
        let marks = decoded.text.matches('\u{FFFD}').count();
        prop_assert!(decoded.decoding.malformed <= marks);
        prop_assert!(bytes.is_empty() || decoded.decoding.bom || !decoded.text.is_empty());
    }

    #[test]
    fn text_reads_as_itself(text in "\\PC{0,60}") {
        let decoded = Decoded::from_bytes(text.as_bytes(), "").expect("no charset declared");
        prop_assert_eq!(decoded.text, text);
    }
}
