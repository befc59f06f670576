//! Runs of escapes as programming languages, addresses and mail write them, and what they stand for.
//! Knows no document.

/// A run of escapes of one notation, and what it stands for.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// Offset behind its last byte.
    pub end: usize,
    /// How many escapes it is made of.
    pub length: usize,
    /// What it stands for, when that can be told.
    pub text: Option<String>,
    /// Some of it are halves of surrogate pairs.
    pub halves: bool,
    /// All of it are escapes of signs: `\n`, `\"`, `\/`.
    pub signs_only: bool,
    /// Bytes that are no UTF-8 and were read as windows-1252.
    pub legacy: bool,
    /// It stands for something beyond ASCII.
    pub beyond_ascii: bool,
}

/// One escape.
#[derive(Clone, Copy)]
enum Unit {
    Code(u32),
    Byte(u8),
    Sign(char),
}

/// `\u0642\u0627`, `\x41`, `\n`: the run whose first `\` stands at `at`.
pub(super) fn backslashes(text: &str, at: usize) -> Option<Run> {
    collect(text, at, |rest| {
        // Each further encoding doubled the backslash.
        let slashes = rest.bytes().take(4).take_while(|&b| b == b'\\').count();
        let behind = &rest[slashes..];
        if slashes == 0 {
            return None;
        }
        let (unit, length) = match behind.bytes().next()? {
            b'u' if behind.starts_with("u{") => {
                let digits = behind[2..].split_once('}')?.0;
                (Unit::Code(hexadecimal(digits, 1..=6)?), digits.len() + 3)
            }
            b'u' => (Unit::Code(hexadecimal(behind.get(1..5)?, 4..=4)?), 5),
            b'U' => (Unit::Code(hexadecimal(behind.get(1..9)?, 8..=8)?), 9),
            b'x' => (Unit::Byte(hexadecimal(behind.get(1..3)?, 2..=2)? as u8), 3),
            b'n' => (Unit::Sign('\n'), 1),
            b'r' => (Unit::Sign('\n'), 1),
            b't' => (Unit::Sign('\t'), 1),
            b'"' => (Unit::Sign('"'), 1),
            b'\'' => (Unit::Sign('\''), 1),
            b'/' => (Unit::Sign('/'), 1),
            _ => return None,
        };
        Some((unit, slashes + length))
    })
}

/// `%D8%B9`, `%u0639`: the run whose first `%` stands at `at`.
pub(super) fn percents(text: &str, at: usize) -> Option<Run> {
    collect(text, at, |rest| {
        let behind = rest.strip_prefix('%')?;
        match behind.strip_prefix('u') {
            Some(digits) => Some((Unit::Code(hexadecimal(digits.get(..4)?, 4..=4)?), 6)),
            None => Some((Unit::Byte(hexadecimal(behind.get(..2)?, 2..=2)? as u8), 3)),
        }
    })
}

