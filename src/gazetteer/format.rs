//! The form of a compiled list: a header, the automaton, the offsets of the canonical forms, the
//! canonical forms. Numbers are little-endian.

use std::ops::Range;

/// What the parts of a compiled list are, in bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// How many names.
    pub entries: usize,
    /// The length of the automaton over the forms.
    pub forms: usize,
    /// The length of the canonical forms, end to end.
    pub text: usize,
}

/// Why bytes are no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// They do not begin like one.
    #[error("is no gazetteer")]
    Foreign,
    /// A newer or older program wrote them.
    #[error(
        "is a gazetteer of version {0}; this program reads version {VERSION}: make it anew with `mtflag gazetteer`"
    )]
    Version(u32),
    /// The end is missing, or something follows it.
    #[error("is a gazetteer whose end is missing: copy or make it anew")]
    Truncated,
    /// A checksum does not hold.
    #[error("is a damaged gazetteer: copy or make it anew")]
    Damaged,
}

const MAGIC: &[u8; 8] = b"MTFLGAZ\n";
const VERSION: u32 = 1;
/// Magic, version, a reserved word, three lengths and the checksum.
const LENGTH: usize = 8 + 4 + 4 + 3 * 8 + 8;

impl Header {
    /// Whether `bytes` begin like a compiled list.
    pub fn is_magic(bytes: &[u8]) -> bool {
        bytes.starts_with(MAGIC)
    }

    /// The header of a whole list.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        if !Header::is_magic(bytes) {
            return Err(Unreadable::Foreign);
        }
        let header = bytes.get(..LENGTH).ok_or(Unreadable::Truncated)?;
        let version = u32::from_le_bytes([header[8], header[9], header[10], header[11]]);
        if version != VERSION {
            return Err(Unreadable::Version(version));
        }
        let number = |index: usize| {
            let at = 16 + index * 8;
            let bytes = header[at..at + 8].try_into().expect("eight bytes");
            u64::from_le_bytes(bytes)
        };
        if number(3) != checksum(&header[..LENGTH - 8]) {
            return Err(Unreadable::Damaged);
        }
        let length = |index| usize::try_from(number(index)).map_err(|_| Unreadable::Damaged);
        let header = Header {
            entries: length(0)?,
            forms: length(1)?,
            text: length(2)?,
        };
        if header.text().end == bytes.len() {
            Ok(header)
        } else {
            Err(Unreadable::Truncated)
        }
    }

    /// The bytes of the header.
    pub fn write(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        for length in [self.entries, self.forms, self.text] {
            bytes.extend_from_slice(&(length as u64).to_le_bytes());
        }
        let sum = checksum(&bytes);
        bytes.extend_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// Where the automaton stands.
    pub fn forms(self) -> Range<usize> {
        LENGTH..LENGTH.saturating_add(self.forms)
    }

    /// Where the offsets of the canonical forms stand: one each, and the end of the last.
    pub fn offsets(self) -> Range<usize> {
        let start = self.forms().end;
        start..start.saturating_add(self.entries.saturating_add(1).saturating_mul(4))
    }

    /// Where the canonical forms stand.
    pub fn text(self) -> Range<usize> {
        let start = self.offsets().end;
        start..start.saturating_add(self.text)
    }
}

/// FNV-1a, 64 bits: it is to catch accidents, not attacks.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
