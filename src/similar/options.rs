//! Which passages like one are wanted.

use serde::{Deserialize, Serialize};

/// Which passages like one are wanted.
///
/// ```
/// use ibid::similar::SimilarOptions;
///
/// let options = SimilarOptions::default().with_limit(5).with_own_story();
/// assert_eq!((options.limit, options.own_story), (5, true));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SimilarOptions {
    /// The most hits of the page; 10 by default.
    pub limit: usize,
    /// How many of the best hits are skipped.
    pub offset: usize,
    /// The most hits of one document; `None` without a limit. 1 by default.
    pub per_document: Option<usize>,
    /// Whether the passage's own document, its copies and its versions may be hits.
    pub own_story: bool,
    /// The most words, names and phrases of the query; 12 by default.
    pub max_terms: usize,
}

impl Default for SimilarOptions {
    fn default() -> Self {
        Self { limit: 10, offset: 0, per_document: Some(1), own_story: false, max_terms: 12 }
    }
}

impl SimilarOptions {
    /// Sets the most hits of the page.
    ///
    /// ```
    /// use ibid::similar::SimilarOptions;
    ///
    /// assert_eq!(SimilarOptions::default().with_limit(3).limit, 3);
    /// ```
    pub fn with_limit(mut self, hits: usize) -> Self {
        self.limit = hits;
        self
    }

    /// Skips so many of the best hits.
    ///
    /// ```
    /// use ibid::similar::SimilarOptions;
    ///
    /// assert_eq!(SimilarOptions::default().with_offset(10).offset, 10);
    /// ```
    pub fn with_offset(mut self, hits: usize) -> Self {
        self.offset = hits;
        self
    }

    /// Sets the most hits of one document.
    ///
    /// ```
    /// use ibid::similar::SimilarOptions;
    ///
    /// assert_eq!(SimilarOptions::default().with_per_document(None).per_document, None);
    /// ```
    pub fn with_per_document(mut self, passages: Option<usize>) -> Self {
        self.per_document = passages;
        self
    }

    /// Lets the passage's own document, its copies and its versions be hits.
    ///
    /// ```
    /// use ibid::similar::SimilarOptions;
    ///
    /// assert!(SimilarOptions::default().with_own_story().own_story);
    /// ```
    pub fn with_own_story(mut self) -> Self {
        self.own_story = true;
        self
    }

    /// Sets the most words, names and phrases of the query.
    ///
    /// ```
    /// use ibid::similar::SimilarOptions;
    ///
    /// assert_eq!(SimilarOptions::default().with_max_terms(5).max_terms, 5);
    /// ```
    pub fn with_max_terms(mut self, terms: usize) -> Self {
        self.max_terms = terms;
        self
    }
}
