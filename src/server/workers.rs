//! The work itself, kept off the threads that serve sockets: as many articles at a time as there
//! are workers, each stopped as soon as nobody waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use tokio::sync::Semaphore;
use tracing::Span;

use super::status::Refusal;
use super::{Metrics, Settings};
use crate::engine::{Engine, Policy, Report, Stopped};
use crate::gazetteer::Gazetteer;
use crate::proto::{Job, pb};
use crate::rules::{CATALOGUE, Stop};
use crate::text::Document;

/// What is done with an article: [`engine`], or what a test or a bench puts in its place.
pub type Check = dyn Fn(&Document, &Policy, &Stop) -> Result<Report, Stopped> + Send + Sync;

/// One article in so many is timed.
const TIMED_OF: usize = 16;

/// The engine of this crate.
pub fn engine() -> Arc<Check> {
    Arc::new(|doc, policy, stop| Engine.check(doc, policy, stop))
}

/// The engine of this crate, with a clock in its hand now and then: `metrics` learn what each rule
/// costs.
pub fn timed_engine(metrics: &Metrics) -> Arc<Check> {
    // The first article pays for the tables that rules build on first use: not the first.
    let (metrics, articles) = (metrics.clone(), AtomicUsize::new(1));
    Arc::new(move |doc, policy, stop| {
        // A clock costs as much as some rules: over all articles it would show.
        if articles.fetch_add(1, Ordering::Relaxed) % TIMED_OF != 0 {
            return Engine.check(doc, policy, stop);
        }
        let mut times = Vec::with_capacity(CATALOGUE.len());
        let mut last = Instant::now();
        let report = Engine.check_telling(doc, policy, stop, |rule| {
            let now = Instant::now();
            times.push((rule.id, now - last));
            last = now;
        });
        metrics.timed(times);
        report
    })
}

/// The workers.
#[derive(Clone)]
pub(super) struct Workers {
    slots: Arc<Semaphore>,
    check: Arc<Check>,
    text_bytes: usize,
    lists: Arc<[Gazetteer]>,
    metrics: Metrics,
}

/// Stops the work when whoever waits for it is gone: deadline, disconnect and shutdown alike.
struct StopWhenDropped(Stop);

impl Workers {
    pub fn new(check: Arc<Check>, settings: &Settings) -> Self {
        Workers {
            slots: Arc::new(Semaphore::new(settings.workers)),
            check,
            text_bytes: settings.text_bytes,
            lists: settings.lists.clone(),
            metrics: settings.metrics.clone(),
        }
    }

    /// Does what `request` asks for. Dropping the future stops the work.
    ///
    /// `held` is let go when the work is truly over, not when its caller stops waiting.
    pub async fn run(
        &self,
        request: pb::CheckRequest,
        held: impl Send + 'static,
    ) -> Result<pb::CheckResponse, Refusal> {
        let slot = Arc::clone(&self.slots).acquire_owned().await;
        let slot = slot.expect("the slots are never closed");
        let stop = Stop::new();
        let _guard = StopWhenDropped(stop.clone());
        let (check, text_bytes) = (Arc::clone(&self.check), self.text_bytes);
        let lists = Arc::clone(&self.lists);
        let (metrics, span) = (self.metrics.clone(), Span::current());
        let work = tokio::task::spawn_blocking(move || {
            let _held = (slot, held);
            let _inside = span.enter();
            let mut job = Job::read(request, text_bytes)?;
            job.document = job.document.with_lists(&lists);
            let report =
                check(&job.document, &job.policy, &stop).map_err(|Stopped| Refusal::Late)?;
            metrics.checked(job.document.input().len(), &report);
            Ok(job.answer(report))
        });
        work.await.unwrap_or_else(|_| {
            tracing::error!("a worker panicked");
            Err(Refusal::Broken)
        })
    }

    /// Runs a small article, so that the tables rules build on first use are there.
    pub async fn warm_up(&self) {
        let text = "The minister met the delegation in the capital on Monday, the agency said.";
        let article = pb::Article {
            content: Some(pb::article::Content::Text(text.into())),
            language: "en".into(),
            ..pb::Article::default()
        };
        let request = pb::CheckRequest {
            article: Some(article),
            policy: None,
        };
        // It is nobody's article: it does not count.
        let workers = Workers {
            metrics: Metrics::new(),
            ..self.clone()
        };
        if let Err(refusal) = workers.run(request, ()).await {
            tracing::error!(?refusal, "the first article failed");
        }
    }
}

impl Drop for StopWhenDropped {
    fn drop(&mut self) {
        self.0.set();
    }
}
