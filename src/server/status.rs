//! Why a call or an item is refused, and how that reads on the wire: one map for both.

use std::collections::HashMap;
use std::time::Duration;

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, StatusExt};

use crate::proto::{Invalid, Violation, pb};

/// Why a call or an item is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The request makes no sense.
    Invalid(Invalid),
    /// The pool is full.
    Saturated,
    /// So many calls are under way that there is no place for another.
    Crowded,
    /// A message is longer than any may be.
    TooLong { most: usize },
    /// The deadline of the caller or of the server is over.
    Late,
    /// The server is not ready yet.
    Warming,
    /// The server is about to stop.
    Draining,
    /// A worker panicked.
    Broken,
    /// The caller did not say who it is, or is nobody known.
    Unauthenticated(&'static str),
}

/// When to try again after [`Refusal::Saturated`] and [`Refusal::Crowded`].
const RETRY_AFTER: Duration = Duration::from_millis(500);

/// Every reason that an `ErrorInfo` of this server gives.
const REASONS: [&str; 9] = [
    "INVALID",
    "SATURATED",
    "CROWDED",
    "TOO_LONG",
    "TOO_LATE",
    "WARMING",
    "DRAINING",
    "BROKEN",
    "UNAUTHENTICATED",
];

/// The domain of every `ErrorInfo`.
const DOMAIN: &str = "mtflag";

/// The reason that `status` gives, if it was made here.
pub(super) fn reason_of(status: &Status) -> Option<&'static str> {
    let info = status.get_details_error_info()?;
    REASONS.into_iter().find(|reason| *reason == info.reason)
}

impl Refusal {
    /// One field is bad.
    pub fn field(field: &str, description: impl Into<String>) -> Self {
        Refusal::Invalid(Invalid(vec![Violation {
            field: field.into(),
            description: description.into(),
        }]))
    }

    /// The refusal of a whole call.
    pub fn status(&self) -> Status {
        let (code, reason, message) = self.wording();
        let mut details = ErrorDetails::with_error_info(reason, DOMAIN, HashMap::new());
        match self {
            Refusal::Invalid(Invalid(violations)) => {
                let violations = violations
                    .iter()
                    .map(|v| FieldViolation::new(&v.field, &v.description));
                details.set_bad_request(violations.collect::<Vec<_>>());
            }
            Refusal::Saturated | Refusal::Crowded => {
                details.set_retry_info(Some(RETRY_AFTER));
            }
            Refusal::TooLong { .. }
            | Refusal::Late
            | Refusal::Warming
            | Refusal::Draining
            | Refusal::Broken
            | Refusal::Unauthenticated(_) => {}
        }
        Status::with_error_details(code, message, details)
    }

    /// The refusal of one item among others.
    pub fn item(self) -> pb::ItemError {
        let (code, _, message) = self.wording();
        let field_violations = match self {
            Refusal::Invalid(Invalid(violations)) => violations
                .into_iter()
                .map(|v| pb::FieldViolation {
                    field: v.field,
                    description: v.description,
                })
                .collect(),
            _ => Vec::new(),
        };
        pb::ItemError {
            code: code.into(),
            message,
            field_violations,
        }
    }

    /// The reason that the `ErrorInfo` gives.
    pub fn reason(&self) -> &'static str {
        self.wording().1
    }

    fn wording(&self) -> (Code, &'static str, String) {
        let (code, reason, message) = match self {
            Refusal::Invalid(invalid) => {
                return (Code::InvalidArgument, "INVALID", invalid.to_string());
            }
            // Not RESOURCE_EXHAUSTED: it is never worth another try.
            Refusal::TooLong { most } => {
                let message = format!("the message is longer than the limit, {most} bytes");
                return (Code::OutOfRange, "TOO_LONG", message);
            }
            Refusal::Saturated => (
                Code::ResourceExhausted,
                "SATURATED",
                "the server has as much text in work as it can hold",
            ),
            Refusal::Crowded => (
                Code::ResourceExhausted,
                "CROWDED",
                "the server has as many calls of this kind under way as it takes",
            ),
            Refusal::Late => (
                Code::DeadlineExceeded,
                "TOO_LATE",
                "the deadline passed before the article was read to its end",
            ),
            Refusal::Warming => (Code::Unavailable, "WARMING", "the server is not ready yet"),
            Refusal::Draining => (Code::Unavailable, "DRAINING", "the server is about to stop"),
            // Nothing of the panic: its message may quote the text.
            Refusal::Broken => (
                Code::Internal,
                "BROKEN",
                "the server failed on this article",
            ),
            Refusal::Unauthenticated(why) => (Code::Unauthenticated, "UNAUTHENTICATED", *why),
        };
        (code, reason, message.to_owned())
    }
}

impl From<Refusal> for Status {
    fn from(refusal: Refusal) -> Self {
        refusal.status()
    }
}

impl From<Invalid> for Refusal {
    fn from(invalid: Invalid) -> Self {
        Refusal::Invalid(invalid)
    }
}
