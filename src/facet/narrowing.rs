//! The values that a query is narrowed to.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::Facet;

/// Chosen values by facet: those of one facet are alternatives, facets are all
/// required.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Narrowing {
    /// Whether a query without words matches everything.
    pub(crate) is_of_everything: bool,
    chosen: BTreeMap<Facet, BTreeSet<String>>,
}

impl Narrowing {
    /// Adds a value of a facet.
    pub(crate) fn choose(&mut self, facet: Facet, value: String) {
        self.chosen.entry(facet).or_default().insert(value);
    }

    /// Whether it changes nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.chosen.is_empty() && !self.is_of_everything
    }

    /// The facets with their values, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Facet, &BTreeSet<String>)> {
        self.chosen.iter()
    }
}
