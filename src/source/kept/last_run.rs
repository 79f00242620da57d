//! What an index that is kept was brought up to last.

use std::hash::Hasher;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::file_states::state;
use crate::source::folder::{Folder, Listing};
use crate::source::read::edition;
use crate::source::sync::UnreadFile;
use crate::util::fnv::{Fnv, fnv_1a};

/// What an index was brought up to when a run was finished last. By it the next run tells
/// without a look at the documents that nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LastRun {
    /// The version of the crate.
    pub(super) version: String,
    /// The readers.
    edition: String,
    /// The folder, as its documents name it.
    pub(super) folder: String,
    /// A hash of the listing.
    listing: String,
    /// A hash of the commit.
    commit: String,
    /// The files that gave no document.
    pub(super) unread: Vec<UnreadFile>,
}

impl LastRun {
    /// What a run that ends now leaves; `commit` is the content of the commit's file.
    pub(super) fn new(
        folder: &Folder,
        listing: &Listing,
        commit: &[u8],
        unread: Vec<UnreadFile>,
    ) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            edition: edition(),
            folder: folder.name(),
            listing: hash(listing),
            commit: of_commit(commit),
            unread,
        }
    }

    /// What a file says, if it can be read and is of this folder.
    pub(super) fn read(path: &Path, folder: &Folder) -> Option<Self> {
        let last: Self = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
        (last.folder == folder.name()).then_some(last)
    }

    /// Whether the version of the crate is this one.
    pub(super) fn is_of_this_version(&self) -> bool {
        self.version == env!("CARGO_PKG_VERSION")
    }

    /// Whether the folder is as it was, and the index, too.
    pub(super) fn is_current(&self, listing: &Listing, commit: &[u8]) -> bool {
        let are_settled = listing.files.iter().all(|file| file.stamp.settled);
        self.is_of_this_version()
            && self.edition == edition()
            && are_settled
            && self.commit == of_commit(commit)
            && self.listing == hash(listing)
    }
}

fn of_commit(commit: &[u8]) -> String {
    format!("{:016x}", fnv_1a(commit))
}

/// A hash of all that a listing says, but for files of other kinds. A stamp that has not
/// settled gives another hash than the same one once it has.
fn hash(listing: &Listing) -> String {
    let mut hash = Fnv::default();
    let mut add = |text: &str| {
        hash.write(text.as_bytes());
        // No name has this byte.
        hash.write(&[0]);
    };
    for file in &listing.files {
        add(&file.id);
        hash_path(&file.path, &mut add);
        add(&state(file));
    }
    for skipped in &listing.skipped {
        hash_path(&skipped.path, &mut add);
        add(&skipped.reason);
    }
    format!("{:016x}", hash.finish())
}

fn hash_path(path: &Path, add: &mut impl FnMut(&str)) {
    add(&crate::source::id::encode(path.as_os_str()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Skipped;
    use crate::source::folder::FileEntry;

    fn listing(files: &[(&str, &str)], skipped: &[(&str, &str)]) -> Listing {
        let entry = |(id, stamp): &(&str, &str)| FileEntry {
            id: (*id).to_owned(),
            path: Path::new("/news").join(id),
            stamp: stamp.parse().unwrap(),
            status_ns: Some(1),
        };
        let skipped = skipped.iter().map(|(path, reason)| Skipped::new(path, *reason));
        Listing {
            root: "/news".into(),
            files: files.iter().map(entry).collect(),
            skipped: skipped.collect(),
            ..Listing::default()
        }
    }

    #[test]
    fn any_change_is_one() {
        let before = listing(&[("a", "1@5"), ("b", "2@6")], &[("/news/c", "closed")]);
        let last = LastRun::new(&Folder::new("/news"), &before, b"commit", Vec::new());
        assert!(last.is_current(&before, b"commit"));
        assert!(!last.is_current(&before, b"other"));
        let changed = [
            listing(&[("a", "1@5"), ("b", "2@7")], &[("/news/c", "closed")]),
            listing(&[("a", "1@5"), ("b", "3@6")], &[("/news/c", "closed")]),
            listing(&[("a", "1@5"), ("d", "2@6")], &[("/news/c", "closed")]),
            listing(&[("a", "1@5")], &[("/news/c", "closed")]),
            listing(&[("a", "1@5"), ("b", "2@6")], &[("/news/c", "empty")]),
            listing(&[("a", "1@5"), ("b", "2@6")], &[]),
            listing(&[("a", "1@5"), ("b", "2@6?")], &[("/news/c", "closed")]),
        ];
        for listing in changed {
            assert!(!last.is_current(&listing, b"commit"), "{listing:?}");
        }
        let older = LastRun { version: "0.0.1".to_owned(), ..last.clone() };
        assert!(!older.is_current(&before, b"commit"));
        let other = LastRun { edition: "PDF 1".to_owned(), ..last };
        assert!(!other.is_current(&before, b"commit"));
    }

    /// A file in the place of another, with its length and time of change.
    #[test]
    fn a_change_of_the_status_alone_is_one() {
        let before = listing(&[("a", "1@5")], &[]);
        let last = LastRun::new(&Folder::new("/news"), &before, b"commit", Vec::new());
        let mut now = before.clone();
        now.files[0].status_ns = Some(2);
        assert!(last.is_current(&before, b"commit") && !last.is_current(&now, b"commit"));
    }

    /// What has not settled is read again, though it is listed as it was.
    #[test]
    fn files_that_have_not_settled_are_never_current() {
        let fresh = listing(&[("a", "1@5?")], &[]);
        let last = LastRun::new(&Folder::new("/news"), &fresh, b"commit", Vec::new());
        assert!(!last.is_current(&fresh, b"commit"));
    }

    #[test]
    fn it_is_written_and_read() {
        let unread = UnreadFile {
            path: "/news/a%FF.pdf".to_owned(),
            stamp: "7@9".to_owned(),
            reason: "is locked".to_owned(),
        };
        let (folder, file) = (Folder::new("/news"), tempfile::NamedTempFile::new().unwrap());
        let last = LastRun::new(&folder, &listing(&[("a", "1@5")], &[]), b"c", vec![unread]);
        std::fs::write(file.path(), serde_json::to_vec(&last).unwrap()).unwrap();
        assert_eq!(LastRun::read(file.path(), &folder), Some(last));
        assert_eq!(LastRun::read(file.path(), &Folder::new("/other")), None);
        std::fs::write(file.path(), "{}").unwrap();
        assert_eq!(LastRun::read(file.path(), &folder), None);
    }
}
