//! `mtflag probe`: asks a server for its health, for containers.

use std::time::Duration;

use anyhow::Context;
use clap::Args;

use super::Outcome;
use super::servers::AccessArguments;
use crate::client;

/// The arguments of `probe`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The server
    #[arg(
        value_name = "URL",
        env = "MTFLAG_PROBE",
        default_value = "http://127.0.0.1:50051"
    )]
    url: String,
    /// The service to ask for; the server as a whole when not given
    #[arg(long, default_value = "")]
    service: String,
    /// How long to wait for the answer, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 2.0)]
    timeout: f64,
    #[command(flatten)]
    access: AccessArguments,
}

/// Asks, and says what it heard.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let timeout = Duration::try_from_secs_f64(arguments.timeout)
        .with_context(|| format!("--timeout: {} is no time in seconds", arguments.timeout))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let access = arguments.access.read()?;
    let probe = client::probe_with(&arguments.url, &arguments.service, timeout, &access);
    match runtime.block_on(probe) {
        Ok(true) => {
            anstream::println!("serving");
            Ok(Outcome::Clean)
        }
        Ok(false) => {
            anstream::eprintln!("mtflag: {} is not serving", arguments.url);
            Ok(Outcome::Found)
        }
        Err(error) => {
            anstream::eprintln!("mtflag: {}: {error}", arguments.url);
            Ok(Outcome::Found)
        }
    }
}
