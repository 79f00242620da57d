//! Concepts to postings.

pub(crate) mod cursor;
mod exact_phrase;
pub(crate) mod forms;
pub(crate) mod gather;
pub(crate) mod matched;
pub(crate) mod matcher;
pub(crate) mod phrase;
pub(crate) mod posting;
