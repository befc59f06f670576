//! `mtflag serve`: the service.

use std::future::Future;
use std::io;
use std::time::Duration;

use anyhow::Context;
use clap::{Args, ValueEnum};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use super::Outcome;
use super::names::NamesArguments;
use crate::server::{self, Settings};

/// The arguments of `serve`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "MTFLAG_LISTEN",
        default_value = "127.0.0.1:50051"
    )]
    listen: String,
    /// The most bytes of text an article may have
    #[arg(long, value_name = "BYTES", env = "MTFLAG_MAX_TEXT_BYTES",
        default_value_t = Settings::default().text_bytes)]
    max_text_bytes: usize,
    /// The most bytes a message may have
    #[arg(long, value_name = "BYTES", env = "MTFLAG_MAX_MESSAGE_BYTES",
        default_value_t = Settings::default().message_bytes)]
    max_message_bytes: usize,
    /// The most items a batch may have
    #[arg(long, value_name = "N", env = "MTFLAG_MAX_BATCH_ITEMS",
        default_value_t = Settings::default().batch_items)]
    max_batch_items: usize,
    /// How many items of a stream are in work at a time
    #[arg(long, value_name = "N", env = "MTFLAG_STREAM_WINDOW",
        default_value_t = Settings::default().stream_window)]
    stream_window: usize,
    /// How many articles are in work at a time; the number of cores when not given
    #[arg(long, value_name = "N", env = "MTFLAG_WORKERS")]
    workers: Option<usize>,
    /// The bytes of text in work or waiting, all calls together
    #[arg(long, value_name = "BYTES", env = "MTFLAG_POOL_BYTES",
        default_value_t = Settings::default().pool_bytes)]
    pool_bytes: usize,
    /// The longest a call may take, in seconds
    #[arg(long, value_name = "SECONDS", env = "MTFLAG_TIMEOUT",
        default_value_t = Settings::default().timeout.as_secs_f64())]
    timeout: f64,
    /// How long calls under way may go on after the server was told to stop, in seconds
    #[arg(long, value_name = "SECONDS", env = "MTFLAG_STOP_WITHIN",
        default_value_t = Settings::default().stop_within.as_secs_f64())]
    stop_within: f64,
    #[command(flatten)]
    names: NamesArguments,
    /// What to log: error, warn, info, debug or trace, or a filter of tracing
    #[arg(
        long,
        value_name = "FILTER",
        env = "MTFLAG_LOG",
        default_value = "info"
    )]
    log: String,
    /// The form of the log
    #[arg(long, value_enum, env = "MTFLAG_LOG_FORMAT", default_value = "text")]
    log_format: LogFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LogFormat {
    /// Lines for people
    Text,
    /// One JSON object a line
    Json,
}

/// Serves until a signal ends it.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    arguments.log()?;
    server::keep_text_out_of_panics();
    let settings = arguments.settings()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(&arguments.listen)
            .await
            .with_context(|| format!("cannot listen on {}", arguments.listen))?;
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

impl Arguments {
    fn log(&self) -> anyhow::Result<()> {
        let filter = EnvFilter::try_new(&self.log)
            .with_context(|| format!("--log: `{}` is no filter", self.log))?;
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
        let usual = Settings::default();
        let seconds = |name: &str, value: f64| {
            Duration::try_from_secs_f64(value)
                .with_context(|| format!("--{name}: {value} is no time in seconds"))
        };
        let settings = Settings {
            text_bytes: self.max_text_bytes,
            message_bytes: self.max_message_bytes,
            batch_items: self.max_batch_items,
            stream_window: self.stream_window,
            workers: self.workers.unwrap_or(usual.workers),
            pool_bytes: self.pool_bytes,
            lists: self.names.load()?.lists,
            timeout: seconds("timeout", self.timeout)?,
            stop_within: seconds("stop-within", self.stop_within)?,
            ..usual
        };
        settings.verify()?;
        Ok(settings)
    }
}
