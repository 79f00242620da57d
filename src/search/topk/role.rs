//! What a list adds to a score, and an upper bound of what a passage can score.

use crate::store::ordinals::DocumentOrd;

/// Bounds are summed in another order than scores, so neither is exact to the
/// last bit: a bound that is larger by this factor is never too low.
pub(crate) const ROUNDING: f32 = 1.000_01;

/// What a list adds to a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Role {
    /// A scoring concept of that weight.
    Typed(f32),
    /// A typed form of that weight, which is much rarer than its stem.
    Form(f32),
    /// A feedback term of that weight.
    Learnt(f32),
    /// Nothing: only the filter asks for it.
    Filter,
}

impl Role {
    /// The weight of its term in the formula.
    pub(super) fn weight(self) -> f32 {
        match self {
            Self::Typed(weight) | Self::Form(weight) | Self::Learnt(weight) => weight,
            Self::Filter => 0.0,
        }
    }

    /// The weight of the query that it covers. Forms and feedback terms cover
    /// nothing.
    pub(super) fn coverage(self) -> f32 {
        match self {
            Self::Typed(weight) => weight,
            Self::Form(_) | Self::Learnt(_) | Self::Filter => 0.0,
        }
    }

    /// The bound of a score that a list of this role adds.
    pub(super) fn bound(self, score: f32) -> UpperBound {
        let mut bound = UpperBound::default();
        bound.subtract(self, -score);
        bound
    }
}

/// An upper bound of the score of a passage, part by part.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct UpperBound {
    pub(super) document: DocumentOrd,
    /// Score of what was typed, before coverage.
    pub(super) typed: f32,
    /// Weight of the concepts that the passage has, or its document in part.
    pub(super) covered: f32,
    /// Score of forms and feedback terms.
    pub(super) bonus: f32,
}

impl UpperBound {
    pub(super) fn add(&mut self, other: &Self) {
        self.typed += other.typed;
        self.covered += other.covered;
        self.bonus += other.bonus;
    }

    /// Subtracts the most that a list adds; adds it where it is below 0.
    pub(super) fn subtract(&mut self, role: Role, max_score: f32) {
        match role {
            Role::Typed(weight) => {
                self.typed -= max_score;
                self.covered -= weight.copysign(max_score);
            }
            Role::Form(_) | Role::Learnt(_) => self.bonus -= max_score,
            Role::Filter => {}
        }
    }

    /// The score that is missing beside it to reach the threshold.
    pub(super) fn missing_to(&self, threshold: f32) -> f32 {
        threshold / ROUNDING - self.typed - self.bonus
    }

    /// Raises each part to at least that of another bound.
    pub(super) fn raise(&mut self, other: &Self) {
        self.typed = self.typed.max(other.typed);
        self.covered = self.covered.max(other.covered);
        self.bonus = self.bonus.max(other.bonus);
    }
}
