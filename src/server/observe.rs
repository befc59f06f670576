//! One log line a call, at a level by its status, whatever becomes of it: also when the caller
//! leaves halfway. Never a word of the text.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use tonic::codegen::http::{HeaderMap, Request, Response};
use tonic::codegen::{Body, Service};
use tonic::{Code, Status};

use super::auth::Caller;

/// A service whose calls are logged.
#[derive(Clone)]
pub(super) struct Observe<S> {
    inner: S,
}

/// A response body that tells its call how it ended.
pub(super) struct Observed<B> {
    body: B,
    call: Call,
}

/// A call under way; logged when it is dropped.
struct Call {
    start: Instant,
    method: String,
    request_id: String,
    trace_id: String,
    /// The name of its token.
    caller: String,
    /// Why it was turned away.
    why: String,
    code: Option<Code>,
}

/// What of a caller's words goes into a log line.
const MOST: usize = 100;

/// Keeps what rules read out of the logs when one of them panics: the message of a panic may quote
/// text, its place may not. For the whole process.
pub fn keep_text_out_of_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a thread panicked");
    }));
}

impl<S> Observe<S> {
    pub fn new(inner: S) -> Self {
        Observe { inner }
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
        let mut call = Call::of(&request);
        let answer = self.inner.call(request);
        Box::pin(async move {
            let response = answer.await?;
            let caller = response.extensions().get::<Caller>();
            call.caller = caller
                .map(|caller| caller.name().into())
                .unwrap_or_default();
            // Of other refusals the words may be the caller's own.
            if let Some(status) = response.extensions().get::<Status>()
                && status.code() == Code::Unauthenticated
            {
                call.why = status.message().into();
            }
            // An error without a message before it stands in the headers.
            call.note(response.headers());
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
            self.call.note(trailers);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }
}

impl Call {
    fn of<B>(request: &Request<B>) -> Self {
        let header = |name| {
            let value = request.headers().get(name).and_then(|v| v.to_str().ok());
            value.unwrap_or_default()
        };
        let short = |text: &str| text.chars().take(MOST).collect();
        Call {
            start: Instant::now(),
            method: short(request.uri().path()),
            request_id: short(header("x-request-id")),
            // W3C trace context: version-trace-parent-flags.
            trace_id: short(header("traceparent").split('-').nth(1).unwrap_or_default()),
            caller: String::new(),
            why: String::new(),
            code: None,
        }
    }

    fn note(&mut self, headers: &HeaderMap) {
        if let Some(status) = headers.get("grpc-status") {
            self.code = Some(Code::from_bytes(status.as_bytes()));
        }
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        macro_rules! line {
            ($level:ident) => {
                tracing::$level!(
                    method = self.method,
                    // No status was sent: the caller had gone.
                    code = ?self.code.unwrap_or(Code::Cancelled),
                    ms = self.start.elapsed().as_secs_f64() * 1000.0,
                    request_id = self.request_id,
                    trace_id = self.trace_id,
                    caller = self.caller,
                    why = self.why,
                    "call"
                )
            };
        }
        match self.code.unwrap_or(Code::Cancelled) {
            Code::Ok | Code::Cancelled => line!(debug),
            Code::Internal | Code::Unknown | Code::DataLoss => line!(error),
            Code::ResourceExhausted | Code::DeadlineExceeded | Code::Unavailable => line!(warn),
            _ => line!(info),
        }
    }
}
