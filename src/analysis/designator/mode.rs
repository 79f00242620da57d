//! The kind of text in which designations are recognised.

/// The kind of text, which decides how much evidence a designation needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// An article. A prefix in lower case ("mi-35") or before a blank ("Mi 35") is
    /// taken only if the lexicon knows the designation or its prefix.
    Text,
    /// A query as typed. `mi 35`, `f16` and `tor m1` are designations if the
    /// lexicon knows the family.
    Query,
}
