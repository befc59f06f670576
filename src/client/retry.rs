//! When a call is tried again: only where that is safe and may help, and not while most calls fail.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tonic::{Code, Status};
use tonic_types::StatusExt;

/// How many tries servers that are gone are worth: every call to none costs one, every answer
/// earns a tenth, and below the half of it nothing is tried again, as in
/// <https://github.com/grpc/proposal/blob/master/A6-client-retries.md#throttling-retry-attempts-and-hedged-rpcs>.
#[derive(Clone, Debug)]
pub(super) struct Budget(Arc<AtomicU32>);

/// The wait before the second attempt; it doubles with every further one.
const BACKOFF: Duration = Duration::from_millis(50);
/// Tenths of a try.
const FULL: u32 = 400;
const COST: u32 = 10;

impl Budget {
    pub fn new() -> Self {
        Budget(Arc::new(AtomicU32::new(FULL)))
    }

    pub fn answered(&self) {
        self.change(|left| (left + 1).min(FULL));
    }

    /// Whether another try is affordable after one that found nobody.
    pub fn missed(&self) -> bool {
        self.change(|left| left.saturating_sub(COST)) > FULL / 2
    }

    fn change(&self, to: impl Fn(u32) -> u32) -> u32 {
        let order = Ordering::Relaxed;
        let before = self.0.fetch_update(order, order, |left| Some(to(left)));
        to(before.unwrap_or_else(|before| before))
    }
}

/// Whether a call came to no server that could take it: none was there, it is about to stop, or the
/// connection closed while the call still stood in line for it.
pub(super) fn found_nobody(status: &Status) -> bool {
    let mut source = std::error::Error::source(status);
    while let Some(cause) = source {
        let hyper = cause.downcast_ref::<hyper::Error>();
        if hyper.is_some_and(hyper::Error::is_canceled) {
            return true;
        }
        source = cause.source();
    }
    status.code() == Code::Unavailable
}

/// How long to wait before trying again after the try of that number, if that can help. Never the
/// same twice: clients that were refused together must not come back together.
pub(super) fn wait_after(status: &Status, attempt: u32) -> Option<Duration> {
    let backoff = BACKOFF * 2_u32.saturating_pow(attempt - 1).min(64);
    match status.code() {
        _ if found_nobody(status) => Some(backoff.mul_f64(0.5 + fastrand::f64())),
        // Without a `RetryInfo` it says that a message is too large, and will stay so.
        Code::ResourceExhausted => {
            let asked = status
                .get_details_retry_info()?
                .retry_delay
                .unwrap_or_default();
            // Not sooner than asked.
            Some(asked + backoff.mul_f64(fastrand::f64()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use tonic_types::ErrorDetails;

    use super::*;

    #[test]
    fn only_what_may_change_is_tried_again() {
        assert!(wait_after(&Status::unavailable(""), 1).is_some());
        assert!(wait_after(&Status::resource_exhausted(""), 1).is_none());
        assert!(wait_after(&Status::invalid_argument(""), 1).is_none());
        assert!(wait_after(&Status::deadline_exceeded(""), 1).is_none());
        let asked = Duration::from_secs(3);
        let details = ErrorDetails::with_retry_info(Some(asked));
        let status = Status::with_error_details(Code::ResourceExhausted, "", details);
        assert!(wait_after(&status, 1).unwrap() >= asked);
    }

    #[test]
    fn servers_that_are_gone_are_not_asked_for_ever() {
        let budget = Budget::new();
        let tries = (0..1000).take_while(|_| budget.missed()).count();
        assert!((10..50).contains(&tries), "{tries}");
        assert!(!budget.missed());
        (0..FULL).for_each(|_| budget.answered());
        assert!(budget.missed(), "answers earn it back");
    }
}
