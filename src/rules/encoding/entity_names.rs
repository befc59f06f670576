//! The names of HTML's entities: the full list, the common ones, and what translation makes of them.

/// What the entity `name` stands for, with HTML's own letter case.
pub(super) fn lookup(name: &str) -> Option<&'static str> {
    let text = with_key(name, |key| htmlize::ENTITIES.get(key).copied())?;
    std::str::from_utf8(text).ok()
}

/// The common name that `name` is but for its letter case, and what it stands for.
pub(super) fn recased(name: &str) -> Option<(String, &'static str)> {
    let lower = name.to_ascii_lowercase();
    if let Some(text) = lookup(name).filter(|_| is_common(name)) {
        return Some((name.to_owned(), text));
    }
    let text = lookup(&lower)?;
    // `&EACUTE;` meant the capital.
    let shouted = name.bytes().all(|b| b.is_ascii_uppercase());
    if shouted && text.chars().all(char::is_alphabetic) {
        let mut title = lower.clone();
        title[..1].make_ascii_uppercase();
        if let Some(capital) = lookup(&title) {
            return Some((lower, capital));
        }
    }
    Some((lower, text))
}

/// Whether pages really use this name: HTML 2 to 4's Latin-1 names, and typographic signs.
pub(super) fn is_common(name: &str) -> bool {
    // HTML lets exactly the oldest names go without `;`.
    let legacy = htmlize::ENTITIES.contains_key([b"&", name.as_bytes()].concat().as_slice());
    legacy || TYPOGRAPHIC.contains(&name)
}

/// Whether a common name is an ordinary word or abbreviation too, so that it proves little.
pub(super) fn is_word(name: &str) -> bool {
    WORDS.contains(&name)
}

/// Whether this name without its `&` cannot be anything else.
pub(super) fn is_unmistakable(name: &str) -> bool {
    UNMISTAKABLE.contains(&name)
}

/// What a name with one letter wrong, missing or too many stands for, or a translated one.
pub(super) fn misspelt(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    if let Some(text) = translated(&lower) {
        return Some(text);
    }
    if lower.len() < 4 {
        return None;
    }
    let near = UNMISTAKABLE
        .iter()
        .find(|known| is_one_edit_away(known.as_bytes(), lower.as_bytes()))?;
    lookup(near)
}

/// What a translated name, in lower case, stands for.
pub(super) fn translated(word: &str) -> Option<&'static str> {
    TRANSLATED
        .iter()
        .find(|(words, _)| words.contains(&word))
        .map(|&(_, text)| text)
}

fn with_key<T>(name: &str, look: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
    let mut key = [0; 34];
    let length = name.len() + 2;
    if length > key.len() {
        return None;
    }
    key[0] = b'&';
    key[1..=name.len()].copy_from_slice(name.as_bytes());
    key[length - 1] = b';';
    look(&key[..length])
}

/// One letter put in, left out, changed, or two neighbours swapped.
fn is_one_edit_away(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a.len(), b.len()) {
        (m, n) if m == n => {
            let swapped = m >= 2 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
            m >= 1 && a[1..] == b[1..] || swapped
        }
        (m, n) if m == n + 1 => a[1..] == *b,
        (m, n) if n == m + 1 => *a == b[1..],
        _ => false,
    }
}

const TYPOGRAPHIC: &[&str] = &[
    "apos", "hellip", "ndash", "mdash", "lsquo", "rsquo", "sbquo", "ldquo", "rdquo", "bdquo",
    "lsaquo", "rsaquo", "euro", "trade", "bull", "zwnj", "zwj", "ensp", "emsp", "thinsp", "lrm",
    "rlm", "oelig", "OElig", "scaron", "Scaron", "zcaron", "Zcaron", "permil", "dagger", "Dagger",
    "prime", "larr", "rarr", "minus",
];

const UNMISTAKABLE: &[&str] = &[
    "nbsp", "quot", "apos", "laquo", "raquo", "lsquo", "rsquo", "sbquo", "ldquo", "rdquo", "bdquo",
    "lsaquo", "rsaquo", "ndash", "mdash", "hellip", "eacute", "egrave", "ccedil", "ntilde", "auml",
    "ouml", "uuml", "szlig",
];

const WORDS: &[&str] = &[
    "copy", "reg", "deg", "sect", "para", "not", "times", "divide", "cent", "pound", "yen",
    "micro", "eth", "ETH", "thorn", "THORN", "shy", "bull", "trade", "euro", "prime", "minus",
    "dagger", "Dagger", "uml", "COPY", "REG", "curren", "macr",
];

const TRANSLATED: &[(&[&str], &str)] = &[
    (
        &[
            "quote",
            "quotes",
            "quotation",
            "cita",
            "citas",
            "comillas",
            "citation",
            "guillemet",
            "guillemets",
            "zitat",
            "citat",
            "aspas",
            "citação",
            "citazione",
            "virgolette",
            "anführungszeichen",
            "cytat",
            "citace",
            "alıntı",
            "tırnak",
            "цитата",
            "цитаты",
            "цитировать",
            "кавычка",
            "кавычки",
            "лапки",
            "цитат",
            "кавички",
            "اقتباس",
            "引用",
            "引号",
            "引號",
            "인용",
        ],
        "\"",
    ),
    (
        &[
            "apostrophe",
            "apostrof",
            "apóstrofo",
            "apostrofo",
            "апостроф",
            "апос",
            "撇号",
        ],
        "'",
    ),
    (
        &[
            "ampersand",
            "amplifier",
            "ampli",
            "амп",
            "амперсанд",
            "усилитель",
            "підсилювач",
        ],
        "&",
    ),
    (&["нбсп", "нбпс"], "\u{A0}"),
    (&["лакуо", "лаquo"], "«"),
    (&["ракуо", "раquo"], "»"),
];

#[cfg(test)]
mod tests {
    use super::{is_one_edit_away, lookup, misspelt, recased};

    #[test]
    fn names_are_found_in_any_letter_case() {
        assert_eq!(lookup("laquo"), Some("«"));
        assert_eq!(recased("NBSP").map(|(_, text)| text), Some("\u{A0}"));
        assert_eq!(recased("EACUTE").map(|(_, text)| text), Some("É"));
        assert_eq!(lookup("T"), None);
    }

    #[test]
    fn one_slip_of_the_pen_is_read_through() {
        assert!(is_one_edit_away(b"nbsp", b"nbps"));
        assert!(is_one_edit_away(b"quot", b"quote"));
        assert!(!is_one_edit_away(b"quot", b"quot"));
        assert_eq!(misspelt("appos"), Some("'"));
        assert_eq!(misspelt("roll"), None);
    }
}
