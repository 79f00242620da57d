//! The ways in which two statements stand to each other.

use serde::{Deserialize, Serialize};

/// How two statements stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RelationKind {
    /// They say the same.
    Agrees,
    /// One says it more precisely.
    Refines,
    /// They do not say the same, and both may be true.
    Differs,
    /// Both cannot be true.
    Conflicts,
    /// One denies what the other asserts.
    Denied,
}
