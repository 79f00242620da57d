//! Posting files of tantivy, read by cursors of our own.

pub(crate) mod block_cursor;
pub(crate) mod block_max;
pub(crate) mod lists;
mod positions;
mod skip_list;
