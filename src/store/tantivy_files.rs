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

/// tantivy's commit.
pub(super) const COMMIT_FILE: &str = "meta.json";

/// The lock of the one writer.
const WRITER_LOCK: &str = ".tantivy-writer.lock";

/// What the names of files begin with that tantivy makes before the first
/// commit.
const BEFORE_FIRST_COMMIT: [&str; 3] = [".tantivy-", ".managed.json", ".tmp"];

/// The file that a writer locks.
pub(super) fn writer_lock(folder: &Path) -> PathBuf {
    folder.join(WRITER_LOCK)
}

/// Whether tantivy makes a file of that name before the first commit: a creation
/// that was cut off leaves such files.
pub(super) fn precedes_first_commit(name: &str) -> bool {
    BEFORE_FIRST_COMMIT.iter().any(|beginning| name.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tantivy::directory::{Directory, INDEX_WRITER_LOCK, META_LOCK};
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
        assert!(made.contains(COMMIT_FILE) && made.contains(WRITER_LOCK), "{made:?}");
        let others = made.iter().filter(|name| *name != COMMIT_FILE);
        others.for_each(|name| assert!(precedes_first_commit(name), "{name}"));
        assert!(index.directory().exists(&writer_lock(Path::new(""))).unwrap());
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
