//! Adds documents on several threads.

use std::thread;

use crate::document::Document;
use crate::error::Result;
use crate::store::writer::Writer;

/// Adds documents that all have different ids; the outcome of each (how many
/// passages it was split into), in their order.
pub(super) fn add_all(writer: &Writer, batch: &[Document], threads: usize) -> Vec<Result<usize>> {
    let share = batch.len().div_ceil(threads.max(1)).max(1);
    let add = |part: &[Document]| part.iter().map(|d| writer.add(d)).collect::<Vec<_>>();
    if share >= batch.len() {
        return add(batch);
    }
    thread::scope(|scope| {
        let start = |part| {
            let started = thread::Builder::new().spawn_scoped(scope, move || add(part));
            (part, started.ok())
        };
        let started: Vec<_> = batch.chunks(share).map(start).collect();
        let finish = |(part, thread): (_, Option<thread::ScopedJoinHandle<'_, _>>)| {
            // Where no thread can be had, or it was cut off, the part is added
            // here: adding a document again replaces it.
            thread.and_then(|thread| thread.join().ok()).unwrap_or_else(|| add(part))
        };
        started.into_iter().flat_map(finish).collect()
    })
}
