//! What the server counts, in the terms of OpenTelemetry and Prometheus. Never a caller's words:
//! every label is a name out of this program.

use std::borrow::Cow;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Metric, Registry, Unit};
use tonic::Code;

use super::admission::Admission;
use crate::engine::{RULESET_VERSION, Report};
use crate::language::lingua_questions;
use crate::proto::code_name;

/// The figures of one server, shared by all who count.
#[derive(Clone)]
pub struct Metrics(Arc<Figures>);

struct Figures {
    registry: Registry,
    call_duration: Family<[Label; 3], Histogram, fn() -> Histogram>,
    calls_in_flight: Family<[Label; 1], Gauge>,
    refused: Family<[Label; 1], Counter>,
    articles: Family<[Label; 1], Counter>,
    flags: Family<[Label; 2], Counter>,
    text_bytes: Histogram,
    rule_seconds: Family<[Label; 1], Counter<f64, AtomicU64>>,
    timed_articles: Counter,
    lingua_questions: Counter,
    in_flight_bytes: Gauge,
    pool_bytes: Gauge,
    pool: OnceLock<Admission>,
}

type Label = (&'static str, &'static str);

/// Seconds. The boundaries that OpenTelemetry's conventions advise for `rpc.server.call.duration`,
/// and two below them: an article of a few kilobytes takes about a millisecond.
const DURATIONS: [f64; 16] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
];

/// Bytes: from a headline to the most that a text may have.
const SIZES: [f64; 6] = [256.0, 1024.0, 4096.0, 16_384.0, 65_536.0, 1_048_576.0];

impl Metrics {
    /// All figures at 0.
    pub fn new() -> Self {
        let mut registry = Registry::default();
        let of = &mut registry;
        let build = Info::new(vec![
            ("version", env!("CARGO_PKG_VERSION")),
            ("commit", option_env!("MTFLAG_COMMIT").unwrap_or_default()),
            ("ruleset", RULESET_VERSION),
        ]);
        let help = "What this server was built from";
        of.register("mtflag_build", help, build);
        let call_duration = Family::new_with_constructor((|| Histogram::new(DURATIONS)) as _);
        let help = "How long calls took, by method and status";
        of.register_with_unit(
            "rpc_server_call_duration",
            help,
            Unit::Seconds,
            Family::clone(&call_duration),
        );
        let text_bytes = Histogram::new(SIZES);
        let help = "The length of the articles checked";
        of.register_with_unit("mtflag_text", help, Unit::Bytes, text_bytes.clone());
        let rule_seconds = Family::default();
        let help = "Time spent in a rule, over the articles that mtflag_timed_articles counts; \
            what rules share falls to the first of them";
        of.register_with_unit(
            "mtflag_rule",
            help,
            Unit::Seconds,
            Family::clone(&rule_seconds),
        );
        Metrics(Arc::new(Figures {
            call_duration,
            text_bytes,
            rule_seconds,
            calls_in_flight: registered(of, "mtflag_calls_in_flight", "Calls under way, by method"),
            refused: registered(
                of,
                "mtflag_refused",
                "Calls and items refused, by the reason that their ErrorInfo gives",
            ),
            articles: registered(of, "mtflag_articles", "Articles checked, by verdict"),
            flags: registered(of, "mtflag_flags", "Flags given, by rule and severity"),
            timed_articles: registered(
                of,
                "mtflag_timed_articles",
                "Articles whose rules were timed",
            ),
            lingua_questions: registered(
                of,
                "mtflag_lingua_questions",
                "Stretches of text whose language the statistical detector was asked for",
            ),
            in_flight_bytes: registered(
                of,
                "mtflag_in_flight_bytes",
                "Text in work or waiting for a worker",
            ),
            pool_bytes: registered(
                of,
                "mtflag_pool_bytes",
                "The most that mtflag_in_flight_bytes may be",
            ),
            pool: OnceLock::new(),
            registry,
        }))
    }

    /// All figures, in the text format of `OpenMetrics`.
    pub fn render(&self) -> String {
        let figures = &*self.0;
        // These are counted elsewhere and only read here: what is asked for once in a while must
        // not cost each call.
        if let Some(pool) = figures.pool.get() {
            figures.in_flight_bytes.set(signed(pool.bytes_in_use()));
            figures.pool_bytes.set(signed(pool.bytes()));
        }
        let asked = lingua_questions();
        figures
            .lingua_questions
            .inner()
            .store(asked, Ordering::Relaxed);
        let mut text = String::new();
        encode(&mut text, &figures.registry).expect("a string takes all that is written");
        text
    }

    /// Reads what is in flight off `pool` from now on.
    pub(super) fn watch(&self, pool: &Admission) {
        // A second server with the same figures is not watched.
        let _ = self.0.pool.set(pool.clone());
    }

    /// A call of `method` begins; the gauge is for [`call_ended`](Self::call_ended).
    pub(super) fn call_began(&self, method: &'static str) -> Gauge {
        let method = [("rpc_method", method)];
        let in_flight = Gauge::clone(&self.0.calls_in_flight.get_or_create(&method));
        in_flight.inc();
        in_flight
    }

    /// A call of `method` is over, whatever became of it.
    pub(super) fn call_ended(
        &self,
        in_flight: &Gauge,
        method: &'static str,
        code: Code,
        took: Duration,
    ) {
        in_flight.dec();
        let labels = [
            ("rpc_system_name", "grpc"),
            ("rpc_method", method),
            ("rpc_response_status_code", code_name(code)),
        ];
        let duration = self.0.call_duration.get_or_create(&labels);
        duration.observe(took.as_secs_f64());
    }

    /// A call or an item was refused.
    pub(super) fn refused(&self, reason: &'static str) {
        self.0.refused.get_or_create(&[("reason", reason)]).inc();
    }

    /// An article of so many bytes was checked.
    pub(super) fn checked(&self, bytes: usize, report: &Report) {
        #[allow(
            clippy::cast_precision_loss,
            reason = "texts are shorter than 2^52 bytes"
        )]
        self.0.text_bytes.observe(bytes as f64);
        let verdict = [("verdict", report.assessment.verdict.as_str())];
        self.0.articles.get_or_create(&verdict).inc();
        for flag in &report.flags {
            // The engine borrows the name of every rule from the catalogue.
            let Cow::Borrowed(rule) = flag.rule else {
                continue;
            };
            let labels = [("rule", rule), ("severity", flag.severity.as_str())];
            self.0.flags.get_or_create(&labels).inc();
        }
    }

    /// An article was checked with a clock at hand, and its rules took so long each.
    pub(super) fn timed(&self, rules: impl IntoIterator<Item = (&'static str, Duration)>) {
        self.0.timed_articles.inc();
        for (rule, took) in rules {
            let seconds = self.0.rule_seconds.get_or_create(&[("rule", rule)]);
            seconds.inc_by(took.as_secs_f64());
        }
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Metrics::new()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

/// Equal are handles of the same figures.
impl PartialEq for Metrics {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

fn signed(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn registered<M: Metric + Clone + Default>(registry: &mut Registry, name: &str, help: &str) -> M {
    let figure = M::default();
    registry.register(name, help, figure.clone());
    figure
}
