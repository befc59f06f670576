//! What a server accepts and how it spends its means.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use tonic::codec::CompressionEncoding;

use super::Metrics;
use super::auth::TokenSettings;
use super::tls::TlsFiles;
use super::web::{WebSettings, cors};
use crate::gazetteer::Gazetteer;

/// What a server accepts and how it spends its means.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The most bytes of each text of an article. Default: 1 MiB.
    pub text_bytes: usize,
    /// The most bytes of a message, decompressed. Default: 16 MiB.
    pub message_bytes: usize,
    /// The most items of a batch. Default: 1,000.
    pub batch_items: usize,
    /// How many items of a stream are in work at a time. Default: 32.
    pub stream_window: usize,
    /// How many articles are in work at a time. Default: the cores of this machine.
    pub workers: usize,
    /// The bytes of text in work or waiting for a worker, all calls together. Default: 64 MiB.
    pub pool_bytes: usize,
    /// The bytes of text of calls that wait for their share of the pool, all together; calls
    /// beyond that are refused at once. Default: 16 MiB.
    pub queue_bytes: usize,
    /// The bytes of messages on their way in, all together. Default: 64 MiB.
    pub receive_bytes: usize,
    /// How long a `Check` or `BatchCheck` waits for its share of the pool before it is refused.
    /// Default: 200 ms.
    pub patience: Duration,
    /// The longest a `Check`, a `BatchCheck` or an item of a stream may take, a message may take to
    /// arrive, and an answer of a stream may wait to be read. Default: 30 s.
    pub timeout: Duration,
    /// How long the server goes on as before after it was told to stop, but for its health, so
    /// that load balancers look elsewhere. Default: 0.
    pub drain_delay: Duration,
    /// How long calls under way may go on after that. Default: 25 s, less than the 30 s after
    /// which Kubernetes kills.
    pub stop_within: Duration,
    /// How old a connection grows before its client is asked to make a new one. Default: 30 min.
    pub connection_age: Duration,
    /// Connections at a time; further ones wait. Default: 4,096.
    pub connections: usize,
    /// Calls at a time on one connection. Default: 256.
    pub calls_per_connection: usize,
    /// Calls at a time on all connections together, but for health checks; further ones are
    /// refused. Default: 4,096.
    pub calls: usize,
    /// How many of them may be streams, which stay open for as long as their callers like.
    /// Default: 1,024.
    pub streams: usize,
    /// Certificates. Default: none, connections are not encrypted.
    pub tls: TlsFiles,
    /// Who may call. Default: everybody.
    pub tokens: TokenSettings,
    /// How often the files of certificates and tokens are looked at. Default: 10 s.
    pub reload_every: Duration,
    /// How answers are compressed for callers who can read that. Default: not at all.
    pub compression: Option<CompressionEncoding>,
    /// What browsers may do. Default: nothing.
    pub web: WebSettings,
    /// Lists of names that vouch for every article. Default: none.
    pub lists: Arc<[Gazetteer]>,
    /// Where the server counts what it does. Default: figures of its own.
    pub metrics: Metrics,
}

/// Settings that contradict each other: no request could ever meet them. Names them as the
/// command line does.
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
            queue_bytes: 16 << 20,
            receive_bytes: 64 << 20,
            patience: Duration::from_millis(200),
            timeout: Duration::from_secs(30),
            drain_delay: Duration::ZERO,
            stop_within: Duration::from_secs(25),
            connection_age: Duration::from_secs(30 * 60),
            connections: 4096,
            calls_per_connection: 256,
            calls: 4096,
            streams: 1024,
            tls: TlsFiles::default(),
            tokens: TokenSettings::default(),
            reload_every: Duration::from_secs(10),
            compression: None,
            web: WebSettings::default(),
            lists: Arc::default(),
            metrics: Metrics::new(),
        }
    }
}

impl Settings {
    /// Finds what would make every request of some kind fail.
    ///
    /// # Errors
    /// The first contradiction.
    pub fn verify(&self) -> Result<(), Impossible> {
        self.verify_numbers()?;
        self.verify_sizes()?;
        self.verify_callers()
    }

