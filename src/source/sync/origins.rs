//! Which documents the index has, and from where, as a run changes it.

use super::Synchronizer;
use super::origin::Origin;

impl Synchronizer<'_> {
    /// Notes where a document came from; whether the index had it before.
    pub(super) fn remember(&mut self, id: &str, origin: Origin) -> bool {
        let path = origin.path().map(str::to_owned);
        let before = self.origins.insert(id.to_owned(), origin);
        if let Some(path) = before.as_ref().and_then(Origin::path) {
            self.files.remove(path, id);
        }
        if let Some(path) = path {
            self.files.insert(&path, id);
        }
        before.is_some()
    }

    /// Deletes a document that is gone.
    #[cfg(feature = "folder")]
    pub(super) fn remove(&mut self, id: &str) {
        self.delete(id);
        self.report.removed += 1;
    }

    /// Deletes a document.
    #[cfg(feature = "folder")]
    pub(super) fn delete(&mut self, id: &str) {
        self.writer.delete(id);
        self.is_changed = true;
        if let Some(path) = self.origins.remove(id).as_ref().and_then(Origin::path) {
            self.files.remove(path, id);
        }
    }
}
