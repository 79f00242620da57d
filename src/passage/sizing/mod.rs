//! Blocks to passages: joined or cut to a size that can be quoted.

pub(crate) mod abbreviation;
mod bounds;
pub(crate) mod sentence;
pub(crate) mod size;
