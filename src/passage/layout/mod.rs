//! Text to blocks: where a paragraph begins and ends.

pub(crate) mod block;
pub(crate) mod line;
mod row;
pub(crate) mod wrap;
