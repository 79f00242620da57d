//! The result of matching a passage with the topics.

use std::ops::Range;

/// How much a passage is about a topic, with the matched terms.
///
/// See [`Topics::about`](super::Topics::about) for the formula and an example.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Aboutness {
    /// The number of the topic, as in [`Topics::names`](super::Topics::names).
    pub topic: usize,
    /// Greater than 0, at most 1.
    pub score: f32,
    /// The terms that add to the score, in the order of the text. A term that
    /// matches twice is listed twice.
    pub terms: Vec<TopicTerm>,
}

/// A term of a topic in a passage.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TopicTerm {
    /// The term, or the family's designation, as in the lexicon.
    pub term: String,
    /// The positions of its words.
    pub words: Range<usize>,
    /// Its weight: greater than 0, at most 1.
    pub weight: f32,
}
