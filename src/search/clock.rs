//! The time that a search may take.

use std::cell::Cell;
use std::time::{Duration, Instant};

use crate::query::CancelHandle;
use crate::query::time_limit::TimeLimit;

/// The clock is read once in so many questions: some of them are asked for each
/// document.
const QUESTIONS_PER_LOOK: u32 = 16;

/// Says when a search has to end. Loops that may be long ask it, and end early.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    ends: Option<Instant>,
    cancel: Option<CancelHandle>,
    questions: Cell<u32>,
    /// Whether it has said so: then something was left out.
    has_stopped: Cell<bool>,
}

impl Clock {
    /// A clock that runs from now on.
    pub(super) fn start(limit: &TimeLimit) -> Self {
        let length = limit.deadline_ms.map(Duration::from_millis);
        // A time that the system's clock cannot hold is no limit.
        let ends = length.and_then(|length| Instant::now().checked_add(length));
        Self { ends, cancel: limit.cancel.clone(), ..Self::default() }
    }

    /// Whether the search has to end. Once it has, it always has.
    ///
    /// Cost: two comparisons without a limit.
    pub(super) fn is_over(&self) -> bool {
        (self.ends.is_some() || self.cancel.is_some()) && self.look()
    }

    /// Whether a loop was told to end.
    pub(super) fn has_stopped(&self) -> bool {
        self.has_stopped.get()
    }

    fn look(&self) -> bool {
        let questions = self.questions.get();
        self.questions.set(questions.wrapping_add(1));
        if !self.has_stopped.get() && questions.is_multiple_of(QUESTIONS_PER_LOOK) {
            let is_late = self.ends.is_some_and(|ends| Instant::now() >= ends);
            let is_cancelled = self.cancel.as_ref().is_some_and(CancelHandle::is_cancelled);
            self.has_stopped.set(is_late || is_cancelled);
        }
        self.has_stopped.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_end() {
        let unlimited = Clock::default();
        assert!((0..100).all(|_| !unlimited.is_over()) && !unlimited.has_stopped());
        let limit = |deadline_ms| TimeLimit { deadline_ms, cancel: None };
        for long in [None, Some(1_000_000), Some(u64::MAX)] {
            assert!(!Clock::start(&limit(long)).is_over(), "{long:?}");
        }
        let none_left = Clock::start(&limit(Some(0)));
        assert!(!none_left.has_stopped(), "nobody was told");
        assert!(none_left.is_over() && none_left.has_stopped());
        let cancel = CancelHandle::default();
        let clock = Clock::start(&TimeLimit { deadline_ms: None, cancel: Some(cancel.clone()) });
        assert!(!clock.is_over());
        cancel.cancel();
        assert!((0..QUESTIONS_PER_LOOK).any(|_| clock.is_over()) && clock.is_over());
    }
}