    fn verify_numbers(&self) -> Result<(), Impossible> {
        for (key, value) in [
            ("max-batch-items", self.batch_items),
            ("stream-window", self.stream_window),
            ("workers", self.workers),
            ("max-connections", self.connections),
            ("calls-per-connection", self.calls_per_connection),
            ("max-streams", self.streams),
        ] {
            if value == 0 {
                return no(format!("`{key}` cannot be 0"));
            }
        }
        if self.calls < self.streams {
            return no(format!(
                "`max-calls` is {}: as many streams as `max-streams`, {}, do not fit in",
                self.calls, self.streams
            ));
        }
        for (key, value) in [
            ("timeout", self.timeout),
            ("connection-age", self.connection_age),
            ("reload-every", self.reload_every),
        ] {
            if value.is_zero() {
                return no(format!("`{key}` cannot be 0"));
            }
        }
        for (key, value) in [
            // Lengths on the wire have 32 bits, numbers of streams 31.
            ("max-message-bytes", self.message_bytes),
            ("calls-per-connection", self.calls_per_connection),
        ] {
            if i32::try_from(value).is_err() {
                return no(format!("`{key}` cannot be as much as {value}"));
            }
        }
        Ok(())
    }

    fn verify_sizes(&self) -> Result<(), Impossible> {
        let (text, message) = (self.text_bytes, self.message_bytes);
        if message < text.saturating_add(OVERHEAD) {
            return no(format!(
                "`max-message-bytes` is {message}: a text of `max-text-bytes`, {text}, does not \
                 fit in with {OVERHEAD} bytes for all else"
            ));
        }
        for (key, bytes) in [
            ("pool-bytes", self.pool_bytes),
            ("queue-bytes", self.queue_bytes),
            ("receive-bytes", self.receive_bytes),
        ] {
            if bytes < message {
                return no(format!(
                    "`{key}` is {bytes}: a message of `max-message-bytes`, {message}, does not \
                     fit in"
                ));
            }
        }
        Ok(())
    }

    fn verify_callers(&self) -> Result<(), Impossible> {
        let share = self.tokens.share;
        if !(share > 0.0 && share <= 1.0) {
            return no(format!("`token-share` is {share}, not a part such as 0.5"));
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "sizes of memory are far below 2^53"
        )]
        if self.tokens.file.is_some() && self.pool_bytes as f64 * share < self.message_bytes as f64
        {
            return no(format!(
                "`token-share` is {share}: that part of `pool-bytes`, {}, is less than a message \
                 of `max-message-bytes`, {}",
                self.pool_bytes, self.message_bytes
            ));
        }
        match (&self.tls.certificate, &self.tls.key, &self.tls.client_ca) {
            (Some(_), None, _) => return no("`tls-certificate` needs `tls-key` with it".into()),
            (None, Some(_), _) => return no("`tls-key` needs `tls-certificate` with it".into()),
            (None, None, Some(_)) => {
                return no("`tls-client-ca` needs `tls-certificate` with it".into());
            }
            _ => {}
        }
        if !self.web.enabled && !self.web.origins.is_empty() {
            return no("`cors-origins` means nothing unless `grpc-web` is on".into());
        }
        if cors(&self.web.origins).is_err() {
            return no("`cors-origins` holds what is no origin".into());
        }
        Ok(())
    }
}

fn no(why: String) -> Result<(), Impossible> {
    Err(Impossible(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_nobody_can_meet_are_found_at_the_start_and_both_are_named() {
        let usual = Settings::default;
        assert_eq!(usual().verify(), Ok(()));
        let names = |wrong: Settings, keys: &[&str]| {
            let why = wrong.verify().expect_err("impossible").to_string();
            for key in keys {
                assert!(why.contains(&format!("`{key}`")), "{why}");
            }
        };
        let text_bytes = 16 << 20;
        names(
            Settings {
                text_bytes,
                ..usual()
            },
            &["max-text-bytes", "max-message-bytes"],
        );
        let small = 1 << 20;
        names(
            Settings {
                pool_bytes: small,
                ..usual()
            },
            &["pool-bytes", "max-message-bytes"],
        );
        names(
            Settings {
                queue_bytes: small,
                ..usual()
            },
            &["queue-bytes", "max-message-bytes"],
        );
        names(
            Settings {
                receive_bytes: small,
                ..usual()
            },
            &["receive-bytes", "max-message-bytes"],
        );
        names(
            Settings {
                stream_window: 0,
                ..usual()
            },
            &["stream-window"],
        );
        names(
            Settings {
                calls: 1000,
                ..usual()
            },
            &["max-calls", "max-streams"],
        );
        names(
            Settings {
                message_bytes: usize::MAX,
                ..usual()
            },
            &["max-message-bytes"],
        );
        let key_alone = TlsFiles {
            key: Some("key.pem".into()),
            ..TlsFiles::default()
        };
        names(
            Settings {
                tls: key_alone,
                ..usual()
            },
            &["tls-key", "tls-certificate"],
        );
        let web = WebSettings {
            enabled: false,
            origins: vec!["*".into()],
        };
        names(Settings { web, ..usual() }, &["cors-origins", "grpc-web"]);
    }
}
