//! The loop that accepts connections, with bounds on their number and on the time of a
//! request's head, and an end that lets answers finish.
//!
//! `axum::serve` sets no bound on the time of a head, and hyper's own needs a timer.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use hyper::body::{Bytes, Frame, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

use crate::bounds::Bounds;
use crate::incoming::Awaited;
use crate::patience::Patient;

/// What hyper buffers of a head: room to tell an address or headers that are too long
/// from each other, and to refuse both with words.
const HEAD_BYTES: usize = 160 << 10;

/// Ends when the process is told to: by Ctrl-C, or by the signal that ends services.
pub(crate) fn signals() -> std::io::Result<impl Future<Output = ()> + Send> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(async move {
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        tokio::signal::ctrl_c().await.ok();
    })
}

/// Serves until `stop` ends; then no connection is accepted, and answers have their time
/// to end.
pub(crate) async fn serve(
    listeners: Vec<TcpListener>,
    routes: Router,
    bounds: Bounds,
    stop: impl Future<Output = ()> + Send,
) {
    let graceful = Arc::new(GracefulShutdown::new());
    let connections = Arc::new(Connections::new(bounds.connections));
    let accepting: Vec<_> = listeners
        .into_iter()
        .map(|listener| {
            let (routes, connections) = (routes.clone(), Arc::clone(&connections));
            tokio::spawn(accept(listener, routes, bounds, connections, Arc::clone(&graceful)))
        })
        .collect();
    stop.await;
    for task in accepting {
        task.abort();
        // The listener is closed when its task has ended.
        task.await.ok();
    }
    if let Some(graceful) = Arc::into_inner(graceful) {
        tokio::time::timeout(bounds.end_time, graceful.shutdown()).await.ok();
    }
}

/// Accepts connections for ever.
async fn accept(
    listener: TcpListener,
    routes: Router,
    bounds: Bounds,
    connections: Arc<Connections>,
    graceful: Arc<GracefulShutdown>,
) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, mostly: others will be closed.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            continue;
        };
        let place = connections.place().await;
        tokio::spawn(connection(stream, routes.clone(), bounds, place, graceful.watcher()));
    }
}

/// Answers the requests of one connection.
async fn connection(
    stream: TcpStream,
    routes: Router,
    bounds: Bounds,
    place: Place,
    watcher: Watcher,
) {
    stream.set_nodelay(true).ok();
    let use_of = Arc::clone(&place.use_of);
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let (routes, use_of) = (routes.clone(), Arc::clone(&use_of));
        async move {
            let busy = Busy::new(Arc::clone(&use_of));
            let request = request.map(|body| Awaited::new(body, Arc::clone(&use_of.requests)));
            let answer = routes.oneshot(request).await;
            answer.map(|answer| answer.map(|body| BusyBody { body, _busy: busy }))
        }
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.header_time)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(Patient::new(stream, bounds.read_time)), service);
    tokio::select! {
        // A client that breaks off is no fault of ours.
        _ = watcher.watch(serving) => {}
        () = place.use_of.given_up.notified() => {}
    }
}

/// The connections that are open.
struct Connections {
    free: Arc<Semaphore>,
    open: Mutex<BTreeMap<u64, Arc<Use>>>,
}

/// What a connection is used for.
#[derive(Default)]
struct Use {
    /// Requests that are here and are being answered.
    requests: Arc<AtomicUsize>,
    /// Told when another connection needs its place.
    given_up: Notify,
}

/// The place of a connection among those that are open.
struct Place {
    number: u64,
    use_of: Arc<Use>,
    connections: Arc<Connections>,
    _free: Option<OwnedSemaphorePermit>,
}

impl Connections {
    fn new(most: usize) -> Self {
        Self { free: Arc::new(Semaphore::new(most)), open: Mutex::default() }
    }

    /// A place for a connection. Where all are taken, the longest open one that waits for
    /// a request is closed: half-open connections keep nobody out.
    async fn place(self: &Arc<Self>) -> Place {
        if self.free.available_permits() == 0
            && let Some(idle) = self.longest_idle()
        {
            idle.given_up.notify_one();
        }
        let free = Arc::clone(&self.free).acquire_owned().await.ok();
        let use_of = Arc::new(Use::default());
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let number = open.last_key_value().map_or(0, |(last, _)| last + 1);
        open.insert(number, Arc::clone(&use_of));
        Place { number, use_of, connections: Arc::clone(self), _free: free }
    }

    fn longest_idle(&self) -> Option<Arc<Use>> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.values().find(|used| used.requests.load(Ordering::Relaxed) == 0).cloned()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.connections.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.remove(&self.number);
    }
}

/// A request that is being answered, until the last byte of its answer is written.
struct Busy(Arc<Use>);

impl Busy {
    fn new(use_of: Arc<Use>) -> Self {
        use_of.requests.fetch_add(1, Ordering::Relaxed);
        Self(use_of)
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.requests.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The body of an answer.
struct BusyBody {
    body: Body,
    _busy: Busy,
}

impl hyper::body::Body for BusyBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
