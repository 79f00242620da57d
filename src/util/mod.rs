//! Helpers without knowledge of the domain: hashing, folding, a prefix filter
//! and a two-way thread join.

pub(crate) mod file_clock;
pub(crate) mod fnv;
pub(crate) mod fold;
pub(crate) mod join;
pub(crate) mod passage_key;
pub(crate) mod prefix_filter;
pub(crate) mod script;
pub(crate) mod svg;
