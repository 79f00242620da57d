//! Names of the files that tantivy keeps in an index's folder beside those of
//! segments: the one place that knows them.
//!
//! | name | content |
//! |---|---|
//! | `meta.json` | the commit: segments, schema, and ibid's manifest as its payload. Replaced as a whole by each commit |
//! | `.managed.json` | the files that tantivy may remove once no commit needs them |
//! | `.tantivy-writer.lock` | locked by the system while a writer is open |
//! | `.tantivy-meta.lock` | locked by the system while a commit is read |
//! | `.tmp…` | a replacement of one of the two `.json` files, before it is renamed |
//!
//! `meta.json` names no version of tantivy's format: each file of a segment has
//! its own; see [`postings`](crate::postings). Files of a segment are named by
//! its id and an extension.

use std::path::{Path, PathBuf};

use tantivy::directory::INDEX_WRITER_LOCK;

/// tantivy's commit.
pub(super) const COMMIT_FILE: &str = "meta.json";

/// What the names of the first files of an index begin with. A creation that was
/// cut off leaves such files, and may have no commit yet.
const FIRST_FILES: [&str; 4] = [COMMIT_FILE, ".tantivy-", ".managed.json", ".tmp"];

/// The file that a writer locks.
pub(super) fn writer_lock(folder: &Path) -> PathBuf {
    folder.join(&INDEX_WRITER_LOCK.filepath)
}

/// The rank of a file among the first files of an index, 0 of the commit; `None`
/// of any other file.
pub(super) fn rank_of_first_file(name: &str) -> Option<usize> {
    FIRST_FILES.iter().position(|beginning| name.starts_with(beginning))
}

/// Whether tantivy makes a file of that name before the first commit.
pub(super) fn precedes_first_commit(name: &str) -> bool {
    rank_of_first_file(name).is_some_and(|rank| rank > 0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tantivy::directory::META_LOCK;
    use tantivy::schema::Schema;
    use tantivy::{Index, IndexWriter, TantivyDocument};

    use super::*;

    fn names(folder: &Path) -> BTreeSet<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn names_are_those_of_this_tantivy() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::create_in_dir(folder.path(), Schema::builder().build()).unwrap();
        let writer: IndexWriter<TantivyDocument> = index.writer(15_000_000).unwrap();
        let made = names(folder.path());
        assert!(made.contains(COMMIT_FILE) && writer_lock(folder.path()).exists(), "{made:?}");
        let others = made.iter().filter(|name| *name != COMMIT_FILE);
        others.for_each(|name| assert!(precedes_first_commit(name), "{name}"));
        for lock in [&*INDEX_WRITER_LOCK, &*META_LOCK] {
            assert!(precedes_first_commit(&lock.filepath.to_string_lossy()));
        }
        drop(writer);
    }

    #[test]
    fn files_of_others_are_told_apart() {
        for name in ["notes.txt", COMMIT_FILE, "tmp", "0a1b.idx", ""] {
            assert!(!precedes_first_commit(name), "{name}");
        }
    }
}
