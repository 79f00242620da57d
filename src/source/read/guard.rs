//! Runs a reader so that its panic costs its file alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use super::reading::Reading;
use super::unread::Unread;

/// Bytes of the stack that a reader runs on: trees as deep as the readers allow
/// fit in, also where nothing is optimised. What is not used takes no memory.
const STACK_BYTES: usize = 64 << 20;

/// Runs a reader on a stack of its own.
///
/// # Errors
/// Those of the reader; [`Unread::Failed`] where it panics. A program built with
/// `panic = "abort"` ends there.
pub(super) fn run(
    read: impl FnOnce() -> Result<Reading, Unread> + Send,
) -> Result<Reading, Unread> {
    let caught = || catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Unread::Failed));
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, caught);
        match thread.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) | Err(_) => Err(Unread::Failed),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_reason() {
        let index = std::hint::black_box(3);
        let outcome = run(|| Ok(Reading::of_text("ab".get(index..).unwrap().to_owned())));
        assert_eq!(outcome, Err(Unread::Failed));
        let reading = run(|| Ok(Reading::of_text("ab".to_owned()))).unwrap();
        assert_eq!(reading.documents[0].text, "ab");
    }
}
