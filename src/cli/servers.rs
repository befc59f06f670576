//! Which servers do the work, and what it takes to be let in by them: certificates and a token,
//! from files.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use clap::Args;

use crate::client::{self, Access};

/// Where checking is done.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Servers")]
pub struct Servers {
    /// Let this server do the work, such as `http://127.0.0.1:50051`; repeatable: balanced
    #[arg(
        long = "endpoint",
        value_name = "URL",
        env = "MTFLAG_ENDPOINT",
        value_delimiter = ','
    )]
    endpoints: Vec<String>,
    /// How long a call to a server may take, in seconds
    #[arg(
        long,
        value_name = "SECONDS",
        env = "MTFLAG_CALL_TIMEOUT",
        default_value_t = client::Settings::default().timeout.as_secs_f64()
    )]
    call_timeout: f64,
    #[command(flatten)]
    access: AccessArguments,
}

/// How servers know this client, and it knows them.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Servers")]
pub struct AccessArguments {
    /// Trust servers of these authorities, PEM, in place of those this machine trusts
    #[arg(long, value_name = "FILE", env = "MTFLAG_SERVER_CA")]
    server_ca: Option<PathBuf>,
    /// The name that a server's certificate must bear, when it is not the host of its URL
    #[arg(long, value_name = "NAME", env = "MTFLAG_SERVER_NAME")]
    server_name: Option<String>,
    /// Show servers this certificate, PEM
    #[arg(
        long,
        value_name = "FILE",
        env = "MTFLAG_CLIENT_CERTIFICATE",
        requires = "client_key"
    )]
    client_certificate: Option<PathBuf>,
    /// Its private key, PEM
    #[arg(
        long,
        value_name = "FILE",
        env = "MTFLAG_CLIENT_KEY",
        requires = "client_certificate"
    )]
    client_key: Option<PathBuf>,
    /// Send servers the token that this file holds
    #[arg(long, value_name = "FILE", env = "MTFLAG_BEARER_FILE")]
    bearer_file: Option<PathBuf>,
}

impl Servers {
    /// Their addresses; none: the work is done in this process.
    pub fn endpoints(&self) -> &[String] {
        &self.endpoints
    }

    /// How to call them.
    pub fn settings(&self) -> anyhow::Result<client::Settings> {
        let timeout = Duration::try_from_secs_f64(self.call_timeout).with_context(|| {
            format!(
                "--call-timeout: {} is no time in seconds",
                self.call_timeout
            )
        })?;
        Ok(client::Settings {
            timeout,
            access: self.access.read()?,
            // As OpenTelemetry has processes say what they were started in:
            // <https://opentelemetry.io/docs/specs/otel/context/env-carriers/>.
            trace_parent: std::env::var("TRACEPARENT").ok(),
            ..client::Settings::default()
        })
    }
}

impl AccessArguments {
    /// Reads the files.
    pub fn read(&self) -> anyhow::Result<Access> {
        let ca = self.server_ca.as_deref().map(read).transpose()?;
        let identity = match (&self.client_certificate, &self.client_key) {
            (Some(certificate), Some(key)) => Some((read(certificate)?, read(key)?)),
            _ => None,
        };
        let token = match &self.bearer_file {
            None => None,
            Some(path) => {
                let token = String::from_utf8(read(path)?);
                // Not the error: it holds the bytes.
                let token = token
                    .ok()
                    .with_context(|| format!("{}: no text", path.display()))?;
                Some(token.trim().to_owned())
            }
        };
        Ok(Access {
            ca,
            identity,
            server_name: self.server_name.clone(),
            token,
        })
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
