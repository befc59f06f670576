//! What a server accepts and how it spends its means.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use crate::gazetteer::Gazetteer;

/// What a server accepts and how it spends its means.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The most bytes of each text of an article. Default: 1 MiB.
    pub text_bytes: usize,
    /// The most bytes of a message. Default: 16 MiB.
    pub message_bytes: usize,
    /// The most items of a batch. Default: 1,000.
    pub batch_items: usize,
    /// How many items of a stream are in work at a time. Default: 32.
    pub stream_window: usize,
    /// How many articles are in work at a time. Default: the cores of this machine.
    pub workers: usize,
    /// The bytes of text in work or waiting for a worker, all calls together. Default: 64 MiB.
    pub pool_bytes: usize,
    /// How long a `Check` or `BatchCheck` waits for its share of the pool before it is refused.
    /// Default: 200 ms.
    pub patience: Duration,
    /// The longest a `Check`, a `BatchCheck` or an item of a stream may take. Default: 30 s.
    pub timeout: Duration,
    /// How long calls under way may go on after the shutdown began. Default: 25 s, less than the
    /// 30 s after which Kubernetes kills.
    pub stop_within: Duration,
    /// How old a connection grows before its client is asked to make a new one. Default: 30 min.
    pub connection_age: Duration,
    /// Lists of names that vouch for every article. Default: none.
    pub lists: Arc<[Gazetteer]>,
}

/// Settings that contradict each other: no request could ever meet them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Impossible(String);

/// Room in a message for what is not text: names, labels, policy.
const OVERHEAD: usize = 64 << 10;

impl Default for Settings {
    fn default() -> Self {
        Settings {
            text_bytes: 1 << 20,
            message_bytes: 16 << 20,
            batch_items: 1000,
            stream_window: 32,
            workers: available_parallelism().map_or(1, NonZeroUsize::get),
            pool_bytes: 64 << 20,
            patience: Duration::from_millis(200),
            timeout: Duration::from_secs(30),
            stop_within: Duration::from_secs(25),
            connection_age: Duration::from_secs(30 * 60),
            lists: Arc::default(),
        }
    }
}

impl Settings {
    /// Finds what would make every request of some kind fail.
    ///
    /// # Errors
    /// The first contradiction.
    pub fn verify(&self) -> Result<(), Impossible> {
        let message_bytes = self.message_bytes;
        let no = |why: String| Err(Impossible(why));
        for (name, value) in [
            ("batch items", self.batch_items),
            ("the stream window", self.stream_window),
            ("workers", self.workers),
        ] {
            if value == 0 {
                return no(format!("{name} cannot be 0"));
            }
        }
        if self.timeout.is_zero() {
            return no("the timeout cannot be 0".into());
        }
        // Lengths on the wire have 32 bits.
        if u32::try_from(message_bytes).is_err() {
            return no(format!(
                "a message of {message_bytes} bytes is not possible"
            ));
        }
        if message_bytes < self.text_bytes.saturating_add(OVERHEAD) {
            return no(format!(
                "a text of {} bytes does not fit into a message of {message_bytes} bytes",
                self.text_bytes
            ));
        }
        if self.pool_bytes < message_bytes {
            return no(format!(
                "a message of {message_bytes} bytes does not fit into the pool of {} bytes",
                self.pool_bytes
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_nobody_can_meet_are_found_at_the_start() {
        assert_eq!(Settings::default().verify(), Ok(()));
        for wrong in [
            Settings {
                text_bytes: 16 << 20,
                ..Settings::default()
            },
            Settings {
                pool_bytes: 1 << 20,
                ..Settings::default()
            },
            Settings {
                stream_window: 0,
                ..Settings::default()
            },
            Settings {
                message_bytes: usize::MAX,
                pool_bytes: usize::MAX,
                ..Settings::default()
            },
        ] {
            assert!(wrong.verify().is_err(), "{wrong:?}");
        }
    }
}
