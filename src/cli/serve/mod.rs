//! `mtflag serve`: the service.

mod arguments;
mod kind;
mod settings;

use std::future::Future;
use std::io;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

pub use arguments::Arguments;

use super::config::{Shown, markdown};
use super::log;
use super::{Outcome, names};
use crate::server::{self, Settings};
use settings::{Configuration, SETTINGS};

/// Serves until a signal ends it.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if let Some(Shown::Markdown) = arguments.show_config {
        anstream::print!("{}", markdown(SETTINGS));
        return Ok(Outcome::Clean);
    }
    let resolved = arguments.resolve()?;
    if let Some(Shown::Toml) = arguments.show_config {
        anstream::print!("{}\n{}", arguments::TABLE, resolved.show());
        return Ok(Outcome::Clean);
    }
    let configuration = resolved.settings;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let log = {
        let _inside = runtime.enter();
        log::start(&configuration.log, configuration.log_format)?
    };
    server::keep_text_out_of_panics();
    let settings = configuration.settings()?;
    let served = runtime.block_on(async {
        let listener = listen(&configuration.listen).await?;
        let shutdown = shutdown()?;
        tracing::info!(address = %listener.local_addr()?, "listening");
        if configuration.metrics_listen != "off" {
            let listener = listen(&configuration.metrics_listen).await?;
            tracing::info!(metrics = %listener.local_addr()?, "listening for Prometheus");
            tokio::spawn(server::expose(listener, settings.metrics.clone()));
        }
        let engine = server::timed_engine(&settings.metrics);
        server::serve(listener, settings, engine, shutdown).await?;
        anyhow::Ok(())
    });
    // While there is a runtime to send with.
    drop(log);
    // What the cap on draining cut off must not hold the process.
    runtime.shutdown_background();
    served.map(|()| Outcome::Clean)
}

async fn listen(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))
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
