//! The pages that are asked for: what each reads of the index.

pub(crate) mod claims;
pub(crate) mod document;
pub(crate) mod search;
