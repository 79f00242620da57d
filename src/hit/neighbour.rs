//! The passages around a passage.

use serde::Serialize;

use super::citation::Citation;
use crate::passage::label::Label;

/// A passage that stands near a hit, with its own citation. It need not match
/// the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Neighbour {
    /// Its position in the document.
    pub citation: Citation,
    /// Which part of the document it is.
    pub label: Label,
    /// Its text.
    pub text: String,
}

/// The passages before and after one, in the order of the document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Neighbours {
    /// Those before it.
    pub before: Vec<Neighbour>,
    /// Those after it.
    pub after: Vec<Neighbour>,
}
