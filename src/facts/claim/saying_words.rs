//! Verbs of saying.

/// Verbs of saying, before or behind what is said.
pub(super) const SAYS: &[&str] = &[
    "said",
    "says",
    "stated",
    "added",
    "told",
    "saying",
    "confirmed",
    "argued",
    "noted",
    "believes",
];

/// Verbs that say only before "that" or a day: "announced today that".
pub(super) const ANNOUNCES: &[&str] =
    &["announced", "reported", "reports", "announces", "declared", "disclosed", "revealed"];

/// The verbs of saying, and what begins "according to".
pub(in crate::facts) fn words() -> impl Iterator<Item = &'static str> {
    SAYS.iter().chain(ANNOUNCES).copied().chain(["according"])
}
