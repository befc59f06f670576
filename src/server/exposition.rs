//! The port that Prometheus reads: `GET /metrics` and nothing else. Apart from the port of the
//! service, so that neither its callers read the figures nor its limits hold up who does.

use std::convert::Infallible;
use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::Metrics;

/// <https://prometheus.io/docs/specs/om/open_metrics_spec/#protocol-negotiation>
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Connections at a time: a server or two that scrape, and a person who looks.
const CONNECTIONS: usize = 16;

/// The longest a connection may take for its one request, so that idle ones cannot keep others out.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Says on `listener` what `metrics` holds, for as long as the future is polled.
pub async fn expose(listener: TcpListener, metrics: Metrics) {
    let slots = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let slot = Arc::clone(&slots).acquire_owned().await;
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, most likely: some come free.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let metrics = metrics.clone();
        tokio::spawn(async move {
            let _slot = slot;
            let answer =
                service_fn(|request| ready(Ok::<_, Infallible>(answer(&request, &metrics))));
            let connection = http1::Builder::new()
                .keep_alive(false)
                .serve_connection(TokioIo::new(stream), answer);
            // Whoever scrapes sees for himself that it failed.
            let _ = timeout(TIMEOUT, connection).await;
        });
    }
}

fn answer<B>(request: &Request<B>, metrics: &Metrics) -> Response<Full<Bytes>> {
    let mut response = Response::default();
    if request.uri().path() != "/metrics" {
        *response.status_mut() = StatusCode::NOT_FOUND;
    } else if request.method() == Method::GET {
        let kind = HeaderValue::from_static(OPEN_METRICS);
        response.headers_mut().insert(CONTENT_TYPE, kind);
        *response.body_mut() = Full::from(metrics.render());
    } else {
        *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
        let get = HeaderValue::from_static("GET");
        response.headers_mut().insert(ALLOW, get);
    }
    response
}
