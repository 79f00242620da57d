//! The explanation of a score.

use serde::{Deserialize, Serialize};

/// A score with its parts. An explanation is printed as a table, one part a
/// line, the score last.
///
/// ```
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("ru-2005", "Nicaragua ordered six helicopters."))?;
/// writer.commit()?;
///
/// let hits = index.search(&Query::new("helicopters"))?;
/// let explanation = &hits[0].explanation;
/// assert_eq!(explanation.parts[0].name, "helicopters in the passage");
/// assert_eq!(explanation.parts.iter().map(|part| part.value).sum::<f32>(), hits[0].score);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The sum of the parts, added in their order.
    pub score: f32,
    /// Parts other than 0, in the order in which they were added.
    pub parts: Vec<Part>,
}

/// One part of a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Part {
    /// The concept or property that it scores: "embargo in the passage",
    /// "proximity", "label caption".
    pub name: String,
    /// The value that it adds; below 0 for a loss.
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
