//! What a server on an open port has to live through. After each kind of abuse it serves, holds no
//! share of the pool, has given its memory back and ends with 0.
//!
//! `MTFLAG_ABUSE=100 cargo test --release --test it abuse` does everything a hundred times as often,
//! what is open at once ten times.

#[path = "abuse/wire.rs"]
mod wire;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};
use mtflag::proto::pb;
use mtflag::proto::pb::flag_service_client::FlagServiceClient;
use tokio::runtime::{Handle, Runtime};
use tokio::time::{sleep, timeout};
use tonic::Code;
use tonic::codec::CompressionEncoding;
use tonic::transport::Channel;
use tonic_types::StatusExt;

use crate::process::{PATIENCE, Server, mtflag};

/// By how much the memory may be more than before, once and not once a round.
const KEPT: u64 = 20 << 20;
/// The streams that a server takes unless it is told otherwise.
const MOST_STREAMS: usize = 1024;

#[tokio::test(flavor = "multi_thread")]
async fn calls_cancelled_at_random() {
    survives(async |server| {
        let service = connect(server, &Handle::current());
        let calls = stream::iter(0..1000 * scale()).map(|number| {
            let mut service = service.clone();
            async move {
                let call = service.check(article(600));
                if number % 10 == 0 {
                    let moment = Duration::from_micros(fastrand::u64(..5000));
                    let _ = timeout(moment, call).await;
                } else {
                    let answer = timeout(PATIENCE, call).await.expect("an answer");
                    let code = answer.map_or_else(|status| status.code(), |_| Code::Ok);
                    assert!(
                        matches!(code, Code::Ok | Code::ResourceExhausted),
                        "{code:?}"
                    );
                }
            }
        });
        calls.buffer_unordered(64).for_each(async |()| ()).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_opened_and_dropped() {
    survives(async |server| {
        let mut open = Vec::new();
        for number in 0..1000 * scale() {
            let mut connection = TcpStream::connect(server.address()).unwrap();
            if number % 2 == 0 {
                let _ = connection.write_all(&wire::opening());
            }
            open.push(connection);
            if open.len() == 200 {
                open.clear();
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_writers_and_readers() {
    survives(async |server| {
        // Callers who never get to the end of their first message.
        let mut writers: Vec<_> = (0..50)
            .map(|_| wire::begun_call(server.address()))
            .collect();
        // Callers who send and never read.
        let callers = Runtime::new().unwrap();
        let mut readers = Vec::new();
        for _ in 0..4 * scale().min(10) {
            let mut item = article(8000);
            item.policy = Some(pb::Policy {
                return_text: true,
                ..pb::Policy::default()
            });
            let item = pb::CheckItem {
                id: String::new(),
                request: Some(item),
            };
            let items = stream::repeat(pb::StreamCheckRequest { item: Some(item) });
            let mut service = connect(server, callers.handle());
            let stream = timeout(PATIENCE, service.stream_check(items)).await;
            readers.push(stream.expect("opened"));
        }
        for _ in 0..20 * scale() {
            for writer in &mut writers {
                let _ = writer.write_all(&[0]);
            }
            answers(server).await;
            sleep(Duration::from_millis(20)).await;
        }
        callers.shutdown_background();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn garbage_on_the_port() {
    survives(async |server| {
        for number in 0..200 * scale() {
            let mut garbage: Vec<u8> = (0..4000).map(|_| fastrand::u8(..)).collect();
            if number % 2 == 0 {
                garbage.splice(0..0, wire::opening());
            }
            wire::send(server.address(), &garbage);
        }
        wire::send(server.address(), &vec![b'\n'; 1 << 20]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn http_1_on_the_port() {
    survives(async |server| {
        for request in [
            "GET / HTTP/1.1\r\nhost: x\r\n\r\n",
            "POST /mtflag.v1.FlagService/Check HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n",
            "GET /",
        ] {
            for _ in 0..20 * scale() {
                wire::send(server.address(), request.as_bytes());
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn gzip_bombs() {
    survives(async |server| {
        // 64 MiB behind 64 KiB, four times what a message may have.
        let bomb = article(64 << 20);
        for _ in 0..4 * scale() {
            let mut service =
                connect(server, &Handle::current()).send_compressed(CompressionEncoding::Gzip);
            let answer = timeout(PATIENCE, service.check(bomb.clone())).await;
            let status = answer.expect("an answer").expect_err("too long");
            assert_eq!(status.code(), Code::OutOfRange, "{status}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_streams_at_once() {
    survives(async |server| {
        // By the rules: what a connection allows, on many connections.
        let callers = Runtime::new().unwrap();
        let connections = 5 * scale().min(8);
        let refused = Arc::new(AtomicUsize::new(0));
        for _ in 0..connections {
            let service = connect(server, callers.handle());
            for _ in 0..250 {
                let (mut service, refused) = (service.clone(), Arc::clone(&refused));
                callers.spawn(async move {
                    let nothing = stream::pending::<pb::StreamCheckRequest>();
                    match service.stream_check(nothing).await {
                        Ok(answers) => drop(answers.into_inner().message().await),
                        Err(status) => {
                            assert_eq!(status.code(), Code::ResourceExhausted, "{status}");
                            assert!(status.get_details_retry_info().is_some(), "{status}");
                            refused.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                });
            }
            answers(server).await;
        }
        eventually("as many are open as may be, and the others refused", || {
            figure(server, "mtflag_calls_in_flight") == MOST_STREAMS as f64
                && refused.load(Ordering::Relaxed) == 250 * connections - MOST_STREAMS
        });
        // Other calls have places of their own.
        answers(server).await;
        // Against them: all on one connection, unasked.
        let refusals = wire::flood(server.address(), 10_000);
        assert!(refusals > 0, "nothing was refused");
        answers(server).await;
        callers.shutdown_background();
    })
    .await;
}

/// Does `abuse` to a server and looks what is left of it.
async fn survives(abuse: impl AsyncFn(&Server)) {
    let mut server = Server::start();
    // Tables are built on first use, and buffers grow to what calls at a time need.
    let warm = stream::iter(0..100).map(|_| answers(&server));
    warm.buffer_unordered(20).for_each(async |()| ()).await;
    let before = anonymous_memory(&server);
    abuse(&server).await;

    answers(&server).await;
    let service = ["probe", &server.url, "--service", "mtflag.v1.FlagService"];
    assert!(mtflag(&service, b"").status.success(), "no longer serving");
    eventually("nothing is in flight", || {
        figure(&server, "mtflag_in_flight_bytes") == 0.0
    });
    eventually("no call is under way", || {
        figure(&server, "mtflag_calls_in_flight") == 0.0
    });
    eventually("memory is given back", || {
        anonymous_memory(&server) <= before + KEPT
    });
    assert_eq!(
        figure(&server, "mtflag_refused_total{reason=\"BROKEN\"}"),
        0.0
    );
    println!(
        "{} MB before, {} MB after",
        before >> 20,
        anonymous_memory(&server) >> 20
    );
    server.signal("TERM");
    assert_eq!(server.exit_code(), Some(0));
}

/// A well-behaved call among the others is answered.
async fn answers(server: &Server) {
    let mut service = connect(server, &Handle::current());
    let call = timeout(PATIENCE, service.check(article(8000)));
    call.await.expect("an answer").expect("of the right kind");
}

/// A client whose connection ends with `runtime`.
fn connect(server: &Server, runtime: &Handle) -> FlagServiceClient<Channel> {
    let _inside = runtime.enter();
    let channel = Channel::from_shared(server.url.clone()).unwrap();
    FlagServiceClient::new(channel.connect_lazy())
}

fn article(bytes: usize) -> pb::CheckRequest {
    let sentence = "The ferries call at the old quay until the eastern pier is open again. ";
    let text = sentence.repeat(bytes / sentence.len());
    pb::CheckRequest {
        article: Some(pb::Article {
            content: Some(pb::article::Content::Text(text)),
            language: "en".into(),
            ..pb::Article::default()
        }),
        policy: None,
    }
}

fn scale() -> usize {
    let scale = std::env::var("MTFLAG_ABUSE");
    scale.map_or(1, |value| value.parse().expect("MTFLAG_ABUSE is a number"))
}

fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "not so: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The sum of the samples whose name begins like that, as Prometheus is told them.
fn figure(server: &Server, name: &str) -> f64 {
    let event = server.event(|event| event["fields"]["metrics"].is_string());
    let mut connection = TcpStream::connect(event["fields"]["metrics"].as_str().unwrap()).unwrap();
    write!(connection, "GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    let samples = answer.lines().filter(|line| line.starts_with(name));
    samples
        .map(|line| line.rsplit(' ').next().unwrap().parse::<f64>().unwrap())
        .sum()
}

/// The language models are pages of a file and no part of it. 0 where the system does not say.
fn anonymous_memory(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id()));
    let status = status.unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    kilobytes.map_or(0, |kb| kb.parse::<u64>().unwrap() << 10)
}
