//! A story with what each version changed, and what is like it elsewhere.

use serde::{Deserialize, Serialize};

#[cfg(feature = "stories")]
use super::difference::Difference;
use super::stories::{RecurringReport, Story};
use crate::span::Span;

/// A story with what each version changed, and what is like it elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StoryDetails {
    /// The story.
    pub story: Story,
    /// What each version changed of the first document, in order of publication. A
    /// copy changed nothing.
    #[cfg(feature = "stories")]
    pub differences: Vec<Difference>,
    /// The same wording at other times.
    pub recurring: Vec<RecurringReport>,
    /// Documents of other stories that share passages with the document asked for, by
    /// id; at most 20.
    pub shared: Vec<SharedText>,
    /// How many more there are.
    pub shared_left_out: usize,
}

/// What a document of another story shares with the document asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SharedText {
    /// Its id.
    pub document: String,
    /// Its title; empty where it has none.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub title: String,
    /// Its outlet; empty where it has none.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub source: String,
    /// The stretches of words that both have, in the order of the document asked for.
    pub places: Vec<SharedPlace>,
}

/// A stretch of words that two documents share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SharedPlace {
    /// Its bytes in the document asked for.
    pub own: Span,
    /// Its bytes in the other document.
    pub other: Span,
}
