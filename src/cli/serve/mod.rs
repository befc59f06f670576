//! `mtflag serve`: the service.

mod arguments;
mod kind;
mod settings;

use std::future::Future;
use std::io;

use anyhow::Context;
use clap::ValueEnum;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

pub use arguments::Arguments;

use super::{Outcome, names};
use crate::server::{self, Settings};
use arguments::Shown;
use settings::Configuration;

/// The form of the log.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LogFormat {
    /// Lines for people
    Text,
    /// One JSON object a line
    Json,
}

/// Serves until a signal ends it.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if let Some(Shown::Markdown) = arguments.show_config {
        anstream::print!("{}", settings::markdown());
        return Ok(Outcome::Clean);
    }
    let resolved = arguments.resolve()?;
    if let Some(Shown::Toml) = arguments.show_config {
        anstream::print!("{}", resolved.show());
        return Ok(Outcome::Clean);
    }
    let configuration = resolved.configuration;
    configuration.log()?;
    server::keep_text_out_of_panics();
    let settings = configuration.settings()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let served = runtime.block_on(async {
        let address = &configuration.listen;
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}"))?;
        let shutdown = shutdown()?;
        tracing::info!(address = %listener.local_addr()?, "listening");
        server::serve(listener, settings, server::engine(), shutdown).await?;
        anyhow::Ok(())
    });
    // What the cap on draining cut off must not hold the process.
    runtime.shutdown_background();
    served.map(|()| Outcome::Clean)
}

/// Ready at the first SIGTERM or SIGINT; the second ends the process at once.
fn shutdown() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut next = async move || {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    Ok(async move {
        next().await;
        tokio::spawn(async move {
            next().await;
            tracing::warn!("told twice: ending at once");
            std::process::exit(1);
        });
    })
}

impl Configuration {
    fn log(&self) -> anyhow::Result<()> {
        let filter = EnvFilter::try_new(&self.log)
            .with_context(|| format!("log: `{}` is no filter", self.log))?;
        let log = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(io::stderr);
        match self.log_format {
            LogFormat::Text => log.init(),
            LogFormat::Json => log.json().init(),
        }
        Ok(())
    }

    fn settings(&self) -> anyhow::Result<Settings> {
        let settings = Settings {
            workers: self.workers.unwrap_or(self.server.workers),
            lists: names::load(&self.names)?.lists,
            ..self.server.clone()
        };
        settings.verify()?;
        Ok(settings)
    }
}
