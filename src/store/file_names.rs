//! The names of files in an index's folder: the one place that knows them. No
//! other file is read, written or deleted.
//!
//! | name | content |
//! |---|---|
//! | `meta.json` | the commit: segments, schema, and ibid's manifest as its payload. Replaced as a whole by each commit |
//! | `.managed.json` | the files that tantivy may remove once no commit needs them |
//! | `.tantivy-writer.lock` | locked by the system while a writer is open |
//! | `.tantivy-meta.lock` | locked by the system while a commit is read |
//! | `.ibid-….tmp`, formerly `.tmp…` | a replacement of one of the two `.json` files, before it is renamed |
//! | 32 hexadecimal digits and an extension | a part of a segment, by its id |
//!
//! `meta.json` names no version of tantivy's format: each file of a segment has
//! its own; see [`postings`](crate::postings).

use std::path::{Path, PathBuf};

use tantivy::directory::INDEX_WRITER_LOCK;

/// tantivy's commit.
pub(crate) const COMMIT_FILE: &str = "meta.json";

/// tantivy's list of the files that it has made.
pub(super) const MANAGED_FILE: &str = ".managed.json";

/// The lock under which a commit's files are opened or removed.
pub(super) const META_LOCK: &str = ".tantivy-meta.lock";

/// Begins the names of temporary files of ours. What is left of them after a
/// crash is swept when a writer opens.
const TEMPORARY_PREFIX: &str = ".ibid-";

/// Begins the names of temporary files that tantivy made for former versions.
const FORMER_TEMPORARY_PREFIX: &str = ".tmp";

/// What the names of the first files of an index begin with. A creation that was
/// cut off leaves such files, and may have no commit yet.
const FIRST_FILES: [&str; 5] =
    [COMMIT_FILE, ".tantivy-", MANAGED_FILE, TEMPORARY_PREFIX, FORMER_TEMPORARY_PREFIX];

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

/// What may follow the id of a segment, besides a stamp and `del`.
const EXTENSIONS: [&str; 7] = ["idx", "pos", "term", "store", "store.temp", "fast", "fieldnorm"];

/// The name of a temporary file, by process and number.
pub(super) fn temporary(process: u32, number: u32) -> PathBuf {
    PathBuf::from(format!("{TEMPORARY_PREFIX}{process}-{number}.tmp"))
}

/// Whether a file with that name is left of a write that was cut off.
pub(super) fn is_temporary(name: &str) -> bool {
    let is_ours = name.starts_with(TEMPORARY_PREFIX)
        && Path::new(name).extension().is_some_and(|extension| extension == "tmp");
    is_ours || name.starts_with(FORMER_TEMPORARY_PREFIX)
}

/// Whether it is the name of a segment's file: the 32 hexadecimal digits of its
/// id, and what the file holds.
pub(super) fn is_of_segment(name: &str) -> bool {
    let Some((id, extension)) = name.split_once('.') else { return false };
    let is_id = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_deletes = || {
        let stamp = extension.strip_suffix(".del");
        stamp.is_some_and(|stamp| !stamp.is_empty() && stamp.bytes().all(|b| b.is_ascii_digit()))
    };
    is_id && (EXTENSIONS.contains(&extension) || is_deletes())
}

/// Whether it is the name of a file of an index.
pub(super) fn is_known(path: &Path) -> bool {
    let Some(name) = path.to_str() else { return false };
    let is_writer_lock = path == INDEX_WRITER_LOCK.filepath;
    [COMMIT_FILE, MANAGED_FILE, META_LOCK].contains(&name) || is_writer_lock || is_of_segment(name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tantivy::directory::META_LOCK as TANTIVY_META_LOCK;
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
        for lock in [&*INDEX_WRITER_LOCK, &*TANTIVY_META_LOCK] {
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

    #[test]
    fn names_of_an_index() {
        let id = "0123456789abcdef0123456789abcdef";
        let check = |name: &str, expected: bool| {
            assert_eq!(is_known(Path::new(name)), expected, "{name}");
        };
        for extension in EXTENSIONS {
            check(&format!("{id}.{extension}"), true);
        }
        check(&format!("{id}.17.del"), true);
        check("meta.json", true);
        check(".managed.json", true);
        check(&format!("{id}.del"), false);
        check(&format!("{id}.x.del"), false);
        check(&format!("../{id}.idx"), false);
        check(&format!("/tmp/{id}.idx"), false);
        check(&format!("{id}.idx/.."), false);
        check(&format!("{}.idx", &id[1..]), false);
        check("notes.txt", false);
        check("", false);
        assert!(is_temporary(".ibid-17-3.tmp") && is_temporary(".tmpA1b2C3"));
        assert!(!is_temporary("meta.json") && !is_temporary("notes.tmp"));
    }
}
