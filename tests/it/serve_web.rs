//! Browsers and compression, as they look on the wire.

use mtflag::proto::pb;
use mtflag::proto::pb::flag_service_client::FlagServiceClient;
use mtflag::server::{Settings, engine};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tonic::Code;
use tonic::codec::CompressionEncoding;
use tonic::transport::Channel;

use crate::grpc;
use crate::process::Server;

/// A `ListRulesRequest` without fields, framed.
const EMPTY: &[u8] = &[0; 5];

#[tokio::test]
async fn pages_of_allowed_origins_call_over_http_1() {
    let server = Server::start_with(&["--grpc-web", "--cors-origins", "https://desk.example"]);
    let asked = |origin: &str| {
        format!(
            "OPTIONS /mtflag.v1.FlagService/ListRules HTTP/1.1\r\nhost: x\r\norigin: {origin}\r\n\
             access-control-request-method: POST\r\n\
             access-control-request-headers: content-type,x-grpc-web,authorization\r\n\
             connection: close\r\n\r\n"
        )
    };
    let answer = http(&server, asked("https://desk.example").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(
        answer.contains("access-control-allow-origin: https://desk.example"),
        "{answer}"
    );
    let answer = http(&server, asked("https://elsewhere.example").as_bytes()).await;
    assert!(!answer.contains("access-control-allow-origin"), "{answer}");

    let call = format!(
        "POST /mtflag.v1.FlagService/ListRules HTTP/1.1\r\nhost: x\r\n\
         origin: https://desk.example\r\ncontent-type: application/grpc-web+proto\r\n\
         x-grpc-web: 1\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        EMPTY.len()
    );
    let answer = http(&server, &[call.as_bytes(), EMPTY].concat()).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("encoding/c1-control"), "the catalogue");
    assert!(answer.contains("grpc-status:0"), "trailers in the body");
    assert!(answer.contains("access-control-expose-headers"), "{answer}");
    let called = server.event(|event| event["fields"]["message"] == "serving");
    assert!(called.is_object());
}

#[tokio::test]
async fn without_the_flag_http_1_is_not_spoken() {
    let server = Server::start();
    let call = "POST /mtflag.v1.FlagService/ListRules HTTP/1.1\r\nhost: x\r\n\r\n";
    let answer = http(&server, call.as_bytes()).await;
    assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
    let mut service = FlagServiceClient::connect(server.url.clone())
        .await
        .unwrap();
    service
        .list_rules(pb::ListRulesRequest::default())
        .await
        .unwrap();
}

#[tokio::test]
async fn both_compressions_are_read_always_and_written_by_setting() {
    let encodings = [CompressionEncoding::Gzip, CompressionEncoding::Zstd];
    for written in [None, Some(encodings[0]), Some(encodings[1])] {
        let settings = Settings {
            compression: written,
            ..Settings::default()
        };
        let server = grpc::Server::start(settings, engine()).await;
        for sent in encodings {
            let mut service = server
                .service()
                .send_compressed(sent)
                .accept_compressed(encodings[0])
                .accept_compressed(encodings[1]);
            let answer = service
                .check(grpc::text(&"it\u{92}s ".repeat(100)))
                .await
                .unwrap();
            let used = answer.metadata().get("grpc-encoding");
            let used = used.map(|value| value.to_str().unwrap().to_owned());
            assert_eq!(used, written.map(|encoding| encoding.to_string()));
            assert!(!answer.into_inner().flags.is_empty());
        }
        // Who reads plain answers only gets those.
        let answer = server.service().check(grpc::text("x")).await.unwrap();
        assert!(answer.metadata().get("grpc-encoding").is_none());
    }
}

#[tokio::test]
async fn what_swells_beyond_the_limit_of_a_message_is_refused() {
    let server = grpc::Server::start(Settings::default(), engine()).await;
    let bomb = grpc::text(&" ".repeat(200 << 20));
    for encoding in [CompressionEncoding::Gzip, CompressionEncoding::Zstd] {
        let mut service: FlagServiceClient<Channel> = server.service().send_compressed(encoding);
        let status = service.check(bomb.clone()).await.unwrap_err();
        // As it is when it is plain: not worth another try.
        assert_eq!(status.code(), Code::OutOfRange, "{status}");
        assert!(status.message().contains("16777216 bytes"), "{status}");
    }
    server.service().check(grpc::text("x")).await.unwrap();
}

/// What is answered to `request` until the connection closes.
async fn http(server: &Server, request: &[u8]) -> String {
    let mut socket = TcpStream::connect(server.address()).await.unwrap();
    socket.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    // A server that hangs up may do so at once.
    let _ = socket.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}
