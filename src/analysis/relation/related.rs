//! The types of a relation between designations, names and families.

/// A designation or name that means the same as a designation, or a related thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Related {
    /// How it is related.
    pub relation: Relation,
    /// As in the lexicon, for reports.
    pub written: String,
    /// The key or words to search.
    pub target: Target,
}

/// How something is related to a designation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Another designation of the same thing.
    Same,
    /// A name of it.
    Name,
    /// A NATO reporting name, which can cover several families.
    NatoName,
    /// The family from which it was developed.
    VariantOf,
    /// A family or variant that was developed from it.
    HasVariant,
}

/// The key or words that a related thing is searched by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A family, by its key.
    Family(String),
    /// One variant, by its exact key.
    Exact(String),
    /// A name, as the folded surfaces of its words.
    Name(Vec<String>),
}
