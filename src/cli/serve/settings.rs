//! The settings of `serve`: one table that command line, environment, file, `--show-config` and
//! the README are made from.

use std::path::PathBuf;

use super::kind::{ADDRESS, BYTES, COMPRESSION, CORES, EXEMPT, LOG_FORMAT, PART, TIME};
use crate::cli::config::kind::{COUNT, LIST, PATH, PATHS, SWITCH, TEXT};
use crate::cli::config::{Group, Table, settings};
use crate::cli::log::LogFormat;
use crate::server;

/// All that can be set.
#[derive(Clone, Debug)]
pub struct Configuration {
    pub listen: String,
    /// As many as there are cores when not set.
    pub workers: Option<usize>,
    pub server: server::Settings,
    pub names: Vec<PathBuf>,
    pub metrics_listen: String,
    pub log: String,
    pub log_format: LogFormat,
}

/// What `serve` takes.
#[derive(Debug)]
pub struct Serve;

impl Table for Serve {
    type Settings = Configuration;
    const GROUPS: &'static [Group<Configuration>] = SETTINGS;
}

settings! {
    pub SETTINGS of Configuration;

    "Serving" {
        "listen" "MTFLAG_LISTEN" ADDRESS listen,
            "Address and port to listen on; port 0 takes a free one";
        "metrics-listen" "MTFLAG_METRICS_LISTEN" TEXT metrics_listen,
            "Address and port on which Prometheus reads the figures, or `off`";
        "names" "MTFLAG_NAMES" PATHS names,
            "Lists of names that vouch for every article, as for `check`";
        "log" "MTFLAG_LOG" TEXT log,
            "What to log: error, warn, info, debug or trace, or a filter of tracing";
        "log-format" "MTFLAG_LOG_FORMAT" LOG_FORMAT log_format,
            "Log lines for people, or one JSON object a line";
    }
    "Limits" {
        "max-text-bytes" "MTFLAG_MAX_TEXT_BYTES" BYTES server.text_bytes,
            "The most bytes of text an article may have";
        "max-message-bytes" "MTFLAG_MAX_MESSAGE_BYTES" BYTES server.message_bytes,
            "The most bytes a message may have, decompressed";
        "max-batch-items" "MTFLAG_MAX_BATCH_ITEMS" COUNT server.batch_items,
            "The most items a batch may have";
        "stream-window" "MTFLAG_STREAM_WINDOW" COUNT server.stream_window,
            "How many items of a stream are in work at a time";
        "max-connections" "MTFLAG_MAX_CONNECTIONS" COUNT server.connections,
            "Connections at a time; further ones wait";
        "calls-per-connection" "MTFLAG_CALLS_PER_CONNECTION" COUNT server.calls_per_connection,
            "Calls at a time on one connection";
        "max-calls" "MTFLAG_MAX_CALLS" COUNT server.calls,
            "Calls at a time on all connections together, but for health checks";
        "max-streams" "MTFLAG_MAX_STREAMS" COUNT server.streams,
            "How many of them may be streams";
        "workers" "MTFLAG_WORKERS" CORES workers,
            "How many articles are in work at a time";
        "pool-bytes" "MTFLAG_POOL_BYTES" BYTES server.pool_bytes,
            "The bytes of text in work or waiting for a worker, all calls together";
        "queue-bytes" "MTFLAG_QUEUE_BYTES" BYTES server.queue_bytes,
            "The bytes of text of calls that wait for their share of the pool";
        "receive-bytes" "MTFLAG_RECEIVE_BYTES" BYTES server.receive_bytes,
            "The bytes of messages on their way in, all calls together";
        "queue-wait" "MTFLAG_QUEUE_WAIT" TIME server.patience,
            "How long a call waits for its share of the pool before it is refused";
        "timeout" "MTFLAG_TIMEOUT" TIME server.timeout,
            "The longest a call or an item of a stream may take";
    }
    "Callers" {
        "tls-certificate" "MTFLAG_TLS_CERTIFICATE" PATH server.tls.certificate,
            "Certificate of the server and those up to its authority, PEM";
        "tls-key" "MTFLAG_TLS_KEY" PATH server.tls.key,
            "Its private key, PEM";
        "tls-client-ca" "MTFLAG_TLS_CLIENT_CA" PATH server.tls.client_ca,
            "Authorities, PEM, one of which must have signed the certificate of a caller";
        "token-file" "MTFLAG_TOKEN_FILE" PATH server.tokens.file,
            "Tokens that are good, TOML; without it everybody may call";
        "token-exempt" "MTFLAG_TOKEN_EXEMPT" EXEMPT server.tokens.exempt,
            "What may be called without a token";
        "token-share" "MTFLAG_TOKEN_SHARE" PART server.tokens.share,
            "How much of the pools the callers with one token may hold together";
        "reload-every" "MTFLAG_RELOAD_EVERY" TIME server.reload_every,
            "How often certificates and tokens are looked at for changes";
        "compression" "MTFLAG_COMPRESSION" COMPRESSION server.compression,
            "How answers are compressed for callers who can read that";
        "grpc-web" "MTFLAG_GRPC_WEB" SWITCH server.web.enabled,
            "Serve gRPC-Web, for browsers";
        "cors-origins" "MTFLAG_CORS_ORIGINS" LIST server.web.origins,
            "Origins whose pages may call, or `*`";
    }
    "Life cycle" {
        "drain-delay" "MTFLAG_DRAIN_DELAY" TIME server.drain_delay,
            "How long calls are still taken after health says that the server will stop";
        "stop-within" "MTFLAG_STOP_WITHIN" TIME server.stop_within,
            "How long calls under way may go on after that";
        "connection-age" "MTFLAG_CONNECTION_AGE" TIME server.connection_age,
            "How old a connection grows before its client is asked to make a new one";
    }
}

impl Default for Configuration {
    fn default() -> Self {
        Configuration {
            listen: "127.0.0.1:50051".into(),
            metrics_listen: "127.0.0.1:9464".into(),
            workers: None,
            server: server::Settings::default(),
            names: Vec::new(),
            log: "info".into(),
            log_format: LogFormat::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_key_has_its_own_variable_of_the_same_name() {
        let mut keys = HashSet::new();
        for setting in SETTINGS.iter().flat_map(|(_, settings)| *settings) {
            assert!(keys.insert(setting.key), "{} twice", setting.key);
            let variable = setting.key.to_uppercase().replace('-', "_");
            assert_eq!(setting.variable, Some(&*format!("MTFLAG_{variable}")));
            assert!(!setting.help.ends_with('.'), "{}", setting.help);
        }
    }

    #[test]
    fn every_default_reads_back() {
        for setting in SETTINGS.iter().flat_map(|(_, settings)| *settings) {
            let default = setting.default();
            if !default.is_empty() {
                let mut all = Configuration::default();
                let entries: Vec<String> = default.split(',').map(str::to_owned).collect();
                assert_eq!((setting.put)(&mut all, &entries), Ok(()), "{}", setting.key);
                assert_eq!(
                    (setting.show)(&all),
                    (setting.show)(&Configuration::default())
                );
            }
        }
    }
}
