//! Raw bytes to text: byte order mark, declared charset, else a guess; and what was done.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

/// What decoding did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoding {
    /// The WHATWG name of the charset used, such as `windows-1251`, or `UTF-32LE`, `UTF-32BE`.
    pub charset: String,
    /// Where the charset came from.
    pub reason: Reason,
    /// How many malformed sequences became U+FFFD.
    pub malformed: usize,
    /// Whether a byte order mark was taken off.
    pub bom: bool,
}

/// Why a charset was used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reason {
    /// The bytes are well-formed UTF-8.
    #[default]
    Utf8,
    /// A byte order mark says so.
    ByteOrderMark,
    /// The caller declared it.
    Declared,
    /// Guessed from the bytes, damaged UTF-8 among them.
    Guessed,
}

/// Text out of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// How it was won.
    pub decoding: Decoding,
}

impl Decoded {
    /// Decodes `bytes`; `charset` is what the caller declared, by any WHATWG label, or empty.
    ///
    /// A byte order mark outweighs the declaration, as the Encoding Standard has it. Without either,
    /// well-formed UTF-8 is UTF-8, and so is text that is nearly so; the rest is guessed. Nothing is
    /// lost silently: every malformed sequence becomes one U+FFFD and is counted.
    ///
    /// # Errors
    /// When `charset` is not a label the Encoding Standard knows, or one of those it refuses to
    /// decode (`replacement`).
    pub fn from_bytes(bytes: &[u8], charset: &str) -> Result<Self, UnknownCharset> {
        let declared = match charset {
            "" => None,
            label => Some(
                Encoding::for_label_no_replacement(label.as_bytes())
                    .ok_or_else(|| UnknownCharset(label.into()))?,
            ),
        };
        if let Some(little_endian) = utf32_mark(bytes) {
            return Ok(from_utf32(&bytes[4..], little_endian));
        }
        let (encoding, reason, mark) = match (Encoding::for_bom(bytes), declared) {
            (Some((encoding, mark)), _) => (encoding, Reason::ByteOrderMark, mark),
            (None, Some(encoding)) => (encoding, Reason::Declared, 0),
            (None, None) => {
                let (encoding, reason) = guess(bytes);
                (encoding, reason, 0)
            }
        };
        let (text, malformed) = decode(&bytes[mark..], encoding);
        Ok(Decoded {
            text,
            decoding: Decoding {
                charset: encoding.name().into(),
                reason,
                malformed,
                bom: mark > 0,
            },
        })
    }
}

/// Decodes `bytes`, each malformed sequence as U+FFFD, and counts those.
fn decode(bytes: &[u8], encoding: &'static Encoding) -> (String, usize) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let (mut read, mut malformed) = (0, 0);
    loop {
        let (result, used) =
            decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += used;
        match result {
            DecoderResult::InputEmpty => return (text, malformed),
            DecoderResult::OutputFull => text.reserve(bytes.len() - read + 64),
            DecoderResult::Malformed(..) => {
                malformed += 1;
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

/// The charset of `bytes` when nobody says.
fn guess(bytes: &[u8]) -> (&'static Encoding, Reason) {
    if let Some(encoding) = utf16_without_mark(bytes) {
        return (encoding, Reason::Guessed);
    }
    let guess = || {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    };
    if std::str::from_utf8(bytes).is_ok() {
        // ISO-2022-JP is ASCII by its bytes; its shifts give it away.
        let shifts = memmem::find(bytes, b"\x1B$").is_some();
        return if shifts && guess() == ISO_2022_JP {
            (ISO_2022_JP, Reason::Guessed)
        } else {
            (UTF_8, Reason::Utf8)
        };
    }
    // A few bytes torn out of UTF-8 leave it UTF-8: another charset would break every other letter.
    let (whole, broken) = bytes.utf8_chunks().fold((0, 0), |(whole, broken), chunk| {
        let leads = chunk.valid().bytes().filter(|&b| b >= 0xC0).count();
        (
            whole + leads,
            broken + usize::from(!chunk.invalid().is_empty()),
        )
    });
    if whole >= 4 * broken {
        return (UTF_8, Reason::Guessed);
    }
    (guess(), Reason::Guessed)
}

/// UTF-16 whose mark was lost, told by the zero half of its spaces and line ends, which no other
/// text has.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    const LOOK: usize = 4096;
    let look = &bytes[..bytes.len().min(LOOK)];
    memchr::memchr(0, look)?;
    let pairs = look.chunks_exact(2);
    let count = pairs.len();
    let (mut little, mut big) = (0, 0);
    for pair in pairs {
        little += usize::from(pair[1] == 0 && is_text(pair[0]));
        big += usize::from(pair[0] == 0 && is_text(pair[1]));
    }
    match (little * 10 > count, big * 10 > count) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

fn is_text(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~')
}

/// Whether `bytes` start with the mark of UTF-32, and whether of its little-endian form.
fn utf32_mark(bytes: &[u8]) -> Option<bool> {
    let marked = |mark: [u8; 4], of: fn([u8; 4]) -> u32| {
        // `FF FE 00 00` is also UTF-16 that starts with a NUL: the next unit tells.
        let next = bytes
            .get(4..8)
            .map(|unit| of([unit[0], unit[1], unit[2], unit[3]]));
        bytes.starts_with(&mark) && next.is_none_or(|code| char::from_u32(code).is_some())
    };
    if marked([0xFF, 0xFE, 0, 0], u32::from_le_bytes) {
        Some(true)
    } else if marked([0, 0, 0xFE, 0xFF], u32::from_be_bytes) {
        Some(false)
    } else {
        None
    }
}

/// The Encoding Standard leaves UTF-32 out; files have it all the same.
fn from_utf32(bytes: &[u8], little_endian: bool) -> Decoded {
    let mut malformed = usize::from(!bytes.len().is_multiple_of(4));
    let mut text: String = bytes
        .chunks_exact(4)
        .map(|unit| {
            let unit = [unit[0], unit[1], unit[2], unit[3]];
            let code = if little_endian {
                u32::from_le_bytes(unit)
            } else {
                u32::from_be_bytes(unit)
            };
            char::from_u32(code).unwrap_or_else(|| {
                malformed += 1;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    if !bytes.len().is_multiple_of(4) {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    let charset = if little_endian {
        "UTF-32LE"
    } else {
        "UTF-32BE"
    };
    Decoded {
        text,
        decoding: Decoding {
            charset: charset.into(),
            reason: Reason::ByteOrderMark,
            malformed,
            bom: true,
        },
    }
}

/// A charset label that the Encoding Standard does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown charset `{0}`")]
pub struct UnknownCharset(pub String);
