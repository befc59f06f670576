//! How the real binary ends: under load, with streams open, at the first signal and the second.

use std::collections::BTreeMap;
use std::time::Duration;

use mtflag::client;
use mtflag::proto::pb;
use mtflag::proto::pb::flag_service_client::FlagServiceClient;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;
use tonic::transport::Channel;

use crate::grpc;
use crate::process::{PATIENCE, Server};

#[tokio::test]
async fn every_call_under_load_is_answered_or_sent_elsewhere() {
    let mut server = Server::start_with(&["--drain-delay", "100ms"]);
    // A stream that is open and says nothing.
    let (_silent, items) = mpsc::channel::<pb::StreamCheckRequest>(1);
    let idle = service(&server)
        .stream_check(ReceiverStream::new(items))
        .await;
    let mut idle = idle.unwrap().into_inner();

    let article = include_str!("../../examples/scraped-article.txt").repeat(4);
    let load: Vec<_> = (0..16)
        .map(|_| {
            let (mut service, article) = (service(&server), article.clone());
            tokio::spawn(async move {
                let mut answers = BTreeMap::new();
                loop {
                    let answer = service.check(grpc::text(&article)).await;
                    let code = match answer {
                        Ok(_) => Code::Ok,
                        // It still stood in line when the connection closed: never accepted.
                        Err(status) if status.message() == "operation was canceled" => {
                            Code::Unavailable
                        }
                        Err(status) => status.code(),
                    };
                    *answers.entry(i32::from(code)).or_insert(0) += 1;
                    if code == Code::Unavailable {
                        return answers;
                    }
                }
            })
        })
        .collect();
    // Every caller has been served before.
    let mut first = service(&server);
    for _ in 0..16 {
        first.check(grpc::text("x")).await.unwrap();
    }
    server.signal("TERM");
    let mut all = BTreeMap::new();
    for answers in load {
        for (code, count) in answers.await.unwrap() {
            *all.entry(code).or_insert(0) += count;
        }
    }
    let allowed = [Code::Ok, Code::Unavailable, Code::ResourceExhausted].map(i32::from);
    assert!(all.keys().all(|code| allowed.contains(code)), "{all:?}");
    assert!(all[&0] > 0, "{all:?}");
    assert_eq!(idle.message().await.unwrap_err().code(), Code::Unavailable);
    assert_eq!(server.exit_code(), Some(0));
}

#[tokio::test]
async fn after_the_signal_health_says_so_first_and_calls_are_still_answered() {
    let mut server = Server::start_with(&["--drain-delay", "1h"]);
    let mut service = service(&server);
    service.check(grpc::text("x")).await.unwrap();
    server.signal("INT");
    while client::probe(&server.url, "", PATIENCE).await.unwrap() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    service.check(grpc::text("x")).await.unwrap();
    // Also on a new connection.
    self::service(&server).check(grpc::text("x")).await.unwrap();
    server.signal("TERM");
    assert_eq!(
        server.exit_code(),
        Some(1),
        "the second signal ends it at once"
    );
}

#[tokio::test]
async fn a_caller_who_never_ends_is_cut_off_and_told_so() {
    let mut server = Server::start_with(&["--stop-within", "50ms"]);
    // Connected and silent: not even a first byte of HTTP/2.
    let _mute = tokio::net::TcpStream::connect(server.address())
        .await
        .unwrap();
    let mut service = service(&server);
    let slow = "Anna Kovač and Ana Kovac spoke. ".repeat(30_000);
    let call = tokio::spawn(async move { service.check(grpc::text(&slow)).await });
    let mut other = self::service(&server);
    other.check(grpc::text("x")).await.unwrap();
    server.signal("TERM");
    let code = call.await.unwrap().err().map(|status| status.code());
    assert!(matches!(code, None | Some(Code::Unavailable)), "{code:?}");
    assert_eq!(server.exit_code(), Some(0));
}

fn service(server: &Server) -> FlagServiceClient<Channel> {
    let channel = Channel::from_shared(server.url.clone()).unwrap();
    FlagServiceClient::new(channel.connect_lazy()).max_decoding_message_size(usize::MAX)
}
