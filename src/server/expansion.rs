//! How long a compressed message becomes, told while it comes in: one that would be too long is refused
//! before anybody makes room for it and unpacks it.

use std::io::{self, Write};

use flate2::write::GzDecoder;
use tonic::codegen::http::HeaderMap;
use zstd::stream::write::Decoder as ZstdDecoder;

/// How the compressed messages of a call are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Gzip,
    Zstd,
}

/// Unpacks one message and keeps nothing of it.
pub(super) enum Expansion {
    Gzip(GzDecoder<Room>),
    Zstd(ZstdDecoder<'static, Room>),
    /// It is no sound message: whoever unpacks it will say so.
    Unsound,
}

/// How much more there may be.
pub(super) struct Room {
    left: usize,
    is_exceeded: bool,
}

/// The most that a byte of deflate's stands for (RFC 1951: two bits for 258).
const DENSEST: usize = 1032;

impl Encoding {
    /// What the headers of a call say, where it is something that needs a look.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        match headers.get("grpc-encoding")?.as_bytes() {
            b"gzip" => Some(Encoding::Gzip),
            b"zstd" => Some(Encoding::Zstd),
            _ => None,
        }
    }

    /// Follows a message of `length` compressed bytes that may become `most`; none where it cannot
    /// become more.
    pub fn follow(self, length: usize, most: usize) -> Option<Expansion> {
        let room = Room {
            left: most,
            is_exceeded: false,
        };
        match self {
            Encoding::Gzip if length.saturating_mul(DENSEST) <= most => None,
            Encoding::Gzip => Some(Expansion::Gzip(GzDecoder::new(room))),
            Encoding::Zstd => {
                let decoder = ZstdDecoder::new(room);
                Some(decoder.map_or(Expansion::Unsound, Expansion::Zstd))
            }
        }
    }
}

impl Expansion {
    /// Whether the message is no longer than it may be with `bytes` more of it.
    pub fn has_room_for(&mut self, bytes: &[u8]) -> bool {
        let (written, room) = match self {
            Expansion::Gzip(decoder) => (decoder.write_all(bytes), decoder.get_ref()),
            Expansion::Zstd(decoder) => (decoder.write_all(bytes), decoder.get_ref()),
            Expansion::Unsound => return true,
        };
        let is_exceeded = room.is_exceeded;
        if written.is_err() {
            *self = Expansion::Unsound;
        }
        !is_exceeded
    }
}

impl Write for Room {
    fn write(&mut self, unpacked: &[u8]) -> io::Result<usize> {
        match self.left.checked_sub(unpacked.len()) {
            Some(left) => {
                self.left = left;
                Ok(unpacked.len())
            }
            None => {
                self.is_exceeded = true;
                Err(io::ErrorKind::WriteZero.into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    const MOST: usize = 1 << 20;

    /// Whether there is room for a message of so many bytes, in pieces of 100.
    fn has_room(encoding: Encoding, message: &[u8]) -> bool {
        let packed = match encoding {
            Encoding::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(message).unwrap();
                encoder.finish().unwrap()
            }
            Encoding::Zstd => zstd::encode_all(message, 1).unwrap(),
        };
        encoding
            .follow(packed.len(), MOST)
            .is_none_or(|mut expansion| {
                packed
                    .chunks(100)
                    .all(|piece| expansion.has_room_for(piece))
            })
    }

    #[test]
    fn what_is_too_long_is_told_from_what_is_not() {
        for encoding in [Encoding::Gzip, Encoding::Zstd] {
            assert!(has_room(encoding, b"The ferry."));
            assert!(has_room(encoding, &vec![b'a'; MOST - 1000]));
            assert!(!has_room(encoding, &vec![b'a'; MOST + (1 << 18)]));
            assert!(!has_room(encoding, &vec![b'a'; 64 * MOST]));
        }
    }

    #[test]
    fn noise_is_left_to_others() {
        for encoding in [Encoding::Gzip, Encoding::Zstd] {
            let mut expansion = encoding.follow(MOST, MOST).expect("it may become more");
            assert!(expansion.has_room_for(&[7; 5000]));
            assert!(expansion.has_room_for(&[7; 5000]));
        }
    }
}
