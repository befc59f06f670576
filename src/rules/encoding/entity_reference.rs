//! One HTML character reference: how the characters behind its `&` read, whole or broken. Knows no
//! document.

use super::entity_names as names;

/// What the characters behind an `&` stand for.
#[derive(Debug)]
pub(super) struct Reference {
    /// Offset behind its last byte.
    pub end: usize,
    /// What it stands for; empty when that cannot be told.
    pub text: String,
    /// Written as HTML wants it.
    pub whole: bool,
    /// Ends in `;`.
    pub terminated: bool,
    /// A surrogate half, which only a pair gives a meaning.
    pub half: Option<u16>,
    /// The probability that it is a reference at all.
    pub confidence: f32,
}

/// Reads the reference whose `&` ends at `at`; `attached` when a letter or digit stands before it.
pub(super) fn read(text: &str, at: usize, attached: bool) -> Option<Reference> {
    let mut cursor = Cursor::new(text, at);
    let lead = cursor.gap();
    match cursor.peek()? {
        '#' => {
            cursor.bump();
            numeric(&mut cursor, lead)
        }
        '0'..='9' if lead == 0 => without_hash(&mut cursor),
        'a'..='z' | 'A'..='Z' => named(&mut cursor, lead, attached),
        c if lead == 0 && c.is_alphabetic() && !c.is_uppercase() => {
            translated(&mut cursor, attached)
        }
        _ => None,
    }
}

/// The character of a code as HTML decodes it (WHATWG HTML, 13.2.5.80): windows-1252 for C1.
pub(super) fn decode(value: u32) -> Option<char> {
    match value {
        0x80..=0x9F => {
            let byte = [value as u8];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.chars().next()
        }
        0 => Some(char::REPLACEMENT_CHARACTER),
        _ => char::from_u32(value),
    }
}

/// Whether publishing systems write this code as a number: spaces, quotes, dashes, signs.
pub(super) fn is_usual(value: u32) -> bool {
    matches!(
        value,
        34 | 38 | 39 | 60 | 62 | 160 | 169 | 171 | 174 | 187 | 8364 | 8482 | 8201..=8230 | 145..=151
    )
}

fn numeric(cursor: &mut Cursor, lead: usize) -> Option<Reference> {
    let mut gaps = lead + cursor.gap();
    let hexadecimal = cursor.eat('x') || cursor.eat('X');
    if hexadecimal {
        gaps += cursor.gap();
    }
    let radix = if hexadecimal { 16 } else { 10 };
    let value = cursor.number(radix)?;
    let (gap, terminated) = cursor.end();
    gaps += gap;
    let half = (0xD800..0xE000).contains(&value).then_some(value as u16);
    let text = match half {
        Some(_) => String::new(),
        None => decode(value)?.to_string(),
    };
    // `#2 & #3; then`, `tickets & #50`: a spaced number needs its mark and a sign as its meaning.
    let doubtful = lead > 0 && (!terminated || text.bytes().all(|b| b.is_ascii_alphanumeric()));
    if doubtful && half.is_none() || value < 32 && (lead > 0 || !terminated) {
        return None;
    }
    Some(Reference {
        end: cursor.at,
        text,
        whole: gaps == 0 && terminated && !cursor.folded,
        terminated,
        half,
        confidence: if terminated { 0.99 } else { 0.96 },
    })
}

/// `&8217;`
fn without_hash(cursor: &mut Cursor) -> Option<Reference> {
    let value = cursor.number(10)?;
    let (gap, terminated) = cursor.end();
    (terminated && gap == 0 && is_usual(value)).then(|| Reference {
        end: cursor.at,
        text: decode(value).map(String::from).unwrap_or_default(),
        whole: false,
        terminated,
        half: None,
        confidence: 0.9,
    })
}

fn named(cursor: &mut Cursor, lead: usize, attached: bool) -> Option<Reference> {
    let start = cursor.at;
    let name = cursor.name();
    let name = name.as_str();
    // `&citação;`: more letters than a name of HTML can have.
    if cursor
        .peek()
        .is_some_and(|c| !c.is_ascii() && c.is_alphabetic())
        && lead == 0
    {
        let mut again = Cursor::new(cursor.text, start);
        if let Some(found) = translated(&mut again, attached) {
            return Some(found);
        }
    }
    let (gap, terminated) = cursor.end();
    let gaps = lead + gap;
    let found = |end, text: String, whole, confidence| {
        Some(Reference {
            end,
            text,
            whole,
            terminated,
            half: None,
            confidence,
        })
    };
    if terminated
        && gaps == 0
        && let Some(text) = names::lookup(name)
    {
        // `P&Pi; then`: two letters behind a letter are somebody's initials.
        let initials = attached && name.len() <= 2 && !matches!(name, "lt" | "gt");
        return (!initials)
            .then(|| found(cursor.at, text.into(), !cursor.folded, 0.99))
            .flatten();
    }
    if let Some((lower, text)) = names::recased(name).filter(|(lower, _)| names::is_common(lower)) {
        let word = names::is_word(&lower);
        let admitted = match (terminated, lead) {
            (true, 0) => !word || gap == 0,
            (true, _) => !word || gap > 0,
            (false, 0) => !word && cursor.peek() != Some('=') || is_notice(lower.as_str(), cursor),
            (false, _) => !word && lower.len() >= 4,
        };
        return admitted
            .then(|| {
                found(
                    cursor.at,
                    text.into(),
                    false,
                    if word { 0.85 } else { 0.98 },
                )
            })
            .flatten();
    }
    if terminated
        && gaps == 0
        && let Some(text) = names::misspelt(name)
    {
        return found(cursor.at, text.into(), false, 0.95);
    }
    if lead > 0 || cursor.folded || !name.is_ascii() {
        return None;
    }
    // `&aposs` is `&apos` and an s; `&ampnbsp;` is an entity of an entity.
    let known = (3..=name.len().min(8)).rev().find_map(|length| {
        let (head, rest) = name.split_at(length);
        let text = names::lookup(head)?;
        if head == "amp" {
            return (terminated && names::is_common(rest))
                .then(|| Some((cursor.at, names::lookup(rest)?)))
                .flatten();
        }
        let glued = length > 3 && names::is_common(head) && !names::is_word(head);
        glued.then_some((start + length, text))
    });
    let (end, text) = known?;
    if cursor.text[end..].starts_with('=') {
        return None;
    }
    Some(Reference {
        end,
        text: text.into(),
        whole: false,
        terminated: false,
        half: None,
        confidence: 0.95,
    })
}

