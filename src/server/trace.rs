//! The span of a call, which all of its log lines stand in, and the trace of its caller that it
//! belongs to (W3C Trace Context, <https://www.w3.org/TR/trace-context/>).

use tonic::Code;
use tonic::codegen::http::{HeaderMap, HeaderValue, Request};
use tower_http::request_id::{MakeRequestId, RequestId};
use tracing::{Span, error_span, field};

/// What of a caller's words goes into a log line.
const MOST: usize = 100;

/// Gives an id to calls whose callers gave them none.
#[derive(Clone, Copy)]
pub(super) struct NewId;

impl MakeRequestId for NewId {
    fn make_request_id<B>(&mut self, _: &Request<B>) -> Option<RequestId> {
        let mut id = HeaderValue::try_from(format!("{:016x}", fastrand::u64(..))).ok()?;
        // It never comes again: in the tables of HTTP/2 it would only push out what does.
        id.set_sensitive(true);
        Some(RequestId::new(id))
    }
}

/// The span of the call that `request` begins.
pub(super) fn span<B>(request: &Request<B>) -> Span {
    let header = |name| header(request.headers(), name);
    // Errors are the last lines that a filter lets through, and they need the span the most.
    let span = error_span!(
        "call",
        method = short(request.uri().path()),
        request_id = short(header("x-request-id")),
        trace_id = field::Empty,
        // Only traces are told these; what is empty is not written.
        otel.name = field::Empty,
        otel.kind = field::Empty,
        otel.status_code = field::Empty,
    );
    if let Some(parent) = Parent::parse(header("traceparent")) {
        span.record("trace_id", parent.trace_id);
        #[cfg(feature = "otlp")]
        parent.adopt(&span);
    }
    #[cfg(feature = "otlp")]
    {
        span.record("otel.name", super::observe::known(request.uri().path()));
        span.record("otel.kind", "server");
    }
    span
}

/// Tells the trace of `span` whether the server failed; a refusal is not its failure.
#[cfg_attr(
    not(feature = "otlp"),
    allow(unused_variables, reason = "lines tell it themselves")
)]
pub(super) fn end(span: &Span, code: Code) {
    #[cfg(feature = "otlp")]
    {
        use tracing_opentelemetry::OpenTelemetrySpanExt;

        span.set_attribute("rpc.system.name", "grpc");
        span.set_attribute("rpc.response.status_code", crate::proto::code_name(code));
        if matches!(code, Code::Internal | Code::DataLoss) {
            span.record("otel.status_code", "ERROR");
        }
    }
}

/// What a `traceparent` says.
struct Parent<'a> {
    trace_id: &'a str,
    #[cfg_attr(
        not(feature = "otlp"),
        allow(dead_code, reason = "only traces know spans")
    )]
    span_id: &'a str,
    #[cfg_attr(
        not(feature = "otlp"),
        allow(dead_code, reason = "only traces are sampled")
    )]
    flags: &'a str,
}

impl<'a> Parent<'a> {
    /// Later versions may say more behind a further hyphen; ids of zeroes are no ids.
    fn parse(header: &'a str) -> Option<Self> {
        let (version, rest) = header.split_once('-')?;
        let (trace_id, rest) = rest.split_once('-')?;
        let (span_id, rest) = rest.split_once('-')?;
        let flags = match rest.split_once('-') {
            Some((flags, _)) if version != "00" => flags,
            Some(_) => return None,
            None => rest,
        };
        let hex = |text: &str, length| {
            let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
            text.len() == length && text.bytes().all(digit)
        };
        let id = |text, length| hex(text, length) && text.bytes().any(|b| b != b'0');
        let sound = hex(version, 2) && version != "ff" && hex(flags, 2);
        (sound && id(trace_id, 32) && id(span_id, 16)).then_some(Parent {
            trace_id,
            span_id,
            flags,
        })
    }

    /// Makes `span` a part of the caller's trace.
    #[cfg(feature = "otlp")]
    fn adopt(&self, span: &Span) {
        use opentelemetry::trace::{
            SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState,
        };
        use tracing_opentelemetry::OpenTelemetrySpanExt;

        let hex = "checked when it was read";
        let parent = SpanContext::new(
            TraceId::from_hex(self.trace_id).expect(hex),
            SpanId::from_hex(self.span_id).expect(hex),
            TraceFlags::new(u8::from_str_radix(self.flags, 16).expect(hex)),
            true,
            TraceState::NONE,
        );
        // It can only fail where spans are not exported.
        let _ = span.set_parent(opentelemetry::Context::new().with_remote_span_context(parent));
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}

fn short(text: &str) -> &str {
    let end = text
        .char_indices()
        .nth(MOST)
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sound_parents_are_believed() {
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        let of = |header: &str| Parent::parse(header).map(|parent| parent.trace_id.to_owned());
        for sound in [
            format!("00-{trace}-00f067aa0ba902b7-01"),
            format!("01-{trace}-00f067aa0ba902b7-00-more"),
        ] {
            assert_eq!(of(&sound).as_deref(), Some(trace), "{sound}");
        }
        for wrong in [
            String::new(),
            format!("00-{trace}-00f067aa0ba902b7"),
            format!("00-{trace}-00f067aa0ba902b7-01-more"),
            format!("ff-{trace}-00f067aa0ba902b7-01"),
            format!("00-{trace}-0000000000000000-01"),
            format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32)),
            format!("00-{}-00f067aa0ba902b7-01", trace.to_uppercase()),
            format!("00-{}-00f067aa0ba902b7-01", "é".repeat(16)),
        ] {
            assert_eq!(of(&wrong), None, "{wrong}");
        }
    }
}
