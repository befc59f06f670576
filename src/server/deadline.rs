//! Until when a call may take.

use std::time::Duration;

use tokio::time::Instant;
use tonic::codegen::http::{Extensions, HeaderMap};

/// When a call is to be answered. Counts from its headers on, not from when its message was whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    start: Instant,
    caller: Option<Instant>,
}

/// The most by which the caller's deadline is answered early: its answer must be under way, and
/// our timer must ring before tonic's on the same header, which would say CANCELLED.
const MARGIN: Duration = Duration::from_millis(5);

impl Deadline {
    /// Of a call that begins now with `headers`.
    pub fn set_by(headers: &HeaderMap) -> Self {
        let start = Instant::now();
        let timeout = headers.get("grpc-timeout").and_then(|v| v.to_str().ok());
        let caller = timeout
            .and_then(parse)
            .and_then(|timeout| start.checked_add(timeout - MARGIN.min(timeout / 10)));
        Deadline { start, caller }
    }

    /// Of the call that `extensions` belong to.
    pub fn of(extensions: &Extensions) -> Self {
        let known = extensions.get().copied();
        known.unwrap_or_else(|| Deadline::set_by(&HeaderMap::new()))
    }

    /// Of an item of its stream that came now.
    pub fn of_item(self) -> Self {
        Deadline {
            start: Instant::now(),
            ..self
        }
    }

    /// The earlier of what the caller set and `timeout` from the start.
    pub fn within(self, timeout: Duration) -> Instant {
        let own = self.start + timeout;
        self.caller.map_or(own, |caller| caller.min(own))
    }

    /// What the caller set.
    pub fn of_caller(self) -> Option<Instant> {
        self.caller
    }
}

/// A `grpc-timeout`: up to 8 digits and a unit
/// (<https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>).
fn parse(header: &str) -> Option<Duration> {
    let (unit_at, unit) = header.char_indices().next_back()?;
    let digits = &header[..unit_at];
    if digits.is_empty() || digits.len() > 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let amount: u64 = digits.parse().ok()?;
    Some(match unit {
        'H' => Duration::from_secs(amount * 3600),
        'M' => Duration::from_secs(amount * 60),
        'S' => Duration::from_secs(amount),
        'm' => Duration::from_millis(amount),
        'u' => Duration::from_micros(amount),
        'n' => Duration::from_nanos(amount),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_are_read_as_the_protocol_writes_them() {
        assert_eq!(parse("250m"), Some(Duration::from_millis(250)));
        assert_eq!(
            parse("99999999H"),
            Some(Duration::from_secs(99_999_999 * 3600))
        );
        assert_eq!(parse("0n"), Some(Duration::ZERO));
        for wrong in ["", "m", "123456789S", "-1S", "1d", "1.5S", "5ü"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
