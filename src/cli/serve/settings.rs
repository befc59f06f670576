//! The settings of `serve`: one table that command line, environment, file, `--show-config` and
//! the README are made from.

use std::path::PathBuf;

use toml::Value;

use super::kind::{
    ADDRESS, BYTES, COMPRESSION, CORES, COUNT, EXEMPT, LIST, LOG_FORMAT, PART, PATH, PATHS, SWITCH,
    Shape, TEXT, TIME,
};
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

/// One setting.
pub struct Setting {
    /// Its name in the file; its flag is the same after two dashes.
    pub key: &'static str,
    /// Its environment variable.
    pub variable: &'static str,
    /// What its values are called.
    pub kind: &'static str,
    /// What the command line has to know of them.
    pub shape: Shape,
    /// What it means.
    pub help: &'static str,
    /// Reads a value, or says what is wrong with it.
    pub put: fn(&mut Configuration, &str) -> Result<(), String>,
    /// The value as a file would have it; nothing when it is not set.
    pub show: fn(&Configuration) -> Option<Value>,
}

macro_rules! settings {
    ($($heading:literal { $($key:literal $variable:literal $kind:ident $($field:ident).+, $help:literal;)* })*) => {
        /// Every setting under its heading of the help.
        pub const SETTINGS: &[(&str, &[Setting])] = &[$(($heading, &[$(Setting {
            key: $key,
            variable: $variable,
            kind: $kind.name,
            shape: $kind.shape,
            help: $help,
            put: |all, text| {
                all.$($field).+ = ($kind.read)(text)?;
                Ok(())
            },
            show: |all| ($kind.show)(&all.$($field).+),
        }),*])),*];
    };
}

settings! {
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

/// Every setting.
pub fn all() -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().flat_map(|(_, settings)| *settings)
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

impl Setting {
    /// Its default as a user would write it; empty when it has none.
    pub fn default(&self) -> String {
        match (self.show)(&Configuration::default()) {
            None => String::new(),
            Some(Value::String(text)) => text,
            Some(Value::Array(list)) => {
                let entries = list.iter().filter_map(Value::as_str);
                entries.collect::<Vec<_>>().join(",")
            }
            Some(value) => value.to_string(),
        }
    }
}

/// The table of the README.
pub fn markdown() -> String {
    let mut table = String::from(
        "| key | value | default | flag | variable | meaning |\n|---|---|---|---|---|---|\n",
    );
    for setting in all() {
        let Setting {
            key,
            variable,
            kind,
            help,
            ..
        } = setting;
        let kind = kind.replace('|', "\\|");
        let default = match setting.default() {
            none if none.is_empty() => none,
            some => format!("`{some}`"),
        };
        table += &format!("| `{key}` | {kind} | {default} | `--{key}` | `{variable}` | {help} |\n");
    }
    table
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_key_has_its_own_variable_of_the_same_name() {
        let mut keys = HashSet::new();
        for setting in all() {
            assert!(keys.insert(setting.key), "{} twice", setting.key);
            let variable = setting.key.to_uppercase().replace('-', "_");
            assert_eq!(setting.variable, format!("MTFLAG_{variable}"));
            assert!(!setting.help.ends_with('.'), "{}", setting.help);
        }
    }

    #[test]
    fn every_default_reads_back() {
        for setting in all() {
            let default = setting.default();
            if !default.is_empty() {
                let mut all = Configuration::default();
                assert_eq!((setting.put)(&mut all, &default), Ok(()), "{}", setting.key);
                assert_eq!(
                    (setting.show)(&all),
                    (setting.show)(&Configuration::default())
                );
            }
        }
    }
}
