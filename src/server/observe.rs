//! One log line and one measurement a call, at a level by its status, whatever becomes of it: also
//! when the caller leaves halfway. Never a word of the text.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use prometheus_client::metrics::gauge::Gauge;
use tonic::codegen::http::{HeaderMap, Request, Response};
use tonic::codegen::{Body, Service};
use tonic::{Code, Status};
use tracing::{Instrument, Span};

use super::admission::Place;
use super::auth::Caller;
use super::unread::{Answer, Unread};
use super::{Metrics, status, trace};
use crate::proto::SERVICE_NAME;

/// A service whose calls are logged and measured.
#[derive(Clone)]
pub(super) struct Observe<S> {
    inner: S,
    metrics: Metrics,
}

/// A response body that tells its call how it ended.
pub(super) struct Observed<B> {
    body: B,
    call: Call,
}

/// A call under way; over when it is dropped.
struct Call {
    in_flight: Gauge,
    start: Instant,
    method: &'static str,
    /// The name of its token.
    caller: String,
    /// Why it was turned away.
    why: String,
    code: Option<Code>,
    /// Free again when the call is over.
    _place: Option<Arc<Place>>,
    /// Until it is taken.
    answer: Option<Answer>,
    span: Span,
    metrics: Metrics,
}

/// Every method there is. What callers make up must not become a label.
const METHODS: [&str; 9] = [
    "mtflag.v1.FlagService/Check",
    "mtflag.v1.FlagService/BatchCheck",
    "mtflag.v1.FlagService/StreamCheck",
    "mtflag.v1.FlagService/ListRules",
    "mtflag.v1.FlagService/GetServerInfo",
    "grpc.health.v1.Health/Check",
    "grpc.health.v1.Health/Watch",
    "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
];

/// Keeps what rules read out of the logs when one of them panics: the message of a panic may quote
/// text, its place may not. For the whole process.
pub fn keep_text_out_of_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a thread panicked");
    }));
}

/// The method that `path` names, or `_OTHER`.
pub(super) fn known(path: &str) -> &'static str {
    let name = path.strip_prefix('/').unwrap_or(path);
    let method = METHODS.into_iter().find(|method| *method == name);
    method.unwrap_or("_OTHER")
}

impl<S> Observe<S> {
    pub fn new(inner: S, metrics: Metrics) -> Self {
        Observe { inner, metrics }
    }
}

impl<S, Sent, B> Service<Request<Sent>> for Observe<S>
where
    S: Service<Request<Sent>, Response = Response<B>>,
    S::Future: Send + 'static,
{
    type Response = Response<Observed<B>>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Sent>) -> Self::Future {
        let mut call = Call::of(&request, &self.metrics);
        let unread = request.extensions().get::<Arc<Unread>>().cloned();
        let answer = self.inner.call(request).instrument(call.span.clone());
        Box::pin(async move {
            let mut response = answer.await?;
            call.answer = unread
                .filter(|_| call.is_unary())
                .map(|unread| unread.add());
            call._place = response.extensions_mut().remove();
            let caller = response.extensions().get::<Caller>();
            call.caller = caller
                .map(|caller| caller.name().into())
                .unwrap_or_default();
            if let Some(status) = response.extensions().get::<Status>() {
                if let Some(reason) = status::reason_of(status) {
                    call.metrics.refused(reason);
                }
                // Of other refusals the words may be the caller's own.
                if status.code() == Code::Unauthenticated {
                    call.why = status.message().into();
                }
            }
            // An error without a message before it stands in the headers.
            call.code = status_of(response.headers());
            Ok(response.map(|body| Observed { body, call }))
        })
    }
}

impl<B: Body + Unpin> Body for Observed<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame
            && let Some(trailers) = frame.trailers_ref()
        {
            self.call.code = status_of(trailers).or(self.call.code);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }
}

impl Call {
    fn of<B>(request: &Request<B>, metrics: &Metrics) -> Self {
        let method = known(request.uri().path());
        Call {
            in_flight: metrics.call_began(method),
            start: Instant::now(),
            method,
            caller: String::new(),
            why: String::new(),
            code: None,
            _place: None,
            answer: None,
            span: trace::span(request),
            metrics: metrics.clone(),
        }
    }
}

impl Call {
    /// Whether it has one answer: streams look after themselves.
    fn is_unary(&self) -> bool {
        self.method.starts_with(SERVICE_NAME) && !self.method.ends_with("/StreamCheck")
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        // No status was sent: the caller had gone.
        let code = self.code.unwrap_or(Code::Cancelled);
        let took = self.start.elapsed();
        self.metrics
            .call_ended(&self.in_flight, self.method, code, took);
        trace::end(&self.span, code);
        let _inside = self.span.enter();
        macro_rules! line {
            ($level:ident) => {
                tracing::$level!(
                    ?code,
                    ms = took.as_secs_f64() * 1000.0,
                    caller = self.caller,
                    why = self.why,
                    "call"
                )
            };
        }
        match code {
            Code::Ok | Code::Cancelled => line!(debug),
            // UNKNOWN comes from the transport alone: the connection broke in the middle.
            Code::Internal | Code::DataLoss => line!(error),
            Code::ResourceExhausted | Code::DeadlineExceeded | Code::Unavailable => line!(warn),
            _ => line!(info),
        }
    }
}

fn status_of(headers: &HeaderMap) -> Option<Code> {
    let status = headers.get("grpc-status")?;
    Some(Code::from_bytes(status.as_bytes()))
}

#[cfg(test)]
mod tests {
    use prost::Message;
    use prost_types::FileDescriptorSet;

    use super::*;

    #[test]
    fn every_method_has_its_label() {
        for set in [
            crate::proto::DESCRIPTOR_SET,
            tonic_health::pb::FILE_DESCRIPTOR_SET,
            tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET,
            tonic_reflection::pb::v1alpha::FILE_DESCRIPTOR_SET,
        ] {
            for file in FileDescriptorSet::decode(set).unwrap().file {
                for service in &file.service {
                    for method in &service.method {
                        let service = format!("{}.{}", file.package(), service.name());
                        let name = format!("{service}/{}", method.name());
                        assert_eq!(known(&format!("/{name}")), name);
                    }
                }
            }
        }
        assert_eq!(known("/mtflag.v1.FlagService/Nothing"), "_OTHER");
    }
}
