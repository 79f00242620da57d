//! Which files may have changed though length and time of change say that they have not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::source::folder::{FileEntry, Listing};
use crate::util::fnv::fnv_1a;

/// How the files were that an index was brought up to, or was begun to be.
///
/// A file that is put in the place of another, with its length and time of change, has
/// another time of the last change of its status. It is doubted until a run has ended that
/// read it. All of which the index may have documents is known here: it is noted before
/// anything is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileStates {
    /// A hash of the state of each file, by its id.
    files: BTreeMap<String, u64>,
    /// Ids of those that are to be read though length and time have not changed.
    doubted: BTreeSet<String>,
}

impl FileStates {
    /// Those of the file at a path; none where it cannot be read.
    pub(super) fn read(path: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(path).ok()?).ok()
    }

    /// Those of a listing, without doubts.
    pub(super) fn of(listing: &Listing) -> Self {
        let state = |file: &FileEntry| (file.id.clone(), fnv_1a(state(file).as_bytes()));
        Self { files: listing.files.iter().map(state).collect(), doubted: BTreeSet::new() }
    }

    /// Those of a listing, all doubted.
    pub(super) fn unknown(listing: &Listing) -> Self {
        let states = Self::of(listing);
        Self { doubted: states.files.keys().cloned().collect(), ..states }
    }

    /// Those of a listing that follows these, with doubts of the files that are not as
    /// they were. Files that are gone stay until the run has ended.
    pub(super) fn followed_by(mut self, listing: &Listing) -> Self {
        for (id, state) in Self::of(listing).files {
            let before = self.files.insert(id.clone(), state);
            if before.is_some_and(|before| before != state) {
                self.doubted.insert(id);
            }
        }
        self
    }

    pub(super) fn doubted(&self) -> &BTreeSet<String> {
        &self.doubted
    }
}

/// How a file is: its stamp, and when its status changed last.
pub(super) fn state(file: &FileEntry) -> String {
    let status_ns = file.status_ns.unwrap_or_default();
    format!("{}+{status_ns}", file.stamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(files: &[(&str, i128)]) -> Listing {
        let entry = |&(id, status_ns): &(&str, i128)| FileEntry {
            id: id.to_owned(),
            path: Path::new("/news").join(id),
            stamp: "5@7".parse().unwrap(),
            status_ns: Some(status_ns),
        };
        Listing { files: files.iter().map(entry).collect(), ..Listing::default() }
    }

    #[test]
    fn doubts_last_until_a_run_has_ended() {
        let check = |states: &FileStates, doubted: &[&str]| {
            assert!(states.doubted.iter().eq(doubted), "{states:?}");
        };
        let whole = FileStates::of(&listing(&[("a", 1), ("b", 1)]));
        check(&whole, &[]);
        check(&whole.clone().followed_by(&listing(&[("a", 1), ("c", 9)])), &[]);
        let changed = listing(&[("a", 2), ("b", 1)]);
        let begun = whole.clone().followed_by(&changed);
        check(&begun, &["a"]);
        // That run was cut off.
        check(&begun.followed_by(&changed), &["a"]);
        // So was one that knew it for gone, and it is another that is there again.
        let gone = whole.followed_by(&listing(&[("b", 1)]));
        check(&gone.followed_by(&listing(&[("a", 3), ("b", 1)])), &["a"]);
        check(&FileStates::unknown(&changed), &["a", "b"]);
    }

    #[test]
    fn they_are_written_and_read() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(FileStates::read(file.path()), None);
        let states = FileStates::unknown(&listing(&[("a\"%FF", 1), ("é", 2)]));
        std::fs::write(file.path(), serde_json::to_vec(&states).unwrap()).unwrap();
        assert_eq!(FileStates::read(file.path()), Some(states));
    }
}
