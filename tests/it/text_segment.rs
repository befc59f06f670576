//! Lines, paragraphs, sentences, words and how many count.

use mtflag::text::{Document, Shape};
use proptest::prelude::*;

#[test]
fn every_line_end_ends_a_line() {
    let doc = Document::new("a\nb\r\nc\rd\u{85}e\u{2028}f\u{2029}\n\ng\n");
    let lines: Vec<&str> = doc.lines().iter().map(|l| &doc.text()[l.clone()]).collect();
    assert_eq!(lines, ["a", "b", "c", "d", "e", "f", "", "", "g"]);
    assert!(Document::new("").lines().is_empty());
}

#[test]
fn blank_lines_part_paragraphs() {
    let doc = Document::new("\n one\ntwo\n \u{A0}\nthree\r\r\nfour");
    let found: Vec<&str> = doc
        .paragraphs()
        .iter()
        .map(|p| &doc.text()[p.clone()])
        .collect();
    assert_eq!(found, [" one\ntwo", "three", "four"]);
}

#[test]
fn news_sentences_are_whole() {
    for marked in [
        "He met Gen. Lang.| They spoke.",
        "The U.S. Senate voted.| It was in the U.S.| The vote was close.",
        "J. K. Marsh and George W. Bell left.| So did I.| Then all was calm.",
        "We need vitamin C.| Nobody knew.",
        "On Jan. 5, President Lang came.| See No. 10.",
        "Er kam am 3. Mai 2031.| Dann ging er.",
        "“It ended.”| “Did it?”| he asked—no.",
        "Ушёл А. С. Берёзов.| На ул. Ленина тихо.",
        "他走了。|她也走了！|“真的？”|是。",
        "वह गया।| वह आई।",
        "ذهب.| عاد؟| نعم.",
        "Rate 3.5 p.c. of sales.| Next.",
        "First line|\nsecond line",
    ] {
        let text = marked.replace('|', "");
        let doc = Document::new(text.clone());
        let found: Vec<&str> = doc.sentences().iter().map(|s| &text[s.clone()]).collect();
        let wanted: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(found, wanted);
    }
}

#[test]
fn words_know_their_shape() {
    let doc = Document::new("NATO's McKay said “Été 2031”. See site.example/Path; ǅungla iPhone x");
    let has = |word: &str, shape: Shape| {
        let found = doc.words().iter().find(|w| w.text(doc.text()) == word);
        let found = found.unwrap_or_else(|| panic!("{word} is a word"));
        assert!(found.shape.contains(shape), "{word}: {:?}", found.shape);
        *found
    };
    has(
        "NATO's",
        Shape::CAPITAL | Shape::INNER_UPPER | Shape::LOWER | Shape::FIRST | Shape::ASCII,
    );
    has("McKay", Shape::CAPITAL | Shape::INNER_UPPER | Shape::LOWER);
    assert!(has("Été", Shape::CAPITAL | Shape::LOWER).is_title_case());
    assert!(!has("Été", Shape::LETTER).shape.contains(Shape::ASCII));
    has("2031", Shape::DIGIT);
    has("See", Shape::FIRST);
    has("Path", Shape::MASKED);
    has("ǅungla", Shape::CAPITAL | Shape::LOWER);
    assert!(
        !has("iPhone", Shape::INNER_UPPER)
            .shape
            .contains(Shape::CAPITAL | Shape::MASKED)
    );
    assert!(has("x", Shape::LOWER).is_lower_case());
}

#[test]
fn words_are_counted_as_readers_count_them() {
    for (text, words) in [
        ("", 0),
        ("— … ”", 0),
        ("The envoy's 3.5 tonnes", 4),
        ("总统今天说", 3),
        ("東京タワーです", 4),
        ("Tシャツ", 3),
        ("รัฐบาลไทย", 2),
        ("ລັດຖະບານ ២០២៤", 3),
        ("서울 정부는", 2),
        ("مساء الخير", 2),
    ] {
        assert_eq!(Document::new(text).word_count(), words, "{text}");
    }
}

/// A quadratic step would need minutes for these.
#[test]
fn hostile_texts_cost_no_more_than_their_length() {
    for unit in [
        "a",
        ".",
        ". ",
        ".)",
        ". (",
        "a.",
        "A. B(",
        "A.中(",
        "\u{301}",
        " \u{301}",
        "a:\u{301}",
        "中",
        "。",
        "aя",
        "אa",
        "\r",
        "\u{2028}",
        "👩\u{200D}",
        "🇫",
        "_",
        "ア_",
        "é",
        "( ",
        "  ",
        " \u{AD}",
        "1.",
        "«",
        "Mr. ",
    ] {
        let doc = Document::new(unit.repeat((1 << 18) / unit.len()));
        doc.words();
        doc.paragraphs();
        doc.word_count();
        doc.scripts();
    }
}

proptest! {
    #[test]
    fn segments_lie_in_order_on_boundaries(text in "[aB .!?\n\r\u{85}\u{2028}\"\u{201D}中。é\u{301}א1]{0,40}") {
        let doc = Document::new(text.clone());
        let words: Vec<_> = doc.words().iter().map(mtflag::text::Word::range).collect();
        for spans in [doc.lines(), doc.sentences(), doc.paragraphs(), &words] {
            let mut end = 0;
            for span in spans {
                prop_assert!(end <= span.start && span.start <= span.end);
                prop_assert!(text.get(span.clone()).is_some());
                end = span.end;
            }
        }
        for sentence in doc.sentences() {
            let sentence = &text[sentence.clone()];
            prop_assert_eq!(sentence.trim(), sentence);
            let line_end = sentence.contains(['\n', '\r', '\u{85}']);
            prop_assert!(!sentence.is_empty() && !line_end);
        }
    }
}
