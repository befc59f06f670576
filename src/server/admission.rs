//! Who may come in: shares of fixed pools, by bytes, the same for every kind of call.
//!
//! Not a load-shedding layer: that would shed health checks too, and cannot weigh.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use prost::Message;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::Settings;
use super::auth::Caller;
use super::status::Refusal;
use super::strain::Strain;
use crate::proto::pb;

/// What there is to share: nothing else a caller sends is held in memory.
#[derive(Clone)]
pub(super) struct Admission {
    /// Texts in work, or waiting for a worker.
    pool: Pool,
    /// Texts of calls that wait for their share of it.
    queue: Pool,
    /// Messages on their way in.
    receiving: Pool,
    /// Calls under way, counted.
    calls: Pool,
    /// Those of them that stay open for as long as their caller likes.
    streams: Pool,
    patience: Duration,
    /// How long the pool has been short.
    strain: Arc<Strain>,
}

/// A number of units of something, and how many of them one caller may hold.
#[derive(Clone)]
pub(super) struct Pool {
    all: Arc<Semaphore>,
    units: u32,
    own: Arc<Mutex<HashMap<Caller, Arc<Semaphore>>>>,
    own_units: u32,
}

/// A share of a pool, given back when dropped.
#[derive(Debug)]
pub(super) struct Permit {
    _own: Option<OwnedSemaphorePermit>,
    _all: OwnedSemaphorePermit,
}

/// A call's place among those under way, for as long as it is.
#[derive(Debug)]
pub(super) struct Place {
    _call: Permit,
    _stream: Option<Permit>,
}

/// Bytes are shared in units of so many; no share is smaller than one.
const UNIT: usize = 1024;
/// In an overload callers wait for so many times less: a free place is soon taken again.
const LESS_PATIENT: u32 = 8;

impl Admission {
    pub fn new(settings: &Settings) -> Self {
        let pool = |units| Pool::new(units, settings.tokens.share);
        Admission {
            pool: pool(settings.pool_bytes / UNIT),
            queue: pool(settings.queue_bytes / UNIT),
            receiving: pool(settings.receive_bytes / UNIT),
            calls: pool(settings.calls),
            streams: pool(settings.streams),
            patience: settings.patience,
            strain: Arc::new(Strain::new()),
        }
    }

    /// How much text there is room for.
    pub fn bytes(&self) -> usize {
        self.pool.units as usize * UNIT
    }

    /// How much of that is given out.
    pub fn bytes_in_use(&self) -> usize {
        self.pool.taken() * UNIT
    }

    /// A place among the calls under way, when there is one: what a call costs that sends nothing.
    pub fn place(&self, is_stream: bool, caller: Option<&Caller>) -> Result<Place, Refusal> {
        let one = |pool: &Pool| pool.try_take(1, caller).ok_or(Refusal::Crowded);
        Ok(Place {
            _call: one(&self.calls)?,
            _stream: is_stream.then(|| one(&self.streams)).transpose()?,
        })
    }

    /// Whether it makes sense to read on in a call of so many bytes: not when it would be refused
    /// for sure once it is here.
    pub fn has_prospects(&self, bytes: usize, caller: Option<&Caller>) -> bool {
        !self.is_overloaded() || self.pool.has_room(bytes, caller)
    }

    /// A permit for a call whose sender can be told to come again: it is refused after a short
    /// wait, or at once when too much is waiting already.
    pub async fn soon(&self, bytes: usize, caller: Option<&Caller>) -> Result<Permit, Refusal> {
        let patience = if self.is_overloaded() {
            self.patience / LESS_PATIENT
        } else {
            self.patience
        };
        if let Some(permit) = self.pool.try_acquire(bytes, caller) {
            return Ok(permit);
        }
        let _waiting = self
            .queue
            .try_acquire(bytes, caller)
            .ok_or(Refusal::Saturated)?;
        timeout(patience, self.pool.acquire(bytes, caller))
            .await
            .map_err(|_| Refusal::Saturated)
    }

    fn is_overloaded(&self) -> bool {
        let taken = self.pool.taken() as f64 / f64::from(self.pool.units);
        self.strain.lasts(taken, self.patience)
    }

    /// A permit for an item of a stream: its sender is held back by flow control meanwhile.
    pub async fn sometime(&self, bytes: usize, caller: Option<&Caller>) -> Permit {
        self.pool.acquire(bytes, caller).await
    }

    /// How many calls are under way, streams aside: those may be silent.
    pub fn calls(&self) -> usize {
        self.calls.taken().saturating_sub(self.streams.taken())
    }

    /// Where room for a message is to be had before its bytes are taken in.
    pub fn receiving(&self) -> &Pool {
        &self.receiving
    }

    /// How long a call may be kept waiting.
    pub fn patience(&self) -> Duration {
        self.patience
    }
}

