//! Two pieces of work at once.

use std::thread;

/// Does both, at once where a second thread can be had; `one` where it can
/// not, or where it was cut off, comes after the other.
pub(crate) fn join<A: Send, B>(one: impl Fn() -> A + Sync, other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let beside = thread::Builder::new().spawn_scoped(scope, &one);
        let done = other();
        let beside = beside.ok().and_then(|thread| thread.join().ok());
        (beside.unwrap_or_else(&one), done)
    })
}
