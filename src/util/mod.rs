//! What every module may use: two closures side by side, hashing, folding.

pub(crate) mod file_clock;
pub(crate) mod fnv;
pub(crate) mod fold;
pub(crate) mod join;
pub(crate) mod prefix_filter;
