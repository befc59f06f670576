//! The service over real sockets: a server of its own for every test, on a port of its own.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mtflag::client::{self, Client, Error};
use mtflag::engine::{Engine, Policy, Report, Stopped};
use mtflag::proto::pb::flag_service_client::FlagServiceClient;
use mtflag::proto::{SERVICE_NAME, pb};
use mtflag::rules::{CATALOGUE, Stop};
use mtflag::server::{Check, ServeError, Settings, engine, serve};
use mtflag::text::Document;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Channel;
use tonic::{Code, Request};
use tonic_types::StatusExt;

/// Longer than anything takes on a busy machine; reached only by a test that fails.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn every_way_in_gives_the_same_findings() {
    let server = Server::start(Settings::default(), engine()).await;
    let doc = Document::builder("It\u{92}s so. Министр сказал \u{93}да\u{94}. 😀 It\u{92}s so.")
        .title("It\u{92}s so")
        .build();
    let here = Engine
        .check(&doc, &Policy::default(), &Stop::never())
        .unwrap();
    assert!(here.flags.len() >= 4, "{:?}", here.flags);

    let mut service = server.service();
    let request = pb::CheckRequest {
        article: Some((&doc).into()),
        policy: None,
    };
    let answer = service.check(request.clone()).await.unwrap().into_inner();
    assert_eq!(Report::try_from(answer).unwrap(), here);

    let items = vec![item("a", request.clone()), item("b", request.clone())];
    let batch = pb::BatchCheckRequest { items };
    let results = service
        .batch_check(batch)
        .await
        .unwrap()
        .into_inner()
        .results;
    assert_eq!(results.len(), 2);
    for (result, id) in results.into_iter().zip(["a", "b"]) {
        assert_eq!(result.id, id);
        assert_eq!(Report::try_from(response(result).unwrap()).unwrap(), here);
    }

    let item = pb::StreamCheckRequest {
        item: Some(item("c", request)),
    };
    let mut stream = service
        .stream_check(tokio_stream::iter([item]))
        .await
        .unwrap()
        .into_inner();
    let result = stream.message().await.unwrap().unwrap().result.unwrap();
    assert_eq!(result.id, "c");
    assert_eq!(Report::try_from(response(result).unwrap()).unwrap(), here);
    assert!(stream.message().await.unwrap().is_none());

    let client = server.client();
    let policy = pb::Policy::default();
    assert_eq!(client.check(&doc, &policy).await.unwrap(), here);
    for report in client.check_all(&[doc], &policy).await {
        assert_eq!(report.unwrap(), here);
    }
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_client_spreads_batches_over_servers_and_keeps_their_order() {
    let servers = [
        Server::start(Settings::default(), engine()).await,
        Server::start(Settings::default(), engine()).await,
    ];
    let urls = [servers[0].url(), servers[1].url()];
    let client = Client::new(&urls, client::Settings::default()).unwrap();
    let docs: Vec<_> = (0..300)
        .map(|n| Document::new("it\u{92}s ".repeat(n % 7)))
        .collect();
    let policy = pb::Policy {
        select: vec!["encoding/c1-control".into()],
        ..pb::Policy::default()
    };
    let reports = client.check_all(&docs, &policy).await;
    let found: Vec<_> = reports
        .into_iter()
        .map(|r| r.unwrap().flags.len())
        .collect();
    let wanted: Vec<_> = (0..300).map(|n| n % 7).collect();
    assert_eq!(found, wanted);
}

#[tokio::test]
async fn what_is_asked_to_come_back_comes_back() {
    let server = Server::start(Settings::default(), engine()).await;
    let request = pb::CheckRequest {
        article: Some(pb::Article {
            id: "n-17".into(),
            content: Some(pb::article::Content::Raw(b"\xFF\xFEa\x00".to_vec())),
            labels: [("desk".to_owned(), "sport".to_owned())].into(),
            ..pb::Article::default()
        }),
        policy: Some(pb::Policy {
            return_text: true,
            ..pb::Policy::default()
        }),
    };
    let answer = server.service().check(request).await.unwrap().into_inner();
    assert_eq!(answer.id, "n-17");
    assert_eq!(answer.labels["desk"], "sport");
    assert_eq!(answer.text.as_deref(), Some("a"));
    assert_eq!(
        answer.assessment.unwrap().decoding.unwrap().charset,
        "UTF-16LE"
    );
    assert!(!answer.ruleset_version.is_empty());
}

