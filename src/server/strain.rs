//! Tells a burst from an overload. In a burst it pays to wait for a moment; where the pool has been short for
//! longer than anybody waits, a queue only makes all answers late, so that callers are better told
//! at once (the controlled delay of Maurer, "Fail at Scale", ACM Queue 13/8, 2015).

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long a pool has been short.
#[derive(Debug)]
pub(super) struct Strain {
    start: Instant,
    /// Microseconds from the start to when it was last seen at ease.
    at_ease: AtomicU64,
}

impl Strain {
    pub fn new() -> Self {
        Strain {
            start: Instant::now(),
            at_ease: AtomicU64::new(0),
        }
    }

    /// Takes note of how much of the pool is taken now, as a share; whether it has been short for
    /// longer than `patience`, so that no burst explains it.
    pub fn lasts(&self, taken: f64, patience: Duration) -> bool {
        /// Less than this is no shortage. All of it free would be too much to ask: what is in work is
        /// taken, too.
        const SHORT: f64 = 0.5;
        let now = u64::try_from(self.start.elapsed().as_micros()).unwrap_or(u64::MAX);
        if taken < SHORT {
            self.at_ease.store(now, Ordering::Relaxed);
            return false;
        }
        let at_ease = self.at_ease.load(Ordering::Relaxed);
        Duration::from_micros(now.saturating_sub(at_ease)) > patience
    }
}

#[cfg(test)]
mod tests {
    use std::thread::sleep;

    use super::*;

    #[test]
    fn an_overload_lasts_and_a_burst_does_not() {
        let (strain, patience) = (Strain::new(), Duration::from_millis(5));
        assert!(!strain.lasts(0.1, patience));
        assert!(!strain.lasts(1.0, Duration::MAX), "it has only begun");
        sleep(2 * patience);
        assert!(strain.lasts(1.0, patience));
        assert!(!strain.lasts(0.4, patience), "it is over");
        assert!(!strain.lasts(1.0, Duration::MAX));
    }
}
