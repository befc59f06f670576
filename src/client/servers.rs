//! Which server gets the next call: of those that answer, the one with the fewest calls under way.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Servers, each reached by an `S`. Clones share what they know of them.
#[derive(Debug)]
pub(super) struct Servers<S> {
    all: Arc<[Server<S>]>,
    turn: Arc<AtomicUsize>,
}

/// A server while it has a call.
pub(super) struct Picked<'s, S> {
    server: &'s Server<S>,
}

#[derive(Debug)]
struct Server<S> {
    service: S,
    calls: AtomicUsize,
    /// When it was last not there.
    missed: Mutex<Option<Instant>>,
}

/// A server that was not there gets no call for so long while another is.
const REST: Duration = Duration::from_secs(1);

impl<S: Clone> Servers<S> {
    pub fn new(services: impl IntoIterator<Item = S>) -> Self {
        let servers = services.into_iter().map(|service| Server {
            service,
            calls: AtomicUsize::new(0),
            missed: Mutex::new(None),
        });
        Servers {
            all: servers.collect(),
            turn: Arc::default(),
        }
    }

    /// The server for the next call, by turns among equals. There must be one.
    pub fn pick(&self) -> Picked<'_, S> {
        let count = self.all.len();
        let first = self.turn.fetch_add(1, Ordering::Relaxed);
        let by_turn = (0..count).map(|step| &self.all[first.wrapping_add(step) % count]);
        let server = by_turn
            .min_by_key(|server| (server.rests(), server.calls.load(Ordering::Relaxed)))
            .expect("a client has servers");
        server.calls.fetch_add(1, Ordering::Relaxed);
        Picked { server }
    }
}

impl<S> Clone for Servers<S> {
    fn clone(&self) -> Self {
        Servers {
            all: Arc::clone(&self.all),
            turn: Arc::clone(&self.turn),
        }
    }
}

impl<S: Clone> Picked<'_, S> {
    pub fn service(&self) -> S {
        self.server.service.clone()
    }

    /// Remembers that it was not there, or is again.
    pub fn was_there(&self, there: bool) {
        let missed = self.server.missed.lock();
        *missed.unwrap_or_else(PoisonError::into_inner) = (!there).then(Instant::now);
    }
}

impl<S> Drop for Picked<'_, S> {
    fn drop(&mut self) {
        self.server.calls.fetch_sub(1, Ordering::Relaxed);
    }
}

impl<S> Server<S> {
    fn rests(&self) -> bool {
        let missed = self.missed.lock().unwrap_or_else(PoisonError::into_inner);
        missed.is_some_and(|missed| missed.elapsed() < REST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_go_where_the_fewest_are_and_not_where_nobody_is() {
        let servers = Servers::new(["a", "b", "c"]);
        let picked = [(); 3].map(|()| servers.pick());
        let mut names = picked.each_ref().map(Picked::service);
        names.sort_unstable();
        assert_eq!(names, ["a", "b", "c"]);
        let [first, second, _third] = picked;
        let (free, gone) = (first.service(), second.service());
        drop(first);
        assert_eq!(servers.pick().service(), free);
        second.was_there(false);
        drop(second);
        for _ in 0..10 {
            assert_ne!(servers.pick().service(), gone);
        }
        let only = Servers::new(["only"]);
        only.pick().was_there(false);
        assert_eq!(only.pick().service(), "only", "better than none");
    }
}
