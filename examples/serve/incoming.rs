//! The body of a request, and whether the client still owes a part of it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};

/// A body that counts as work only when it is here: until then the server waits for the
/// client, not the client for the server.
pub(crate) struct Awaited {
    body: Incoming,
    /// Requests of the connection that are being answered.
    requests: Arc<AtomicUsize>,
    is_here: bool,
}

impl Awaited {
    pub(crate) fn new(body: Incoming, requests: Arc<AtomicUsize>) -> Self {
        let is_here = body.is_end_stream();
        if !is_here {
            requests.fetch_sub(1, Ordering::Relaxed);
        }
        Self { body, requests, is_here }
    }

    fn arrived(&mut self) {
        if !std::mem::replace(&mut self.is_here, true) {
            self.requests.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Drop for Awaited {
    /// Whoever drops it wants no more of it.
    fn drop(&mut self) {
        self.arrived();
    }
}

impl Body for Awaited {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) || self.body.is_end_stream() {
            self.arrived();
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
