//! What the service stands: a server of this build as a process, and callers who do not wait for it.
//!
//!     cargo bench --bench load                # both tables, short
//!     cargo bench --bench load -- steady      # 6 KB articles at 80 % of the capacity: p99 <= 15 ms
//!     cargo bench --bench load -- overload    # 64 KB articles at three times the capacity
//!     MTFLAG_LOAD_SECONDS=60 ...              # how long each part takes; 5 when not set
//!     MTFLAG_LOAD_LANGUAGE=english ...        # articles in one language; in four by turns when not set
//!     MTFLAG_LOAD_SERVER="nice -n 10" ...     # what the server is started with
//!
//! Callers are elsewhere in life. Here they share the cores with the server: let it be nice to them, or
//! they start their calls late, and a call's time shows how long its caller waited for a core.
//!
//! Open loop: calls start when they are due, however many are still under way, and a call's time
//! counts from when it was due. What a closed loop measures under load is its own patience.

#[path = "corpus/news.rs"]
mod news;
#[path = "load/server.rs"]
mod server;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};
use hdrhistogram::Histogram;
use mtflag::proto::pb;
use mtflag::proto::pb::flag_service_client::FlagServiceClient;
use news::{Language, news};
use server::Server;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::time::{sleep, sleep_until};
use tonic::transport::Channel;
use tonic::{Code, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_types::StatusExt;

type Service = FlagServiceClient<Channel>;

/// Calls at a time while the capacity is measured: enough that no worker ever waits for a call.
const AT_A_TIME: usize = 8;
/// Different articles, in four scripts by turns, so that no cache knows the next one.
const ARTICLES: u64 = 64;
/// How often health is asked for under load.
const PULSE: Duration = Duration::from_millis(20);

#[tokio::main]
async fn main() -> ExitCode {
    let wanted = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let wanted = |table: &str| wanted.as_deref().is_none_or(|wanted| wanted == table);
    let seconds = std::env::var("MTFLAG_LOAD_SECONDS").map_or(5.0, |value| {
        value.parse().expect("MTFLAG_LOAD_SECONDS is a number")
    });
    let part = Duration::from_secs_f64(seconds);
    // What else runs here takes its share of what is measured.
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    println!("{cores} cores, load before: {}", load.trim());
    let mut kept = true;
    if wanted("steady") {
        kept &= steady(part).await;
    }
    if wanted("overload") {
        kept &= overload(part).await;
    }
    if kept {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// What callers wait at a load that a well-sized service has.
async fn steady(part: Duration) -> bool {
    println!("\n== steady: articles of 6 KB at 80 % of the capacity");
    let server = Server::start(&[]);
    let service = connect(&server).await;
    let requests = requests(6 << 10);
    let capacity = capacity(&service, &requests, part).await;
    let outcome = offer(&service, &requests, capacity * 0.8, part).await;
    outcome.print();
    let p99 = Duration::from_micros(outcome.answered.value_at_quantile(0.99));
    verdict("p99 at most 15 ms", p99 <= Duration::from_millis(15))
        & verdict("every call answered", outcome.failed == 0)
}

/// What becomes of a service that is asked for more than it has.
async fn overload(part: Duration) -> bool {
    println!("\n== overload: articles of 64 KB at three times the capacity");
    // A pool that fits what is in work and a short queue: fewer than 16 articles.
    let server = Server::start(&[
        "--max-text-bytes=131072",
        "--max-message-bytes=1048576",
        "--pool-bytes=1048576",
    ]);
    let service = connect(&server).await;
    let requests = requests(64 << 10);
    let capacity = capacity(&service, &requests, part).await;
    let before = server.anonymous_memory();

    let over = Arc::new(AtomicBool::new(false));
    let pulse = tokio::spawn(pulse(connect_health(&server).await, Arc::clone(&over)));
    let memory = tokio::spawn(highest_memory(server.id(), Arc::clone(&over)));
    let outcome = offer(&service, &requests, capacity * 3.0, part).await;
    let recovery = recovered(&service, &requests[0], outcome.ended).await;
    over.store(true, Ordering::Relaxed);
    let (slowest, always) = pulse.await.expect("health is asked to the end");
    let memory = memory.await.expect("memory is read to the end");

    outcome.print();
    let goodput = outcome.answered.len() as f64 / outcome.took.as_secs_f64();
    println!(
        "goodput {goodput:.0}/s of {capacity:.0}/s; health within {:.1} ms; memory {} MB before, \
         {} MB at most; a call is answered in time again after {:.0} ms",
        slowest.as_secs_f64() * 1e3,
        before >> 20,
        memory >> 20,
        recovery.as_secs_f64() * 1e3
    );
    verdict(
        "goodput at least 85 % of the capacity",
        goodput >= capacity * 0.85,
    ) & verdict("every refusal says when to come again", outcome.failed == 0)
        & verdict("health says SERVING throughout", always)
        & verdict(
            "health answers within 50 ms",
            slowest <= Duration::from_millis(50),
        )
        & verdict("recovers within 1 s", recovery <= Duration::from_secs(1))
}

fn verdict(promise: &str, kept: bool) -> bool {
    println!("{}  {promise}", if kept { "kept  " } else { "BROKEN" });
    kept
}

/// What became of the calls of an open loop.
struct Outcome {
    /// Microseconds from when a call was due to its answer.
    answered: Histogram<u64>,
    /// The same of refusals that say when to come again.
    refused: Histogram<u64>,
    /// Calls that ended in any other way.
    failed: u64,
    /// When the last call was due.
    ended: Instant,
    /// From the first call to the last answer.
    took: Duration,
}

impl Outcome {
    fn print(&self) {
        for (what, times) in [("answered", &self.answered), ("refused", &self.refused)] {
            let at = |quantile| times.value_at_quantile(quantile) as f64 / 1e3;
            println!(
                "{what:<9}{:>8} calls: p50 {:.2}  p90 {:.2}  p99 {:.2}  p99.9 {:.2}  all {:.2} ms",
                times.len(),
                at(0.5),
                at(0.9),
                at(0.99),
                at(0.999),
                at(1.0)
            );
        }
        println!("{:<9}{:>8} calls", "failed", self.failed);
    }
}

/// Answers a second when there is always a next call.
async fn capacity(service: &Service, requests: &[pb::CheckRequest], part: Duration) -> f64 {
    let start = Instant::now();
    let answered = AtomicU64::new(0);
    let calls = stream::iter(requests.iter().cycle())
        .take_while(|_| std::future::ready(start.elapsed() < part))
        .map(|request| {
            let mut service = service.clone();
            async move { service.check(request.clone()).await }
        });
    calls
        .buffer_unordered(AT_A_TIME)
        .for_each(async |answer| {
            answer.expect("a server at its capacity answers");
            answered.fetch_add(1, Ordering::Relaxed);
        })
        .await;
    let capacity = answered.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64();
    println!("capacity {capacity:.0} calls/s with {AT_A_TIME} at a time");
    capacity
}

/// Starts `rate` calls a second for as long as `part`, at random times as strangers would.
async fn offer(
    service: &Service,
    requests: &[pb::CheckRequest],
    rate: f64,
    part: Duration,
) -> Outcome {
    let (tell, mut told) = unbounded_channel();
    let start = tokio::time::Instant::now();
    let mut due = start;
    let mut late = Duration::ZERO;
    for request in requests.iter().cycle() {
        due += Duration::from_secs_f64(-(1.0 - fastrand::f64()).ln() / rate);
        if due - start > part {
            break;
        }
        sleep_until(due).await;
        late = late.max(due.elapsed());
        tokio::spawn(call(service.clone(), request.clone(), due, tell.clone()));
    }
    drop(tell);
    let ended = Instant::now();
    let new = || Histogram::new(3).expect("3 digits are allowed");
    let mut outcome = Outcome {
        answered: new(),
        refused: new(),
        failed: 0,
        ended,
        took: Duration::ZERO,
    };
    while let Some((took, ended)) = told.recv().await {
        match ended {
            Ok(()) => outcome.answered += took,
            Err(status) if asks_to_come_again(&status) => outcome.refused += took,
            Err(status) => {
                if outcome.failed == 0 {
                    println!("the first failure: {status}");
                }
                outcome.failed += 1;
            }
        }
    }
    outcome.took = start.elapsed();
    println!(
        "offered {rate:.0} calls/s, the latest {:.1} ms late",
        late.as_secs_f64() * 1e3
    );
    outcome
}

async fn call(
    mut service: Service,
    request: pb::CheckRequest,
    due: tokio::time::Instant,
    tell: UnboundedSender<(u64, Result<(), Status>)>,
) {
    let ended = service.check(request).await.map(drop);
    let took = u64::try_from(due.elapsed().as_micros()).unwrap_or(u64::MAX);
    // Received to the last call.
    let _ = tell.send((took, ended));
}

fn asks_to_come_again(status: &Status) -> bool {
    status.code() == Code::ResourceExhausted && status.get_details_retry_info().is_some()
}

/// The slowest answer of health, and whether each said SERVING.
async fn pulse(mut health: HealthClient<Channel>, over: Arc<AtomicBool>) -> (Duration, bool) {
    let (mut slowest, mut always) = (Duration::ZERO, true);
    while !over.load(Ordering::Relaxed) {
        let start = Instant::now();
        let answer = health.check(HealthCheckRequest::default()).await;
        slowest = slowest.max(start.elapsed());
        always &= answer.is_ok_and(|a| a.get_ref().status() == ServingStatus::Serving);
        sleep(PULSE).await;
    }
    (slowest, always)
}

async fn highest_memory(process: u32, over: Arc<AtomicBool>) -> u64 {
    let mut most = 0;
    while !over.load(Ordering::Relaxed) {
        most = most.max(server::anonymous_memory(process));
        sleep(PULSE).await;
    }
    most
}

/// How long after `ended` a call is answered, and quickly.
async fn recovered(service: &Service, request: &pb::CheckRequest, ended: Instant) -> Duration {
    loop {
        let start = Instant::now();
        let answer = service.clone().check(request.clone()).await;
        if answer.is_ok() && start.elapsed() < Duration::from_millis(100) {
            return ended.elapsed();
        }
        sleep(Duration::from_millis(10)).await;
    }
}

async fn connect(server: &Server) -> Service {
    let channel = Channel::from_shared(server.url.clone()).expect("a URL");
    let mut service = FlagServiceClient::new(channel.tcp_nodelay(true).connect_lazy());
    let [request, ..] = &*requests(1024) else {
        unreachable!("there are articles");
    };
    while service.check(request.clone()).await.is_err() {
        sleep(PULSE).await;
    }
    service
}

async fn connect_health(server: &Server) -> HealthClient<Channel> {
    let channel = Channel::from_shared(server.url.clone()).expect("a URL");
    HealthClient::new(channel.connect().await.expect("the server is there"))
}

fn requests(bytes: usize) -> Vec<pb::CheckRequest> {
    let wanted = std::env::var("MTFLAG_LOAD_LANGUAGE").unwrap_or_default();
    let is_wanted = |language: &Language| {
        wanted.is_empty() || format!("{language:?}").eq_ignore_ascii_case(&wanted)
    };
    let languages: Vec<Language> = Language::ALL.into_iter().filter(is_wanted).collect();
    assert!(!languages.is_empty(), "no news is made in {wanted}");
    let article = |seed| pb::Article {
        content: Some(pb::article::Content::Text(news(
            languages[seed as usize % languages.len()],
            seed,
            bytes,
        ))),
        ..pb::Article::default()
    };
    (0..ARTICLES)
        .map(|seed| pb::CheckRequest {
            article: Some(article(seed)),
            policy: None,
        })
        .collect()
}
