//! Connections as they come in: so many at a time, encrypted where that is asked for, and none
//! that never says a word.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_util::{Stream, StreamExt, stream};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};
use tokio_util::task::AbortOnDropHandle;
use tonic::transport::server::Connected;

use super::tls::Tls;
use super::unread::Unread;

/// A connection. Counts as one until it is dropped.
pub(super) struct Connection {
    io: Box<dyn Io>,
    unread: Arc<Unread>,
    /// How long an answer may stay there, and when to look for that.
    patience: Duration,
    look: Pin<Box<Sleep>>,
    /// The bytes of the preface still to come, and until when.
    greeting: Option<(usize, Pin<Box<Sleep>>)>,
    _slot: OwnedSemaphorePermit,
}

/// Encrypted or not.
trait Io: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

/// What HTTP/2 begins with is so long, and no request of HTTP/1 is shorter.
const PREFACE: usize = 24;
/// How long it may take. hyper waits for ever.
const GREETING: Duration = Duration::from_secs(10);
/// The wait after a failure to accept: out of file descriptors, it would fail again at once.
const BREATH: Duration = Duration::from_millis(100);

/// The connections to `listener`, no more than `most` at a time; further ones wait in its backlog. One
/// whose peer leaves an answer for longer than `patience` is given up.
pub(super) fn accept(
    listener: TcpListener,
    most: usize,
    tls: Option<Tls>,
    patience: Duration,
) -> impl Stream<Item = io::Result<Connection>> {
    let tls = tls.map(Arc::new);
    let slots = Arc::new(Semaphore::new(most));
    let sockets = stream::unfold((listener, slots), async |(listener, slots)| {
        let slot = Arc::clone(&slots).acquire_owned().await;
        let slot = slot.expect("the slots are never closed");
        let socket = next(&listener).await;
        Some(((socket, slot), (listener, slots)))
    });
    sockets
        .map(move |(socket, slot)| open(socket, slot, tls.clone(), patience))
        // Who is slow to shake hands holds up nobody else.
        .buffer_unordered(most)
        .filter_map(async |connection| connection.map(Ok))
}

async fn next(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((socket, _)) => return socket,
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                sleep(BREATH).await;
            }
        }
    }
}

async fn open(
    socket: TcpStream,
    slot: OwnedSemaphorePermit,
    tls: Option<Arc<Tls>>,
    patience: Duration,
) -> Option<Connection> {
    let peer = socket.peer_addr().ok();
    // Answers are written whole: to wait for more only delays them.
    let _ = socket.set_nodelay(true);
    let io: Box<dyn Io> = match tls {
        None => Box::new(socket),
        Some(tls) => {
            // A task of its own: handshakes cost milliseconds of computing.
            let handshake = tokio::spawn(async move { tls.handshake(socket).await });
            match AbortOnDropHandle::new(handshake).await.ok()? {
                Ok(encrypted) => Box::new(encrypted),
                Err(error) => {
                    tracing::info!(?peer, %error, "TLS handshake failed");
                    return None;
                }
            }
        }
    };
    Some(Connection {
        io,
        unread: Arc::default(),
        patience,
        look: Box::pin(sleep(patience)),
        greeting: Some((PREFACE, Box::pin(sleep(GREETING)))),
        _slot: slot,
    })
}

impl Connected for Connection {
    type ConnectInfo = Arc<Unread>;

    fn connect_info(&self) -> Arc<Unread> {
        Arc::clone(&self.unread)
    }
}

impl Connection {
    /// Ready when the peer does not take what it asked for.
    fn poll_forsaken(&mut self, context: &mut Context<'_>) -> Poll<()> {
        loop {
            ready!(self.look.as_mut().poll(context));
            if self.unread.longest() >= self.patience {
                return Poll::Ready(());
            }
            self.look.as_mut().reset(Instant::now() + self.patience / 2);
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.io).poll_read(context, buffer);
        let Some((left, until)) = &mut self.greeting else {
            if read.is_pending() {
                ready!(self.poll_forsaken(context));
                tracing::info!("a connection whose peer takes no answers was closed");
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            return read;
        };
        if read.is_pending() {
            ready!(until.as_mut().poll(context));
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        *left = left.saturating_sub(buffer.filled().len() - before);
        if *left == 0 {
            self.greeting = None;
        }
        read
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }
}
