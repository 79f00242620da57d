//! Why a hit stands where it stands.

use serde::{Deserialize, Serialize};

/// A score and what it is made of.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The sum of the parts, added in their order.
    pub score: f32,
    /// Parts other than 0, in the order in which they were added.
    pub parts: Vec<Part>,
}

/// A number with its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Part {
    /// What it is for.
    pub name: String,
    /// What it adds; below 0 where it takes away.
    pub value: f32,
}

impl std::fmt::Display for Explanation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for part in &self.parts {
            writeln!(f, "{:>9.4}  {}", part.value, part.name)?;
        }
        write!(f, "{:>9.4}  score", self.score)
    }
}
