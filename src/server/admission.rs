//! Who may come in: permits by bytes of text from one fixed pool, the same for every kind of call.
//!
//! Not a load-shedding layer: that would shed health checks too, and cannot weigh.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::status::Refusal;
use crate::proto::pb;

/// The pool.
#[derive(Clone)]
pub(super) struct Admission {
    pool: Arc<Semaphore>,
    units: u32,
    patience: Duration,
}

/// A share of the pool, given back when dropped.
pub(super) type Permit = OwnedSemaphorePermit;

/// Permits are counted in units of so many bytes; no call is lighter than one.
const UNIT: usize = 1024;

impl Admission {
    pub fn new(bytes: usize, patience: Duration) -> Self {
        let units = u32::try_from(bytes / UNIT).unwrap_or(u32::MAX).max(1);
        Admission {
            pool: Arc::new(Semaphore::new(units as usize)),
            units,
            patience,
        }
    }

    /// A permit for a call whose sender can be told to come again: after a short wait it is refused.
    pub async fn soon(&self, bytes: usize) -> Result<Permit, Refusal> {
        timeout(self.patience, self.sometime(bytes))
            .await
            .map_err(|_| Refusal::Saturated)
    }

    /// A permit for an item of a stream: its sender is held back by flow control meanwhile.
    pub async fn sometime(&self, bytes: usize) -> Permit {
        let units = u32::try_from(bytes.div_ceil(UNIT)).unwrap_or(u32::MAX);
        Arc::clone(&self.pool)
            // More than the pool holds is never free; whoever asks for that gets all of it.
            .acquire_many_owned(units.clamp(1, self.units))
            .await
            .expect("the pool is never closed")
    }
}

/// What a request weighs: the bytes of its texts.
pub(super) fn weight(request: &pb::CheckRequest) -> usize {
    let Some(article) = &request.article else {
        return 0;
    };
    let content = match &article.content {
        Some(pb::article::Content::Text(text)) => text.len(),
        Some(pb::article::Content::Raw(raw)) => raw.len(),
        None => 0,
    };
    let source = article.source.as_ref().map_or(0, |s| s.text.len());
    content + article.title.len() + source
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn a_full_pool_refuses_calls_and_holds_streams_back() {
        let admission = Admission::new(4 * UNIT, Duration::from_millis(1));
        let large = admission.soon(3 * UNIT + 1).await.expect("an empty pool");
        assert_eq!(admission.soon(1).await.err(), Some(Refusal::Saturated));
        let mut item = pin!(admission.sometime(1));
        assert!(item.as_mut().now_or_never().is_none());
        drop(large);
        assert_eq!(item.await.num_permits(), 1);
    }

    #[tokio::test]
    async fn what_is_larger_than_the_pool_gets_all_of_it() {
        let admission = Admission::new(4 * UNIT, Duration::ZERO);
        let permit = admission.soon(usize::MAX).await.expect("an empty pool");
        assert_eq!(permit.num_permits(), 4);
    }
}
