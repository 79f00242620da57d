//! Answers that are sent while they are made, line by line.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use hyper::body::{Bytes, Frame};
use ibid::Index;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::problem::Problem;
use crate::routes::Site;
use crate::work::permit;

/// How many pieces wait for a slow client.
const WAITING: usize = 4;

/// The receiver of lines.
pub(crate) struct Lines {
    site: Arc<Site>,
    sender: mpsc::Sender<Bytes>,
}

impl Lines {
    /// Runs one step of the work among the searches that may run at once.
    pub(crate) fn step<T>(
        &self,
        work: impl FnOnce(&Index) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let _permit = Handle::current().block_on(permit(&self.site))?;
        work(&self.site.library.index)
    }

    /// Sends text; `false` where the client is gone, and work for it is in vain.
    pub(crate) fn send(&self, text: String) -> bool {
        self.sender.blocking_send(Bytes::from(text)).is_ok()
    }
}

/// An answer of lines of JSON. The work ends with its last line; where it fails, that line
/// is missing, and the client knows that the answer is cut.
pub(crate) fn json_lines(
    site: &Arc<Site>,
    work: impl FnOnce(&Lines) -> Result<(), Problem> + Send + 'static,
) -> Response {
    let (sender, receiver) = mpsc::channel(WAITING);
    let lines = Lines { site: Arc::clone(site), sender };
    tokio::task::spawn_blocking(move || work(&lines).ok());
    let kind = HeaderValue::from_static("application/jsonl; charset=utf-8");
    ([(CONTENT_TYPE, kind)], Body::new(Received(receiver))).into_response()
}

/// What was sent, as the body of an answer.
struct Received(mpsc::Receiver<Bytes>);

impl hyper::body::Body for Received {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.0.poll_recv(context).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}
