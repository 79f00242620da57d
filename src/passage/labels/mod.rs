//! Blocks to labels: which part of the article each block is.

mod byline;
mod caption;
pub(crate) mod chat;
pub(crate) mod classify;
mod comment;
mod contact;
mod context;
mod cue;
pub(crate) mod dateline;
mod features;
mod heading;
pub(crate) mod labelled;
mod mail_head;
pub(crate) mod mail_line;
mod opening;
pub(crate) mod outline;
mod page;
mod post;
pub(crate) mod section;
pub(crate) mod shape;
pub(crate) mod speaker;
mod table;
mod teaser;
pub(crate) mod told;
mod turn;
pub(crate) mod writer;
