//! Damaged or missing files give an error that says so, never a panic and never
//! a wrong result.

use std::path::{Path, PathBuf};

use ibid::{Document, Error, Index, Query};

use crate::common::{fill, small};

fn create(path: &Path) {
    let text =
        "The arms embargo was lifted.\n\nFour Mi-35M helicopters were sold for $153 million.";
    let documents: Vec<Document> =
        (0..30).map(|id| Document::new(format!("d{id}"), text).with_title("Deal signed")).collect();
    let index = small().create(path).unwrap();
    fill(&index, &documents);
}

/// The segments' files, sorted.
fn segment_files(path: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let is_segment = |path: &PathBuf| {
        let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        !["json", "lock", ""].contains(&extension.as_str())
    };
    let mut files: Vec<PathBuf> = entries.filter(is_segment).collect();
    files.sort();
    files
}

/// Opens, searches, reads and verifies an index; gives the first error.
fn open_and_read(path: &Path) -> Result<(), Error> {
    let index = Index::open(path)?;
    index.search(&Query::new("\"arms embargo\" Mi-35 helicop*"))?;
    index.documents()?.collect::<Result<Vec<_>, _>>()?;
    index.verify()
}

#[test]
fn a_changed_byte_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path());
    open_and_read(folder.path()).unwrap();
    let files = segment_files(folder.path());
    assert!(files.len() >= 5, "{files:?}");
    for file in files {
        let whole = std::fs::read(&file).unwrap();
        let middle = whole.len() / 2;
        let mut changed = whole.clone();
        changed[middle] ^= 0x40;
        std::fs::write(&file, changed).unwrap();
        let index = Index::open(folder.path());
        let verified = index.and_then(|index| index.verify());
        assert!(matches!(verified, Err(Error::Corrupt { .. })), "{file:?}: {verified:?}");
        std::fs::write(&file, whole).unwrap();
    }
    open_and_read(folder.path()).unwrap();
}

#[test]
fn a_missing_file_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path());
    for file in segment_files(folder.path()) {
        let whole = std::fs::read(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        let outcome = open_and_read(folder.path());
        assert!(matches!(outcome, Err(Error::Corrupt { .. })), "{file:?}: {outcome:?}");
        std::fs::write(&file, whole).unwrap();
    }
    open_and_read(folder.path()).unwrap();
}

#[test]
fn a_truncated_file_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path());
    for file in segment_files(folder.path()) {
        let whole = std::fs::read(&file).unwrap();
        for kept in [0, whole.len() / 2, whole.len() - 1] {
            std::fs::write(&file, &whole[..kept]).unwrap();
            let outcome = open_and_read(folder.path());
            let is_reported = matches!(outcome, Err(Error::Corrupt { .. }));
            assert!(is_reported, "{file:?} truncated to {kept} bytes: {outcome:?}");
        }
        std::fs::write(&file, whole).unwrap();
    }
    open_and_read(folder.path()).unwrap();
}

#[test]
fn a_damaged_commit_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path());
    let commit = folder.path().join("meta.json");
    let whole = std::fs::read_to_string(&commit).unwrap();
    for damaged in ["", "{", &whole[..whole.len() / 2], "null", "\u{0}"] {
        std::fs::write(&commit, damaged).unwrap();
        let outcome = Index::open(folder.path());
        assert!(matches!(outcome, Err(Error::Corrupt { .. })), "{damaged:.40}: {outcome:?}");
    }
    std::fs::write(&commit, whole).unwrap();
    open_and_read(folder.path()).unwrap();
}
