//! Tags, comments and declarations of HTML, as its standard tokenizes them (section 13.2.5).

/// A thing that starts with `<` and is no text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    /// In bytes, from `<` to `>`, or to the end of an input that breaks off in it.
    pub len: usize,
    /// As written; empty for comments and declarations.
    pub name: &'t str,
    /// `</name>`
    pub closes: bool,
    /// `<name/>`
    pub empty: bool,
}

/// The tag that `text`, which starts with `<`, starts with; none when it is a bare sign.
pub(super) fn tag(text: &str) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let aside = |len| {
        Some(Tag {
            len,
            name: "",
            closes: false,
            empty: true,
        })
    };
    let closes = bytes.get(1) == Some(&b'/');
    let start = 1 + usize::from(closes);
    match bytes.get(start) {
        Some(first) if first.is_ascii_alphabetic() => {}
        _ if text.starts_with("<!--") => return aside(comment_len(text)),
        Some(b'!' | b'?') if !closes => return aside(through(bytes, start, b'>')),
        Some(_) if closes => return aside(through(bytes, start, b'>')),
        _ => return None,
    }
    let name = bytes[start..]
        .iter()
        .take_while(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' | b'/' | b'>'))
        .count();
    let (len, empty) = attributes_end(bytes, start + name);
    Some(Tag {
        len,
        name: &text[start..start + name],
        closes,
        empty,
    })
}

/// Reads attributes from `at` to behind the `>` outside of quotes; whether a `/` stands before it.
fn attributes_end(bytes: &[u8], mut at: usize) -> (usize, bool) {
    let mut slash = false;
    // A quote opens a value only behind `=`.
    let mut value = false;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'>' => return (at, slash),
            b'"' | b'\'' if value => {
                at = through(bytes, at, byte);
                value = false;
            }
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' => {}
            _ => value = byte == b'=' && !value,
        }
        slash = byte == b'/';
    }
    (bytes.len(), slash)
}

fn comment_len(text: &str) -> usize {
    if text.starts_with("<!-->") {
        return 5;
    }
    if text.starts_with("<!--->") {
        return 6;
    }
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'>', bytes)
        .find(|&at| at > 5 && (bytes[..at].ends_with(b"--") || bytes[..at].ends_with(b"--!")))
        .map_or(bytes.len(), |at| at + 1)
}

/// Behind the next `sign` from `from` on, or the end.
fn through(bytes: &[u8], from: usize, sign: u8) -> usize {
    memchr::memchr(sign, &bytes[from..]).map_or(bytes.len(), |offset| from + offset + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_end_where_browsers_end_them() {
        for (text, len, name) in [
            ("<p>x", 3, "p"),
            ("</p >x", 5, "p"),
            ("<a href=\"a>b\">x", 14, "a"),
            ("<a href='a>b' b>x", 16, "a"),
            ("<a b=c'd>x", 9, "a"),
            ("<a \"b>x", 6, "a"),
            ("<a b= \"c>d\">x", 12, "a"),
            ("<br/>x", 5, "br"),
            ("<!-- a > b -->x", 14, ""),
            ("<!-->x", 5, ""),
            ("<!-- a --!>x", 11, ""),
            ("<!-- never", 10, ""),
            ("<!doctype html>x", 15, ""),
            ("<?xml?>x", 7, ""),
            ("</ 1>x", 5, ""),
            ("<a href=\"never", 14, "a"),
        ] {
            let found = tag(text).expect("a tag");
            assert_eq!((found.len, found.name), (len, name), "{text}");
        }
        for text in ["<", "< b", "<1", "<=", "</", "<é>"] {
            assert_eq!(tag(text), None, "{text}");
        }
    }
}
