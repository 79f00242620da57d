//! How much of a query is read: any text is one, in bounded time and stack.

/// Most bytes of a query that are read.
pub(crate) const MAX_BYTES: usize = 64 * 1024;

/// Most words of a query that are read.
pub(crate) const MAX_WORDS: usize = 1024;

/// Most groups within each other.
pub(crate) const MAX_DEPTH: usize = 32;
