//! Quoted-printable left by mail (RFC 2045, 6.7): `=C3=A9`, and lines folded with `=` at their end.

use memchr::memchr_iter;

use super::escape_run::{self as run, Run};
use super::escapes::Escape;

/// What quoted-printable left in `text`, in order.
pub(super) fn find(text: &str) -> Vec<Escape> {
    let mut found = Vec::new();
    // What proves nothing alone: one byte, `=20`, a line that ends in `=`.
    let mut weak = Vec::new();
    let mut folded_lines = 0;
    let mut done = 0;
    for at in memchr_iter(b'=', text.as_bytes()) {
        if at < done {
            continue;
        }
        let rest = &text[at + 1..];
        if let Some(run) = run::quoted_printable(text, at) {
            done = run.end;
            let whole = run.beyond_ascii && !run.legacy && run.length >= 2;
            if whole {
                found.push(Escape::new(text, at, run, 0.96));
            } else if is_between_letters(text, at, &run) || !run.legacy {
                weak.push((at, run));
            }
        } else if fold(rest).is_some() {
            folded_lines += usize::from(text[..at].ends_with(|c: char| !c.is_ascii_punctuation()));
            // Folds in a row are one fault: without the first the second would stand in its place.
            let mut length = 0;
            done = at;
            while let Some(end) = text[done..].strip_prefix('=').and_then(fold) {
                done += 1 + end;
                length += 1;
            }
            weak.push((
                at,
                Run {
                    end: done,
                    length,
                    text: Some(String::new()),
                    ..Run::default()
                },
            ));
        }
    }
    if !found.is_empty() || folded_lines >= 3 {
        let confidence = 0.9;
        found.extend(
            weak.into_iter()
                .map(|(at, run)| Escape::new(text, at, run, confidence)),
        );
        found.sort_by_key(|escape| escape.span.start);
    }
    found
}

/// How long the end of a line is that `behind` an equals sign begins with.
fn fold(behind: &str) -> Option<usize> {
    let ends = ["\n", "\r\n"];
    ends.into_iter()
        .find(|end| behind.starts_with(end))
        .map(str::len)
}

/// `pr=E9sident`: a legacy byte where a word has a letter.
fn is_between_letters(text: &str, at: usize, run: &Run) -> bool {
    text[..at].ends_with(char::is_lowercase) && text[run.end..].starts_with(char::is_lowercase)
}
