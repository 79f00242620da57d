//! The second stage: evidence with positions, feedback, ties.

pub(crate) mod candidates;
pub(crate) mod collect;
pub(crate) mod loaded_passage;
pub(crate) mod samples;
pub(crate) mod tie_break;
