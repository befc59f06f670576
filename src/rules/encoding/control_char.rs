//! # What it finds
//! C0 control characters and DEL in text, other than tab and line ends.
//!
//! # Why it points to a broken pipeline
//! No keyboard writes them. They come from word processors and PDF (cell marks, optional hyphens),
//! from transmission codes of news wires, and from characters cut to their low byte: U+2019 becomes
//! U+0019.
//!
//! # Known false alarms
//! Page breaks (U+000C) between the pages of an honest plain-text file.

use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "encoding/control-char",
    its_type: "characters",
    summary: "a control character stands in the text",
    trigger: Facts::CONTROL,
    on_title: true,
    confidence: 0.98,
    flagged: &[
        flagged("He ta⟦\u{8}⟧lks today.").fix(""),
        flagged("the envoy⟦\u{19}⟧s car").fix("\u{2019}"),
        flagged("Он сказал⟦\u{1}\u{2}⟧ это").fix(""),
        flagged("one⟦\u{B}⟧two").fix("\n"),
    ],
    clean: &[
        clean("Name\tGoals\r\nAdeyemi\t3").silent(),
        clean("Erste Seite.\n\u{C}\nZweite Seite."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && !sink.stopped() {
        // Short stretches, so that a long clean text can be stopped.
        let stretch = &bytes[at..bytes.len().min(at + 65_536)];
        let Some(offset) = stretch.iter().position(|&b| is_control(b)) else {
            at += stretch.len();
            continue;
        };
        let start = at + offset;
        let length = bytes[start..]
            .iter()
            .take_while(|&&b| is_control(b))
            .count();
        at = start + length;
        if bytes[start] == 0x0C && is_page_break(text, start, at) {
            continue;
        }
        report(text, start..at, sink);
    }
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7F
}

fn is_page_break(text: &str, start: usize, end: usize) -> bool {
    text[..start].ends_with('\n') || text[end..].starts_with(['\n', '\r'])
}

fn report(text: &str, span: std::ops::Range<usize>, sink: &mut Sink) {
    let code = text.as_bytes()[span.start];
    let single = span.len() == 1;
    let message = if single {
        format!("An invisible control character (U+{code:04X}) stands here.")
    } else {
        format!("{} invisible control characters stand here.", span.len())
    };
    let between_letters = text[..span.start].ends_with(char::is_alphanumeric)
        && text[span.end..].starts_with(char::is_alphanumeric);
    let finding = Finding::new(span, message);
    sink.report(match code {
        0x0B if single => finding.likely("\n"),
        // The low bytes of the general punctuation that text is full of.
        0x13 | 0x14 | 0x18 | 0x1C | 0x1D if single => finding.likely(general_punctuation(code)),
        0x19 if single && between_letters => finding.likely(general_punctuation(code)),
        _ => finding.exact(""),
    });
}

fn general_punctuation(low_byte: u8) -> String {
    char::from_u32(0x2000 | u32::from(low_byte))
        .map(String::from)
        .unwrap_or_default()
}
