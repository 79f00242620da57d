//! Concepts to postings.

mod alone;
pub(crate) mod cursor;
mod exact_phrase;
pub(crate) mod fact_lists;
pub(crate) mod file_names;
pub(crate) mod forms;
pub(crate) mod gather;
mod live_postings;
pub(crate) mod matched;
pub(crate) mod matcher;
pub(crate) mod named;
pub(crate) mod phrase;
pub(crate) mod posting;
