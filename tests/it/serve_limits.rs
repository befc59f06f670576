//! Messages that never become whole: what they may hold, and for how long.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use mtflag::client;
use mtflag::server::{Settings, engine};
use tonic::Code;
use tonic::body::Body;
use tonic::codegen::http::Request;
use tonic::codegen::{Bytes, Service};
use tonic_types::StatusExt;

use crate::grpc;
use crate::process::PATIENCE;

/// A body that sends the beginning of a message and then nothing.
struct Stalled(Option<Bytes>);

#[tokio::test]
async fn a_message_that_does_not_arrive_ends_with_the_deadline() {
    let settings = Settings {
        timeout: Duration::from_millis(300),
        ..Settings::default()
    };
    let server = grpc::Server::start(settings, engine()).await;
    for (method, sent) in [
        ("Check", Stalled::beginning(1000)),
        ("Check", Stalled(None)),
        ("BatchCheck", Stalled::beginning(1000)),
        ("StreamCheck", Stalled::beginning(1000)),
    ] {
        let code = call(&server, method, sent).await;
        assert_eq!(code, Code::DeadlineExceeded, "{method}");
    }
}

#[tokio::test]
async fn messages_on_their_way_hold_no_more_than_their_share() {
    let kib = 1 << 10;
    let settings = Settings {
        text_bytes: 64 * kib,
        message_bytes: 128 * kib,
        receive_bytes: 128 * kib,
        patience: Duration::from_millis(1),
        ..Settings::default()
    };
    let server = grpc::Server::start(settings, engine()).await;
    let mut channel = server.channel();
    std::future::poll_fn(|context| channel.poll_ready(context))
        .await
        .unwrap();
    let slow = request("Check", Stalled::beginning(128 * 1024));
    let slow = tokio::spawn(channel.call(slow));
    // It is known to be there when nobody else gets in.
    let status = loop {
        match server.service().check(grpc::text("x")).await {
            Ok(_) => tokio::time::sleep(Duration::from_millis(1)).await,
            Err(status) => break status,
        }
    };
    assert_eq!(status.code(), Code::ResourceExhausted, "{status}");
    assert!(status.get_details_retry_info().is_some());
    assert!(
        client::probe(&server.url(), "", PATIENCE).await.unwrap(),
        "health has its own way"
    );

    slow.abort();
    let freed = async {
        while server.service().check(grpc::text("x")).await.is_err() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(PATIENCE, freed)
        .await
        .expect("its room is free again");
}

/// How a call ends.
async fn call(server: &grpc::Server, method: &str, body: Stalled) -> Code {
    let mut channel = server.channel();
    std::future::poll_fn(|context| channel.poll_ready(context))
        .await
        .unwrap();
    let answer = channel.call(request(method, body)).await.unwrap();
    let (parts, mut body) = answer.into_parts();
    let mut ends = vec![parts.headers];
    while let Some(frame) = frame(&mut body).await {
        ends.extend(frame.into_trailers().ok());
    }
    let status = ends.iter().find_map(|headers| headers.get("grpc-status"));
    Code::from_bytes(status.unwrap().as_bytes())
}

async fn frame(body: &mut Body) -> Option<http_body::Frame<Bytes>> {
    let mut body = Pin::new(body);
    let frame = std::future::poll_fn(|context| http_body::Body::poll_frame(body.as_mut(), context));
    frame.await.map(Result::unwrap)
}

fn request(method: &str, body: Stalled) -> Request<Body> {
    Request::post(format!("http://x/mtflag.v1.FlagService/{method}"))
        .header("content-type", "application/grpc")
        .body(Body::new(body))
        .unwrap()
}

impl Stalled {
    /// Of a message of so many bytes.
    fn beginning(bytes: u32) -> Self {
        let [a, b, c, d] = bytes.to_be_bytes();
        Stalled(Some(Bytes::from(vec![0, a, b, c, d, 10, 1])))
    }
}

impl http_body::Body for Stalled {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        match self.0.take() {
            Some(bytes) => Poll::Ready(Some(Ok(http_body::Frame::data(bytes)))),
            None => Poll::Pending,
        }
    }
}
