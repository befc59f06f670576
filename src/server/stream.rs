//! A stream of articles: read one at a time, answered in order, bounded on either side.
//!
//! What waits in a stream is looked at only while its caller reads. So that nobody's share of
//! anything is lost meanwhile, items are worked on in tasks of their own, and a caller who does not
//! read is left after a while.

use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::{Stream, StreamExt, stream};
use tokio::sync::mpsc;
use tokio::time::sleep_until;
use tonic::{Status, Streaming};
use tracing::Instrument;

use super::deadline::Deadline;
use super::phase::{Phase, Phases};
use super::status::Refusal;
use crate::proto::pb;

/// Answers that are worked on elsewhere.
// Boxed: a channel has room for 32 at once, however few it may hold, and there are many streams.
pub(super) struct Given<T>(mpsc::Receiver<Result<Box<T>, Status>>);

/// The items of a stream as they come, until it ends, the caller's deadline passes or the server
/// drains.
pub(super) fn taken(
    items: Streaming<pb::StreamCheckRequest>,
    phases: Phases,
    deadline: Deadline,
) -> impl Stream<Item = Result<pb::StreamCheckRequest, Status>> {
    stream::unfold(Some((items, phases)), move |state| async move {
        let (mut items, phases) = state?;
        let over = async {
            match deadline.of_caller() {
                Some(deadline) => sleep_until(deadline).await,
                None => std::future::pending().await,
            }
        };
        let next = tokio::select! {
            biased;
            () = phases.clone().reached(Phase::Draining) => Err(Refusal::Draining.into()),
            () = over => Err(Refusal::Late.into()),
            next = items.message() => next,
        };
        match next {
            Ok(item) => Some((Ok(item?), Some((items, phases)))),
            Err(status) => Some((Err(status), None)),
        }
    })
}

/// `answers` for a caller who takes each within `patience`; they are dropped with all that is
/// under way for them when it does not, and at once when it leaves.
pub(super) fn given<T: Send + 'static>(
    answers: impl Stream<Item = Result<T, Status>> + Send + 'static,
    patience: Duration,
) -> Given<T> {
    let (sender, receiver) = mpsc::channel(1);
    let work = async move {
        {
            let mut answers = pin!(answers);
            loop {
                let next = tokio::select! {
                    biased;
                    () = sender.closed() => return,
                    next = answers.next() => next,
                };
                let Some(answer) = next else {
                    return;
                };
                if sender
                    .send_timeout(answer.map(Box::new), patience)
                    .await
                    .is_err()
                {
                    break;
                }
            }
        }
        // Should it read again, it learns why there is no more.
        let _ = sender.send(Err(Refusal::Late.into())).await;
    };
    tokio::spawn(work.in_current_span());
    Given(receiver)
}

impl<T> Stream for Given<T> {
    type Item = Result<T, Status>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let answer = self.0.poll_recv(context);
        answer.map(|answer| answer.map(|answer| answer.map(|answer| *answer)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[tokio::test]
    async fn who_does_not_read_is_left() {
        let held = Arc::new(());
        let holds = Arc::clone(&held);
        let answers = stream::repeat_with(move || Ok(Arc::clone(&holds)));
        let mut given = given(answers, Duration::from_millis(5));
        // What was sent is all that is left.
        while Arc::strong_count(&held) != 2 || given.0.is_empty() {
            tokio::task::yield_now().await;
        }
        assert!(given.next().await.unwrap().is_ok());
        let status = given.next().await.unwrap().unwrap_err();
        assert_eq!(status.code(), tonic::Code::DeadlineExceeded);
        assert!(given.next().await.is_none());
    }

    #[tokio::test]
    async fn who_leaves_is_not_worked_for() {
        let held = Arc::new(());
        let holds = Arc::clone(&held);
        let answers = stream::once(async move {
            let _holds = holds;
            std::future::pending::<Result<(), Status>>().await
        });
        drop(given(answers, Duration::MAX));
        while Arc::strong_count(&held) > 1 {
            tokio::task::yield_now().await;
        }
    }
}
