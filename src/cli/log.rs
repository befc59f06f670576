//! What is logged, in which form, and where traces go. Lines go to stderr; a crate below says at
//! its debug level what came in over the wire, so a mere level is meant for this crate alone.

use std::io::{self, IsTerminal};

use anyhow::Context;
use clap::ValueEnum;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

/// The form of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people
    #[default]
    Text,
    /// One JSON object a line
    Json,
}

/// The log, open until dropped: what is under way to a collector is sent first.
#[must_use]
pub struct Log {
    #[cfg(feature = "otlp")]
    traces: Option<opentelemetry_sdk::trace::SdkTracerProvider>,
}

/// Starts the log, for the whole process. `filter` is a level or a filter of tracing. With the
/// feature `otlp` this must happen inside a tokio runtime.
///
/// # Errors
/// When `filter` is neither, or the collector's address is none.
pub fn start(filter: &str, format: LogFormat) -> anyhow::Result<Log> {
    let filter = parse(filter)?;
    let lines = fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal());
    let lines = match format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().boxed(),
    };
    let log = tracing_subscriber::registry().with(filter).with(lines);
    #[cfg(feature = "otlp")]
    {
        let traces = otlp::provider()?;
        log.with(traces.as_ref().map(otlp::layer)).init();
        Ok(Log { traces })
    }
    #[cfg(not(feature = "otlp"))]
    {
        log.init();
        Ok(Log {})
    }
}

fn parse(filter: &str) -> anyhow::Result<EnvFilter> {
    const LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];
    let directives = match filter {
        "error" => "error".to_owned(),
        level if LEVELS.contains(&level) => format!("warn,mtflag={level}"),
        directives => directives.to_owned(),
    };
    EnvFilter::try_new(directives).with_context(|| format!("--log: `{filter}` is no filter"))
}

#[cfg(feature = "otlp")]
mod otlp {
    //! Spans to an OpenTelemetry collector, which the variables of its specification name
    //! (<https://opentelemetry.io/docs/specs/otel/protocol/exporter/>).

    use std::env;

    use opentelemetry::trace::TracerProvider;
    use opentelemetry_otlp::SpanExporter;
    use opentelemetry_sdk::Resource;
    use opentelemetry_sdk::trace::{SdkTracerProvider, Tracer};
    use tracing::Subscriber;
    use tracing_opentelemetry::OpenTelemetryLayer;
    use tracing_subscriber::registry::LookupSpan;

    /// None unless a collector is named: nothing is sent to where nobody asked for it.
    pub fn provider() -> anyhow::Result<Option<SdkTracerProvider>> {
        let names = [
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        ];
        if names.into_iter().all(|name| env::var_os(name).is_none()) {
            return Ok(None);
        }
        let mut resource = Resource::builder();
        if env::var_os("OTEL_SERVICE_NAME").is_none() {
            resource = resource.with_service_name("mtflag");
        }
        let exporter = SpanExporter::builder().with_tonic().build()?;
        let provider = SdkTracerProvider::builder()
            .with_resource(resource.build())
            .with_batch_exporter(exporter);
        Ok(Some(provider.build()))
    }

    pub fn layer<S: Subscriber + for<'a> LookupSpan<'a>>(
        provider: &SdkTracerProvider,
    ) -> OpenTelemetryLayer<S, Tracer> {
        tracing_opentelemetry::layer().with_tracer(provider.tracer("mtflag"))
    }
}

#[cfg(feature = "otlp")]
impl Drop for Log {
    fn drop(&mut self) {
        if let Some(traces) = &self.traces {
            // The end of the process is no time to report that the collector is gone.
            let _ = traces.shutdown();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_meant_for_this_crate() {
        assert_eq!(parse("debug").unwrap().to_string(), "mtflag=debug,warn");
        assert_eq!(parse("error").unwrap().to_string(), "error");
        assert_eq!(parse("h2=trace").unwrap().to_string(), "h2=trace");
        assert!(parse("mtflag=loud").is_err());
    }
}
