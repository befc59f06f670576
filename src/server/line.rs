//! Threads that do what stands in line, one thing after the other. They outlast no server, and one
//! that has work at hand is not woken for it, as a thread of tokio's blocking pool is every time.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// The line, and the threads that work it off until it is dropped.
pub(super) struct Line(Arc<Shared>);

/// Something to do. Must not panic.
pub(super) type Task = Box<dyn FnOnce() + Send>;

struct Shared {
    waiting: Mutex<Waiting>,
    more: Condvar,
}

struct Waiting {
    tasks: VecDeque<Task>,
    /// How many threads sleep.
    asleep: usize,
    closed: bool,
}

impl Line {
    /// Starts so many threads.
    ///
    /// # Errors
    /// When the system has none left.
    pub fn start(threads: usize) -> io::Result<Arc<Self>> {
        let waiting = Waiting {
            tasks: VecDeque::new(),
            asleep: 0,
            closed: false,
        };
        let line = Line(Arc::new(Shared {
            waiting: Mutex::new(waiting),
            more: Condvar::new(),
        }));
        for number in 0..threads {
            let shared = Arc::clone(&line.0);
            thread::Builder::new()
                .name(format!("worker-{number}"))
                .spawn(move || shared.work())?;
        }
        Ok(Arc::new(line))
    }

    /// Puts `task` at the end of the line.
    pub fn join(&self, task: Task) {
        let mut waiting = self.0.waiting();
        waiting.tasks.push_back(task);
        let somebody_sleeps = waiting.asleep > 0;
        drop(waiting);
        if somebody_sleeps {
            self.0.more.notify_one();
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.0.waiting().closed = true;
        self.0.more.notify_all();
    }
}

impl Shared {
    fn work(&self) {
        while let Some(task) = self.next() {
            task();
        }
    }

    fn next(&self) -> Option<Task> {
        let mut waiting = self.waiting();
        loop {
            if let Some(task) = waiting.tasks.pop_front() {
                return Some(task);
            }
            if waiting.closed {
                return None;
            }
            waiting.asleep += 1;
            waiting = self
                .more
                .wait(waiting)
                .unwrap_or_else(PoisonError::into_inner);
            waiting.asleep -= 1;
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn what_stands_in_line_is_done_and_then_the_threads_end() {
        let line = Line::start(2).unwrap();
        let (tell, told) = mpsc::channel();
        for number in 0..100 {
            let tell = tell.clone();
            line.join(Box::new(move || tell.send(number).unwrap()));
        }
        let shared = Arc::clone(&line.0);
        drop((line, tell));
        let mut done: Vec<i32> = told.iter().collect();
        done.sort_unstable();
        assert!(done.into_iter().eq(0..100));
        while Arc::strong_count(&shared) > 1 {
            thread::yield_now();
        }
    }
}
