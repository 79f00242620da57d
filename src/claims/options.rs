//! How many passages are read for their facts, and what day it is.

use serde::{Deserialize, Serialize};

use crate::date::Day;

/// How many passages are read for their facts, and what day it is.
///
/// ```
/// use ibid::Day;
/// use ibid::claims::FactOptions;
///
/// let options = FactOptions::default().with_max_passages(50).with_today(Day::new(2026, 1, 31));
/// assert_eq!(options.max_passages, 50);
/// assert_eq!(FactOptions::default().max_passages, 1000);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct FactOptions {
    /// At most this many passages are read, the best ones. The [`Scope`](super::Scope)
    /// tells how many match.
    pub max_passages: usize,
    /// The current day. With it, documents that are dated after it are told;
    /// `None` tells of none, since the library has no clock.
    pub today: Option<Day>,
}

impl Default for FactOptions {
    fn default() -> Self {
        Self { max_passages: 1000, today: None }
    }
}

impl FactOptions {
    /// Reads at most this many passages.
    ///
    /// ```
    /// use ibid::claims::FactOptions;
    ///
    /// assert_eq!(FactOptions::default().with_max_passages(7).max_passages, 7);
    /// ```
    pub fn with_max_passages(mut self, passages: usize) -> Self {
        self.max_passages = passages;
        self
    }

    /// Tells of documents that are dated after this day.
    ///
    /// ```
    /// use ibid::{Day, claims::FactOptions};
    ///
    /// let day = Day::new(2026, 1, 31);
    /// assert_eq!(FactOptions::default().with_today(day).today, day);
    /// ```
    pub fn with_today(mut self, today: Option<Day>) -> Self {
        self.today = today;
        self
    }
}
