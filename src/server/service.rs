//! The calls of the service: who may come in, until when, and in which order answers go out.

use std::sync::Arc;

use futures_util::{FutureExt, StreamExt, TryStreamExt, stream};
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};
use tokio_util::task::AbortOnDropHandle;
use tonic::{Request, Response, Status, Streaming};

use tracing::Instrument;

use super::Settings;
use super::admission::{Admission, weight};
use super::auth::Caller;
use super::deadline::Deadline;
use super::phase::{Phase, Phases};
use super::status::Refusal;
use super::stream::{Given, given, taken};
use super::workers::Workers;
use crate::engine::RULESET_VERSION;
use crate::proto::pb;
use crate::proto::pb::flag_service_server::FlagService;
use crate::rules::{CATALOGUE, Languages};

/// The service.
#[derive(Clone)]
pub(super) struct Flags {
    settings: Settings,
    workers: Workers,
    admission: Admission,
    phases: Phases,
}

/// Rules on a page of the catalogue when the caller does not say, and at most.
const PAGE: (usize, usize) = (100, 1000);

impl Flags {
    pub fn new(
        settings: &Settings,
        admission: Admission,
        workers: Workers,
        phases: Phases,
    ) -> Self {
        Flags {
            settings: settings.clone(),
            admission,
            workers,
            phases,
        }
    }

    /// The outcome of `work`, unless the deadline or the end of the server comes first.
    async fn until<T>(
        &self,
        deadline: Instant,
        work: impl Future<Output = Result<T, Refusal>>,
    ) -> Result<T, Refusal> {
        tokio::select! {
            biased;
            done = work => done,
            () = sleep_until(deadline) => Err(Refusal::Late),
            () = self.phases.clone().reached(Phase::Stopped) => Err(Refusal::Draining),
        }
    }

    async fn batch(
        &self,
        items: Vec<pb::CheckItem>,
        caller: Option<&Caller>,
    ) -> Result<Vec<pb::CheckResult>, Refusal> {
        let most = self.settings.batch_items;
        if items.len() > most {
            let found = items.len();
            return Err(Refusal::field(
                "items",
                format!("has {found} entries, the limit is {most}"),
            ));
        }
        let bytes = items
            .iter()
            .filter_map(|item| item.request.as_ref())
            .map(weight)
            .sum();
        // One share for the whole: items that waited for one each could starve one another.
        let permit = Arc::new(self.admission.soon(bytes, caller).await?);
        let work = stream::iter(items).map(|item| {
            let permit = permit.clone();
            async move {
                let work = self
                    .workers
                    .run(Box::new(item.request.unwrap_or_default()), permit)
                    .await;
                self.result(item.id, work)
            }
        });
        // The workers bound it anyway; this keeps a large batch from queueing whole before others.
        Ok(work.buffered(self.settings.workers).collect().await)
    }

    fn result(&self, id: String, work: Result<pb::CheckResponse, Refusal>) -> pb::CheckResult {
        let outcome = match work {
            Ok(response) => pb::check_result::Outcome::Response(response),
            Err(refusal) => {
                self.settings.metrics.refused(refusal.reason());
                pb::check_result::Outcome::Error(refusal.item())
            }
        };
        pb::CheckResult {
            id,
            outcome: Some(outcome),
        }
    }

    /// The result of an item of a stream; says when it is let in.
    async fn item(
        self,
        item: pb::CheckItem,
        deadline: Deadline,
        caller: Option<Caller>,
        admitted: oneshot::Sender<()>,
    ) -> pb::StreamCheckResponse {
        let deadline = deadline.of_item().within(self.settings.timeout);
        let request = Box::new(item.request.unwrap_or_default());
        let work = self.until(deadline, async {
            let permit = self.admission.sometime(weight(&request), caller.as_ref());
            let permit = permit.await;
            // Nobody listens when the caller has left.
            let _ = admitted.send(());
            self.workers.run(request, permit).await
        });
        pb::StreamCheckResponse {
            result: Some(self.result(item.id, work.await)),
        }
    }
}

#[tonic::async_trait]
impl FlagService for Flags {
    async fn check(
        &self,
        request: Request<pb::CheckRequest>,
    ) -> Result<Response<pb::CheckResponse>, Status> {
        self.phases.admit()?;
        let deadline = Deadline::of(request.extensions()).within(self.settings.timeout);
        let caller = request.extensions().get::<Caller>().cloned();
        let request = Box::new(request.into_inner());
        let work = self.until(deadline, async {
            let permit = self.admission.soon(weight(&request), caller.as_ref());
            let permit = permit.await?;
            let calls = self.admission.calls();
            self.workers.run_among(calls, request, permit).await
        });
        Ok(Response::new(work.await?))
    }