/// `=C3=A9`: the run of quoted-printable bytes whose first `=` stands at `at`; lines may be folded
/// within.
pub(super) fn quoted_printable(text: &str, at: usize) -> Option<Run> {
    collect(text, at, |rest| {
        let unfolded = rest
            .strip_prefix("=\n")
            .or_else(|| rest.strip_prefix("=\r\n"));
        let line = unfolded.filter(|l| l.starts_with('=')).unwrap_or(rest);
        let digits = line.strip_prefix('=')?.get(..2)?;
        if digits.bytes().any(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let byte = hexadecimal(digits, 2..=2)? as u8;
        Some((Unit::Byte(byte), rest.len() - line.len() + 3))
    })
}

/// `u0642u0627`: escapes that lost their backslash; the first `u` stands at `at`.
pub(super) fn bare(text: &str, at: usize) -> Option<Run> {
    collect(text, at, |rest| {
        let digits = rest.strip_prefix('u')?.get(..4)?;
        Some((Unit::Code(hexadecimal(digits, 4..=4)?), 5))
    })
}

/// The most escapes that one run is read as, so that a page of them cannot become one flag.
const LONGEST: usize = 4_096;

fn collect(text: &str, at: usize, next: impl Fn(&str) -> Option<(Unit, usize)>) -> Option<Run> {
    let mut run = Run {
        end: at,
        signs_only: true,
        ..Run::default()
    };
    let mut decoded = Decoded::default();
    while run.length < LONGEST {
        let Some((unit, length)) = next(&text[run.end..]) else {
            break;
        };
        run.end += length;
        run.length += 1;
        run.signs_only &= matches!(unit, Unit::Sign(_));
        decoded.push(unit);
    }
    if run.length == 0 {
        return None;
    }
    decoded.finish(&mut run);
    Some(run)
}

#[derive(Default)]
struct Decoded {
    text: String,
    bytes: Vec<u8>,
    high: Option<u16>,
    halves: bool,
    legacy: bool,
    lost: bool,
}

impl Decoded {
    fn push(&mut self, unit: Unit) {
        if !matches!(unit, Unit::Byte(_)) {
            self.flush_bytes();
        }
        match unit {
            Unit::Byte(byte) => {
                self.flush_half();
                self.bytes.push(byte);
            }
            Unit::Sign(sign) => {
                self.flush_half();
                // `\r\n` is one line end.
                if sign != '\n' || !self.text.ends_with('\n') {
                    self.text.push(sign);
                }
            }
            Unit::Code(code @ 0xD800..=0xDBFF) => {
                self.flush_half();
                self.halves = true;
                self.high = Some(code as u16);
            }
            Unit::Code(code @ 0xDC00..=0xDFFF) => {
                self.halves = true;
                let pair = self.high.take().map(|high| [high, code as u16]);
                let whole = pair.and_then(|p| char::decode_utf16(p).next()?.ok());
                self.text.extend(whole);
                self.lost |= whole.is_none();
            }
            Unit::Code(code) => {
                self.flush_half();
                match char::from_u32(code) {
                    Some(character) => self.text.push(character),
                    None => self.lost = true,
                }
            }
        }
    }

    fn flush_half(&mut self) {
        self.lost |= self.high.take().is_some();
    }

    fn flush_bytes(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        match String::from_utf8(bytes) {
            Ok(text) => self.text.push_str(&text),
            Err(error) => {
                let bytes = error.into_bytes();
                if let Some(text) = cesu(&bytes) {
                    self.halves = true;
                    self.text.push_str(&text);
                    return;
                }
                let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
                self.text.push_str(&text);
                self.legacy = true;
            }
        }
    }

    fn finish(mut self, run: &mut Run) {
        self.flush_bytes();
        self.flush_half();
        run.halves = self.halves;
        run.legacy = self.legacy;
        run.beyond_ascii = !self.text.is_ascii() || self.halves;
        run.text = (!self.lost && !self.text.is_empty()).then_some(self.text);
    }
}

/// CESU-8 (Unicode technical report 26): each half of a surrogate pair as three bytes.
pub(super) fn cesu(bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    if bytes.is_empty() || !bytes.len().is_multiple_of(6) {
        return None;
    }
    for six in bytes.chunks_exact(6) {
        let half = |three: &[u8]| {
            let in_form = three[0] == 0xED && three[1] & 0xE0 == 0xA0 && three[2] & 0xC0 == 0x80;
            in_form.then(|| 0xD000 | u16::from(three[1] & 0x3F) << 6 | u16::from(three[2] & 0x3F))
        };
        let pair = [half(&six[..3])?, half(&six[3..])?];
        text.push(char::decode_utf16(pair).next()?.ok()?);
    }
    Some(text)
}

fn hexadecimal(digits: &str, count: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let fits = count.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    fits.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{backslashes, bare, cesu, percents, quoted_printable};

    #[test]
    fn runs_decode_as_a_whole() {
        let text = |run: Option<super::Run>| run.and_then(|run| run.text);
        assert_eq!(
            text(backslashes("\\u0642\\u0627.", 0)).as_deref(),
            Some("قا")
        );
        assert_eq!(
            text(backslashes("\\ud83d\\ude00", 0)).as_deref(),
            Some("😀")
        );
        assert_eq!(text(backslashes("\\x92", 0)).as_deref(), Some("’"));
        assert_eq!(text(percents("%D8%B9", 0)).as_deref(), Some("ع"));
        assert_eq!(text(quoted_printable("=C3=\n=A9", 0)).as_deref(), Some("é"));
        assert_eq!(text(bare("u003cp", 0)).as_deref(), Some("<"));
        assert_eq!(
            cesu(&[0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]).as_deref(),
            Some("😀")
        );
        assert!(backslashes("\\users", 0).is_none());
    }
}
