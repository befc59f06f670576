//! Lets servers do the work: balances over them, tries again where that helps, and gives the
//! reports the engine would have given here.

mod access;
mod retry;
mod servers;
mod trace;

use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Request, Response, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

pub use access::Access;

use crate::engine::Report;
use crate::proto::pb::flag_service_client::FlagServiceClient;
use crate::proto::{Unreadable, code_name, pb};
use crate::text::Document;
use access::Bearer;
use retry::{Budget, found_nobody, wait_after};
use servers::Servers;

/// Checks articles on one or several servers. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    servers: Servers<Service>,
    budget: Budget,
    trace_parent: Option<MetadataValue<Ascii>>,
    settings: Settings,
}

type Service = FlagServiceClient<InterceptedService<Channel, Bearer>>;

/// How a client calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long a call may take, however often it is tried. Default: 30 s.
    pub timeout: Duration,
    /// How often a call is tried at most. Default: 5.
    pub attempts: u32,
    /// How many batches [`Client::check_all`] has under way. Default: 4.
    pub window: usize,
    /// Certificates and token. Default: none.
    pub access: Access,
    /// The `traceparent` of calls that are made in no span of a trace. Default: none.
    pub trace_parent: Option<String>,
}

/// Why an article has no report.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// An endpoint is no URL of a server.
    #[error("`{0}` is not an endpoint such as http://127.0.0.1:50051")]
    Endpoint(String),
    /// Certificates or token cannot be used.
    #[error("{0}")]
    Access(&'static str),
    /// The server refused, or none could be reached.
    #[error("{}", .message)]
    Refused {
        /// The gRPC status code.
        code: Code,
        /// The server's words, or those of the transport.
        message: String,
    },
    /// The server answered with what this version does not know.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// A batch holds no more than this many articles...
const BATCH_ITEMS: usize = 64;
/// ...and no more than this many bytes of text, but at least one article.
const BATCH_BYTES: usize = 1 << 20;
/// How long a connection may take to come up.
const CONNECT: Duration = Duration::from_secs(5);
/// Silent connections with calls under way are asked for a sign of life this often.
const KEEPALIVE: Duration = Duration::from_secs(30);

impl Default for Settings {
    fn default() -> Self {
        Settings {
            timeout: Duration::from_secs(30),
            attempts: 5,
            window: 4,
            access: Access::default(),
            trace_parent: None,
        }
    }
}

impl Client {
    /// A client of the servers at `endpoints`, URLs; calls are spread over them. Connects with the
    /// first call. Must be called inside a tokio runtime.
    ///
    /// # Errors
    /// When an endpoint is no URL, there is none, or certificates or token cannot be used.
    pub fn new<S: AsRef<str>>(endpoints: &[S], settings: Settings) -> Result<Self, Error> {
        if endpoints.is_empty() {
            return Err(Error::Endpoint(String::new()));
        }
        let bearer = settings.access.bearer()?;
        let services = endpoints.iter().map(|url| {
            let channel = endpoint(url.as_ref(), &settings.access)?.connect_lazy();
            let service = FlagServiceClient::with_interceptor(channel, bearer.clone());
            // An answer is as long as what was asked for; the server bounds it.
            Ok(service.max_decoding_message_size(usize::MAX))
        });
        Ok(Client {
            servers: Servers::new(services.collect::<Result<Vec<_>, Error>>()?),
            budget: Budget::new(),
            // What no header may hold is no `traceparent`: its calls are part of no trace.
            trace_parent: settings.trace_parent.as_ref().and_then(|p| p.parse().ok()),
            settings,
        })
    }

    /// What is found in `doc`: the same as the engine finds here, byte for byte.
    ///
    /// # Errors
    /// When no server could be brought to answer.
    pub async fn check(&self, doc: &Document, policy: &pb::Policy) -> Result<Report, Error> {
        let request = request(doc, policy);
        let answer = self
            .retry(&request, async |mut service, request| {
                service.check(request).await
            })
            .await?;
        report(answer, doc)
    }

    /// What is found in each of `docs`, in their order. Only a window of batches is under way at a
    /// time, spread over the servers.
    pub async fn check_all(
        &self,
        docs: &[Document],
        policy: &pb::Policy,
    ) -> Vec<Result<Report, Error>> {
        let batches = stream::iter(batches(docs)).map(|docs| self.batch(docs, policy));
        let answers = batches.buffered(self.settings.window.max(1));
        answers.collect::<Vec<_>>().await.concat()
    }

    async fn batch(&self, docs: &[Document], policy: &pb::Policy) -> Vec<Result<Report, Error>> {
        let items = docs.iter().map(|doc| pb::CheckItem {
            id: String::new(),
            request: Some(request(doc, policy)),
        });
        let request = pb::BatchCheckRequest {
            items: items.collect(),
        };
        let answer = self
            .retry(&request, async |mut service, request| {
                service.batch_check(request).await
            })
            .await;
        match answer {
            Ok(answer) if answer.results.len() == docs.len() => answer
                .results
                .into_iter()
                .zip(docs)
                .map(|(result, doc)| outcome(result, doc))
                .collect(),
            Ok(_) => docs.iter().map(|_| Err(unanswered())).collect(),
            Err(error) => docs.iter().map(|_| Err(error.clone())).collect(),
        }
    }

    /// Tries `call` until it is answered, refused for good, tried often enough or out of time.
    async fn retry<M: Clone, T>(
        &self,
        message: &M,
        call: impl AsyncFn(Service, Request<M>) -> Result<Response<T>, Status>,
    ) -> Result<T, Error> {
        let end = Instant::now() + self.settings.timeout;
        let mut attempt = 1;
        loop {
            let mut request = Request::new(message.clone());
            request.set_timeout(end.saturating_duration_since(Instant::now()));
            trace::tell(request.metadata_mut(), self.trace_parent.as_ref());
            let server = self.servers.pick();
            let answer = call(server.service(), request).await;
            let missed = answer.as_ref().is_err_and(found_nobody);
            server.was_there(!missed);
            drop(server);
            let status = match answer {
                Ok(answer) => {
                    self.budget.answered();
                    return Ok(answer.into_inner());
                }
                Err(status) => status,
            };
            let affordable = !missed || self.budget.missed();
            let wait = wait_after(&status, attempt).filter(|&wait| {
                affordable && attempt < self.settings.attempts && Instant::now() + wait < end
            });
            match wait {
                Some(wait) => tokio::time::sleep(wait).await,
                None => return Err(status.into()),
            }
            attempt += 1;
        }
    }
}

/// Whether the server at `url` says that `service` is serving; `""` asks for the server as a whole.
///
/// # Errors
/// When it cannot be asked.
pub async fn probe(url: &str, service: &str, timeout: Duration) -> Result<bool, Error> {
    probe_with(url, service, timeout, &Access::default()).await
}

/// As [`probe`], of a server that wants certificates or a token.
///
/// # Errors
/// When it cannot be asked.
pub async fn probe_with(
    url: &str,
    service: &str,
    timeout: Duration,
    access: &Access,
) -> Result<bool, Error> {
    let channel = endpoint(url, access)?.timeout(timeout).connect_lazy();
    let asked = HealthCheckRequest {
        service: service.into(),
    };
    let mut health = HealthClient::with_interceptor(channel, access.bearer()?);
    let answer = health.check(asked).await?;
    Ok(answer.get_ref().status() == ServingStatus::Serving)
}

impl Error {
    /// The gRPC status code nearest to it.
    pub fn code(&self) -> Code {
        match self {
            Error::Endpoint(_) | Error::Access(_) => Code::InvalidArgument,
            Error::Refused { code, .. } => *code,
            Error::Unreadable(_) => Code::Internal,
        }
    }

    /// The name of that code, such as `INVALID_ARGUMENT`.
    pub fn code_name(&self) -> &'static str {
        code_name(self.code())
    }
}

