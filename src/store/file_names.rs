//! The names of files in an index's folder. No other file is read, written or
//! deleted.

use std::path::{Path, PathBuf};

/// The commit: which segments there are, and the manifest.
pub(super) const COMMIT_FILE: &str = "meta.json";

/// tantivy's list of the files that it has made.
pub(super) const MANAGED_FILE: &str = ".managed.json";

/// The lock that one writer holds.
pub(super) const WRITER_LOCK: &str = ".tantivy-writer.lock";

/// The lock under which a commit's files are opened or collected.
pub(super) const META_LOCK: &str = ".tantivy-meta.lock";

/// Begins the names of temporary files of ours. What is left of them after a
/// crash is swept when a writer opens.
const TEMPORARY_PREFIX: &str = ".ibid-";

/// Begins the names of temporary files that tantivy made in former versions.
const FORMER_TEMPORARY_PREFIX: &str = ".tmp";

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
    [COMMIT_FILE, MANAGED_FILE, WRITER_LOCK, META_LOCK].contains(&name) || is_of_segment(name)
}

#[cfg(test)]
mod tests {
    use super::*;

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
