//! How soon the engine returns after it was told to stop: every rule alone, then all together, on
//! 1 MiB of text, told at moments spread over the whole run. What a deadline, a caller that left and
//! shutdown depend on. Prints a table, the slowest first.

#[path = "corpus/news.rs"]
mod news;

use std::thread;
use std::time::{Duration, Instant};

use mtflag::engine::{Engine, Policy};
use mtflag::rules::{CATALOGUE, Stop};
use mtflag::text::Document;
use news::{Language, news};

const BYTES: usize = 1 << 20;
/// Moments at which each is told to stop.
const MOMENTS: u32 = 15;
/// What is over so soon needs no telling.
const SHORT: Duration = Duration::from_millis(2);

/// What was measured of one policy.
struct Row {
    name: &'static str,
    /// The whole run.
    whole: Duration,
    /// From being told to having returned, in order.
    delays: Vec<Duration>,
}

fn main() {
    // A quarter each, so that the rules of every writing have work.
    let text: String = Language::ALL
        .map(|language| news(language, 7, BYTES / Language::ALL.len()))
        .concat();
    let mut rows: Vec<_> = CATALOGUE
        .iter()
        .filter_map(|rule| measure(rule.id, &text))
        .collect();
    rows.extend(measure("all", &text));
    rows.sort_by_key(|row| std::cmp::Reverse(row.delays.last().copied()));
    println!(
        "{:<36} {:>9} {:>9} {:>9} {:>9}",
        "rule", "whole", "median", "p90", "worst"
    );
    for Row {
        name,
        whole,
        delays,
    } in &rows
    {
        let at = |part: usize| ms(delays[(delays.len() - 1) * part / 100]);
        println!(
            "{name:<36} {:>9} {:>9} {:>9} {:>9}",
            ms(*whole),
            at(50),
            at(90),
            at(100)
        );
    }
    let all: Vec<_> = rows.iter().flat_map(|row| &row.delays).collect();
    let within = |limit: u64| {
        let within = all.iter().filter(|d| ***d <= Duration::from_millis(limit));
        within.count() * 100 / all.len().max(1)
    };
    println!(
        "{} stops: {} % within 5 ms, {} % within 20 ms, {} % within 100 ms",
        all.len(),
        within(5),
        within(20),
        within(100)
    );
}

/// Nothing for what is over too soon.
fn measure(name: &'static str, text: &str) -> Option<Row> {
    let mut policy = Policy::default();
    let selected = [name.to_owned()];
    policy
        .pick(&selected, &[], true)
        .expect("a name of the catalogue");
    let start = Instant::now();
    let _ = Engine.check(&Document::new(text), &policy, &Stop::never());
    let whole = start.elapsed();
    if whole < SHORT {
        return None;
    }
    let mut delays: Vec<_> = (0..MOMENTS)
        .filter_map(|moment| delay(text, &policy, whole * (2 * moment + 1) / (2 * MOMENTS)))
        .collect();
    delays.sort_unstable();
    (!delays.is_empty()).then_some(Row {
        name,
        whole,
        delays,
    })
}

/// From being told `after` so long; nothing when it was done by then.
fn delay(text: &str, policy: &Policy, after: Duration) -> Option<Duration> {
    let stop = Stop::new();
    let telling = stop.clone();
    let teller = thread::spawn(move || {
        thread::sleep(after);
        let told = Instant::now();
        telling.set();
        told
    });
    let doc = Document::new(text).with_stop(&stop);
    let report = Engine.check(&doc, policy, &stop);
    let returned = Instant::now();
    let told = teller.join().expect("it only sleeps");
    report
        .err()
        .map(|_| returned.saturating_duration_since(told))
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}
