//! Runs two closures on two threads.

use std::thread;

/// Runs both closures, `one` on a second thread, and returns both results.
///
/// If no thread can be spawned, or `one` panics on it, `one` runs on the
/// calling thread after `other`. So `one` may run twice and must be pure.
/// A panic of `other`, or of the second run of `one`, reaches the caller.
///
/// The cost is the start of a thread, so both closures should take much longer
/// than that.
pub(crate) fn join<A: Send, B>(one: impl Fn() -> A + Sync, other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let handle = thread::Builder::new().spawn_scoped(scope, &one);
        let other_result = other();
        let one_result = handle.ok().and_then(|handle| handle.join().ok());
        (one_result.unwrap_or_else(&one), other_result)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn both_results_are_returned() {
        assert_eq!(join(|| 1, || "b"), (1, "b"));
    }

    #[test]
    fn a_panic_on_the_second_thread_is_run_again() {
        let has_panicked = AtomicBool::new(false);
        let one = || {
            assert!(has_panicked.swap(true, Ordering::SeqCst), "only the first run panics");
            1
        };
        assert_eq!(join(one, || 2), (1, 2));
    }
}
