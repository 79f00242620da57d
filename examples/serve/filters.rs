//! The filters of a search: values of facets, and a span of days.

use ibid::Query;

use crate::address::Address;
use crate::asked::Given;

/// The facets whose values filter, as they are called in addresses.
pub(crate) const NAMES: [&str; 6] = ["source", "year", "topic", "label", "family", "language"];

/// Values of facets; of one facet any, of different ones all.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filters {
    /// The values of each of [`NAMES`], in its order.
    values: [Vec<String>; NAMES.len()],
    pub(crate) from: String,
    pub(crate) to: String,
}

/// The filters of an address.
pub(crate) fn given(given: &mut Given) -> Filters {
    let values = NAMES.map(|name| given.all(name));
    let mut day = |name| given.last(name).unwrap_or_default();
    let (from, to) = (day("from"), day("to"));
    Filters { values, from, to }
}

impl Filters {
    pub(crate) fn is_empty(&self) -> bool {
        self.values.iter().all(Vec::is_empty) && self.from.is_empty() && self.to.is_empty()
    }

    /// The address with the filters behind its parameters.
    pub(crate) fn in_address(&self, address: Address) -> Address {
        let named = NAMES.iter().zip(&self.values);
        let address = named.fold(address, |address, (name, values)| address.with_all(name, values));
        address.with_some("from", &self.from).with_some("to", &self.to)
    }

    /// The query with the filters.
    pub(crate) fn narrow(&self, query: Query) -> Query {
        query
    }
}
