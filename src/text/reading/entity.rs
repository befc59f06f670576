//! Character references as the HTML standard reads them (section 13.2.5.72).

use std::borrow::Cow;

/// The reference that `text` starts with: its length and what it stands for.
pub(super) fn reference(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let body = text.strip_prefix('&')?;
    match body.strip_prefix('#') {
        Some(number) => numeric(number).map(|(len, sign)| (len + 2, Cow::Owned(sign.to_string()))),
        None => named(text).map(|(len, signs)| (len, Cow::Borrowed(signs))),
    }
}

/// The longest name in the table, as `&notit;` is `¬it;`.
fn named(text: &str) -> Option<(usize, &'static str)> {
    let name = text.bytes().skip(1).take_while(u8::is_ascii_alphanumeric);
    let name = 1 + name.take(htmlize::ENTITY_MAX_LENGTH).count();
    let with_mark = name + usize::from(text[name..].starts_with(';'));
    (2..=with_mark).rev().find_map(|len| {
        let signs = htmlize::ENTITIES.get(&text.as_bytes()[..len])?;
        Some((len, std::str::from_utf8(signs).ok()?))
    })
}

fn numeric(number: &str) -> Option<(usize, char)> {
    let (radix, prefix) = match number.as_bytes().first() {
        Some(b'x' | b'X') => (16, 1),
        _ => (10, 0),
    };
    let digits = number[prefix..].chars().take_while(|c| c.is_digit(radix));
    let (len, code) = digits.fold((0, 0u32), |(len, code), digit| {
        let value = digit.to_digit(radix).unwrap_or(0);
        (len + 1, code.saturating_mul(radix).saturating_add(value))
    });
    if len == 0 {
        return None;
    }
    let len = prefix + len;
    Some((
        len + usize::from(number[len..].starts_with(';')),
        sign(code),
    ))
}

/// The character of a number: those of windows-1252 where the C1 controls would be.
fn sign(code: u32) -> char {
    if let (0x80..=0x9F, Ok(byte)) = (code, u8::try_from(code)) {
        let bytes = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        return text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    match char::from_u32(code) {
        Some('\0') | None => char::REPLACEMENT_CHARACTER,
        Some(character) => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_browsers_read_them() {
        for (text, len, signs) in [
            ("&amp;x", 5, "&"),
            ("&amp x", 4, "&"),
            ("&notit;", 4, "¬"),
            ("&notin;", 7, "∉"),
            ("&#233;", 6, "é"),
            ("&#xE9 x", 5, "é"),
            ("&#X1F600;", 9, "😀"),
            ("&#150;", 6, "–"),
            ("&#0;", 4, "\u{FFFD}"),
            ("&#99999999999;", 14, "\u{FFFD}"),
            ("&nGg;", 5, "⋙̸"),
        ] {
            let found = reference(text);
            assert_eq!(found, Some((len, Cow::Borrowed(signs))), "{text}");
        }
        for text in ["&", "& amp;", "&;", "&#;", "&#x;", "&nosuch;", "&é;"] {
            assert_eq!(reference(text), None, "{text}");
        }
    }
}
