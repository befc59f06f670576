//! Round trips of a 6 KB article: with the engine, with an engine that does nothing (what the
//! service itself costs), and through a bare echo (what the transport costs).

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use futures_util::{Stream, StreamExt, stream};
use mtflag::engine::Report;
use mtflag::proto::pb::flag_service_client::FlagServiceClient;
use mtflag::proto::pb::flag_service_server::{FlagService, FlagServiceServer};
use mtflag::proto::{Job, pb};
use mtflag::server::{Settings, engine, serve, timed_engine};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Channel, Server};
use tonic::{Request, Response, Status, Streaming};

/// Articles in one measured round.
const ROUND: usize = 256;
/// Unary calls at a time.
const AT_A_TIME: usize = 32;
/// A paragraph, to be repeated up to the length of an article.
const PARAGRAPH: &str = "The harbour council voted on Tuesday to widen the eastern pier, a plan \
    that residents had debated for most of the year. Work is to begin in spring and to last \
    eighteen months, the engineers said, and ferries will call at the old quay until then.\n\n";

#[derive(Clone, Copy, Debug)]
enum Behind {
    /// What `mtflag serve` does: rules are timed now and then, for the figures.
    Timed,
    Engine,
    Nothing,
    Echo,
}

fn main() {
    divan::main();
}

#[divan::bench(args = [Behind::Timed, Behind::Engine, Behind::Nothing, Behind::Echo])]
fn unary(bencher: Bencher, behind: Behind) {
    let (runtime, client) = start(behind);
    let request = request();
    counted(bencher).bench_local(|| {
        runtime.block_on(async {
            let calls = stream::iter(0..ROUND).map(|_| {
                let (mut client, request) = (client.clone(), request.clone());
                async move { client.check(request).await.expect("answered") }
            });
            calls.buffered(AT_A_TIME).count().await
        })
    });
}

#[divan::bench(args = [Behind::Engine, Behind::Nothing, Behind::Echo])]
fn streamed(bencher: Bencher, behind: Behind) {
    let (runtime, client) = start(behind);
    let item = pb::StreamCheckRequest { item: Some(item()) };
    counted(bencher).bench_local(|| {
        runtime.block_on(async {
            let items = stream::iter(vec![item.clone(); ROUND]);
            let answers = client.clone().stream_check(items).await.expect("opened");
            answers
                .into_inner()
                .map(|answer| answer.expect("answered"))
                .count()
                .await
        })
    });
}

#[divan::bench(args = [Behind::Engine, Behind::Nothing, Behind::Echo])]
fn batched(bencher: Bencher, behind: Behind) {
    let (runtime, client) = start(behind);
    let batch = pb::BatchCheckRequest {
        items: vec![item(); ROUND],
    };
    counted(bencher).bench_local(|| {
        runtime.block_on(async { client.clone().batch_check(batch.clone()).await })
    });
}

fn counted<'a, 'b>(bencher: Bencher<'a, 'b>) -> Bencher<'a, 'b> {
    let bytes = request()
        .article
        .map_or(0, |article| match article.content {
            Some(pb::article::Content::Text(text)) => text.len(),
            _ => 0,
        });
    bencher
        .counter(ItemsCount::new(ROUND))
        .counter(BytesCount::new(ROUND * bytes))
}

fn start(behind: Behind) -> (Runtime, FlagServiceClient<Channel>) {
    let runtime = Runtime::new().expect("a runtime");
    let client = runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let settings = Settings::default();
        let check = match behind {
            Behind::Timed => Some(timed_engine(&settings.metrics)),
            Behind::Engine => Some(engine()),
            Behind::Nothing => Some(Arc::new(|_: &_, _: &_, _: &_| Ok(Report::default())) as _),
            Behind::Echo => None,
        };
        match check {
            Some(check) => {
                let never = std::future::pending();
                tokio::spawn(serve(listener, settings, check, never));
            }
            None => {
                let echo =
                    FlagServiceServer::new(Echo::new()).max_decoding_message_size(usize::MAX);
                let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
                let server = Server::builder().add_service(echo);
                tokio::spawn(server.serve_with_incoming(incoming));
            }
        }
        connect(address).await
    });
    (runtime, client)
}

/// A client of a server that has warmed up.
async fn connect(address: SocketAddr) -> FlagServiceClient<Channel> {
    let endpoint = Channel::from_shared(format!("http://{address}")).expect("a URL");
    let mut client = FlagServiceClient::new(endpoint.tcp_nodelay(true).connect_lazy());
    while client.check(request()).await.is_err() {
        tokio::task::yield_now().await;
    }
    client
}

fn request() -> pb::CheckRequest {
    let text = PARAGRAPH.repeat(6000 / PARAGRAPH.len());
    pb::CheckRequest {
        article: Some(pb::Article {
            content: Some(pb::article::Content::Text(text)),
            ..pb::Article::default()
        }),
        policy: None,
    }
}

fn item() -> pb::CheckItem {
    pb::CheckItem {
        id: String::new(),
        request: Some(request()),
    }
}

/// Answers everything with what the service says when nothing is found, in the fewest steps tonic
/// allows: the same messages go either way.
struct Echo(pb::CheckResponse);

impl Echo {
    fn new() -> Self {
        let job = Job::read(request(), usize::MAX).expect("a sound request");
        Echo(job.answer(Report::default()))
    }

    fn result(&self) -> pb::CheckResult {
        pb::CheckResult {
            id: String::new(),
            outcome: Some(pb::check_result::Outcome::Response(self.0.clone())),
        }
    }
}

#[tonic::async_trait]
impl FlagService for Echo {
    async fn check(
        &self,
        _: Request<pb::CheckRequest>,
    ) -> Result<Response<pb::CheckResponse>, Status> {
        Ok(Response::new(self.0.clone()))
    }

    async fn batch_check(
        &self,
        request: Request<pb::BatchCheckRequest>,
    ) -> Result<Response<pb::BatchCheckResponse>, Status> {
        let items = request.into_inner().items;
        let results = items.iter().map(|_| self.result());
        Ok(Response::new(pb::BatchCheckResponse {
            results: results.collect(),
        }))
    }

    type StreamCheckStream =
        Pin<Box<dyn Stream<Item = Result<pb::StreamCheckResponse, Status>> + Send>>;

    async fn stream_check(
        &self,
        request: Request<Streaming<pb::StreamCheckRequest>>,
    ) -> Result<Response<Self::StreamCheckStream>, Status> {
        let answer = pb::StreamCheckResponse {
            result: Some(self.result()),
        };
        let answers = request
            .into_inner()
            .map(move |item| item.map(|_| answer.clone()));
        Ok(Response::new(Box::pin(answers)))
    }

    async fn list_rules(
        &self,
        _: Request<pb::ListRulesRequest>,
    ) -> Result<Response<pb::ListRulesResponse>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn get_server_info(
        &self,
        _: Request<pb::GetServerInfoRequest>,
    ) -> Result<Response<pb::GetServerInfoResponse>, Status> {
        Err(Status::unimplemented(""))
    }
}
