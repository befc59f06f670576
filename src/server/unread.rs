//! Answers that their callers do not take. A caller who leaves its window shut holds what was answered,
//! and the place of its call; nothing tells HTTP/2 to give up on it, so its connection does.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The answers of one connection that are ready and not taken yet.
#[derive(Debug, Default)]
pub(super) struct Unread(Mutex<Answers>);

#[derive(Debug, Default)]
struct Answers {
    count: u64,
    ready: BTreeMap<u64, Instant>,
}

/// An answer; taken, or of no use any more, when dropped.
#[derive(Debug)]
pub(super) struct Answer {
    of: Arc<Unread>,
    number: u64,
}

impl Unread {
    /// Counts an answer that is ready from now on.
    pub fn add(self: &Arc<Self>) -> Answer {
        let mut answers = self.answers();
        answers.count += 1;
        let number = answers.count;
        answers.ready.insert(number, Instant::now());
        Answer {
            of: Arc::clone(self),
            number,
        }
    }

    /// How long the oldest has been ready.
    pub fn longest(&self) -> Duration {
        let answers = self.answers();
        let oldest = answers.ready.first_key_value();
        oldest.map_or(Duration::ZERO, |(_, since)| since.elapsed())
    }

    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.of.answers().ready.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_answer_counts_until_it_is_taken() {
        let unread = Arc::default();
        assert_eq!(Unread::longest(&unread), Duration::ZERO);
        let first = unread.add();
        std::thread::sleep(Duration::from_millis(2));
        let _second = unread.add();
        assert!(unread.longest() >= Duration::from_millis(2));
        let before = Instant::now();
        drop(first);
        assert!(unread.longest() <= before.elapsed() + Duration::from_millis(2));
        drop(_second);
        assert_eq!(unread.longest(), Duration::ZERO);
    }
}
