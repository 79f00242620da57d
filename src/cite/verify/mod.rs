//! Citations held against the texts that they cite.

mod difference;
mod lined;
mod nearest;
mod occurrences;
mod quoted;
mod runs;
mod state;
pub(crate) mod verdict;
pub(crate) mod verifier;

pub use difference::{ChangeKind, WordChange};
pub use verdict::{NearestText, TextPlace, Verdict};
pub use verifier::Verifier;
