//! The pages that are asked for: what each reads of the index.

pub(crate) mod about;
pub(crate) mod cite;
pub(crate) mod claims;
pub(crate) mod document;
pub(crate) mod export;
pub(crate) mod facet;
pub(crate) mod search;
pub(crate) mod similar;
pub(crate) mod story;
