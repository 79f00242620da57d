//! Searches on threads of their own, as many at once as the processor has cores.

use std::sync::Arc;

use axum::http::StatusCode;
use ibid::Index;
use ibid::query::CancelHandle;
use tokio::sync::OwnedSemaphorePermit;

use crate::problem::Problem;
use crate::routes::Site;

/// As [`on_index`], with a handle that is told when nobody waits for the answer any more: the
/// client is gone, or the time of an answer is over.
pub(crate) async fn while_wanted<T: Send + 'static>(
    site: &Arc<Site>,
    work: impl FnOnce(&Index, &CancelHandle) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let wanted = Wanted(CancelHandle::default());
    let handle = wanted.0.clone();
    // Dropped with this future, which ends early where nobody waits.
    on_index(site, move |index| work(index, &handle)).await
}

/// Gives the work up when it is dropped.
struct Wanted(CancelHandle);

impl Drop for Wanted {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// Runs work on the index. Where as much runs as may, it waits a while, and is refused then.
pub(crate) async fn on_index<T: Send + 'static>(
    site: &Arc<Site>,
    work: impl FnOnce(&Index) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let permit = permit(site).await?;
    let index = site.library.index.clone();
    let running = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        work(&index)
    });
    running.await.unwrap_or_else(|_| {
        let detail = "the search broke off: try again, and report it where it happens again";
        Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail))
    })
}

/// The right to search.
pub(crate) async fn permit(site: &Arc<Site>) -> Result<OwnedSemaphorePermit, Problem> {
    let free = Arc::clone(&site.searches).acquire_owned();
    match tokio::time::timeout(site.bounds.wait, free).await {
        Ok(Ok(permit)) => Ok(permit),
        _ => Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "as many searches run as this machine has cores: try again in a moment",
        )),
    }
}