    async fn batch_check(
        &self,
        request: Request<pb::BatchCheckRequest>,
    ) -> Result<Response<pb::BatchCheckResponse>, Status> {
        self.phases.admit()?;
        let deadline = Deadline::of(request.extensions()).within(self.settings.timeout);
        let caller = request.extensions().get::<Caller>().cloned();
        let work = self.batch(request.into_inner().items, caller.as_ref());
        let results = self.until(deadline, work).await?;
        Ok(Response::new(pb::BatchCheckResponse { results }))
    }

    type StreamCheckStream = Given<pb::StreamCheckResponse>;

    async fn stream_check(
        &self,
        request: Request<Streaming<pb::StreamCheckRequest>>,
    ) -> Result<Response<Self::StreamCheckStream>, Status> {
        self.phases.admit()?;
        let deadline = Deadline::of(request.extensions());
        let caller = request.extensions().get::<Caller>().cloned();
        let Settings {
            stream_window: window,
            timeout,
            ..
        } = self.settings;
        let server = self.clone();
        let results = taken(request.into_inner(), self.phases.clone(), deadline)
            .and_then(move |taken| {
                let (admitted, is_admitted) = oneshot::channel();
                let item = taken.item.unwrap_or_default();
                let work = server
                    .clone()
                    .item(item, deadline, caller.clone(), admitted);
                let work = AbortOnDropHandle::new(tokio::spawn(work.in_current_span()));
                // No other is read before; it is not, either, when the deadline came first.
                is_admitted.map(|_| Ok(work))
            })
            .map(|work| async {
                let work = work?.await;
                work.map_err(|_| Refusal::Broken.into())
            })
            // All the pipelining there is: in order, and nothing is read while the window is full,
            // which it stays while the caller does not read.
            .buffered(window);
        Ok(Response::new(given(results, timeout)))
    }

    async fn list_rules(
        &self,
        request: Request<pb::ListRulesRequest>,
    ) -> Result<Response<pb::ListRulesResponse>, Status> {
        let pb::ListRulesRequest {
            page_size,
            page_token,
        } = request.into_inner();
        let size = match usize::try_from(page_size) {
            Err(_) => return Err(Refusal::field("page_size", "is negative").into()),
            Ok(0) => PAGE.0,
            Ok(size) => size.min(PAGE.1),
        };
        let start = match page_token.as_str() {
            "" => 0,
            // The last rule of the page before; an index would skip or repeat rules on the way
            // from one server to a newer one.
            last => match CATALOGUE.iter().position(|rule| rule.id == last) {
                Some(index) => index + 1,
                None => return Err(Refusal::field("page_token", "is of no page").into()),
            },
        };
        let page = &CATALOGUE[start..CATALOGUE.len().min(start + size)];
        let next = page.last().filter(|_| start + page.len() < CATALOGUE.len());
        Ok(Response::new(pb::ListRulesResponse {
            rules: page.iter().map(pb::Rule::from).collect(),
            next_page_token: next.map(|rule| rule.id.into()).unwrap_or_default(),
        }))
    }

    async fn get_server_info(
        &self,
        _: Request<pb::GetServerInfoRequest>,
    ) -> Result<Response<pb::GetServerInfoResponse>, Status> {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(Response::new(pb::GetServerInfoResponse {
            version: env!("CARGO_PKG_VERSION").into(),
            commit: option_env!("MTFLAG_COMMIT").unwrap_or_default().into(),
            ruleset_version: RULESET_VERSION.into(),
            limits: Some(pb::Limits {
                text_bytes: count(self.settings.text_bytes),
                message_bytes: count(self.settings.message_bytes),
                batch_items: count(self.settings.batch_items),
                stream_window: count(self.settings.stream_window),
                timeout: self.settings.timeout.try_into().ok(),
            }),
            languages: languages(),
        }))
    }
}

/// The languages that some rule serves in particular.
fn languages() -> Vec<String> {
    let mut tags: Vec<String> = CATALOGUE
        .iter()
        .filter_map(|rule| match rule.languages {
            Languages::Only(tags) => Some(tags),
            Languages::All | Languages::Known => None,
        })
        .flatten()
        .map(|&tag| tag.to_owned())
        .collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}