#[tokio::test]
async fn bad_fields_are_named_in_the_details() {
    let settings = Settings {
        text_bytes: 100,
        ..Settings::default()
    };
    let server = Server::start(settings, engine()).await;
    let mut request = text(&"x".repeat(101));
    request.policy = Some(pb::Policy {
        select: vec!["encoding/c1-contol".into()],
        offset_encoding: 12,
        ..pb::Policy::default()
    });
    let status = server.service().check(request).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    let details = status.get_error_details();
    assert_eq!(details.error_info().unwrap().domain, "mtflag");
    let violations = &details.bad_request().unwrap().field_violations;
    let fields: Vec<_> = violations.iter().map(|v| v.field.as_str()).collect();
    assert_eq!(
        fields,
        ["article.text", "policy.select[0]", "policy.offset_encoding"]
    );
    assert!(violations[1].description.contains("encoding/c1-control"));
}

#[tokio::test]
async fn a_message_beyond_the_limit_is_refused_before_it_is_read() {
    let settings = Settings {
        text_bytes: 1000,
        message_bytes: 100_000,
        ..Settings::default()
    };
    let server = Server::start(settings, engine()).await;
    let status = server
        .service()
        .check(text(&"x".repeat(100_001)))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::OutOfRange);
    assert!(status.message().contains("100000 bytes"), "{status}");
}

#[tokio::test]
async fn one_bad_item_leaves_the_others_alone() {
    let settings = Settings {
        batch_items: 4,
        ..Settings::default()
    };
    let server = Server::start(settings, engine()).await;
    let bad = pb::CheckRequest::default();
    let nothing = pb::CheckItem {
        id: "d".into(),
        request: None,
    };
    let items = vec![
        item("a", text("x")),
        item("b", bad),
        item("c", text("y")),
        nothing,
    ];
    let mut service = server.service();
    let batch = pb::BatchCheckRequest {
        items: items.clone(),
    };
    let results = service
        .batch_check(batch)
        .await
        .unwrap()
        .into_inner()
        .results;
    let sent = items
        .clone()
        .into_iter()
        .map(|item| pb::StreamCheckRequest { item: Some(item) });
    let mut stream = service
        .stream_check(tokio_stream::iter(sent))
        .await
        .unwrap()
        .into_inner();
    let mut streamed = Vec::new();
    while let Some(answer) = stream.message().await.unwrap() {
        streamed.push(answer.result.unwrap());
    }
    assert_eq!(streamed, results, "a stream answers as a batch does");
    let ids: Vec<_> = results.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c", "d"]);
    let errors: Vec<_> = results.into_iter().map(|r| response(r).err()).collect();
    assert!(errors[0].is_none() && errors[2].is_none());
    let error = errors[1].as_ref().unwrap();
    assert_eq!(error.code, i32::from(Code::InvalidArgument));
    assert_eq!(error.field_violations[0].field, "article");
    assert!(errors[3].is_some());

    let items = [items.clone(), items].concat();
    let status = service
        .batch_check(pb::BatchCheckRequest { items })
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
}

#[tokio::test]
async fn the_catalogue_comes_in_pages() {
    let server = Server::start(Settings::default(), engine()).await;
    let mut service = server.service();
    let mut ask = async |page_size, page_token: &str| {
        let page_token = page_token.to_owned();
        let page = pb::ListRulesRequest {
            page_size,
            page_token,
        };
        service
            .list_rules(page)
            .await
            .map(tonic::Response::into_inner)
    };
    let mut rules = Vec::new();
    let mut token = String::new();
    loop {
        let page = ask(7, &token).await.unwrap();
        assert!(page.rules.len() <= 7);
        rules.extend(page.rules);
        token = page.next_page_token;
        if token.is_empty() {
            break;
        }
    }
    let ids: Vec<_> = rules.iter().map(|rule| rule.id.as_str()).collect();
    let known: Vec<_> = CATALOGUE.iter().map(|rule| rule.id).collect();
    assert_eq!(ids, known);
    let rule = &rules[0];
    assert!(rule.severity() != pb::Severity::Unspecified);
    assert!(rule.explanation.contains("# What it finds"));
    assert!(
        rule.examples
            .iter()
            .any(|e| e.flagged && e.text.contains('⟦'))
    );
    assert_eq!(ask(-1, "").await.unwrap_err().code(), Code::InvalidArgument);
    assert_eq!(
        ask(0, "no/rule").await.unwrap_err().code(),
        Code::InvalidArgument
    );

    let info = service
        .get_server_info(pb::GetServerInfoRequest {})
        .await
        .unwrap()
        .into_inner();
    assert_eq!(info.version, env!("CARGO_PKG_VERSION"));
    assert_eq!(info.limits.unwrap().text_bytes, 1 << 20);
}