/// `&copy 2019`
fn is_notice(name: &str, cursor: &Cursor) -> bool {
    let year = cursor.text[cursor.at..].strip_prefix(' ');
    name == "copy" && year.is_some_and(|y| y.starts_with(|c: char| c.is_ascii_digit()))
}

/// `&цитата;`: the name went through the translation as a word.
fn translated(cursor: &mut Cursor, attached: bool) -> Option<Reference> {
    let start = cursor.at;
    while cursor.at - start < 48 && cursor.peek().is_some_and(char::is_alphabetic) {
        cursor.bump();
    }
    let word = &cursor.text[start..cursor.at];
    if word.chars().nth(1).is_none() || !cursor.eat(';') {
        return None;
    }
    let meaning = names::translated(&word.to_lowercase());
    if attached && meaning.is_none() {
        return None;
    }
    Some(Reference {
        end: cursor.at,
        text: meaning.unwrap_or_default().into(),
        whole: false,
        terminated: true,
        half: None,
        confidence: if meaning.is_some() { 0.95 } else { 0.7 },
    })
}

/// Reads folded: fullwidth forms, digits and semicolons of other scripts as their ASCII likes.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    /// Something had to be folded.
    folded: bool,
}

/// A name of at most 32 ASCII letters and digits.
struct Name([u8; 32], usize);

impl<'t> Cursor<'t> {
    fn new(text: &'t str, at: usize) -> Self {
        Cursor {
            text,
            at,
            folded: false,
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next().map(fold)
    }

    fn bump(&mut self) {
        if let Some(c) = self.text[self.at..].chars().next() {
            self.folded |= fold(c) != c;
            self.at += c.len_utf8();
        }
    }

    fn eat(&mut self, wanted: char) -> bool {
        let there = self.peek() == Some(wanted);
        if there {
            self.bump();
        }
        there
    }

    /// Skips up to two blanks; how many.
    fn gap(&mut self) -> usize {
        let mut blanks = 0;
        while blanks < 2 && matches!(self.peek(), Some(' ' | '\u{A0}')) {
            self.bump();
            blanks += 1;
        }
        blanks
    }

    /// The closing `;`, blanks before it, and whether it is there; else stays where it is.
    fn end(&mut self) -> (usize, bool) {
        let here = self.at;
        let gap = self.gap();
        if self.eat(';') {
            return (gap, true);
        }
        self.at = here;
        (0, false)
    }

    fn number(&mut self, radix: u32) -> Option<u32> {
        let mut value = 0u32;
        let mut digits = 0;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(radix)) {
            value = value * radix + digit;
            digits += 1;
            if digits > 7 {
                return None;
            }
            self.bump();
        }
        (digits > 0).then_some(value)
    }

    fn name(&mut self) -> Name {
        let mut name = Name([0; 32], 0);
        while let Some(c) = self.peek().filter(char::is_ascii_alphanumeric) {
            if name.1 == name.0.len() {
                break;
            }
            name.0[name.1] = c as u8;
            name.1 += 1;
            self.bump();
        }
        name
    }
}

impl Name {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0[..self.1]).expect("only ASCII was put in")
    }
}

fn fold(c: char) -> char {
    let offset = |start: u32| {
        char::from_digit(u32::from(c) - start, 10).expect("a block of ten digits holds ten")
    };
    match c {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(c) - 0xFEE0).expect("fullwidth forms mirror ASCII")
        }
        '\u{3000}' => ' ',
        // Arabic semicolon, Greek question mark.
        '\u{61B}' | '\u{37E}' => ';',
        '\u{660}'..='\u{669}' => offset(0x660),
        '\u{6F0}'..='\u{6F9}' => offset(0x6F0),
        '\u{966}'..='\u{96F}' => offset(0x966),
        '\u{9E6}'..='\u{9EF}' => offset(0x9E6),
        _ => c,
    }
}
