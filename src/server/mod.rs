//! The service: one request down through the stack, to a worker and back. Knows the engine only
//! as a function, and never what a rule is about.

mod admission;
mod auth;
mod connections;
mod deadline;
mod expansion;
mod exposition;
mod followed;
mod health;
mod line;
mod metrics;
mod observe;
mod phase;
mod receive;
mod service;
mod settings;
mod status;
mod strain;
mod stream;
mod tls;
mod trace;
mod unread;
mod web;
mod workers;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use futures_util::Stream;
use tokio::net::TcpListener;
use tonic::body::Body;
use tonic::codec::CompressionEncoding;
use tonic::codegen::http::Response;
use tonic::transport::Server;
use tonic_health::pb::health_server::HealthServer;
use tonic_reflection::server::Builder as Reflection;
use tonic_web::GrpcWebLayer;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{PropagateRequestIdLayer, SetRequestIdLayer};

pub use auth::{Exempt, TokenSettings};
pub use exposition::expose;
pub use followed::Unusable;
pub use metrics::Metrics;
pub use observe::keep_text_out_of_panics;
pub use settings::{Impossible, Settings};
pub use tls::TlsFiles;
pub use web::WebSettings;
pub use workers::{Check, engine, timed_engine};

use crate::proto::DESCRIPTOR_SET;
use crate::proto::pb::flag_service_server::FlagServiceServer;
use admission::Admission;
use auth::{Authenticate, Tokens};
use connections::Connection;
use followed::Followed;
use health::HealthOf;
use observe::Observe;
use phase::{Phase, Phases};
use receive::{Gate, Receive};
use service::Flags;
use status::Refusal;
use tls::Tls;
use workers::Workers;

