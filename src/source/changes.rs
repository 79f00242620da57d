//! Compares what a folder holds with what was read from it before.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::{FileEntry, Listing};
use super::stamp::Stamp;
use crate::source::id;

/// What to do to bring a store of documents up to what a folder holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Changes<'a> {
    /// Files to read, in the order of their ids.
    pub new_or_changed: Vec<&'a FileEntry>,
    /// How many files need not be read, as their stamps match.
    pub unchanged: usize,
    /// Ids of documents whose files are gone, in order.
    pub vanished: Vec<String>,
}

/// Compares a listing with the stamps of the documents that were read from
/// the same folder before.
///
/// `stamps` has the stamp of each document by its id, as
/// [`Folder::stamp_in`](super::Folder::stamp_in) finds it. Of a file with several
/// documents it is one stamp, by the file's id: that of a document without the `#` and
/// the `part` behind it. A file is unchanged
/// if its [stamp matches](Stamp::matches). It has vanished if it is neither
/// listed nor skipped, and lies in no folder that was skipped. What cannot be
/// read now is to be kept as it was read last, however its file has changed
/// since.
///
/// Cost: `n log n` in the number of files and documents; no file is opened.
///
/// ```
/// use std::collections::BTreeMap;
/// use ibid::source::{Folder, changes};
///
/// let folder = tempfile::tempdir().unwrap();
/// std::fs::write(folder.path().join("new.txt"), "Six helicopters.").unwrap();
/// let listing = Folder::new(folder.path()).list()?;
///
/// let stamps = BTreeMap::from([("old.txt".to_owned(), "16@1416578400000000000".to_owned())]);
/// let changes = changes(&stamps, &listing);
/// assert_eq!(changes.new_or_changed[0].id, "new.txt");
/// assert_eq!(changes.vanished, ["old.txt"]);
/// # Ok::<(), ibid::Error>(())
/// ```
#[must_use]
pub fn changes<'a>(stamps: &BTreeMap<String, String>, listing: &'a Listing) -> Changes<'a> {
    let is_unchanged = |file: &&FileEntry| {
        stamps
            .get(&file.id)
            .and_then(|stamp| stamp.parse::<Stamp>().ok())
            .is_some_and(|stamp| stamp.matches(&file.stamp))
    };
    let (unchanged, new_or_changed): (Vec<_>, Vec<_>) =
        listing.files.iter().partition(is_unchanged);
    Changes { new_or_changed, unchanged: unchanged.len(), vanished: vanished(stamps, listing) }
}

/// Ids of documents whose files are gone, in order.
fn vanished(stamps: &BTreeMap<String, String>, listing: &Listing) -> Vec<String> {
    let listed: BTreeSet<&str> = listing.files.iter().map(|file| file.id.as_str()).collect();
    let skipped = skipped_ids(listing);
    let is_gone = |id: &&String| !listed.contains(id.as_str()) && !lies_in(id, &skipped);
    stamps.keys().filter(is_gone).cloned().collect()
}

/// Ids of the files and folders that were skipped. A path outside the folder
/// (of a link) gets the empty id, which stands for the whole folder: nothing
/// in it vanishes then.
fn skipped_ids(listing: &Listing) -> BTreeSet<String> {
    let relative =
        |path: &std::path::Path| path.strip_prefix(&listing.root).map(id::of).unwrap_or_default();
    listing.skipped.iter().map(|skipped| relative(&skipped.path)).collect()
}

/// Whether the id or a folder around it is among the ids.
fn lies_in(id: &str, ids: &BTreeSet<String>) -> bool {
    let folders = id.match_indices('/').filter_map(|(at, _)| id.get(..at));
    std::iter::once("").chain(folders).chain([id]).any(|prefix| ids.contains(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Skipped;

    #[test]
    fn nothing_vanishes_in_what_was_skipped() {
        let cases: [(&str, &[&str]); 7] = [
            ("/news/other", &["a.txt", "a/b/c.txt", "ab/c.txt"]),
            ("/news/a.txt", &["a/b/c.txt", "ab/c.txt"]),
            ("/news/a", &["a.txt", "ab/c.txt"]),
            ("/news/a/b", &["a.txt", "ab/c.txt"]),
            ("/news/a/b/c.txt", &["a.txt", "ab/c.txt"]),
            ("/news", &[]),
            ("/elsewhere", &[]),
        ];
        let ids = ["a.txt", "a/b/c.txt", "ab/c.txt"];
        let stamps = BTreeMap::from(ids.map(|id| (id.to_owned(), "1@0".to_owned())));
        for (path, expected) in cases {
            let skipped = vec![Skipped::new(path, "closed")];
            let listing =
                Listing { root: "/news".into(), files: Vec::new(), skipped, ..Listing::default() };
            assert_eq!(changes(&stamps, &listing).vanished, expected, "{path}");
        }
    }

    #[test]
    fn stamps_decide() {
        let cases = [("1@5", 1), ("1@5?", 0), ("1@6", 0), ("2@5", 0), ("", 0), ("old", 0)];
        let stamp = "1@5".parse().unwrap();
        let files =
            vec![FileEntry { id: "a".to_owned(), path: "/news/a".into(), stamp, status_ns: None }];
        let listing = Listing { root: "/news".into(), files, ..Listing::default() };
        for (stamp, unchanged) in cases {
            let stamps = BTreeMap::from([("a".to_owned(), stamp.to_owned())]);
            let changes = changes(&stamps, &listing);
            assert_eq!(changes.unchanged, unchanged, "{stamp:?}");
            assert_eq!(changes.new_or_changed.len(), 1 - unchanged, "{stamp:?}");
        }
    }
}
