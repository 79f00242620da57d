//! What makes documents one story.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// What makes documents one story.
///
/// ```
/// use ibid::story::StoryOptions;
///
/// let options = StoryOptions::default().with_max_days(7).with_min_likeness(0.7);
/// assert_eq!((options.max_days, options.min_likeness), (7, 0.7));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct StoryOptions {
    /// Most **days** between the dates of a story's first document and another: what
    /// is as alike and further apart is a [recurring report](super::RecurringReport).
    /// A document without a date is near to all.
    pub max_days: u32,
    /// How alike a version is to the story's first document at least, from 0 to 1.
    pub min_likeness: f32,
}

impl Default for StoryOptions {
    fn default() -> Self {
        // A story is printed within a weekend; a weekly report comes after a week. The
        // likeness is the middle of a plateau, see BENCHMARKS.md.
        Self { max_days: 3, min_likeness: 0.6 }
    }
}

impl StoryOptions {
    /// Sets the most days between the first document and another.
    ///
    /// ```
    /// use ibid::story::StoryOptions;
    ///
    /// assert_eq!(StoryOptions::default().with_max_days(0).max_days, 0);
    /// ```
    pub fn with_max_days(mut self, days: u32) -> Self {
        self.max_days = days;
        self
    }

    /// Sets how alike a version is at least, from 0 to 1.
    ///
    /// ```
    /// use ibid::story::StoryOptions;
    ///
    /// assert_eq!(StoryOptions::default().with_min_likeness(0.5).min_likeness, 0.5);
    /// ```
    pub fn with_min_likeness(mut self, likeness: f32) -> Self {
        self.min_likeness = likeness;
        self
    }

    pub(crate) fn validate(&self) -> Result<()> {
        if (0.0..=1.0).contains(&self.min_likeness) {
            return Ok(());
        }
        Err(Error::Config {
            parameter: "stories.min_likeness",
            value: self.min_likeness.to_string(),
            range: "0 to 1",
        })
    }
}
