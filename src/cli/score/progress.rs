//! How far a batch is, on a terminal or in a log.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};

use super::summary::Summary;

/// How to tell how far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Way {
    /// A bar on a terminal, else nothing
    #[default]
    Auto,
    /// A line every few seconds, for logs
    Plain,
    /// Nothing
    None,
}

/// How often a log hears of it.
const EVERY: Duration = Duration::from_secs(10);

/// Tells how far a run is.
pub struct Progress {
    way: Way,
    bar: ProgressBar,
    read: Arc<AtomicU64>,
    size: Option<u64>,
    begun: Instant,
    told: Instant,
    /// Articles done by earlier runs.
    before: u64,
}

impl Progress {
    /// Of inputs of `size` bytes, if that is known, of which `read` counts those read.
    pub fn new(way: Way, size: Option<u64>, read: Arc<AtomicU64>, before: u64) -> Self {
        let (bar, template) = match size {
            _ if way != Way::Auto => (ProgressBar::hidden(), "{msg}"),
            Some(size) => (
                ProgressBar::new(size),
                "{percent:>3} % [{bar:30}] {eta} left, {msg}",
            ),
            None => (ProgressBar::new_spinner(), "{msg}"),
        };
        let style = ProgressStyle::with_template(template).expect("the template is well-formed");
        let now = Instant::now();
        Progress {
            way,
            // Hidden by itself where stderr is no terminal.
            bar: bar.with_style(style),
            read,
            size,
            begun: now,
            told: now,
            before,
        }
    }

    /// Tells how far it is, if it is time to.
    pub fn tell(&mut self, summary: &Summary) {
        let read = self.read.load(Ordering::Relaxed);
        let seconds = self.begun.elapsed().as_secs_f64();
        let articles = summary.articles + summary.errors;
        let rate = (articles - self.before.min(articles)) as f64 / seconds.max(1e-3);
        let flags = summary.flags;
        match self.way {
            Way::Auto => {
                self.bar.set_position(read);
                self.bar
                    .set_message(format!("{articles} articles, {rate:.0}/s, {flags} flags"));
            }
            Way::Plain if self.told.elapsed() >= EVERY => {
                self.told = Instant::now();
                let share = self.size.map_or(String::new(), |size| {
                    let share = read as f64 / size.max(1) as f64;
                    let left = seconds * (1.0 - share).max(0.0) / share.max(1e-9);
                    format!("{:.1} %, {left:.0} s left, ", 100.0 * share)
                });
                anstream::eprintln!(
                    "mtflag: {share}{articles} articles, {rate:.0}/s, {flags} flags"
                );
            }
            Way::Plain | Way::None => {}
        }
    }

    /// Takes the bar away.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}
