//! The work itself, kept off the threads that serve sockets: as many articles at a time as there
//! are workers, each stopped as soon as nobody waits for it.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use prost::Message;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::{Semaphore, oneshot};
use tracing::Span;

use super::line::Line;
use super::status::Refusal;
use super::{Metrics, Settings};
use crate::engine::{Engine, Policy, Report, Stopped};
use crate::gazetteer::Gazetteer;
use crate::proto::{Job, pb};
use crate::rules::{CATALOGUE, Stop};
use crate::text::{Document, unless_left};

/// What is done with an article: [`engine`], or what a test or a bench puts in its place.
pub type Check = dyn Fn(&Document, &Policy, &Stop) -> Result<Report, Stopped> + Send + Sync;

/// One article in so many is timed.
const TIMED_OF: usize = 16;
/// Bytes of a request that is done in a moment, even where every sentence has to be weighed: less
/// than what is read between two looks whether to stop.
const SHORT: usize = 16 << 10;
/// Articles a worker that may be in work or next in line: who has one at hand need not be woken for it. The rest
/// wait where they can still leave.
const IN_LINE: usize = 2;

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

/// The workers: threads of their own, which end with the last handle of them.
#[derive(Clone)]
pub(super) struct Workers {
    line: Arc<Line>,
    slots: Arc<Semaphore>,
    /// Threads that read from sockets and may do something else meanwhile; one may not.
    spare: Arc<Semaphore>,
    work: Arc<Work>,
}

/// What the workers know.
#[derive(Clone)]
struct Work {
    check: Arc<Check>,
    text_bytes: usize,
    lists: Arc<[Gazetteer]>,
    metrics: Metrics,
}

/// Stops the work when whoever waits for it is gone: deadline, disconnect and shutdown alike.
struct StopWhenDropped(Stop);

impl Workers {
    pub fn new(check: Arc<Check>, settings: &Settings) -> io::Result<Self> {
        Ok(Workers {
            line: Line::start(settings.workers)?,
            slots: Arc::new(Semaphore::new(settings.workers * IN_LINE)),
            spare: Arc::new(Semaphore::new(threads() - 1)),
            work: Arc::new(Work {
                check,
                text_bytes: settings.text_bytes,
                lists: settings.lists.clone(),
                metrics: settings.metrics.clone(),
            }),
        })
    }

    /// As [`run`](Self::run); but a short article among `calls` that are more than there are threads
    /// to read them is worked on right here. All these threads are awake then: to hand over what is
    /// done in a moment would cost them more than to do it.
    pub async fn run_among(
        &self,
        calls: usize,
        request: Box<pb::CheckRequest>,
        held: impl Send + 'static,
    ) -> Result<pb::CheckResponse, Refusal> {
        if calls > threads()
            && request.encoded_len() <= SHORT
            && let Ok(_spare) = self.spare.try_acquire()
            && let Ok(_slot) = self.slots.try_acquire()
        {
            return self.work.run_caught(request, &Stop::never());
        }
        self.run(request, held).await
    }

    /// Does what `request` asks for. Dropping the future stops the work. The request is boxed, or it
    /// would be moved from one future into the next.
    ///
    /// `held` is let go when the work is truly over, not when its caller stops waiting.
    pub async fn run(
        &self,
        request: Box<pb::CheckRequest>,
        held: impl Send + 'static,
    ) -> Result<pb::CheckResponse, Refusal> {
        let slot = Arc::clone(&self.slots).acquire_owned().await;
        let slot = slot.expect("the slots are never closed");
        let stop = Stop::new();
        let _guard = StopWhenDropped(stop.clone());
        let (answer, answered) = oneshot::channel();
        let (work, span) = (Arc::clone(&self.work), Span::current());
        self.line.join(Box::new(move || {
            let _inside = span.enter();
            let done = work.run_caught(request, &stop);
            drop((slot, held));
            // Nobody listens when the caller has left.
            let _ = answer.send(done);
        }));
        answered.await.unwrap_or(Err(Refusal::Broken))
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
        let work = Work {
            metrics: Metrics::new(),
            ..Work::clone(&self.work)
        };
        let workers = Workers {
            work: Arc::new(work),
            ..self.clone()
        };
        if let Err(refusal) = workers.run(Box::new(request), ()).await {
            tracing::error!(?refusal, "the first article failed");
        }
    }
}

impl Work {
    fn run_caught(
        &self,
        request: Box<pb::CheckRequest>,
        stop: &Stop,
    ) -> Result<pb::CheckResponse, Refusal> {
        // Nothing of it is used after a panic.
        let done = catch_unwind(AssertUnwindSafe(|| self.run(request, stop)));
        done.unwrap_or_else(|_| {
            tracing::error!("a worker panicked");
            Err(Refusal::Broken)
        })
    }

    fn run(
        &self,
        request: Box<pb::CheckRequest>,
        stop: &Stop,
    ) -> Result<pb::CheckResponse, Refusal> {
        if stop.is_set() {
            return Err(Refusal::Late);
        }
        let mut job = Job::read(*request, self.text_bytes)?;
        job.document = job.document.with_lists(&self.lists).with_stop(stop);
        let late = |Stopped| Refusal::Late;
        let report = (self.check)(&job.document, &job.policy, stop).map_err(late)?;
        self.metrics.checked(job.document.input().len(), &report);
        unless_left(|| job.answer(report)).map_err(late)
    }
}

/// The threads of this runtime, which read from sockets.
fn threads() -> usize {
    let runtime = Handle::current();
    match runtime.runtime_flavor() {
        RuntimeFlavor::CurrentThread => 1,
        _ => runtime.metrics().num_workers(),
    }
}

impl Drop for StopWhenDropped {
    fn drop(&mut self) {
        self.0.set();
    }
}