#[tokio::test]
async fn reflection_shows_the_services_in_both_versions() {
    let server = Server::start(Settings::default(), engine()).await;
    macro_rules! services {
        ($version:ident) => {{
            use tonic_reflection::pb::$version::ServerReflectionRequest;
            use tonic_reflection::pb::$version::server_reflection_client::ServerReflectionClient;
            use tonic_reflection::pb::$version::server_reflection_request::MessageRequest;
            use tonic_reflection::pb::$version::server_reflection_response::MessageResponse;

            let ask = ServerReflectionRequest {
                message_request: Some(MessageRequest::ListServices(String::new())),
                ..ServerReflectionRequest::default()
            };
            let mut client = ServerReflectionClient::new(server.channel());
            let asked = tokio_stream::iter([ask]);
            let mut answers = client
                .server_reflection_info(asked)
                .await
                .unwrap()
                .into_inner();
            match answers.message().await.unwrap().unwrap().message_response {
                Some(MessageResponse::ListServicesResponse(list)) => {
                    list.service.into_iter().map(|s| s.name).collect::<Vec<_>>()
                }
                other => panic!("{other:?}"),
            }
        }};
    }
    for services in [services!(v1), services!(v1alpha)] {
        for name in [SERVICE_NAME, "grpc.health.v1.Health"] {
            assert!(services.iter().any(|s| s == name), "{name} in {services:?}");
        }
    }
}

#[tokio::test]
async fn a_deadline_ends_the_work() {
    let settings = Settings {
        timeout: Duration::from_secs(1),
        ..Settings::default()
    };
    let (gate, check) = Gate::new();
    let server = Server::start(settings, check).await;
    let status = server.service().check(text("wait")).await.unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    gate.stopped(1).await;
    let status = server
        .service()
        .batch_check(batch(&["wait", "x"]))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    gate.stopped(2).await;

    let items = tokio_stream::iter([stream_item("wait"), stream_item("x")]);
    let mut stream = server
        .service()
        .stream_check(items)
        .await
        .unwrap()
        .into_inner();
    let late = stream.message().await.unwrap().unwrap().result.unwrap();
    assert_eq!(
        response(late).unwrap_err().code,
        i32::from(Code::DeadlineExceeded)
    );
    let next = stream.message().await.unwrap().unwrap().result.unwrap();
    assert!(response(next).is_ok(), "the stream goes on");
}

#[tokio::test]
async fn the_callers_deadline_counts_too() {
    let (gate, check) = Gate::new();
    let server = Server::start(Settings::default(), check).await;
    let hasty = client::Settings {
        timeout: Duration::from_secs(1),
        ..client::Settings::default()
    };
    let client = Client::new(&[server.url()], hasty).unwrap();
    let policy = pb::Policy::default();
    let error = client
        .check(&Document::new("wait"), &policy)
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded, "{error}");
    gate.stopped(1).await;

    let mut request = Request::new(tokio_stream::pending());
    request.set_timeout(Duration::from_secs(1));
    let stream = server.service().stream_check(request).await;
    let mut stream = stream.unwrap().into_inner();
    let status = stream.message().await.unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
}

