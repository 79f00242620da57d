//! A row of a batch: one query with what stands beside it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::query::Query;
use crate::query::filtered::filtered;

/// A row of a batch: one query with what stands beside it.
///
/// ```
/// let batch = ibid::batch::read(b"id,query,source,desk\nq7,embargo,Gazette,arms\n").unwrap();
/// let row = &batch.rows[0];
/// assert_eq!((row.number, row.id.as_str(), row.query.as_str()), (2, "q7", "embargo"));
/// assert_eq!(row.filters, ["source:Gazette"]);
/// assert_eq!(row.columns["desk"], "arms");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Row {
    /// Its number as a spreadsheet counts, from 1, with the names of columns and
    /// blank rows; in JSON Lines, the number of its line.
    #[serde(rename = "row")]
    pub number: u64,
    /// What its column `id` says; empty without one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The query as typed; empty in a blank row.
    pub query: String,
    /// The most hits, where its column `limit` says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// What its columns of filters restrict the query to, in the query language.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<String>,
    /// What was left out of the row, and why: a limit that is no number, a filter
    /// without a meaning.
    #[serde(skip)]
    pub left_out: Vec<String>,
    /// Why the row could not be read at all. `None` where it was.
    #[serde(skip)]
    pub unreadable: Option<String>,
    /// The other columns by their names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
}

impl Row {
    /// The query of the row with its filters, as a person would type it. `limit` is
    /// the most hits where the row has none of its own.
    ///
    /// ```
    /// let batch = ibid::batch::read(b"query,limit,from\ntugs,3,2014\n").unwrap();
    /// let query = batch.rows[0].to_query(10);
    /// assert_eq!((query.text(), query.get_limit()), ("date:2014-01-01.. tugs", 3));
    /// ```
    pub fn to_query(&self, limit: usize) -> Query {
        Query::new(filtered(&self.filters, &self.query)).limit(self.limit.unwrap_or(limit))
    }
}
