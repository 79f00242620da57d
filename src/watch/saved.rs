//! A saved query.

use crate::query::Query;
use crate::query::filtered::filtered;

/// A saved query with a name.
///
/// ```
/// use ibid::watch::Watch;
///
/// let watch = Watch::new("yards", "tugs yard").with_filter("source:Gazette").any(true);
/// assert_eq!((watch.name.as_str(), watch.any), ("yards", true));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Watch {
    /// Its name, by which alerts call it and by which a state knows it. A watch whose
    /// query is changed does not tell again of what it has told.
    pub name: String,
    /// What is watched for, in the query language.
    pub query: String,
    /// Whether one of the query's concepts is enough.
    pub any: bool,
    /// What a passage must meet besides, in the query language: `source:Gazette`.
    pub filters: Vec<String>,
}

impl Watch {
    /// A watch for all of a query. Any text is a query; what cannot be watched for is
    /// [refused](super::Alerts::refused) where it runs.
    pub fn new(name: impl Into<String>, query: impl Into<String>) -> Self {
        Self { name: name.into(), query: query.into(), ..Self::default() }
    }

    /// Sets whether one of the query's concepts is enough.
    #[must_use]
    pub fn any(mut self, any: bool) -> Self {
        self.any = any;
        self
    }

    /// Adds a filter.
    #[must_use]
    pub fn with_filter(mut self, filter: impl Into<String>) -> Self {
        self.filters.push(filter.into());
        self
    }

    /// The query with its filters, as typed in one text.
    pub(super) fn to_query(&self) -> Query {
        Query::new(filtered(&self.filters, &self.query))
    }
}
