//! The filters of a search: values of facets, and a span of days.

use std::borrow::Cow;

use ibid::facet::Facet;
use ibid::{DayRange, Query};

use crate::address::Address;
use crate::asked::Given;

/// Values of facets, of one facet any, of different ones all; and a span of days.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filters {
    /// The facets that are chosen from, each with its values. The empty value is of
    /// passages without one.
    values: Vec<(Facet, Vec<String>)>,
    from: String,
    to: String,
}

impl Filters {
    /// The filters of an address, over an index with these facets.
    pub(crate) fn of(given: &mut Given, facets: &[Facet]) -> Self {
        let mut values: Vec<(Facet, Vec<String>)> = Vec::new();
        let (from, to) = (day(given, "from"), day(given, "to"));
        for facet in facets {
            let chosen = given.every(&parameter(facet));
            if !chosen.is_empty() {
                values.push((facet.clone(), chosen));
            }
        }
        Self { values, from, to }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.from.is_empty() && self.to.is_empty()
    }

    /// The address with the filters behind its parameters.
    pub(crate) fn in_address(&self, address: Address) -> Address {
        let named = self.values.iter();
        let address = named
            .fold(address, |address, (facet, values)| address.with_all(&parameter(facet), values));
        address.with_some("from", &self.from).with_some("to", &self.to)
    }

    /// What stands before the query as typed: the span of days.
    pub(crate) fn prefix(&self) -> String {
        match (self.from.as_str(), self.to.as_str()) {
            ("", "") => String::new(),
            (from, to) => format!("date:{from}..{to} "),
        }
    }

    /// The query narrowed to the values.
    pub(crate) fn narrow(&self, query: Query) -> Query {
        self.values.iter().fold(query, |query, (facet, values)| {
            values.iter().fold(query, |query, value| query.narrowed_by(facet.clone(), value))
        })
    }

    /// The facets with their values, in the order of the address.
    pub(crate) fn chosen(&self) -> impl Iterator<Item = (&Facet, &str)> {
        let values = self.values.iter();
        values.flat_map(|(facet, values)| values.iter().map(move |value| (facet, value.as_str())))
    }

    /// The first and the last days; either may be empty.
    pub(crate) fn days(&self) -> (&str, &str) {
        (&self.from, &self.to)
    }

    /// The filters with a value more, or without it where they have it.
    pub(crate) fn toggled(&self, facet: &Facet, value: &str) -> Self {
        let mut filters = self.clone();
        let known = filters.values.iter().position(|(other, _)| other == facet);
        let at = known.unwrap_or(filters.values.len());
        if known.is_none() {
            filters.values.push((facet.clone(), Vec::new()));
        }
        if let Some((_, values)) = filters.values.get_mut(at) {
            match values.iter().position(|other| other == value) {
                Some(place) => drop(values.remove(place)),
                None => values.push(value.to_owned()),
            }
        }
        filters.values.retain(|(_, values)| !values.is_empty());
        filters
    }

    /// The filters without the span of days.
    pub(crate) fn without_days(&self) -> Self {
        Self { from: String::new(), to: String::new(), ..self.clone() }
    }
}

/// Names that addresses use for other things than extra fields.
const TAKEN: [&str; 31] = [
    "all",
    "as",
    "at",
    "back",
    "by",
    "commit",
    "day",
    "explain",
    "facets",
    "family",
    "from",
    "group",
    "histogram",
    "id",
    "language",
    "limit",
    "mentioned",
    "month",
    "offset",
    "page",
    "passage",
    "per_document",
    "profile",
    "q",
    "sort",
    "speaker",
    "status",
    "to",
    "token",
    "typed",
    "year",
];

/// What a facet is called in an address. An extra field of the articles may have any name.
pub(crate) fn parameter(facet: &Facet) -> Cow<'_, str> {
    let is_taken = |name: &str| TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(name));
    match facet {
        Facet::Field(name) if is_taken(name) => Cow::Owned(format!("field-{name}")),
        _ => Cow::Borrowed(facet.name()),
    }
}

/// The facet of a name in an address.
pub(crate) fn facet_of<'f>(facets: &'f [Facet], name: &str) -> Option<&'f Facet> {
    facets.iter().find(|facet| parameter(facet).eq_ignore_ascii_case(name))
}

/// A day, month or year; what is none is a fault.
fn day(given: &mut Given, name: &str) -> String {
    let Some(text) = given.last(name) else { return String::new() };
    if DayRange::parse(&text).is_some() && !text.contains("..") {
        return text;
    }
    given.fault(
        name,
        &format!("{text:?} is no day, month or year: write 2014, 2014-06 or 2014-06-02"),
    );
    String::new()
}
