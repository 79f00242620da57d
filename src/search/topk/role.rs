//! What a list adds to a score, and how much it can add at most.

/// Promises and bounds are sums in another order than scores: none is exact.
pub(crate) const ROUNDING: f32 = 1.000_01;

/// What a lane adds to a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Role {
    /// A scoring concept of that weight.
    Typed(f32),
    /// A learnt term of that weight.
    Learnt(f32),
    /// A concept of the filter alone.
    Filter,
}

impl Role {
    /// What an occurrence is worth, and how much of the query it covers.
    pub(super) fn weights(self) -> (f32, f32) {
        match self {
            Self::Typed(weight) => (weight, weight),
            Self::Learnt(weight) => (weight, 0.0),
            Self::Filter => (0.0, 0.0),
        }
    }
}

/// What a passage has, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct UpperBound {
    pub(super) document: u32,
    /// Score of what was typed, before coverage.
    pub(super) typed: f32,
    /// Weight of the concepts that it has, or that its document has in part.
    pub(super) covered: f32,
    pub(super) learnt: f32,
}

impl Role {
    /// The promise of a score.
    pub(super) fn bound(self, score: f32) -> UpperBound {
        let mut bound = UpperBound::default();
        bound.take_off(self, -score);
        bound
    }
}

impl UpperBound {
    pub(super) fn add(&mut self, other: &Self) {
        self.typed += other.typed;
        self.covered += other.covered;
        self.learnt += other.learnt;
    }

    /// Takes off what a lane can add at most; puts it on where that is less
    /// than nothing.
    pub(super) fn take_off(&mut self, role: Role, most: f32) {
        match role {
            Role::Typed(weight) => {
                self.typed -= most;
                self.covered -= weight.copysign(most);
            }
            Role::Learnt(_) => self.learnt -= most,
            Role::Filter => {}
        }
    }

    /// What is needed beside it to reach `threshold`.
    pub(super) fn lacks(&self, threshold: f32) -> f32 {
        threshold / ROUNDING - self.typed - self.learnt
    }

    pub(crate) fn raise(&mut self, other: &Self) {
        self.typed = self.typed.max(other.typed);
        self.covered = self.covered.max(other.covered);
        self.learnt = self.learnt.max(other.learnt);
    }
}
