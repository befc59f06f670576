//! Browsers: gRPC-Web over HTTP/1, from pages whose origin is allowed.

use std::time::Duration;

use tonic::codegen::http::header::{AUTHORIZATION, CONTENT_TYPE, InvalidHeaderValue};
use tonic::codegen::http::{HeaderName, HeaderValue, Method};
use tower_http::cors::{AllowOrigin, CorsLayer};

/// What browsers may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebSettings {
    /// Whether gRPC-Web is served. Default: no.
    pub enabled: bool,
    /// The origins whose pages may call, such as `https://desk.example`, or `*`. Default: none.
    pub origins: Vec<String>,
}

/// What a page may send, beside what every page may.
const SENT: [&str; 6] = [
    "grpc-timeout",
    "traceparent",
    "tracestate",
    "x-grpc-web",
    "x-request-id",
    "x-user-agent",
];
/// What a page may read of the headers of an answer.
const READ: [&str; 4] = [
    "grpc-status",
    "grpc-message",
    "grpc-status-details-bin",
    "x-request-id",
];
/// How long a browser may remember what it was allowed: the most that Chromium takes.
const REMEMBERED: Duration = Duration::from_secs(2 * 60 * 60);

/// Answers the questions of browsers about other origins.
pub(super) fn cors(origins: &[String]) -> Result<CorsLayer, InvalidHeaderValue> {
    let allowed = if origins.iter().any(|origin| origin == "*") {
        AllowOrigin::any()
    } else {
        let origins = origins.iter().map(|origin| HeaderValue::from_str(origin));
        AllowOrigin::list(origins.collect::<Result<Vec<_>, _>>()?)
    };
    let sent = SENT.map(HeaderName::from_static);
    Ok(CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods([Method::POST])
        .allow_headers([&sent[..], &[AUTHORIZATION, CONTENT_TYPE]].concat())
        .expose_headers(READ.map(HeaderName::from_static))
        .max_age(REMEMBERED))
}
