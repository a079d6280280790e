//! The listening socket, with a switch.
//!
//! While the door is shut the port stays ours but nobody listens on it, so that clients get "connection refused" as from a dead network; open
//! connections are reset. A single line can be cut too, which is how an answer gets lost.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Waker};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::Handle;

const BACKLOG: u32 = 1024;

/// The switch of one connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line(Arc<Mutex<LineState>>);

#[derive(Debug, Default)]
struct LineState {
    cut: bool,
    waker: Option<Waker>,
}

impl Line {
    /// Resets the connection; what was not written yet never will be.
    pub(crate) fn cut(&self) {
        let mut state = lock(&self.0);
        state.cut = true;
        if let Some(waker) = state.waker.take() {
            waker.wake();
        }
    }

    /// Whether the line is cut; if not, the task is woken when it happens.
    fn watch(&self, cx: &Context<'_>) -> bool {
        let mut state = lock(&self.0);
        if !state.cut {
            state.waker = Some(cx.waker().clone());
        }
        state.cut
    }
}

/// A connection that ends when its line is cut.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: TcpStream,
    line: Line,
}

impl Wire {
    fn check(&self, cx: &Context<'_>) -> io::Result<()> {
        if !self.line.watch(cx) {
            return Ok(());
        }
        // Closing then sends a reset instead of a polite end.
        self.stream.set_zero_linger()?;
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check(cx)?;
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check(cx)?;
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check(cx)?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check(cx)?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// The door itself; clones are handles.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    addr: SocketAddr,
    runtime: Handle,
    state: Arc<Mutex<DoorState>>,
}

#[derive(Debug)]
struct DoorState {
    socket: Socket,
    waiting: Option<Waker>,
    lines: Vec<Weak<Mutex<LineState>>>,
}

#[derive(Debug)]
enum Socket {
    Listening(TcpListener),
    /// Bound but deaf: the port is kept and connecting is refused.
    Deaf(TcpSocket),
    /// The port could not be kept; opening tries to get it back.
    Gone,
}

impl Door {
    /// Binds and listens. Port 0 takes a free one. Must be called within a tokio runtime.
    pub(crate) fn open_at(addr: SocketAddr) -> io::Result<Self> {
        let listener = bind(addr)?.listen(BACKLOG)?;
        let addr = listener.local_addr()?;
        let state = DoorState {
            socket: Socket::Listening(listener),
            waiting: None,
            lines: Vec::new(),
        };
        Ok(Self {
            addr,
            runtime: Handle::current(),
            state: Arc::new(Mutex::new(state)),
        })
    }

    pub(crate) fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Stops listening and resets every connection. When this returns, connecting is refused.
    pub(crate) fn shut(&self) {
        let mut state = lock(&self.state);
        if matches!(state.socket, Socket::Listening(_)) {
            state.socket = Socket::Gone;
            state.socket = bind(self.addr).map_or(Socket::Gone, Socket::Deaf);
        }
        for line in state.lines.drain(..).filter_map(|line| line.upgrade()) {
            Line(line).cut();
        }
    }

    /// Like [`Door::shut`], but gives the port away.
    pub(crate) fn close(&self) {
        self.shut();
        lock(&self.state).socket = Socket::Gone;
    }

    /// Listens again on the same port.
    pub(crate) fn open(&self) -> io::Result<()> {
        let _runtime = self.runtime.enter();
        let mut state = lock(&self.state);
        let socket = match std::mem::replace(&mut state.socket, Socket::Gone) {
            Socket::Listening(listener) => {
                state.socket = Socket::Listening(listener);
                return Ok(());
            }
            Socket::Deaf(socket) => socket,
            Socket::Gone => bind(self.addr)?,
        };
        state.socket = Socket::Listening(socket.listen(BACKLOG)?);
        if let Some(waker) = state.waiting.take() {
            waker.wake();
        }
        Ok(())
    }

    fn poll_accept(&self, cx: &Context<'_>) -> Poll<io::Result<Wire>> {
        let mut state = lock(&self.state);
        // Registered even while listening, since the socket may be exchanged under the waiting task.
        state.waiting = Some(cx.waker().clone());
        let Socket::Listening(listener) = &state.socket else {
            return Poll::Pending;
        };
        let mut cx = Context::from_waker(cx.waker());
        let (stream, _) = std::task::ready!(listener.poll_accept(&mut cx))?;
        stream.set_nodelay(true)?;
        let line = Line::default();
        state.lines.retain(|line| line.strong_count() > 0);
        state.lines.push(Arc::downgrade(&line.0));
        Poll::Ready(Ok(Wire { stream, line }))
    }
}

impl Listener for Door {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        loop {
            match std::future::poll_fn(|cx| self.poll_accept(cx)).await {
                Ok(wire) => return (wire, self.addr),
                // A connection that died while waiting; the next one may live.
                Err(error) => {
                    tracing::debug!(%error, "accepting a connection failed");
                    tokio::task::yield_now().await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.addr)
    }
}

impl Connected<IncomingStream<'_, Door>> for Line {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().line.clone()
    }
}

fn bind(addr: SocketAddr) -> io::Result<TcpSocket> {
    let socket = if addr.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // Without it the port stays blocked by connections that have just ended.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(addr)?;
    Ok(socket)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
