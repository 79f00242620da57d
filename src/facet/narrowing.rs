//! The values that a query is narrowed to.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::Facet;

/// Chosen values by facet: those of one facet are alternatives, facets are all
/// required.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Narrowing {
    chosen: BTreeMap<Facet, BTreeSet<String>>,
}

impl Narrowing {
    /// Adds a value of a facet.
    pub(crate) fn choose(&mut self, facet: Facet, value: String) {
        self.chosen.entry(facet).or_default().insert(value);
    }

    /// Whether nothing is chosen.
    pub(crate) fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// The facets with their values, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Facet, &BTreeSet<String>)> {
        self.chosen.iter()
    }
}
