//! How much of a query is read, so that any text is parsed in bounded time and
//! memory.

/// The most bytes of a query that are read.
pub(crate) const MAX_BYTES: usize = 64 * 1024;

/// The most words of a query that are read.
pub(crate) const MAX_WORDS: usize = 1024;

/// The deepest nesting of groups. Clauses are printed, lowered and dropped by
/// recursion, which this bounds.
pub(crate) const MAX_DEPTH: usize = 32;
