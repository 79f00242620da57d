//! Articles and queries are read by different rules.

/// What kind of text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// An article: small letters and blanks need evidence.
    Text,
    /// Something typed into a search field: `mi 35`, `f16`, `tor m1` are
    /// designations if the lexicon knows the family.
    Query,
}
