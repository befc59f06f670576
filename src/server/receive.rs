//! Messages on their way in: taken in only when there is room for all of one, and only for so
//! long. Without this a caller who sends slowly would hold memory that no permit counts, and no
//! deadline ends, for handlers see whole messages only.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http_body::Frame;
use tokio::time::{Instant, Sleep, sleep_until, timeout};
use tonic::Status;
use tonic::body::Body;
use tonic::codegen::http::Request;
use tonic::codegen::{Bytes, Service};

use super::admission::{Admission, Permit};
use super::auth::Caller;
use super::deadline::Deadline;
use super::status::Refusal;
use crate::proto::SERVICE_NAME;

/// A service whose requests are let in message by message.
#[derive(Clone)]
pub(super) struct Receive<S> {
    inner: S,
    gate: Gate,
}

/// What lets messages in.
#[derive(Clone)]
pub(super) struct Gate {
    pub admission: Admission,
    /// The longest a message may take to arrive.
    pub timeout: Duration,
    /// The most bytes of a message.
    pub most: usize,
}

/// The body of a request.
struct Received {
    body: Body,
    gate: Gate,
    caller: Option<Caller>,
    /// A call is refused when it cannot have room soon, a stream waits as long as it takes.
    is_stream: bool,
    /// Health checks are answered while there is room for nothing else.
    needs_room: bool,
    framing: Framing,
    /// Room for the message that is being read or was read last.
    room: Option<Permit>,
    /// A frame that begins a message, while it waits for room.
    waiting: Option<(Frame<Bytes>, Waiting)>,
    /// Until when the message is to be whole.
    until: Option<Pin<Box<Sleep>>>,
}

type Waiting = Pin<Box<dyn Future<Output = Result<Permit, Refusal>> + Send>>;

/// Where in a message the bytes are: a byte that says whether it is compressed, its length in four
/// (<https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>), then the message.
#[derive(Default)]
struct Framing {
    header: [u8; HEADER],
    read: usize,
    left: usize,
}

const HEADER: usize = 5;
/// Text shrinks to a third or a quarter; what shrank to less is bounded by the limit of a message.
const EXPANSION: usize = 8;

impl<S> Receive<S> {
    pub fn new(inner: S, gate: Gate) -> Self {
        Receive { inner, gate }
    }
}

impl<S> Service<Request<Body>> for Receive<S>
where
    S: Service<Request<Body>>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let path = request.uri().path();
        let service = path.strip_prefix("/").unwrap_or_default();
        let needs_room = service.starts_with(SERVICE_NAME);
        // Reflection is one, and its messages are small.
        let is_stream = !needs_room || path.ends_with("/StreamCheck");
        let caller = request.extensions().get::<Caller>().cloned();
        let (mut parts, body) = request.into_parts();
        let gate = self.gate.clone();
        let deadline = Deadline::set_by(&parts.headers);
        parts.extensions.insert(deadline);
        // A call of one message is on its way from the start; a stream may be silent for long.
        let until = (!is_stream).then(|| Box::pin(sleep_until(deadline.within(gate.timeout))));
        let body = Body::new(Received {
            body,
            gate,
            caller,
            is_stream,
            needs_room,
            framing: Framing::default(),
            room: None,
            waiting: None,
            until,
        });
        self.inner.call(Request::from_parts(parts, body))
    }
}

impl http_body::Body for Received {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let this = &mut *self;
        if let Some(until) = &mut this.until
            && until.as_mut().poll(context).is_ready()
        {
            return Poll::Ready(Some(Err(Refusal::Late.into())));
        }
        if let Some((_, waiting)) = &mut this.waiting {
            let room = ready!(waiting.as_mut().poll(context));
            let (frame, _) = this.waiting.take().expect("it was there");
            return Poll::Ready(Some(match room {
                Ok(room) => {
                    this.room = Some(room);
                    Ok(frame)
                }
                Err(refusal) => Err(refusal.into()),
            }));
        }
        if this.framing.is_between() && this.is_stream {
            // The last one has been taken over: asked for more, the handler has admitted it.
            (this.room, this.until) = (None, None);
        }
        let frame = ready!(Pin::new(&mut this.body).poll_frame(context));
        let Some(Ok(frame)) = frame else {
            return Poll::Ready(frame);
        };
        let begun = frame.data_ref().and_then(|data| this.framing.take(data));
        let Some(bytes) = begun.filter(|_| this.needs_room) else {
            return Poll::Ready(Some(Ok(frame)));
        };
        let bytes = bytes.min(this.gate.most);
        if this.is_stream {
            let until = Instant::now() + this.gate.timeout;
            this.until = Some(Box::pin(sleep_until(until)));
        }
        let receiving = this.gate.admission.receiving();
        match receiving.try_acquire(bytes, this.caller.as_ref()) {
            Some(room) => {
                this.room = Some(room);
                Poll::Ready(Some(Ok(frame)))
            }
            None => {
                this.waiting = Some((frame, this.wait(bytes)));
                self.poll_frame(context)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.waiting.is_none() && self.body.is_end_stream()
    }
}

impl Received {
    fn wait(&self, bytes: usize) -> Waiting {
        let (admission, caller) = (self.gate.admission.clone(), self.caller.clone());
        let is_stream = self.is_stream;
        Box::pin(async move {
            let room = admission.receiving().acquire(bytes, caller.as_ref());
            if is_stream {
                return Ok(room.await);
            }
            let room = timeout(admission.patience(), room).await;
            room.map_err(|_| Refusal::Saturated)
        })
    }
}

impl Framing {
    /// Goes on over `data`. When messages begin in it: how many bytes the largest of them holds.
    fn take(&mut self, mut data: &[u8]) -> Option<usize> {
        let mut begun = None;
        while !data.is_empty() {
            if self.left == 0 {
                let missing = (HEADER - self.read).min(data.len());
                let (header, rest) = data.split_at(missing);
                self.header[self.read..self.read + missing].copy_from_slice(header);
                self.read += missing;
                data = rest;
                if self.read == HEADER {
                    let [compressed, length @ ..] = self.header;
                    self.left = u32::from_be_bytes(length) as usize;
                    self.read = 0;
                    let bytes = match compressed {
                        0 => self.left,
                        _ => self.left.saturating_mul(EXPANSION),
                    };
                    begun = begun.max(Some(bytes));
                }
            } else {
                let here = self.left.min(data.len());
                self.left -= here;
                data = &data[here..];
            }
        }
        begun
    }

    fn is_between(&self) -> bool {
        self.left == 0 && self.read == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_begin_anywhere_in_the_bytes() {
        let wire: Vec<u8> = [
            &[0, 0, 0, 0, 3][..],
            b"abc",
            &[1, 0, 0, 1, 0],
            &[7; 256],
            &[0, 0, 0, 0, 0],
        ]
        .concat();
        for size in 1..wire.len() {
            let mut framing = Framing::default();
            let begun: Vec<_> = wire
                .chunks(size)
                .filter_map(|data| framing.take(data))
                .collect();
            assert!(framing.is_between(), "in pieces of {size}");
            assert_eq!(begun.iter().max(), Some(&(256 * EXPANSION)));
        }
        let mut framing = Framing::default();
        assert_eq!(framing.take(&wire[..4]), None);
        assert_eq!(framing.take(&wire[4..7]), Some(3));
        assert!(!framing.is_between());
    }
}
