//! The service: one request down through the stack, to a worker and back. Knows the engine only
//! as a function, and never what a rule is about.

mod admission;
mod deadline;
mod health;
mod observe;
mod phase;
mod service;
mod settings;
mod status;
mod workers;

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tonic::body::Body;
use tonic::codegen::http::Response;
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use tonic_health::pb::health_server::HealthServer;
use tonic_reflection::server::Builder as Reflection;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};

pub use observe::keep_text_out_of_panics;
pub use settings::{Impossible, Settings};
pub use workers::{Check, engine};

use crate::proto::DESCRIPTOR_SET;
use crate::proto::pb::flag_service_server::FlagServiceServer;
use health::HealthOf;
use observe::Observe;
use phase::{Phase, Phases};
use service::Flags;
use status::Refusal;
use workers::Workers;

/// Why serving ended before it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The settings contradict each other.
    #[error(transparent)]
    Settings(#[from] Impossible),
    /// The transport failed.
    #[error("the server failed")]
    Transport(#[from] tonic::transport::Error),
}

/// A silent peer is asked for a sign of life this often.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(60);
/// A peer that gives none for so long is gone.
const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(20);
/// Calls at a time on one connection.
const CALLS_PER_CONNECTION: u32 = 256;
/// Clients that drop many calls at once are not attackers: hyper closes their connection beyond
/// 20 resets not yet seen, which took down busy clients of other services (qdrant#1907).
const PENDING_RESETS: usize = 1024;

/// Serves on `listener` until `shutdown` is ready, then ends gracefully: no new calls, streams are
/// told to go elsewhere, calls under way get [`Settings::stop_within`] to finish.
///
/// `check` does the work; [`engine`] is the real one. Health says `NOT_SERVING` until the first
/// article is through it.
///
/// # Errors
/// When the settings contradict each other or the transport fails.
pub async fn serve(
    listener: TcpListener,
    settings: Settings,
    check: Arc<Check>,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    settings.verify()?;
    let phases = Phases::new();
    let workers = Workers::new(check, &settings);
    let serving = accept(listener, &settings, workers.clone(), phases.clone());
    let starting = async {
        workers.warm_up().await;
        phases.enter(Phase::Serving);
        std::future::pending::<()>().await;
    };
    let stopping = async {
        shutdown.await;
        tracing::info!("draining");
        phases.enter(Phase::Draining);
        // hyper may never see the last connection close (hyper#4170).
        tokio::time::sleep(settings.stop_within).await;
        tracing::warn!("calls under way were cut off");
        phases.enter(Phase::Stopped);
    };
    tokio::select! {
        served = serving => Ok(served?),
        () = stopping => Ok(()),
        () = starting => Ok(()),
    }
}

/// Accepts connections until the server drains; ready when the last of them is closed.
fn accept(
    listener: TcpListener,
    settings: &Settings,
    workers: Workers,
    phases: Phases,
) -> impl Future<Output = Result<(), tonic::transport::Error>> + Send + use<> {
    let flags = Flags::new(settings, workers, phases.clone());
    let flags = FlagServiceServer::new(flags).max_decoding_message_size(settings.message_bytes);
    let health = HealthServer::new(HealthOf(phases.clone()));
    let reflection = || {
        Reflection::configure()
            .register_encoded_file_descriptor_set(DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let compiled_in = "the descriptor sets were made by the compiler that made this binary";
    let stack = ServiceBuilder::new()
        // Every call has an id, its caller's or a new one, before anything speaks of it...
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        // ...and the caller gets it back, to name it to us.
        .layer(PropagateRequestIdLayer::x_request_id())
        // One line a call, whatever becomes of it: outside the panic catch to see its INTERNAL.
        .layer_fn(Observe::new)
        // A handler that panics answers its own call and no other; workers have their own catch.
        .layer(CatchPanicLayer::custom(|_| -> Response<Body> {
            Refusal::Broken.status().into_http()
        }));
    Server::builder()
        // Clients come back through the load balancer now and then and find new servers. No grace:
        // with one set, tonic sends no GOAWAY and cuts off the calls under way.
        .max_connection_age(settings.connection_age)
        .http2_keepalive_interval(Some(KEEPALIVE_INTERVAL))
        .http2_keepalive_timeout(Some(KEEPALIVE_TIMEOUT))
        .max_concurrent_streams(CALLS_PER_CONNECTION)
        .http2_max_pending_accept_reset_streams(Some(PENDING_RESETS))
        .layer(stack)
        .add_service(flags)
        .add_service(health)
        .add_service(reflection().build_v1().expect(compiled_in))
        .add_service(reflection().build_v1alpha().expect(compiled_in))
        .serve_with_incoming_shutdown(
            TcpIncoming::from(listener).with_nodelay(Some(true)),
            phases.reached(Phase::Draining),
        )
}
