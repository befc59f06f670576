//! # What it finds
//! Pieces of a translation model's own vocabulary: special tokens (`<unk>`, `</s>`, `[UNK]`,
//! `<|endoftext|>`, `<extra_id_0>`), subword marks (`play@@ ing`, `▁the`, `play ##ed`, `Ġthe`), split
//! marks (`@-@`) and `SentencePiece`'s sign for the unknown (`⁇`).
//!
//! # Why it points to a broken pipeline
//! Models work on pieces of words. Only a missing or failed last step lets the pieces out, so this is
//! machine output as raw as it gets.
//!
//! # Known false alarms
//! Handles (`@user`), languages (`C#`), Maltese Ġ and block graphics are told apart by what stands
//! around them; stories about language models are left alone.

use std::ops::Range;

use memchr::memmem;

use crate::flag::Severity;
use crate::rules::code_talk::CodeTalk;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::{Document, Facts};

/// The rule.
pub const RULE: Rule = Rule {
    id: "residue/tokenizer-piece",
    severity: Severity::Major,
    its_type: "markup",
    summary: "a token of a translation model is left in the text",
    trigger: Facts::ANGLE
        .union(Facts::AMP)
        .union(Facts::BRACKET)
        .union(Facts::AT)
        .union(Facts::HASH)
        .union(Facts::LATIN_EXTENDED)
        .union(Facts::SYMBOLS)
        .union(Facts::GENERAL_PUNCTUATION)
        .union(Facts::FULLWIDTH),
    on_title: true,
    confidence: 0.96,
    flagged: &[
        flagged("The ⟦<unk>⟧ minister left.⟦</s>⟧"),
        flagged("They were play⟦@@ ⟧ing a well ⟦@-@⟧ known game.").fix(""),
        flagged("⟦▁⟧the⟦▁⟧envoy left").fix(""),
        flagged("он play ⟦##⟧ed тут ⟦⁇⟧ и ⟦[UNK]⟧"),
        flagged("⟦<|endoftext|>⟧ and ⟦<extra_id_0>⟧ and ⟦&lt;unk&gt;⟧"),
        flagged("the⟦Ġ⟧envoy⟦Ġ⟧left⟦Ġ⟧today").fix(" "),
    ],
    clean: &[
        clean("Write to @user or learn C# and F# ## not").silent(),
        clean("Il-President Ġorġ Ġalea u Ġanni Ġew il-bieraħ."),
        clean("The line ▁▂▃▄ shows growth; a@b.example; [SEP] 2024"),
        clean("The tokenizer of the model writes <unk> for rare words."),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let (text, facts) = (doc.text(), doc.facts());
    let mut found: Vec<(Range<usize>, Option<&'static str>)> = Vec::new();
    if facts.intersects(Facts::ANGLE) {
        each(text, "<", |at| angled(text, at), &mut found);
    }
    if facts.intersects(Facts::AMP) {
        for token in ["&lt;unk&gt;", "&lt;pad&gt;", "&lt;s&gt;", "&lt;/s&gt;"] {
            each(
                text,
                token,
                |at| Some((at..at + token.len(), None)),
                &mut found,
            );
        }
    }
    if facts.intersects(Facts::BRACKET) {
        for token in ["[UNK]", "[CLS]", "[MASK]", "[PAD]", "[EOS]", "[BOS]"] {
            each(
                text,
                token,
                |at| Some((at..at + token.len(), None)),
                &mut found,
            );
        }
    }
    if facts.intersects(Facts::AT) {
        each(text, "@@", |at| byte_pair_joint(text, at), &mut found);
        for (token, mark) in [("@-@", "-"), ("@.@", "."), ("@,@", ","), ("@/@", "/")] {
            each(
                text,
                token,
                |at| Some((at..at + token.len(), Some(mark))),
                &mut found,
            );
        }
    }
    if facts.intersects(Facts::HASH) {
        each(text, "##", |at| word_piece(text, at), &mut found);
    }
    if facts.intersects(Facts::SYMBOLS) {
        each(text, "▁", |at| piece_start(text, at, '▁'), &mut found);
    }
    if facts.intersects(Facts::LATIN_EXTENDED) && is_byte_level(text) {
        each(text, "Ġ", |at| piece_start(text, at, 'Ġ'), &mut found);
    }
    if facts.intersects(Facts::GENERAL_PUNCTUATION) {
        each(text, "⁇", |at| Some((at..at + "⁇".len(), None)), &mut found);
    }
    if facts.intersects(Facts::FULLWIDTH) {
        each(
            text,
            "￭",
            |at| Some((at..at + "￭".len(), Some(""))),
            &mut found,
        );
    }
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|(span, _)| (span.start, span.end));
    let talk = doc.view::<CodeTalk>();
    for (span, repair) in found {
        if sink.stopped() {
            return;
        }
        if talk.is_about(&span) || doc.masks().touches(&span) {
            continue;
        }
        let token = text[span.clone()].trim();
        let message = format!("{token} is a token of a translation model, not text.");
        let finding = Finding::new(span, message);
        sink.report(match repair {
            Some(repair) => finding.likely(repair),
            None => finding,
        });
    }
}

type Found = (Range<usize>, Option<&'static str>);

fn each(text: &str, mark: &str, read: impl Fn(usize) -> Option<Found>, found: &mut Vec<Found>) {
    found.extend(memmem::find_iter(text.as_bytes(), mark).filter_map(read));
}

/// `<unk>`, `</s>`, `<extra_id_3>`, `<|im_start|>`, `<0x0A>`.
fn angled(text: &str, at: usize) -> Option<Found> {
    let inside = &text[at + 1..];
    let end = inside.bytes().take(40).position(|b| b == b'>')?;
    let name = &inside[..end];
    let piped = name.len() > 2 && name.starts_with('|') && name.ends_with('|');
    let numbered = |head: &str| {
        name.strip_prefix(head)
            .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let known = matches!(
        name,
        "unk"
            | "UNK"
            | "s"
            | "/s"
            | "pad"
            | "PAD"
            | "eos"
            | "EOS"
            | "bos"
            | "BOS"
            | "mask"
            | "/w"
            | "sep"
            | "cls"
    ) || piped
        || numbered("extra_id_")
        || numbered("0x");
    // A pair of `<s>` is HTML's strike-through.
    let struck = name == "/s"
        && memmem::rfind(&text.as_bytes()[at.saturating_sub(300)..at], b"<s>").is_some()
        && !text[at + 4..].trim_start().is_empty();
    (known && !struck).then(|| (at..at + end + 2, None))
}

/// `play@@ ing`: the joint with the blank behind it goes.
fn byte_pair_joint(text: &str, at: usize) -> Option<Found> {
    let letter_before = text[..at].ends_with(char::is_alphanumeric);
    let rest = &text[at + 2..];
    if letter_before
        && rest
            .strip_prefix(' ')
            .is_some_and(|r| r.starts_with(char::is_alphanumeric))
    {
        return Some((at..at + 3, Some("")));
    }
    let joined = text[..at].ends_with(' ') && rest.starts_with(char::is_alphanumeric);
    joined.then(|| (at..at + 2, None))
}

/// `play ##ed`: lower case behind, a word before.
fn word_piece(text: &str, at: usize) -> Option<Found> {
    let word_before = text[..at]
        .strip_suffix(' ')
        .is_some_and(|head| head.ends_with(char::is_alphanumeric));
    let piece = text[at + 2..].chars().next()?;
    let letters = text[at + 2..]
        .split(|c: char| !c.is_alphanumeric())
        .next()?
        .chars()
        .count();
    (word_before && piece.is_lowercase() && letters <= 8).then(|| (at..at + 2, None))
}

/// `▁the`: a mark for the blank before a word.
fn piece_start(text: &str, at: usize, mark: char) -> Option<Found> {
    let end = at + mark.len_utf8();
    let starts = text[end..].starts_with(char::is_alphanumeric);
    let parted = text[..at].ends_with(|c: char| !c.is_whitespace());
    starts.then_some((at..end, Some(if parted { " " } else { "" })))
}

/// Ġ is the blank of byte-level vocabularies when words are glued with it: Maltese begins words so.
fn is_byte_level(text: &str) -> bool {
    let glued = memmem::find_iter(text.as_bytes(), "Ġ")
        .filter(|&at| text[..at].ends_with(|c: char| c.is_lowercase() || matches!(c, '.' | ',')))
        .take(2);
    glued.count() >= 2
}
