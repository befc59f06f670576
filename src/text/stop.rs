//! How running work is told to stop, and how an analysis leaves in the middle.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Tells running work to stop: set by a deadline, a caller that left, or shutdown.
#[derive(Clone, Debug, Default)]
pub struct Stop(Option<Arc<AtomicBool>>);

/// The work was told to stop before it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stopped before the article was read to its end")]
pub struct Stopped;

/// Words between two looks: some 30 KB of text.
const WORDS: usize = 4096;

impl Stop {
    /// Never stops.
    pub fn never() -> Self {
        Stop(None)
    }

    /// One that can be set.
    pub fn new() -> Self {
        Stop(Some(Arc::default()))
    }

    /// Tells the work to stop. Does nothing on one that never stops.
    pub fn set(&self) {
        if let Some(flag) = &self.0 {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the work is to stop.
    #[inline]
    pub fn is_set(&self) -> bool {
        self.0
            .as_ref()
            .is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// [`leave_if_set`](Self::leave_if_set) at one word in so many: for loops that do little with each.
    #[inline]
    pub fn leave_at(&self, word: usize) {
        if word.is_multiple_of(WORDS) {
            self.leave_if_set();
        }
    }

    /// Leaves for the nearest [`unless_left`] if the work is to stop. For the loops of views: half a
    /// view is none, so that whoever asked for it, however far down, has nothing to go on with.
    /// Does nothing where panics abort.
    #[inline]
    pub fn leave_if_set(&self) {
        if self.is_set() {
            leave();
        }
    }
}

/// What `work` comes to, unless it is left because of a [`Stop`].
///
/// # Errors
/// When it was left. Nothing that it was in the middle of may be used.
pub fn unless_left<T>(work: impl FnOnce() -> T) -> Result<T, Stopped> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| match panic.downcast() {
        Ok(stopped) => *stopped,
        Err(panic) => resume_unwind(panic),
    })
}

/// Unwinds as a panic does, but is none: no hook hears of it.
#[cold]
fn leave() {
    if cfg!(panic = "unwind") {
        resume_unwind(Box::new(Stopped));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_left_only_when_it_is_told_to() {
        let stop = Stop::new();
        let work = || {
            stop.leave_if_set();
            1
        };
        assert_eq!(unless_left(work), Ok(1));
        stop.set();
        assert_eq!(unless_left(work), Err(Stopped));
        Stop::never().leave_if_set();
        assert!(catch_unwind(|| unless_left(|| panic!("another"))).is_err());
    }
}
