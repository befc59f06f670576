//! The work itself, kept off the threads that serve sockets: as many articles at a time as there
//! are workers, each stopped as soon as nobody waits for it.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::Settings;
use super::status::Refusal;
use crate::engine::{Engine, Policy, Report, Stopped};
use crate::gazetteer::Gazetteer;
use crate::proto::{Job, pb};
use crate::rules::Stop;
use crate::text::Document;

/// What is done with an article: [`engine`], or what a test or a bench puts in its place.
pub type Check = dyn Fn(&Document, &Policy, &Stop) -> Result<Report, Stopped> + Send + Sync;

/// The engine of this crate.
pub fn engine() -> Arc<Check> {
    Arc::new(|doc, policy, stop| Engine.check(doc, policy, stop))
}

/// The workers.
#[derive(Clone)]
pub(super) struct Workers {
    slots: Arc<Semaphore>,
    check: Arc<Check>,
    text_bytes: usize,
    lists: Arc<[Gazetteer]>,
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
        let work = tokio::task::spawn_blocking(move || {
            let _held = (slot, held);
            let mut job = Job::read(request, text_bytes)?;
            job.document = job.document.with_lists(&lists);
            let report =
                check(&job.document, &job.policy, &stop).map_err(|Stopped| Refusal::Late)?;
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
        if let Err(refusal) = self.run(request, ()).await {
            tracing::error!(?refusal, "the first article failed");
        }
    }
}

impl Drop for StopWhenDropped {
    fn drop(&mut self) {
        self.0.set();
    }
}
