//! Words that negate.

/// Words that negate a verb right behind them.
pub(super) const NEAR_NEGATIONS: &[&str] =
    &["no", "neither", "nor", "without", "declined", "nothing", "none", "nobody"];

/// Words that negate what is behind them in their clause.
pub(super) const NEGATIONS: &[&str] = &[
    "not", "never", "cannot", "t", "hardly", "unlikely", "unable", "false", "untrue", "fail",
    "fails", "failed", "failing", "failure", "refuses", "refused", "refusing",
];

/// Subjects that negate their clause.
pub(super) const SUBJECTS: &[&str] = &["no", "nobody", "none", "nothing", "neither"];

/// The words that can negate a verb, or begin what does.
pub(in crate::facts) fn words() -> impl Iterator<Item = &'static str> {
    NEAR_NEGATIONS.iter().chain(NEGATIONS).chain(SUBJECTS).copied().chain(["yet"])
}