impl Pool {
    fn new(units: usize, share: f64) -> Self {
        let units = u32::try_from(units).unwrap_or(u32::MAX).max(1);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a part of a u32"
        )]
        let own_units = (f64::from(units) * share) as u32;
        Pool {
            all: Arc::new(Semaphore::new(units as usize)),
            units,
            own: Arc::default(),
            own_units: own_units.max(1),
        }
    }

    fn taken(&self) -> usize {
        self.units as usize - self.all.available_permits()
    }

    /// Whether a share of `bytes` could be had now.
    fn has_room(&self, bytes: usize, caller: Option<&Caller>) -> bool {
        let units = self.count(bytes.div_ceil(UNIT), caller) as usize;
        let own = caller.is_none_or(|caller| self.own(caller).available_permits() >= units);
        own && self.all.available_permits() >= units
    }

    /// A share of `bytes`, when it is to be had at once.
    pub fn try_acquire(&self, bytes: usize, caller: Option<&Caller>) -> Option<Permit> {
        self.try_take(bytes.div_ceil(UNIT), caller)
    }

    fn try_take(&self, units: usize, caller: Option<&Caller>) -> Option<Permit> {
        let units = self.count(units, caller);
        let own = match caller {
            None => None,
            Some(caller) => Some(self.own(caller).try_acquire_many_owned(units).ok()?),
        };
        let all = Arc::clone(&self.all);
        let all = all.try_acquire_many_owned(units).ok()?;
        Some(Permit {
            _own: own,
            _all: all,
        })
    }

    /// A share of `bytes`, when it is free: first of what is the caller's own, so that nobody
    /// stands in the way of others with what they may not have yet.
    pub async fn acquire(&self, bytes: usize, caller: Option<&Caller>) -> Permit {
        let units = self.count(bytes.div_ceil(UNIT), caller);
        let take = async |pool: Arc<Semaphore>| {
            let permit = pool.acquire_many_owned(units).await;
            permit.expect("the pools are never closed")
        };
        let own = match caller {
            None => None,
            Some(caller) => Some(take(self.own(caller)).await),
        };
        Permit {
            _own: own,
            _all: take(Arc::clone(&self.all)).await,
        }
    }

    /// More than there is to have is never free; whoever asks for that gets all of it.
    fn count(&self, units: usize, caller: Option<&Caller>) -> u32 {
        let most = caller.map_or(self.units, |_| self.own_units);
        let units = u32::try_from(units).unwrap_or(u32::MAX);
        units.clamp(1, most)
    }

    fn own(&self, caller: &Caller) -> Arc<Semaphore> {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        let own = own
            .entry(caller.clone())
            .or_insert_with(|| Arc::new(Semaphore::new(self.own_units as usize)));
        Arc::clone(own)
    }
}

/// What a request weighs: the bytes of its texts, and of its names, which take memory as texts do.
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
    let names: usize = article.names.iter().map(Message::encoded_len).sum();
    content + article.title.len() + source + names
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::FutureExt;

    use super::*;

    fn admission(pool: usize, queue: usize, share: f64) -> Admission {
        let of = |units| Pool::new(units, share);
        Admission {
            pool: of(pool),
            queue: of(queue),
            receiving: of(1),
            calls: of(4),
            streams: of(2),
            patience: Duration::from_millis(1),
            strain: Arc::new(Strain::new()),
        }
    }

    #[tokio::test]
    async fn a_full_pool_refuses_calls_and_holds_streams_back() {
        let admission = admission(4, 4, 1.0);
        let large = admission.soon(3 * UNIT + 1, None).await;
        let refused = admission.soon(1, None).await;
        assert_eq!(refused.unwrap_err(), Refusal::Saturated);
        let mut item = pin!(admission.sometime(1, None));
        assert!(item.as_mut().now_or_never().is_none());
        drop(large);
        assert!(item.now_or_never().is_some());
    }

    #[tokio::test]
    async fn what_is_larger_than_the_pool_gets_all_of_it() {
        let admission = admission(4, 4, 1.0);
        let all = admission.soon(usize::MAX, None).await;
        assert!(admission.pool.try_acquire(1, None).is_none());
        drop(all);
        assert!(admission.pool.try_acquire(1, None).is_some());
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once() {
        let admission = Admission {
            patience: Duration::MAX,
            ..admission(1, 1, 1.0)
        };
        let _full = admission.soon(1, None).await;
        let mut first = pin!(admission.soon(1, None));
        assert!(first.as_mut().now_or_never().is_none(), "it waits");
        let second = admission.soon(1, None).now_or_never();
        assert_eq!(second.unwrap().unwrap_err(), Refusal::Saturated);
    }

    #[tokio::test]
    async fn an_overload_is_told_from_a_burst() {
        let admission = admission(4, 4, 1.0);
        assert!(admission.has_prospects(1, None));
        let _most = admission.soon(3 * UNIT, None).await;
        assert!(admission.has_prospects(2 * UNIT, None), "it may be a burst");
        tokio::time::sleep(2 * admission.patience).await;
        assert!(!admission.has_prospects(2 * UNIT, None));
        assert!(admission.has_prospects(UNIT, None), "there is room for it");
    }

    #[tokio::test]
    async fn one_caller_leaves_room_for_the_others() {
        let admission = admission(4, 4, 0.5);
        let (greedy, modest) = (Caller::named("greedy"), Caller::named("modest"));
        let _much = admission.soon(usize::MAX, Some(&greedy)).await;
        let more = admission.soon(1, Some(&greedy)).await;
        assert_eq!(more.unwrap_err(), Refusal::Saturated);
        assert!(admission.soon(2 * UNIT, Some(&modest)).await.is_ok());
    }

    #[tokio::test]
    async fn streams_leave_room_for_other_calls() {
        let admission = admission(1, 1, 1.0);
        let streams = [(); 2].map(|()| admission.place(true, None).unwrap());
        let more = admission.place(true, None);
        assert_eq!(more.unwrap_err(), Refusal::Crowded);
        let _calls = [(); 2].map(|()| admission.place(false, None).unwrap());
        let more = admission.place(false, None);
        assert_eq!(more.unwrap_err(), Refusal::Crowded);
        drop(streams);
        assert!(admission.place(true, None).is_ok());
    }
}