#[tokio::test]
async fn a_full_server_refuses_and_a_caller_who_leaves_makes_room() {
    let settings = Settings {
        text_bytes: 64 << 10,
        message_bytes: 128 << 10,
        pool_bytes: 128 << 10,
        patience: Duration::from_millis(1),
        ..Settings::default()
    };
    let (gate, check) = Gate::new();
    let server = Server::start(settings, check).await;
    let long = format!("wait{}", " ".repeat((64 << 10) - 4));
    let calls: Vec<_> = [&long, &long]
        .map(|long| {
            let (mut service, request) = (server.service(), text(long));
            tokio::spawn(async move { service.check(request).await })
        })
        .into();
    gate.started(2).await;
    let status = server.service().check(text("x")).await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    let details = status.get_error_details();
    assert!(details.retry_info().unwrap().retry_delay.is_some());
    let healthy = client::probe(&server.url(), SERVICE_NAME, PATIENCE)
        .await
        .unwrap();
    assert!(healthy, "a full server is a healthy one");

    for call in calls {
        call.abort();
    }
    gate.stopped(2).await;
    // The client tries again, as the refusal asks it to.
    let again = server
        .client()
        .check(&Document::new("x"), &pb::Policy::default())
        .await;
    assert_eq!(again.unwrap().assessment.words, 1);
}

#[tokio::test]
async fn a_worker_that_panics_harms_its_own_call_only() {
    let server = Server::start(
        Settings::default(),
        Arc::new(|doc: &Document, policy: &Policy, stop: &Stop| {
            assert!(doc.text() != "secret", "about {}", doc.text());
            Engine.check(doc, policy, stop)
        }),
    )
    .await;
    let mut service = server.service();
    let status = service.check(text("secret")).await.unwrap_err();
    assert_eq!(status.code(), Code::Internal);
    assert!(!status.message().contains("secret"));
    assert!(service.check(text("x")).await.is_ok());
    let results = service
        .batch_check(batch(&["x", "secret", "x"]))
        .await
        .unwrap();
    let codes: Vec<_> = results
        .into_inner()
        .results
        .into_iter()
        .map(|r| response(r).err())
        .collect();
    assert_eq!(codes[1].as_ref().unwrap().code, i32::from(Code::Internal));
    assert!(codes[0].is_none() && codes[2].is_none());
}

#[tokio::test]
async fn a_stream_keeps_order_and_takes_no_more_than_its_window() {
    let settings = Settings {
        workers: 8,
        stream_window: 3,
        ..Settings::default()
    };
    let (gate, check) = Gate::new();
    let server = Server::start(settings, check).await;
    let (send, items) = mpsc::channel(100);
    for id in 0..20 {
        let item = item(&id.to_string(), text("wait"));
        send.send(pb::StreamCheckRequest { item: Some(item) })
            .await
            .unwrap();
    }
    drop(send);
    let stream = server
        .service()
        .stream_check(ReceiverStream::new(items))
        .await;
    let mut stream = stream.unwrap().into_inner();
    gate.started(3).await;
    // A fourth would have started by now.
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(gate.count(&gate.started), 3);
    gate.open();
    for id in 0..20 {
        let answer = stream.message().await.unwrap().unwrap();
        assert_eq!(answer.result.unwrap().id, id.to_string());
    }
    assert!(stream.message().await.unwrap().is_none());
}

#[tokio::test]
async fn health_tells_the_truth_while_warming_and_draining() {
    use tonic_health::pb::HealthCheckRequest;
    use tonic_health::pb::health_check_response::ServingStatus::{NotServing, Serving};
    use tonic_health::pb::health_client::HealthClient;

    let warm = Arc::new(AtomicBool::new(false));
    let check: Arc<Check> = Arc::new({
        let warm = Arc::clone(&warm);
        move |doc, policy, stop| {
            while !warm.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(1));
            }
            Engine.check(doc, policy, stop)
        }
    });
    let server = Server::start_cold(Settings::default(), check).await;
    let mut health = HealthClient::new(server.channel());
    let mut watch = health
        .watch(HealthCheckRequest::default())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(watch.message().await.unwrap().unwrap().status(), NotServing);
    let status = server.service().check(text("x")).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);

    warm.store(true, Ordering::SeqCst);
    assert_eq!(watch.message().await.unwrap().unwrap().status(), Serving);
    for service in ["", SERVICE_NAME] {
        let asked = HealthCheckRequest {
            service: service.into(),
        };
        assert_eq!(
            health.check(asked).await.unwrap().get_ref().status(),
            Serving
        );
        assert!(
            client::probe(&server.url(), service, PATIENCE)
                .await
                .unwrap()
        );
    }
    let missing = client::probe(&server.url(), "no.such.Service", PATIENCE).await;
    assert_eq!(missing.unwrap_err().code(), Code::NotFound);

    let url = server.url();
    let stopped = server.stop();
    assert_eq!(watch.message().await.unwrap().unwrap().status(), NotServing);
    assert!(
        watch.message().await.unwrap().is_none(),
        "a watch holds nothing up"
    );
    stopped.await.unwrap();
    let gone = client::probe(&url, "", PATIENCE).await.unwrap_err();
    assert_eq!(gone.code(), Code::Unavailable, "{gone}");
}

