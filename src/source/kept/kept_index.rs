//! What is given of an index that was kept.

use crate::index::Index;
use crate::source::folder::Listing;
use crate::source::sync::SyncReport;

/// An index that was kept, brought up to date.
#[derive(Debug)]
#[non_exhaustive]
pub struct KeptIndex {
    /// The index.
    pub index: Index,
    /// What was done. What is skipped is told every time, by path; what is
    /// [noted](SyncReport::noted) when a file is read.
    pub report: SyncReport,
    /// How it comes to be as it is.
    pub state: KeptState,
}

/// How an index that was kept comes to be as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeptState {
    /// Nothing in the folder has changed since it was brought up to date last; it was not
    /// written.
    Unchanged,
    /// It was made, or brought up to date.
    Updated,
    /// The one that was kept could not be used, and was made anew.
    Replaced {
        /// Why.
        reason: String,
    },
    /// Another process has been bringing it up to date for longer than is waited: it is as
    /// it was at its last commit.
    Outdated,
    /// The folder has nothing that is read: an empty index in memory. The one that is kept
    /// stays, as the disk of the folder may not be mounted.
    Empty,
}

/// What a listing says by itself.
pub(super) fn report_of(listing: &Listing) -> SyncReport {
    SyncReport {
        skipped: listing.skipped.clone(),
        passed_over: listing.passed_over.clone(),
        others: listing.skipped_others().collect(),
        ..SyncReport::default()
    }
}
