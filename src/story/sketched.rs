//! A document while its stories are looked for.

use super::sketch::Sketch;
use crate::date::Day;
use crate::document::DocumentInfo;

/// A document with its sketch.
#[derive(Debug, Clone)]
pub(crate) struct Sketched {
    pub(crate) info: DocumentInfo,
    pub(crate) sketch: Sketch,
}

impl Sketched {
    /// What orders documents by publication: the day, those without one last, then the
    /// id.
    pub(super) fn published(&self) -> (bool, Option<(Day, Day)>, &str) {
        let days = self.info.date.map(|date| (date.first, date.last));
        (days.is_none(), days, &self.info.id)
    }
}
