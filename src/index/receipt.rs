//! Receipts of searches, and what has changed since.

use super::Index;
use crate::cite::cited::Cited;
use crate::cite::receipt::check::{ReceiptCheck, compared};
use crate::cite::receipt::record::{Receipt, ReceiptVersions};
use crate::error::Result;
use crate::hit::Hits;
use crate::query::Query;
use crate::rank::profile::Profile;

impl Index {
    /// The receipt of a search of this index that gave these hits.
    ///
    /// Cost: one hash over the text of each hit.
    ///
    /// # Errors
    /// As [`stats`](Self::stats).
    pub fn receipt(&self, query: &Query, profile: &Profile, hits: &Hits) -> Result<Receipt> {
        let manifest = self.store.manifest();
        let versions = ReceiptVersions::new(manifest.ibid_format, &manifest.analysis);
        let mut receipt = Receipt::of(query, profile, hits, versions);
        let stats = self.stats()?;
        (receipt.documents, receipt.passages) = (stats.documents, stats.passages);
        Ok(receipt)
    }

    /// Asks the query of a receipt again, and says what has changed since: hits that are
    /// new, have another rank or do not come any more, and what became of their texts.
    ///
    /// Cost: a search, and as [`verify_citations`](Self::verify_citations) for hits that
    /// are not where they were.
    ///
    /// ```
    /// use ibid::rank::Profile;
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("thaw-7", "Four gunships will follow."))?;
    /// writer.commit()?;
    /// let (query, profile) = (Query::new("gunship"), Profile::default());
    /// let receipt = index.receipt(&query, &profile, &index.search(&query)?)?;
    /// assert!(index.verify_receipt(&receipt)?.is_exact());
    ///
    /// writer.add(&Document::new("thaw-7", "Four tugs will follow."))?;
    /// writer.commit()?;
    /// let check = index.verify_receipt(&receipt)?;
    /// assert!(!check.holds());
    /// // The name of the commit differs, too.
    /// let said = "rank 1, now no hit: thaw-7, bytes 0-26; changed: thaw-7, line 1, bytes 0-22: \
    ///             Four tugs will follow.\n0 of 1 hits are the same, 0 with another score; 0 new";
    /// assert!(check.to_string().ends_with(said), "{check}");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`search_with`](Self::search_with).
    pub fn verify_receipt(&self, receipt: &Receipt) -> Result<ReceiptCheck> {
        let (query, profile) = (receipt.query(), &receipt.options.profile);
        let hits = self.search_with(&query, profile)?;
        let now = self.receipt(&query, profile, &hits)?;
        compared(receipt, &now, |anchors| {
            let cited = anchors.iter().map(|anchor| Cited::of(anchor.clone()));
            self.verify_citations(&cited.collect::<Vec<_>>())
        })
    }
}
