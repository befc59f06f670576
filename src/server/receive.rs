//! Calls and their messages on their way in: a call when there is a place for it, a message only when
//! there is room for all of it, and only for so long. Without this a caller who sends slowly would hold memory that no permit counts, and no
//! deadline ends, for handlers see whole messages only.

use std::future::ready;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http_body::{Body as _, Frame};
use tokio::time::{Instant, Sleep, sleep_until, timeout};
use tonic::Status;
use tonic::body::Body;
use tonic::codegen::http::{Request, Response};
use tonic::codegen::{Bytes, Service};

use super::admission::{Admission, Permit};
use super::auth::Caller;
use super::deadline::Deadline;
use super::expansion::{Encoding, Expansion};
use super::status::Refusal;
use crate::proto::SERVICE_NAME;

/// A service whose requests are let in message by message.
#[derive(Clone)]
pub(super) struct Receive<S> {
    inner: S,
    gate: Arc<Gate>,
}

/// What lets messages in.
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
    gate: Arc<Gate>,
    caller: Option<Caller>,
    /// A call is refused when it cannot have room soon, a stream waits as long as it takes.
    is_stream: bool,
    /// Health checks are answered while there is room for nothing else.
    needs_room: bool,
    /// Calls that bring text and do not wait are turned away before it is here where that is of no
    /// use.
    can_be_spared: bool,
    encoding: Option<Encoding>,
    framing: Framing,
    /// How long the message becomes that is being read.
    expansion: Option<Expansion>,
    /// Room for the message that is being read or was read last.
    room: Option<Permit>,
    /// A frame that begins a message, while it waits for room.
    waiting: Option<(Frame<Bytes>, Waiting)>,
    /// Until when the message is to be whole.
    until: Option<Instant>,
    /// Rings then, once there was a wait.
    timer: Option<Pin<Box<Sleep>>>,
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
    pub fn new(inner: S, gate: Arc<Gate>) -> Self {
        Receive { inner, gate }
    }
}

impl<S> Service<Request<Body>> for Receive<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let path = request.uri().path();
        let service = path.strip_prefix("/").unwrap_or_default();
        let needs_room = service.starts_with(SERVICE_NAME);
        let can_be_spared =
            needs_room && ["/Check", "/BatchCheck"].iter().any(|m| path.ends_with(m));
        let caller = request.extensions().get::<Caller>().cloned();
        let is_health = service.starts_with("grpc.health.");
        // Reflection is one, and its messages are small.
        let is_stream = !needs_room || path.ends_with("/StreamCheck");
        let place = match is_health && path.ends_with("/Check") {
            true => None,
            false => {
                let admission = &self.gate.admission;
                match admission.place(is_stream && !is_health, caller.as_ref()) {
                    Ok(place) => Some(Arc::new(place)),
                    Err(refusal) => return Box::pin(ready(Ok(refusal.status().into_http()))),
                }
            }
        };
        let (mut parts, body) = request.into_parts();
        let gate = Arc::clone(&self.gate);
        let deadline = Deadline::set_by(&parts.headers);
        parts.extensions.insert(deadline);
        let encoding = Encoding::of(&parts.headers);
        // A call of one message is on its way from the start; a stream may be silent for long.
        let until = (!is_stream).then(|| deadline.within(gate.timeout));
        let body = Body::new(Received {
            body,
            gate,
            caller,
            is_stream,
            needs_room,
            can_be_spared,
            encoding,
            framing: Framing::default(),
            expansion: None,
            room: None,
            waiting: None,
            until,
            timer: None,
        });
        let answer = self.inner.call(Request::from_parts(parts, body));
        Box::pin(async move {
            let mut response = answer.await?;
            // It is kept until the call is over, which is known further out.
            if let Some(place) = place {
                response.extensions_mut().insert(place);
            }
            Ok(response)
        })
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
        if this.is_stream && this.waiting.is_none() && this.framing.is_between() {
            // The last one has been taken over: asked for more, the handler has admitted it.
            (this.room, this.until) = (None, None);
        }
        if this.until.is_some_and(|until| until <= Instant::now()) {
            return Poll::Ready(Some(Err(Refusal::Late.into())));
        }
        let polled = this.poll_in_time(context);
        if polled.is_pending()
            && let Some(until) = this.until
        {
            // Most messages are there at once, and never need a timer.
            let timer = this
                .timer
                .get_or_insert_with(|| Box::pin(sleep_until(until)));
            if timer.deadline() != until {
                timer.as_mut().reset(until);
            }
            ready!(timer.as_mut().poll(context));
            return Poll::Ready(Some(Err(Refusal::Late.into())));
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.waiting.is_none() && self.body.is_end_stream()
    }
}

