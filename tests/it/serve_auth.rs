//! Tokens as callers meet them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use mtflag::proto::pb;
use mtflag::proto::pb::flag_service_client::FlagServiceClient;
use mtflag::server::{Settings, TokenSettings};
use tempfile::TempDir;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

use crate::grpc::{self, Gate};
use crate::process::{PATIENCE, Server};

const TOKENS: &str = r#"
    [newsroom]
    token = "newsroom-secret-1"
    [archive]
    token = "archive-secret-22"
    expires = 2001-01-01T00:00:00Z
"#;

#[tokio::test]
async fn only_callers_with_a_good_token_get_in_and_the_log_says_who() {
    let folder = tokens(TOKENS);
    let file = path(&folder);
    let server = Server::start_with(&["--token-file", &file, "--log", "mtflag=debug"]);
    list_rules(&server, Some("Bearer newsroom-secret-1"))
        .await
        .unwrap();
    let called = server.event(|event| event["fields"]["caller"] == "newsroom");
    assert_eq!(called["fields"]["message"], "call");

    for (header, why) in [
        (None, "no token was sent"),
        (Some("Bearer newsroom-secret-2"), "the token is not known"),
        (Some("Bearer archive-secret-22"), "the token has expired"),
        (
            Some("Basic newsroom-secret-1"),
            "the token is not sent as Bearer",
        ),
    ] {
        let status = list_rules(&server, header).await.unwrap_err();
        assert_eq!(status.code(), Code::Unauthenticated);
        assert_eq!(status.message(), why);
        server.event(|event| event["fields"]["why"] == why);
        let lines = server.events();
        let lines = lines.iter().filter(|event| event["fields"]["why"] == why);
        assert_eq!(lines.count(), 1, "{why}");
    }
    for event in server.events() {
        assert!(!event.to_string().contains("secret"), "{event}");
    }

    health(&server).await.unwrap();
    let strict = Server::start_with(&["--token-file", &file, "--token-exempt", ""]);
    let status = health(&strict).await.unwrap_err();
    assert_eq!(status.code(), Code::Unauthenticated);
}

#[tokio::test]
async fn tokens_change_under_load_and_no_call_is_lost() {
    let folder = tokens(TOKENS);
    let server = Server::start_with(&["--token-file", &path(&folder), "--reload-every", "20ms"]);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let channel = Channel::from_shared(server.url.clone())
        .unwrap()
        .connect_lazy();
    let load = tokio::spawn(async move {
        let mut calls = 0;
        while stopped.is_empty() {
            let mut service = FlagServiceClient::new(channel.clone());
            let call = service
                .list_rules(request(Some("Bearer newsroom-secret-1")))
                .await;
            call.unwrap_or_else(|status| panic!("after {calls}: {status}"));
            calls += 1;
        }
        calls
    });

    let wire = Some("Bearer wire-secret-33333");
    list_rules(&server, wire).await.unwrap_err();
    write(
        &folder,
        &format!("{TOKENS}\n[wire]\ntoken = 'wire-secret-33333'\n"),
    );
    until(async || list_rules(&server, wire).await.is_ok()).await;
    write(&folder, "[newsroom");
    let kept = "not reloaded: the old stays in use";
    server.event(|event| event["fields"]["message"] == kept);
    list_rules(&server, wire).await.unwrap();
    write(&folder, TOKENS);
    until(async || list_rules(&server, wire).await.is_err()).await;

    stop.send(()).unwrap();
    assert!(load.await.unwrap() > 0);
    let events = server.events();
    let told = events.iter().filter(|e| e["fields"]["message"] == kept);
    assert_eq!(told.count(), 1);
}

#[tokio::test]
async fn a_greedy_caller_leaves_room_for_the_others() {
    let folder =
        tokens("[greedy]\ntoken = 'greedy-secret-111'\n[modest]\ntoken = 'modest-secret-111'");
    let kib = 1 << 10;
    let settings = Settings {
        text_bytes: 64 * kib,
        message_bytes: 128 * kib,
        pool_bytes: 256 * kib,
        queue_bytes: 256 * kib,
        receive_bytes: 512 * kib,
        workers: 8,
        patience: Duration::from_millis(1),
        tokens: TokenSettings {
            file: Some(path(&folder).into()),
            share: 0.5,
            ..TokenSettings::default()
        },
        ..Settings::default()
    };
    let (gate, check) = Gate::new();
    let server = grpc::Server::start(settings, check).await;
    let channel = server.channel();
    let call = |name: &str, text: &str| {
        let mut request = Request::new(grpc::text(text));
        let token = format!("Bearer {name}-secret-111").parse().unwrap();
        request.metadata_mut().insert("authorization", token);
        let mut service = FlagServiceClient::new(channel.clone());
        async move { service.check(request).await }
    };
    let long: Arc<str> = format!("wait{}", " ".repeat(64 * kib - 4)).into();
    let held = [(); 2].map(|()| tokio::spawn(call("greedy", &long)));
    gate.started(2).await;
    let status = call("greedy", "x").await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    call("modest", "x").await.unwrap();
    gate.open();
    for call in held {
        call.await.unwrap().unwrap();
    }
}

async fn until(mut done: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !done().await {
        assert!(start.elapsed() < PATIENCE, "it never comes to that");
    }
}

async fn list_rules(server: &Server, token: Option<&str>) -> Result<(), Status> {
    let channel = Channel::from_shared(server.url.clone())
        .unwrap()
        .connect_lazy();
    let mut service = FlagServiceClient::new(channel);
    service.list_rules(request(token)).await.map(drop)
}

fn request(token: Option<&str>) -> Request<pb::ListRulesRequest> {
    let mut request = Request::new(pb::ListRulesRequest::default());
    if let Some(token) = token {
        let token = token.parse().unwrap();
        request.metadata_mut().insert("authorization", token);
    }
    request
}

async fn health(server: &Server) -> Result<(), Status> {
    let channel = Channel::from_shared(server.url.clone())
        .unwrap()
        .connect_lazy();
    let asked = HealthCheckRequest::default();
    HealthClient::new(channel).check(asked).await.map(drop)
}

fn tokens(content: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, content);
    folder
}

fn write(folder: &TempDir, content: &str) {
    let beside = folder.path().join("new");
    std::fs::write(&beside, content).unwrap();
    std::fs::rename(beside, folder.path().join("tokens.toml")).unwrap();
}

fn path(folder: &TempDir) -> String {
    let path = folder.path().join("tokens.toml");
    path.to_str().unwrap().to_owned()
}