impl From<Status> for Error {
    fn from(status: Status) -> Self {
        let code = match status.code() {
            _ if found_nobody(&status) => Code::Unavailable,
            // Nobody cancels here: so tonic calls a deadline that passed on this side.
            Code::Cancelled => Code::DeadlineExceeded,
            code => code,
        };
        let mut message = status.message().to_owned();
        let mut source = std::error::Error::source(&status);
        while let Some(cause) = source {
            message = format!("{message}: {cause}");
            source = cause.source();
        }
        Error::Refused { code, message }
    }
}

fn endpoint(url: &str, access: &Access) -> Result<Endpoint, Error> {
    let bad = || Error::Endpoint(url.into());
    let endpoint = Endpoint::from_shared(url.to_owned()).map_err(|_| bad())?;
    if endpoint.uri().scheme().is_none() || endpoint.uri().authority().is_none() {
        return Err(bad());
    }
    access.secure(
        endpoint
            .connect_timeout(CONNECT)
            .http2_keep_alive_interval(KEEPALIVE)
            .tcp_nodelay(true),
    )
}

fn request(doc: &Document, policy: &pb::Policy) -> pb::CheckRequest {
    pb::CheckRequest {
        article: Some(doc.into()),
        policy: Some(pb::Policy {
            offset_encoding: pb::OffsetEncoding::Utf8.into(),
            return_text: false,
            ..policy.clone()
        }),
    }
}

fn outcome(result: pb::CheckResult, doc: &Document) -> Result<Report, Error> {
    match result.outcome {
        Some(pb::check_result::Outcome::Response(answer)) => report(answer, doc),
        Some(pb::check_result::Outcome::Error(error)) => Err(Error::Refused {
            code: Code::from_i32(error.code),
            message: error.message,
        }),
        None => Err(unanswered()),
    }
}

fn report(answer: pb::CheckResponse, doc: &Document) -> Result<Report, Error> {
    let mut report = Report::try_from(answer)?;
    // Decoding was done on this side.
    report.assessment.decoding = doc.decoding().cloned();
    Ok(report)
}

fn unanswered() -> Error {
    Error::Refused {
        code: Code::Internal,
        message: "the server left an article without an answer".into(),
    }
}

fn batches(docs: &[Document]) -> Vec<&[Document]> {
    let mut batches = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (index, doc) in docs.iter().enumerate() {
        let title = doc.title().map_or(0, |title| title.input().len());
        let source = doc.source().map_or(0, |source| source.text.len());
        let own = doc.input().len() + title + source;
        if index > start && (index - start == BATCH_ITEMS || bytes + own > BATCH_BYTES) {
            batches.push(&docs[start..index]);
            (start, bytes) = (index, 0);
        }
        bytes += own;
    }
    if start < docs.len() {
        batches.push(&docs[start..]);
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_bounded_in_items_and_bytes() {
        let docs: Vec<_> = [1, BATCH_BYTES, BATCH_BYTES + 1, 5, 5]
            .into_iter()
            .chain([1; BATCH_ITEMS])
            .map(|bytes| Document::new("x".repeat(bytes)))
            .collect();
        let sizes: Vec<_> = batches(&docs).iter().map(|batch| batch.len()).collect();
        assert_eq!(sizes, [1, 1, 1, BATCH_ITEMS, 2]);
        assert!(batches(&[]).is_empty());
    }
}