#[tokio::test]
async fn an_open_stream_is_sent_elsewhere_when_the_server_stops() {
    let server = Server::start(Settings::default(), engine()).await;
    let (send, items) = mpsc::channel(1);
    let stream = server
        .service()
        .stream_check(ReceiverStream::new(items))
        .await;
    let mut stream = stream.unwrap().into_inner();
    send.send(stream_item("x")).await.unwrap();
    assert!(stream.message().await.unwrap().is_some());
    let stopped = server.stop();
    let status = stream.message().await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    stopped.await.unwrap();
}

#[tokio::test]
async fn what_is_under_way_is_finished_before_the_server_stops() {
    let (gate, check) = Gate::new();
    let server = Server::start(Settings::default(), check).await;
    let mut service = server.service();
    let call = tokio::spawn(async move { service.check(text("wait")).await });
    gate.started(1).await;
    let stopped = server.stop();
    gate.open();
    assert!(call.await.unwrap().is_ok());
    stopped.await.unwrap();
}

#[tokio::test]
async fn a_call_without_end_does_not_hold_the_server_up() {
    let settings = Settings {
        stop_within: Duration::from_millis(50),
        ..Settings::default()
    };
    let (gate, check) = Gate::new();
    let server = Server::start(settings, check).await;
    let mut service = server.service();
    let call = tokio::spawn(async move { service.check(text("wait")).await });
    gate.started(1).await;
    server.stop().await.unwrap();
    gate.stopped(1).await;
    assert_eq!(call.await.unwrap().unwrap_err().code(), Code::Unavailable);
}

#[tokio::test]
async fn limits_that_contradict_each_other_are_an_error_at_the_start() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = Settings {
        pool_bytes: 1,
        ..Settings::default()
    };
    let served = serve(listener, settings, engine(), std::future::pending()).await;
    assert!(matches!(served, Err(ServeError::Settings(_))));
    let none: [&str; 0] = [];
    assert!(matches!(
        Client::new(&none, client::Settings::default()),
        Err(Error::Endpoint(_))
    ));
    assert!(matches!(
        Client::new(&["localhost"], client::Settings::default()),
        Err(Error::Endpoint(_))
    ));
}

#[test]
fn the_log_tells_of_calls_and_not_of_texts() {
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);
    impl std::io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer({
            let log = log.clone();
            move || log.clone()
        })
        .finish();
    // With two of them, tracing asks all about a new place in the code; with one, only that of the
    // thread that comes there first, and other tests have none.
    let _second = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    // Everything but the workers runs on this thread, which is what the subscriber sees.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    tracing::subscriber::with_default(subscriber, || {
        runtime.block_on(async {
            let server = Server::start(Settings::default(), engine()).await;
            let mut request = Request::new(text("a gladiolus it\u{92}s"));
            request
                .metadata_mut()
                .insert("x-request-id", "call-7".parse().unwrap());
            let answer = server.service().check(request).await.unwrap();
            assert_eq!(answer.metadata().get("x-request-id").unwrap(), "call-7");
            let mut request = text("gladiolus");
            request.policy = Some(pb::Policy {
                min_confidence: Some(2.0),
                ..pb::Policy::default()
            });
            server.service().check(request).await.unwrap_err();
            server.stop().await.unwrap();
        });
    });
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let call = log.lines().find(|line| line.contains("call-7")).unwrap();
    assert!(
        call.contains("DEBUG") && call.contains("/mtflag.v1.FlagService/Check"),
        "{call}"
    );
    assert!(call.contains("Ok"), "{call}");
    assert!(
        log.lines()
            .any(|l| l.contains("INFO") && l.contains("InvalidArgument")),
        "{log}"
    );
    assert!(!log.contains("gladiolus"), "{log}");
}

