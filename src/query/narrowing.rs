//! A query narrowed to values of facets.

use super::Query;
use crate::facet::kind::Facet;
use crate::facet::narrowing::Narrowing;

impl Query {
    /// A query without words that matches every passage, for counts of a whole index.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "One tug."))?;
    /// writer.commit()?;
    /// assert_eq!(index.count(&Query::everything())?, 1);
    /// assert_eq!(index.count(&Query::new(""))?, 0);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    pub fn everything() -> Self {
        let mut query = Self::new("");
        query.narrowing.is_of_everything = true;
        query
    }

    /// Narrows the query to passages with a value of a facet, as
    /// [`Index::facets`](crate::Index::facets) lists it; empty for passages without
    /// one. Values of one facet are alternatives; different facets are all required. A
    /// query without words, narrowed to something, matches all that has it.
    ///
    /// Searches, counts and facets keep to it, and the
    /// [report](crate::query::Report::narrowed) says so. It is no part of the text. A
    /// value that no passage has leaves none.
    ///
    /// ```
    /// use ibid::facet::Facet;
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// for (id, source) in [("a", "Gazette"), ("b", "Herald"), ("c", "gazette"), ("d", "")] {
    ///     writer.add(&Document::new(id, "One tug.").with_source(source))?;
    /// }
    /// writer.commit()?;
    ///
    /// let query = Query::new("tug").narrowed_by(Facet::Source, "Gazette");
    /// assert_eq!(index.count(&query)?, 1); // as it is written
    /// assert_eq!(index.count(&query.clone().narrowed_by(Facet::Source, "Herald"))?, 2);
    /// assert_eq!(index.count(&query.narrowed_by(Facet::Label, "caption"))?, 0);
    /// assert_eq!(index.count(&Query::new("").narrowed_by(Facet::Source, ""))?, 1);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    pub fn narrowed_by(mut self, facet: Facet, value: impl Into<String>) -> Self {
        self.narrowing.choose(facet, value.into());
        self
    }

    /// The facets that it is narrowed by, each with its values, in their order.
    ///
    /// ```
    /// use ibid::Query;
    /// use ibid::facet::Facet;
    ///
    /// let query = Query::new("tug").narrowed_by(Facet::Year, "2014");
    /// let chosen: Vec<_> = query.narrowings().collect();
    /// assert_eq!(chosen, [(&Facet::Year, vec!["2014"])]);
    /// ```
    pub fn narrowings(&self) -> impl Iterator<Item = (&Facet, Vec<&str>)> {
        let values = |(facet, values)| {
            let values: &std::collections::BTreeSet<String> = values;
            (facet, values.iter().map(String::as_str).collect())
        };
        self.narrowing.iter().map(values)
    }

    /// What it is narrowed to.
    pub(crate) fn narrowing(&self) -> &Narrowing {
        &self.narrowing
    }
}
