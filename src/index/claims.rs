//! What the passages that match a query claim.

use super::Index;
use crate::claims::claimed::{self, Claims};
use crate::claims::facets::{self, FactFacets};
use crate::claims::matched::{MatchedDocument, Matches, by_document};
use crate::claims::options::FactOptions;
use crate::claims::timeline::{self, Timeline};
use crate::error::Result;
use crate::facts::Recogniser;
use crate::query::Query;

impl Index {
    /// What the passages that match a query claim, side by side: how many, worth
    /// how much, when, which type, who supplies; and which statements agree, differ
    /// or conflict. The query's own limit does not count; the most passages
    /// [of a document](Query::per_document) do.
    ///
    /// Cost: a search, and a reading of the whole text of each document with a
    /// passage among those read. Statements of one thing are compared in pairs.
    ///
    /// ```
    /// use ibid::claims::FactOptions;
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Peru has received six Mi-35 gunships from Russia."))?;
    /// writer.commit()?;
    ///
    /// let claims = index.claims(&Query::new("Mi-35"), &FactOptions::default())?;
    /// let six = &claims.questions[0].statements[0];
    /// assert_eq!((six.value.as_str(), six.citation.document.as_str()), ("6", "a"));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn claims(&self, query: &Query, options: &FactOptions) -> Result<Claims> {
        let (matches, recogniser) = (self.matches(query, options)?, self.recogniser());
        Ok(claimed::claims(&matches, &recogniser, self.analyzer().relations(), options))
    }

    /// The passages that match a query by the days that they speak of.
    ///
    /// Cost: as [`claims`](Self::claims), without the comparison.
    ///
    /// ```
    /// use ibid::claims::FactOptions;
    /// use ibid::{DayRange, Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// let day = DayRange::parse("2014-11-21").unwrap();
    /// writer.add(&Document::new("a", "The ban was lifted in June.").with_date(day))?;
    /// writer.commit()?;
    ///
    /// let timeline = index.timeline(&Query::new("ban"), &FactOptions::default())?;
    /// assert_eq!(timeline.entries[0].days.to_string(), "2014-06");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn timeline(&self, query: &Query, options: &FactOptions) -> Result<Timeline> {
        let (matches, recogniser) = (self.matches(query, options)?, self.recogniser());
        Ok(timeline::timeline(&matches, &recogniser, options))
    }

    /// How many of the passages that match a query have which statuses, speakers,
    /// years, amounts and families of equipment.
    ///
    /// Cost: as [`timeline`](Self::timeline).
    ///
    /// ```
    /// use ibid::claims::FactOptions;
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Peru signed a contract for six Mi-35s in June 2014."))?;
    /// writer.commit()?;
    ///
    /// let facets = index.fact_facets(&Query::new("Peru"), &FactOptions::default())?;
    /// assert_eq!(facets.years, [(2014, 1)]);
    /// assert_eq!(facets.families, [("Mi-35".to_owned(), 1)]);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn fact_facets(&self, query: &Query, options: &FactOptions) -> Result<FactFacets> {
        let (matches, recogniser) = (self.matches(query, options)?, self.recogniser());
        Ok(facets::facets(&matches, &recogniser, self.analyzer(), options))
    }

    fn recogniser(&self) -> Recogniser {
        Recogniser::new(self.analyzer())
    }

    /// The passages that match, with the texts of their documents.
    fn matches(&self, query: &Query, options: &FactOptions) -> Result<Matches> {
        let bare = query.clone().without_extras();
        let hits = self.search(&bare.limit(options.max_passages).offset(0))?;
        let is_bounded = hits.len() >= options.max_passages;
        let matching = if is_bounded { self.count(query)? } else { hits.len() };
        let mut documents = Vec::new();
        for (id, passages) in by_document(&hits) {
            let document = self.document(id)?;
            documents.extend(document.and_then(|it| MatchedDocument::new(it.text, &passages)));
        }
        Ok(Matches { documents, matching, report: hits.report })
    }
}
