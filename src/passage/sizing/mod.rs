//! Blocks to passages: sentences joined and cut to a size to quote.

pub(crate) mod abbreviation;
mod bounds;
pub(crate) mod sentence;
pub(crate) mod size;
