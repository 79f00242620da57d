//! Blocks to labels: which part of the article each block is.

mod byline;
mod caption;
pub(crate) mod classify;
mod comment;
mod context;
mod cue;
pub(crate) mod dateline;
mod features;
mod opening;
pub(crate) mod post;
pub(crate) mod section;
pub(crate) mod shape;
mod table;
mod teaser;
pub(crate) mod turn;
