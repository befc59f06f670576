//! What it takes to be let in by servers: certificates and a token, from files.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use crate::client::Access;

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
