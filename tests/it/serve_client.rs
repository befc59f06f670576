//! `check` and `score` as clients of servers that ask who calls, grow old, go away or are not there.

use std::time::{Duration, Instant};

use mtflag::client::{self, Client};
use mtflag::proto::pb;
use mtflag::server::{Settings, engine};
use mtflag::text::Document;
use tempfile::TempDir;
use tonic::Code;

use crate::grpc::{self, Gate};
use crate::process::{PATIENCE, Server, command, mtflag, output, text};
use crate::serve_tls::{Authority, Files};

#[test]
fn certificates_and_tokens_let_check_score_and_probe_in() {
    let authority = Authority::new("servers");
    let callers = Authority::new("callers");
    let files = Files::new(&authority.server());
    let write = |name: &str, content: &str| files.write(name, content).display().to_string();
    let caller = callers.client(2100);
    let tokens = write("tokens.toml", "[desk]\ntoken = 'desk-secret-12345'\n");
    let client_ca = write("callers.pem", &callers.pem());
    let server = files.serve(&["--tls-client-ca", &client_ca, "--token-file", &tokens]);
    let url = format!("https://localhost:{}", server.port());
    let [ca, certificate, key, token] = [
        write("ca.pem", &authority.pem()),
        write("client.pem", &caller.certificate),
        write("client.key", &caller.key),
        write("token", "desk-secret-12345\n"),
    ];
    let access = [
        ["--server-ca", &ca],
        ["--client-certificate", &certificate],
        ["--client-key", &key],
        ["--bearer-file", &token],
    ];
    let article = include_bytes!("../../examples/scraped-article.txt");
    let check = ["check", "-", "--format", "jsonl"];
    let run = |without: &str| {
        let access = access.iter().filter(|[flag, _]| *flag != without);
        let access: Vec<_> = access.flatten().copied().collect();
        mtflag(
            &[&check[..], &["--endpoint", &url], &access].concat(),
            article,
        )
    };
    let here = mtflag(&check, article);
    assert_eq!(text(&here.stdout), text(&run("").stdout));
    for without in ["--server-ca", "--bearer-file"] {
        let refused = run(without);
        assert_eq!(refused.status.code(), Some(2), "{without}");
        assert!(!text(&refused.stderr).contains("secret"));
    }
    let probe = [&["probe", &url][..], &access[..3].concat()].concat();
    assert_eq!(
        mtflag(&probe, b"").status.code(),
        Some(0),
        "health needs no token"
    );
    assert_eq!(mtflag(&["probe", &url], b"").status.code(), Some(1));
}

#[test]
fn a_call_belongs_to_the_trace_that_the_client_was_started_in() {
    let server = Server::start_with(&["--log", "debug"]);
    let trace = "7c6f5e4d3b2a19080706050403020100";
    let mut check = command(&["check", "-", "--endpoint", &server.url]);
    check.env("TRACEPARENT", format!("00-{trace}-00f067aa0ba902b7-01"));
    assert!(output(check, b"Rain fell.").status.success());
    server.event(|event| {
        event["fields"]["message"] == "call"
            && event["span"]["trace_id"] == trace
            && event["span"]["method"] == "/mtflag.v1.FlagService/BatchCheck"
    });
}

#[tokio::test]
async fn a_server_that_is_gone_costs_no_article() {
    let servers = [
        grpc::Server::start(Settings::default(), engine()).await,
        grpc::Server::start(Settings::default(), engine()).await,
    ];
    let urls = servers.each_ref().map(grpc::Server::url);
    let client = Client::new(&urls, client::Settings::default()).unwrap();
    let docs: Vec<_> = (0..640).map(|_| Document::new("it\u{92}s")).collect();
    let policy = pb::Policy::default();
    let [first, second] = servers;
    for report in client.check_all(&docs, &policy).await {
        report.unwrap();
    }
    first.stop().await.unwrap();
    for report in client.check_all(&docs, &policy).await {
        report.unwrap();
    }
    second.stop().await.unwrap();
    let error = client.check(&docs[0], &policy).await.unwrap_err();
    assert_eq!(error.code(), Code::Unavailable);
}

#[tokio::test]
async fn a_call_ends_in_time_however_often_it_is_tried() {
    let settings = client::Settings {
        timeout: Duration::from_millis(300),
        attempts: u32::MAX,
        ..client::Settings::default()
    };
    // Nobody listens on the port of a server that has stopped.
    let server = grpc::Server::start(Settings::default(), engine()).await;
    let client = Client::new(&[server.url()], settings).unwrap();
    server.stop().await.unwrap();
    let start = Instant::now();
    let error = client
        .check(&Document::new("x"), &pb::Policy::default())
        .await;
    assert_eq!(error.unwrap_err().code(), Code::Unavailable);
    assert!(start.elapsed() < PATIENCE);
}

#[tokio::test]
async fn connections_grow_old_without_losing_a_call() {
    let settings = Settings {
        connection_age: Duration::from_millis(20),
        ..Settings::default()
    };
    let (gate, check) = Gate::new();
    let server = grpc::Server::start(settings, check).await;
    let mut service = server.service();
    let held = tokio::spawn(async move { service.check(grpc::text("wait")).await });
    gate.started(1).await;
    let client = Client::new(&[server.url()], client::Settings::default()).unwrap();
    let (doc, policy) = (Document::new("x"), pb::Policy::default());
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(200) {
        client.check(&doc, &policy).await.unwrap();
    }
    gate.open();
    held.await
        .unwrap()
        .expect("what began on an old connection ends there");
}

#[tokio::test]
async fn a_connection_too_many_waits_for_its_turn() {
    let settings = Settings {
        connections: 1,
        ..Settings::default()
    };
    let server = grpc::Server::start_cold(settings, engine()).await;
    let mut first = server.service();
    while first.check(grpc::text("x")).await.is_err() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let mut second = server.service();
    let waiting = tokio::spawn(async move { second.check(grpc::text("x")).await });
    first.check(grpc::text("x")).await.unwrap();
    assert!(!waiting.is_finished());
    drop(first);
    waiting.await.unwrap().unwrap();
}

#[test]
fn certificates_are_for_encrypted_endpoints() {
    let folder = TempDir::new().unwrap();
    let ca = folder.path().join("ca.pem");
    std::fs::write(&ca, Authority::new("servers").pem()).unwrap();
    let run = mtflag(
        &[
            "check",
            "-",
            "--endpoint",
            "http://localhost:1",
            "--server-ca",
            ca.to_str().unwrap(),
        ],
        b"x",
    );
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("https"), "{run:?}");
}
