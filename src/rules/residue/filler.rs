//! # What it finds
//! Text that only fills space: lorem ipsum, keyboard runs (`asdf asdf`), test strings (`test test
//! 123`), instructions to type something.
//!
//! # Why it points to a broken pipeline
//! A template or a test entry was published, or scraped, together with the article.
//!
//! # Known false alarms
//! Stories about typesetting name lorem ipsum: in quotation marks, or without its next words, it is
//! left alone.

use std::ops::Range;

use memchr::memmem;

use crate::rules::code_talk::CodeTalk;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/filler",
    its_type: "non-conformance",
    summary: "filler text or a test string stands in the article",
    on_title: true,
    confidence: 0.95,
    flagged: &[
        flagged("The envoy left. ⟦Lorem ipsum dolor sit amet, consectetur adipiscing elit.⟧"),
        flagged("彼は去った。⟦lorem ipsum dolor⟧\n終わり"),
        flagged("⟦asdf asdf asdfasdf⟧\nThe envoy left."),
        flagged("⟦Test test 123⟧\n\nLe sommet a commencé."),
        flagged("Заголовок\n⟦Type your text here⟧"),
    ],
    clean: &[
        clean("\"Lorem ipsum\" is the dummy text printers have used for ages.").silent(),
        clean("The story of “lorem ipsum dolor sit amet” begins with Cicero."),
        clean("The test, test after test, took 123 days."),
        clean("He typed asdf and left."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut done = 0;
    for at in memmem::find_iter(bytes, "orem ipsum") {
        if at >= done
            && let Some(span) = lorem(text, at)
        {
            done = span.end;
            found.push(span);
        }
    }
    done = 0;
    for at in memmem::find_iter(bytes, "asdf") {
        if at >= done
            && let Some(span) = keyboard_run(text, at)
        {
            done = span.end;
            found.push(span);
        }
    }
    for line in doc
        .lines()
        .iter()
        .filter(|line| SHORTEST_TEST <= line.len() && line.len() <= 60)
    {
        if sink.stopped() {
            return;
        }
        let content = text[line.clone()].trim();
        if is_test(content) {
            let start =
                line.start + text[line.clone()].len() - text[line.clone()].trim_start().len();
            found.push(start..start + content.len());
        }
    }
    if found.is_empty() {
        return;
    }
    let talk = doc.view::<CodeTalk>();
    for span in found.into_iter().filter(|span| !talk.is_about(span)) {
        sink.report(Finding::new(span, "Filler text stands here instead of news.").likely(""));
    }
}

/// `test test`
const SHORTEST_TEST: usize = 9;

/// The words that the printers' filler is made of (Cicero, De finibus, cut up).
const LOREM: &[&str] = &[
    "lorem",
    "ipsum",
    "dolor",
    "sit",
    "amet",
    "consectetur",
    "consectetuer",
    "adipiscing",
    "adipisicing",
    "elit",
    "sed",
    "do",
    "eiusmod",
    "tempor",
    "incididunt",
    "ut",
    "labore",
    "et",
    "dolore",
    "magna",
    "aliqua",
    "aliquam",
    "enim",
    "ad",
    "minim",
    "veniam",
    "quis",
    "nostrud",
    "exercitation",
    "ullamco",
    "laboris",
    "nisi",
    "aliquip",
    "ex",
    "ea",
    "commodo",
    "consequat",
    "duis",
    "aute",
    "irure",
    "in",
    "reprehenderit",
    "voluptate",
    "velit",
    "esse",
    "cillum",
    "eu",
    "fugiat",
    "nulla",
    "pariatur",
    "excepteur",
    "sint",
    "occaecat",
    "cupidatat",
    "non",
    "proident",
    "sunt",
    "culpa",
    "qui",
    "officia",
    "deserunt",
    "mollit",
    "anim",
    "id",
    "est",
    "laborum",
    "diam",
    "nonummy",
    "nibh",
    "euismod",
    "tincidunt",
    "laoreet",
    "erat",
    "volutpat",
    "wisi",
    "vestibulum",
    "maecenas",
    "praesent",
    "pellentesque",
    "vivamus",
    "donec",
    "mauris",
    "nullam",
];

/// The filler around the `orem ipsum` at `at`, when it goes on as filler does.
fn lorem(text: &str, at: usize) -> Option<Range<usize>> {
    let start = at
        .checked_sub(1)
        .filter(|&start| matches!(text.as_bytes()[start], b'l' | b'L'))?;
    let quoted = text[..start].ends_with(['"', '“', '«', '„', '‘', '\'', '”', '「', '‚']);
    if quoted {
        return None;
    }
    let mut end = start;
    let mut words = 0;
    for word in text[start..].split_inclusive(|c: char| !c.is_ascii_alphabetic()) {
        let letters = word.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
        let filler = LOREM.contains(&letters.to_ascii_lowercase().as_str());
        if !filler && !letters.is_empty() || letters.is_empty() && word.contains('\n') {
            break;
        }
        if filler {
            words += 1;
            end = text.len() - text[start..].len()
                + (word.as_ptr() as usize - text[start..].as_ptr() as usize)
                + letters.len();
        }
    }
    let closed = text[end..].starts_with('.');
    (words >= 3).then_some(start..end + usize::from(closed))
}

/// `asdf asdf`, `asdfasdf`: the keys under the left hand twice and more.
fn keyboard_run(text: &str, at: usize) -> Option<Range<usize>> {
    let mut end = at;
    let mut count = 0;
    loop {
        let rest = &text[end..];
        let next = rest.strip_prefix(' ').filter(|_| count > 0).unwrap_or(rest);
        if !next.starts_with("asdf") {
            break;
        }
        count += 1;
        end = text.len() - next.len() + 4;
    }
    (count >= 2).then_some(at..end)
}

/// Lines that only try the system out, or ask for a text.
fn is_test(line: &str) -> bool {
    const LINES: &[&str] = &[
        "type your text here",
        "your text here",
        "insert text here",
        "enter text here",
        "sample text",
        "dummy text",
        "test article",
        "this is a test article",
        "ダミーテキスト",
        "текст для примера",
        "texto de ejemplo",
        "texto de exemplo",
        "texte d'exemple",
        "beispieltext",
        "在此输入文字",
        "测试文章",
        "测试测试",
    ];
    if !line.starts_with(|c: char| c.is_alphabetic()) {
        return false;
    }
    let head = line.as_bytes()[0].to_ascii_lowercase();
    if head == b't'
        && line
            .get(..4)
            .is_some_and(|w| w.eq_ignore_ascii_case("test"))
    {
        let mut words = 0;
        let only_test = line.split_ascii_whitespace().all(|word| {
            words += 1;
            let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
            word.eq_ignore_ascii_case("test") || word.bytes().all(|b| b.is_ascii_digit())
        });
        if only_test && words >= 2 && line.to_ascii_lowercase().matches("test").count() >= 2 {
            return true;
        }
    }
    let plain = line.trim_end_matches(['.', '…', ':', '!']);
    LINES.iter().any(|known| known.eq_ignore_ascii_case(plain))
}
