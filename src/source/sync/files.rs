//! Which documents of an index came from which file.

use std::collections::{BTreeMap, BTreeSet};
#[cfg(feature = "folder")]
use std::ops::Bound;

/// The ids of the documents of each file, by its path.
#[derive(Debug, Default)]
pub(super) struct FileIds {
    ids: BTreeMap<String, BTreeSet<String>>,
}

impl FileIds {
    pub(super) fn insert(&mut self, path: &str, id: &str) {
        self.ids.entry(path.to_owned()).or_default().insert(id.to_owned());
    }

    pub(super) fn remove(&mut self, path: &str, id: &str) {
        if let Some(ids) = self.ids.get_mut(path) {
            ids.remove(id);
            if ids.is_empty() {
                self.ids.remove(path);
            }
        }
    }

    #[cfg(feature = "folder")]
    pub(super) fn has(&self, path: &str) -> bool {
        self.ids.contains_key(path)
    }

    /// The files whose paths begin with a text, in order.
    #[cfg(feature = "folder")]
    pub(super) fn from<'f>(
        &'f self,
        start: &'f str,
    ) -> impl Iterator<Item = (&'f str, &'f BTreeSet<String>)> {
        let range: (Bound<&str>, Bound<&str>) = (Bound::Included(start), Bound::Unbounded);
        let files = self.ids.range::<str, _>(range);
        let files = files.take_while(move |(path, _)| path.starts_with(start));
        files.map(|(path, ids)| (path.as_str(), ids))
    }
}

#[cfg(all(test, feature = "folder"))]
mod tests {
    use super::*;

    #[test]
    fn files_have_several_documents() {
        let mut files = FileIds::default();
        for (path, id) in [("/n/t.csv", "t.csv#2"), ("/n/t.csv", "t.csv#3"), ("/o/a", "a")] {
            files.insert(path, id);
        }
        let within: Vec<_> = files.from("/n").map(|(path, ids)| (path, ids.len())).collect();
        assert_eq!(within, [("/n/t.csv", 2)]);
        files.remove("/n/t.csv", "t.csv#2");
        assert!(files.has("/n/t.csv"));
        files.remove("/n/t.csv", "t.csv#3");
        assert!(!files.has("/n/t.csv") && files.has("/o/a"));
    }
}