/// A server of one test.
pub struct Server {
    address: SocketAddr,
    shutdown: oneshot::Sender<()>,
    task: JoinHandle<Result<(), ServeError>>,
}

impl Server {
    /// One that serves.
    pub async fn start(settings: Settings, check: Arc<Check>) -> Self {
        let server = Self::start_cold(settings, check).await;
        let ready = async {
            while !client::probe(&server.url(), "", PATIENCE).await.unwrap() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(PATIENCE, ready).await.expect("it warms up");
        server
    }

    /// One that may still be warming.
    pub async fn start_cold(settings: Settings, check: Arc<Check>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (shutdown, told) = oneshot::channel();
        let task = tokio::spawn(serve(listener, settings, check, async {
            // An error means that the test is over.
            let _ = told.await;
        }));
        Server {
            address,
            shutdown,
            task,
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn channel(&self) -> Channel {
        Channel::from_shared(self.url()).unwrap().connect_lazy()
    }

    pub fn service(&self) -> FlagServiceClient<Channel> {
        FlagServiceClient::new(self.channel())
    }

    fn client(&self) -> Client {
        Client::new(&[self.url()], client::Settings::default()).unwrap()
    }

    /// Tells it to stop now; the future is ready when it has.
    pub fn stop(self) -> impl Future<Output = Result<(), ServeError>> {
        self.shutdown.send(()).unwrap();
        async {
            timeout(PATIENCE, self.task)
                .await
                .expect("it stops")
                .unwrap()
        }
    }
}

/// Holds back every article that begins with `wait` until it is opened or told to stop.
pub struct Gate {
    open: AtomicBool,
    started: AtomicUsize,
    stopped: AtomicUsize,
}

impl Gate {
    pub fn new() -> (Arc<Gate>, Arc<Check>) {
        let gate = Arc::new(Gate {
            open: AtomicBool::new(false),
            started: AtomicUsize::new(0),
            stopped: AtomicUsize::new(0),
        });
        let check = Arc::clone(&gate);
        let check: Arc<Check> = Arc::new(move |doc, policy, stop| {
            if doc.text().starts_with("wait") {
                check.wait(stop)?;
            }
            Engine.check(doc, policy, stop)
        });
        (gate, check)
    }

    fn wait(&self, stop: &Stop) -> Result<(), Stopped> {
        self.started.fetch_add(1, Ordering::SeqCst);
        while !self.open.load(Ordering::SeqCst) {
            if stop.is_set() {
                self.stopped.fetch_add(1, Ordering::SeqCst);
                return Err(Stopped);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }

    pub fn open(&self) {
        self.open.store(true, Ordering::SeqCst);
    }

    fn count(&self, of: &AtomicUsize) -> usize {
        of.load(Ordering::SeqCst)
    }

    pub async fn started(&self, articles: usize) {
        self.reaches(&self.started, articles).await;
    }

    pub async fn stopped(&self, articles: usize) {
        self.reaches(&self.stopped, articles).await;
    }

    async fn reaches(&self, counter: &AtomicUsize, count: usize) {
        let reached = async {
            while self.count(counter) < count {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(PATIENCE, reached).await.expect("it comes to that");
    }
}

pub fn text(text: &str) -> pb::CheckRequest {
    pb::CheckRequest {
        article: Some(pb::Article {
            content: Some(pb::article::Content::Text(text.into())),
            ..pb::Article::default()
        }),
        policy: None,
    }
}

fn item(id: &str, request: pb::CheckRequest) -> pb::CheckItem {
    pb::CheckItem {
        id: id.into(),
        request: Some(request),
    }
}

fn batch(texts: &[&str]) -> pb::BatchCheckRequest {
    pb::BatchCheckRequest {
        items: texts.iter().map(|t| item("", text(t))).collect(),
    }
}

pub fn stream_item(words: &str) -> pb::StreamCheckRequest {
    pb::StreamCheckRequest {
        item: Some(item("", text(words))),
    }
}

fn response(result: pb::CheckResult) -> Result<pb::CheckResponse, pb::ItemError> {
    match result.outcome {
        Some(pb::check_result::Outcome::Response(response)) => Ok(response),
        Some(pb::check_result::Outcome::Error(error)) => Err(error),
        None => panic!("no outcome"),
    }
}
