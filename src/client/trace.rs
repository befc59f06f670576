//! The trace that a call belongs to (W3C Trace Context, <https://www.w3.org/TR/trace-context/>): that
//! of the span it is made in, where spans are exported, else the one the client was told of.

use tonic::metadata::{Ascii, MetadataMap, MetadataValue};

/// Says in `headers` what the call is a part of, if of anything.
pub(super) fn tell(headers: &mut MetadataMap, given: Option<&MetadataValue<Ascii>>) {
    if let Some(parent) = current().as_ref().or(given) {
        headers.insert("traceparent", parent.clone());
    }
}

#[cfg(feature = "otlp")]
fn current() -> Option<MetadataValue<Ascii>> {
    use opentelemetry::trace::TraceContextExt;
    use tracing_opentelemetry::OpenTelemetrySpanExt;

    let context = tracing::Span::current().context();
    let span = context.span();
    let span = span.span_context();
    let parent = format!(
        "00-{}-{}-{:02x}",
        span.trace_id(),
        span.span_id(),
        span.trace_flags()
    );
    parent.parse().ok().filter(|_| span.is_valid())
}

#[cfg(not(feature = "otlp"))]
fn current() -> Option<MetadataValue<Ascii>> {
    None
}