/// Why serving ended before it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The settings contradict each other.
    #[error(transparent)]
    Settings(#[from] Impossible),
    /// Certificates or tokens cannot be used.
    #[error(transparent)]
    Files(#[from] Unusable),
    /// The system has no threads for the workers.
    #[error("the workers cannot be started")]
    Workers(#[source] io::Error),
    /// The transport failed.
    #[error("the server failed")]
    Transport(#[from] tonic::transport::Error),
}

/// A silent peer is asked for a sign of life this often.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(60);
/// A peer that gives none for so long is gone.
const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(20);
/// Clients that drop many calls at once are not attackers: hyper closes their connection beyond
/// 20 resets not yet seen, which took down busy clients of other services (qdrant#1907).
const PENDING_RESETS: usize = 1024;
/// The most bytes of a question after health: the name of a service.
const NAME_BYTES: usize = 4 << 10;
/// What a stream may be sent before the server has read any of it: what a caller who takes no answers
/// can leave here. Twice the default of HTTP/2, an eighth of hyper's.
const STREAM_WINDOW: u32 = 128 << 10;
/// The bytes of all headers of a call; hyper's own 16 KiB, said here for it is a promise.
const HEADER_BYTES: u32 = 16 << 10;
/// How long callers that are cut off in the end are told so.
const FAREWELL: Duration = Duration::from_secs(1);

/// Serves on `listener` until `shutdown` is ready, then ends gracefully: health says
/// `NOT_SERVING`; after [`Settings::drain_delay`] no more connections and calls come in and streams
/// are told to go elsewhere; calls under way get [`Settings::stop_within`] to finish.
///
/// `check` does the work; [`engine`] is the real one. Health says `NOT_SERVING` until the first
/// article is through it.
///
/// # Errors
/// When the settings contradict each other, their files cannot be used or the transport fails.
pub async fn serve(
    listener: TcpListener,
    settings: Settings,
    check: Arc<Check>,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    settings.verify()?;
    let tls = Tls::start(&settings.tls, settings.reload_every, settings.web.enabled).await?;
    let tokens = Tokens::follow(&settings.tokens, settings.reload_every).await?;
    let phases = Phases::new();
    let workers = Workers::new(check, &settings).map_err(ServeError::Workers)?;
    let connections = connections::accept(listener, settings.connections, tls, settings.timeout);
    let serving = answer(
        connections,
        &settings,
        tokens,
        workers.clone(),
        phases.clone(),
    );
    let starting = async {
        workers.warm_up().await;
        phases.enter(Phase::Serving);
        tracing::info!("serving");
        std::future::pending::<()>().await;
    };
    let stopping = async {
        shutdown.await;
        tracing::info!("leaving");
        phases.enter(Phase::Leaving);
        tokio::time::sleep(settings.drain_delay).await;
        tracing::info!("draining");
        phases.enter(Phase::Draining);
        // hyper may never see the last connection close (hyper#4170).
        tokio::time::sleep(settings.stop_within).await;
        tracing::warn!("calls under way were cut off");
        phases.enter(Phase::Stopped);
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        served = serving => Ok(served?),
        () = stopping => Ok(()),
        () = starting => Ok(()),
    }
}

/// Answers calls on `connections` until the server drains; ready when the last of them is closed.
fn answer(
    connections: impl Stream<Item = io::Result<Connection>> + Send,
    settings: &Settings,
    tokens: Option<Arc<Followed<Tokens>>>,
    workers: Workers,
    phases: Phases,
) -> impl Future<Output = Result<(), tonic::transport::Error>> + Send {
    let admission = Admission::new(settings);
    let metrics = settings.metrics.clone();
    metrics.watch(&admission);
    let gate = Arc::new(Gate {
        admission: admission.clone(),
        timeout: settings.timeout,
        most: settings.message_bytes,
    });
    let flags = Flags::new(settings, admission, workers, phases.clone());
    let mut flags = FlagServiceServer::new(flags)
        .max_decoding_message_size(settings.message_bytes)
        .accept_compressed(CompressionEncoding::Gzip)
        .accept_compressed(CompressionEncoding::Zstd);
    if let Some(encoding) = settings.compression {
        flags = flags.send_compressed(encoding);
    }
    let health = HealthServer::new(HealthOf(phases.clone())).max_decoding_message_size(NAME_BYTES);
    let reflection = || {
        Reflection::configure()
            .register_encoded_file_descriptor_set(DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let compiled_in = "the descriptor sets were made by the compiler that made this binary";
    let exempt: Arc<[Exempt]> = settings.tokens.exempt.as_slice().into();
    let cors = web::cors(&settings.web.origins).expect("the settings were verified");
    let web = settings.web.enabled;
    let stack = ServiceBuilder::new()
        // Browsers ask first whether a page of another origin may call: that is no call yet.
        .option_layer(web.then_some(cors))
        // What browsers send becomes a call like any other, for all that follows.
        .option_layer(web.then(GrpcWebLayer::new))
        // Every call has an id, its caller's or a new one, before anything speaks of it...
        .layer(SetRequestIdLayer::x_request_id(trace::NewId))
        // ...and the caller gets it back, to name it to us.
        .layer(PropagateRequestIdLayer::x_request_id())
        // The layers above take one kind of body.
        .map_response(|response: Response<_>| response.map(Body::new))
        // One line a call, whatever becomes of it: outside the panic catch to see its INTERNAL.
        .layer_fn(move |inner| Observe::new(inner, metrics.clone()))
        // A handler that panics answers its own call and no other; workers have their own catch.
        .layer(CatchPanicLayer::custom(|_| -> Response<Body> {
            Refusal::Broken.status().into_http()
        }))
        // The catch makes another body of it.
        .map_response(|response: Response<_>| response.map(Body::new))
        // Nobody unknown gets further, and not a byte of their messages is read.
        .layer_fn(move |inner| Authenticate::new(inner, tokens.clone(), exempt.clone()))
        // Messages come in when there is room for them, and at a pace.
        .layer_fn(move |inner| Receive::new(inner, Arc::clone(&gate)));
    Server::builder()
        .accept_http1(web)
        // Clients come back through the load balancer now and then and find new servers. No grace:
        // with one set, tonic sends no GOAWAY and cuts off the calls under way.
        .max_connection_age(settings.connection_age)
        .http2_keepalive_interval(Some(KEEPALIVE_INTERVAL))
        .http2_keepalive_timeout(Some(KEEPALIVE_TIMEOUT))
        .http2_max_header_list_size(HEADER_BYTES)
        .initial_stream_window_size(STREAM_WINDOW)
        .max_concurrent_streams(u32::try_from(settings.calls_per_connection).ok())
        .http2_max_pending_accept_reset_streams(Some(PENDING_RESETS))
        .layer(stack)
        .add_service(flags)
        .add_service(health)
        .add_service(reflection().build_v1().expect(compiled_in))
        .add_service(reflection().build_v1alpha().expect(compiled_in))
        .serve_with_incoming_shutdown(connections, phases.reached(Phase::Draining))
}