impl Received {
    fn poll_in_time(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let this = self;
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
        let frame = ready!(Pin::new(&mut this.body).poll_frame(context));
        let Some(Ok(frame)) = frame else {
            return Poll::Ready(frame);
        };
        let begun = match frame.data_ref() {
            Some(data) if this.needs_room => this.begun(data),
            Some(data) => {
                this.framing.take(data, |_| ());
                Ok(None)
            }
            None => Ok(None),
        };
        let bytes = match begun {
            Ok(Some(bytes)) => bytes.min(this.gate.most),
            Ok(None) => return Poll::Ready(Some(Ok(frame))),
            Err(refusal) => return Poll::Ready(Some(Err(refusal.into()))),
        };
        if this.is_stream {
            this.until = Some(Instant::now() + this.gate.timeout);
        }
        let admission = &this.gate.admission;
        if this.can_be_spared && !admission.has_prospects(bytes, this.caller.as_ref()) {
            return Poll::Ready(Some(Err(Refusal::Saturated.into())));
        }
        let receiving = admission.receiving();
        match receiving.try_acquire(bytes, this.caller.as_ref()) {
            Some(room) => {
                this.room = Some(room);
                Poll::Ready(Some(Ok(frame)))
            }
            None => {
                this.waiting = Some((frame, this.wait(bytes)));
                this.poll_in_time(context)
            }
        }
    }

    /// When messages begin in `data`: how many bytes the largest of them holds. One that is longer than
    /// it may be is refused as soon as that shows.
    fn begun(&mut self, data: &[u8]) -> Result<Option<usize>, Refusal> {
        let Received {
            framing, expansion, ..
        } = self;
        let (encoding, most) = (self.encoding, self.gate.most);
        let (mut begun, mut is_too_long) = (None, false);
        framing.take(data, |part| match part {
            Part::Header { compressed, length } => {
                is_too_long |= length > most;
                let encoding = encoding.filter(|_| compressed);
                *expansion = encoding.and_then(|encoding| encoding.follow(length, most));
                let becomes = if compressed { EXPANSION } else { 1 };
                begun = begun.max(Some(length.saturating_mul(becomes)));
            }
            Part::Bytes(bytes) => {
                if let Some(expansion) = expansion {
                    is_too_long |= !expansion.has_room_for(bytes);
                }
            }
        });
        if is_too_long {
            return Err(Refusal::TooLong { most });
        }
        if framing.is_between() {
            *expansion = None;
        }
        Ok(begun)
    }

    fn wait(&self, bytes: usize) -> Waiting {
        let (gate, caller) = (Arc::clone(&self.gate), self.caller.clone());
        let is_stream = self.is_stream;
        Box::pin(async move {
            let admission = &gate.admission;
            let room = admission.receiving().acquire(bytes, caller.as_ref());
            if is_stream {
                return Ok(room.await);
            }
            let room = timeout(admission.patience(), room).await;
            room.map_err(|_| Refusal::Saturated)
        })
    }
}

/// A part of the bytes of a body.
enum Part<'a> {
    Header { compressed: bool, length: usize },
    Bytes(&'a [u8]),
}

impl Framing {
    /// Goes on over `data`, telling its parts.
    fn take(&mut self, mut data: &[u8], mut tell: impl FnMut(Part)) {
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
                    tell(Part::Header {
                        compressed: compressed != 0,
                        length: self.left,
                    });
                }
            } else {
                let (bytes, rest) = data.split_at(self.left.min(data.len()));
                self.left -= bytes.len();
                data = rest;
                tell(Part::Bytes(bytes));
            }
        }
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
            let (mut lengths, mut bytes) = (Vec::new(), Vec::new());
            for data in wire.chunks(size) {
                framing.take(data, |part| match part {
                    Part::Header { compressed, length } => lengths.push((compressed, length)),
                    Part::Bytes(more) => bytes.extend_from_slice(more),
                });
            }
            assert!(framing.is_between(), "in pieces of {size}");
            assert_eq!(lengths, [(false, 3), (true, 256), (false, 0)]);
            assert_eq!(bytes, [&b"abc"[..], &[7; 256]].concat());
        }
        let mut framing = Framing::default();
        framing.take(&wire[..7], |_| ());
        assert!(!framing.is_between());
    }
}
