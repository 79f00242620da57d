//! Evidence in, scores out: pure functions, each with its source. The whole
//! formula stands in ARCHITECTURE.md.

pub(crate) mod answer;
pub(crate) mod bm25f;
pub(crate) mod concept;
pub(crate) mod evidence;
pub(crate) mod explain;
pub(crate) mod feedback;
pub(crate) mod formula;
pub(crate) mod profile;
mod proximity;
pub(crate) mod score;
pub(crate) mod shares;

pub use explain::{Explanation, Part};
pub use profile::{ExpansionWeights, Feedback, LabelWeights, Profile};
