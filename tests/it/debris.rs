//! The rules on debris of encoding and markup hold out against any text: no panic, spans on
//! character boundaries, linear time, and a certain repair that really repairs.

use std::time::{Duration, Instant};

use mtflag::engine::{Engine, Policy};
use mtflag::flag::{Certainty, Flag};
use mtflag::rules::Stop;
use mtflag::text::{Document, Field};

/// What debris is made of.
const PIECES: &[&str] = &[
    "&",
    "#",
    ";",
    "amp",
    "nbsp",
    "171",
    "8217",
    "x27",
    "lt",
    "gt",
    "quot",
    "&amp;",
    "＆",
    "；",
    "цитата",
    "\\",
    "u0027",
    "ud83d",
    "\\ude00",
    "x92",
    "n",
    "%",
    "D8",
    "B9",
    "=",
    "=C3=A9",
    "=\n",
    "<",
    ">",
    "/",
    "p",
    "br",
    "div",
    "class=\"",
    "\"",
    "'",
    "''",
    "{",
    "}",
    "{{",
    "|",
    "[",
    "]",
    "[/",
    "[[",
    "(",
    ")",
    "](http",
    "**",
    "_",
    "__",
    "VAR",
    "$",
    "@",
    "@@",
    "@-@",
    "##",
    "▁",
    "Ġ",
    "http",
    ":",
    "//",
    "www",
    ".",
    " ",
    "  ",
    "com",
    "\n",
    "lorem ipsum dolor",
    "asdf",
    "test",
    "var x = ",
    "function(",
    "window.",
    "a",
    "é",
    "e\u{301}",
    "ж",
    "ع",
    "中",
    "😀",
    "\u{FEFF}",
    "\u{1}",
    "\u{19}",
    "\u{F0B7}",
    "\u{FFFF}",
    "ﬁ",
    "Ａ",
    "í\u{A0}½",
    "undefined",
    "-->",
    "<!--",
];

#[test]
fn certain_repairs_of_debris_make_their_flag_vanish() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |bound: usize| {
        // xorshift64*: the same texts in every run.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    };
    for _ in 0..4_000 {
        let text: String = (0..1 + next(14))
            .map(|_| PIECES[next(PIECES.len())])
            .collect();
        for flag in flags(&text) {
            let kept = flag
                .suggestions
                .iter()
                .find(|s| s.certainty == Certainty::Exact);
            let Some(repair) = kept else { continue };
            let healed = [
                &text[..flag.span.start],
                &repair.text,
                &text[flag.span.end..],
            ]
            .concat();
            let back = flags(&healed).into_iter().find(|f| {
                f.rule == flag.rule && f.span == flag.span && f.suggestions == flag.suggestions
            });
            assert!(
                back.is_none(),
                "{text:?} healed by {repair:?} is flagged again: {back:?}"
            );
        }
    }
}

#[test]
fn debris_is_read_in_linear_time() {
    for piece in PIECES.iter().chain(&[
        "<a ",
        "&lt;p ",
        "[a_b]",
        "[[a",
        "{{a|",
        "**a",
        "\"lorem ipsum ",
        "__A",
    ]) {
        let text = piece.repeat(100_000 / piece.len());
        let started = Instant::now();
        flags(&text);
        assert!(
            started.elapsed() < Duration::from_secs(30),
            "{piece:?} took {:?}",
            started.elapsed()
        );
    }
}

fn flags(text: &str) -> Vec<Flag> {
    let mut policy = Policy::default();
    policy
        .pick(&["encoding", "residue"], &[], false)
        .expect("families of the catalogue");
    let report = Engine
        .check(&Document::new(text), &policy, &Stop::never())
        .expect("never stopped");
    let flags = report.flags;
    for flag in &flags {
        assert!(flag.field == Field::Text && text.get(flag.span.clone()).is_some());
    }
    flags
}
