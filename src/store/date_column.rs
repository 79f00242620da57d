//! Dates of a segment's documents, read when the first is asked for: an index
//! opens sooner without them, and few queries ask.

use std::sync::OnceLock;

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use super::ordinals::DocumentOrd;
use crate::date::{Day, DayRange};

/// The dates by document.
pub(super) struct DateColumn {
    first_day: Column<i64>,
    last_day: Column<i64>,
    read: OnceLock<Vec<Option<DayRange>>>,
}

impl DateColumn {
    pub(super) fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let day = |name: &str| reader.fast_fields().i64(name);
        let (first_day, last_day) = (day("first_day")?, day("last_day")?);
        Ok(Self { first_day, last_day, read: OnceLock::new() })
    }

    /// The date of a document of those that begin with these passages.
    ///
    /// Cost: the first time in proportion to the documents.
    pub(super) fn of(&self, document: DocumentOrd, first_passages: &[DocId]) -> Option<DayRange> {
        let read = || first_passages.iter().map(|&passage| self.at(passage)).collect();
        self.read.get_or_init(read).get(document.index()).copied().flatten()
    }

    fn at(&self, passage: DocId) -> Option<DayRange> {
        let day = |value: i64| i32::try_from(value).ok().map(Day::from_days_since_epoch);
        let (first, last) = (self.first_day.first(passage)?, self.last_day.first(passage)?);
        Some(DayRange { first: day(first)?, last: day(last)? })
    }
}
