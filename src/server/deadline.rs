//! Until when a call may take.

use std::time::Duration;

use tokio::time::Instant;
use tonic::metadata::MetadataMap;

/// The most by which the caller's deadline is answered early: its answer must be under way, and
/// our timer must ring before tonic's on the same header, which would say CANCELLED.
const MARGIN: Duration = Duration::from_millis(5);

/// The deadline that the caller set, if any.
pub(super) fn of_caller(metadata: &MetadataMap) -> Option<Instant> {
    let timeout = parse(metadata.get("grpc-timeout")?.to_str().ok()?)?;
    Instant::now().checked_add(timeout - MARGIN.min(timeout / 10))
}

/// The earlier of the caller's deadline and `timeout` from now.
pub(super) fn within(caller: Option<Instant>, timeout: Duration) -> Instant {
    let own = Instant::now() + timeout;
    caller.map_or(own, |caller| caller.min(own))
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
