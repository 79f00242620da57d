//! Blocks to labels: what each part of an article is.

mod byline;
mod caption;
pub(crate) mod classify;
mod comment;
mod cue;
pub(crate) mod dateline;
pub(crate) mod shape;
mod teaser;
