//! How much a passage is about a topic, and by which of its terms.

use std::ops::Range;

/// How much a passage is about a topic.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Aboutness {
    /// Number of the topic, as in [`Topics::names`](super::Topics::names).
    pub topic: usize,
    /// Over 0 up to 1.
    pub score: f32,
    /// What made the score, in the order of the text; a term that is there
    /// twice stands here twice.
    pub terms: Vec<TopicTerm>,
}

/// A term of a topic in a passage.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TopicTerm {
    /// The term, or the family's designation, as in the lexicon.
    pub term: String,
    /// The words that it stands on.
    pub words: Range<usize>,
    /// Its weight, over 0 up to 1.
    pub weight: f32,
}
