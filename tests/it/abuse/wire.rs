//! HTTP/2 by hand, to do what no client library lets one do (RFC 9113, RFC 7541).

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
/// The setting of how much a stream may be sent unasked.
const INITIAL_WINDOW_SIZE: u16 = 4;

/// The preface of a client and its empty settings.
pub fn opening() -> Vec<u8> {
    let mut bytes = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    bytes.extend(frame(SETTINGS, 0, 0, &[]));
    bytes
}

/// A connection with a call on it whose message of 1,000 bytes has begun.
pub fn begun_call(address: &str) -> TcpStream {
    let mut connection = TcpStream::connect(address).unwrap();
    let mut bytes = opening();
    bytes.extend(headers(1));
    // Not compressed, 1,000 bytes to come, of which the frame says it holds 900.
    bytes.extend(&frame(DATA, 0, 1, &[0, 0, 0, 3, 232]));
    bytes.extend(&frame(DATA, 0, 1, &[0; 900])[..9]);
    connection.write_all(&bytes).unwrap();
    connection
}

/// A connection with a call of `message` on it, that never lets the server send a byte of an answer.
pub fn shut_call(address: &str, message: &[u8]) -> TcpStream {
    let mut connection = TcpStream::connect(address).unwrap();
    let shut = [&INITIAL_WINDOW_SIZE.to_be_bytes()[..], &[0; 4]].concat();
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    let mut bytes = opening();
    bytes.extend(frame(SETTINGS, 0, 0, &shut));
    bytes.extend(headers(1));
    bytes.extend(frame(DATA, 0, 1, &[&[0], &length[..]].concat()));
    bytes.extend(frame(DATA, END_STREAM, 1, message));
    connection.write_all(&bytes).unwrap();
    connection
}

/// Sends `bytes` and reads until the server closes or has nothing more to say.
pub fn send(address: &str, bytes: &[u8]) {
    let mut connection = TcpStream::connect(address).unwrap();
    let moment = Some(Duration::from_millis(50));
    connection.set_read_timeout(moment).unwrap();
    connection.set_write_timeout(moment).unwrap();
    // The server may close before the end, and should.
    let _ = connection.write_all(bytes);
    let _ = connection.read(&mut [0; 4096]);
}

/// Opens so many streams on one connection without a look at what the server allows. Gives the
/// number of times that it said no: to a stream, or to the connection.
pub fn flood(address: &str, streams: u32) -> usize {
    let mut connection = TcpStream::connect(address).unwrap();
    let moment = Some(Duration::from_millis(500));
    connection.set_read_timeout(moment).unwrap();
    connection.set_write_timeout(moment).unwrap();
    let mut bytes = opening();
    for number in 0..streams {
        bytes.extend(headers(2 * number + 1));
    }
    let mut reader = connection.try_clone().unwrap();
    // Beside writing, so that neither waits for the other.
    let read = std::thread::spawn(move || {
        let mut answer = Vec::new();
        let mut part = [0; 1 << 16];
        while let Ok(length @ 1..) = reader.read(&mut part) {
            answer.extend_from_slice(&part[..length]);
        }
        answer
    });
    let _ = connection.write_all(&bytes);
    let answer = read.join().unwrap();
    let mut rest = &answer[..];
    let mut refusals = 0;
    while let [a, b, c, kind, _, _, _, _, _, after @ ..] = rest {
        refusals += usize::from([RST_STREAM, GOAWAY].contains(kind));
        let length = u32::from_be_bytes([0, *a, *b, *c]) as usize;
        rest = after.get(length..).unwrap_or_default();
    }
    refusals
}

/// The headers of a call of `Check`, by the static table and literals.
fn headers(stream: u32) -> Vec<u8> {
    // POST, http.
    let mut block = vec![0x83, 0x86];
    for (name, value) in [
        (&[0x04][..], "/mtflag.v1.FlagService/Check"),
        (&[0x01], "localhost"),
        // content-type, the 31st: 15 in the first byte and the rest in the second.
        (&[0x0f, 0x10], "application/grpc"),
    ] {
        block.extend(name);
        block.push(u8::try_from(value.len()).unwrap());
        block.extend(value.as_bytes());
    }
    // A name of its own.
    block.extend(b"\x00\x02te\x08trailers");
    frame(HEADERS, END_HEADERS, stream, &block)
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut bytes = length[1..].to_vec();
    bytes.extend([kind, flags]);
    bytes.extend(stream.to_be_bytes());
    bytes.extend(payload);
    bytes
}
