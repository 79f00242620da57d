//! Counts of what matches by the values of facets.

use super::Index;
use crate::error::Result;
use crate::facet::counts::Facets;
use crate::facet::kind::Facet;
use crate::facet::options::FacetOptions;
use crate::query::Query;
use crate::rank::profile::Profile;

impl Index {
    /// How many passages and documents match a query, and how many of them have which
    /// source, year, topic and the like: of **all** that match, whatever the query's
    /// limit, and exactly.
    ///
    /// What the query is [narrowed to](Query::narrowed_by) in a facet is left out of
    /// that facet's own counts. So a value chosen in another facet never raises a
    /// count, and a second one in the same facet leaves its counts as they are.
    ///
    /// Cost: all postings of the query, and one look at each facet of each passage that
    /// matches. The first call makes the columns of the facets that it asks for and
    /// keeps them for the segment: of sources and extra fields it reads all stored
    /// texts once.
    ///
    /// ```
    /// use ibid::facet::{Facet, FacetOptions};
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Peru lifted its arms embargo.").with_source("Gazette"))?;
    /// writer.add(&Document::new("b", "Peru bought six Mi-35M.").with_source("Gazette"))?;
    /// writer.add(&Document::new("c", "Peru bought tugs."))?;
    /// writer.commit()?;
    ///
    /// let options = FacetOptions::default().facet(Facet::Source).facet(Facet::Family);
    /// let facets = index.facets(&Query::new("Peru"), &options)?;
    /// assert_eq!((facets.passages, facets.documents), (3, 3));
    /// let sources = &facets.facets[0].values;
    /// assert_eq!((&*sources[0].name, sources[0].documents), ("Gazette", 2));
    /// assert_eq!(facets.facets[1].values[1].name, "Mi-35");
    ///
    /// let gazette = Query::new("Peru").narrowed_by(Facet::Source, "Gazette");
    /// let facets = index.facets(&gazette, &options)?;
    /// assert_eq!(facets.passages, 2);
    /// assert_eq!(&facets.facets[0].values[1].name, "no source"); // as another choice
    /// assert_eq!(facets.facets[1].values[0].passages, 1);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn facets(&self, query: &Query, options: &FacetOptions) -> Result<Facets> {
        self.guard(|| self.planned(query, &Profile::fast())?.facets(options))
    }

    /// Every facet that this index has: [`Facet::ALL`] and the fields that it
    /// [names](crate::config::Config::fields).
    ///
    /// ```
    /// use ibid::IndexOptions;
    /// use ibid::config::Config;
    /// use ibid::facet::Facet;
    ///
    /// let config = Config::default().with_fields(["author"]);
    /// let index = IndexOptions::default().with_config(config).in_memory()?;
    /// let facets = index.facet_list();
    /// assert_eq!(facets.last(), Some(&Facet::Field("author".to_owned())));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn facet_list(&self) -> Vec<Facet> {
        let fields = self.config().fields.iter().cloned().map(Facet::Field);
        Facet::ALL.into_iter().chain(fields).collect()
    }
}
