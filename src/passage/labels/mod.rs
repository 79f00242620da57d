//! Blocks to labels: which part of the article each block is.

mod byline;
mod caption;
pub(crate) mod classify;
mod comment;
mod context;
mod cue;
pub(crate) mod dateline;
mod features;
mod heading;
pub(crate) mod labelled;
mod opening;
pub(crate) mod outline;
mod post;
pub(crate) mod section;
pub(crate) mod shape;
pub(crate) mod speaker;
mod table;
mod teaser;
mod turn;
pub(crate) mod writer;
