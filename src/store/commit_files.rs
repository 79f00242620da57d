//! The files that a commit names: what is verified, and what a sweep leaves.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use tantivy::Directory;
use tantivy::directory::{INDEX_WRITER_LOCK, META_LOCK, MmapDirectory};
use tantivy::index::{SegmentComponent, SegmentMeta};

use super::directory::file_names;
use super::errors::{access_denied, corrupt, from_tantivy};
use super::file_names::{is_of_segment, is_temporary};
use super::opened_files::compare_whole;
use crate::error::Result;

/// The parts of a segment that every segment has a file for.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Terms,
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
    SegmentComponent::Store,
];

/// The names of the files of a segment.
fn files_of(segment: &SegmentMeta) -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> =
        COMPONENTS.into_iter().map(|component| segment.relative_path(component)).collect();
    if segment.delete_opstamp().is_some() {
        names.push(segment.relative_path(SegmentComponent::Delete));
    }
    names
}

/// The names of the segments' files of the last commit, in order.
pub(super) fn committed_files(index: &tantivy::Index) -> tantivy::Result<Vec<PathBuf>> {
    let segments = index.searchable_segment_metas()?;
    let mut names: Vec<PathBuf> = segments.iter().flat_map(files_of).collect();
    names.sort();
    Ok(names)
}

/// Removes what work that was cut off has left: files of segments that the last
/// commit does not name, and temporary files. The caller is the one writer.
///
/// The same work after a crash makes files of the same names, so that tantivy
/// would refuse them for ever. Readers open a commit's files under the lock
/// that is held here.
pub(super) fn sweep(index: &tantivy::Index, folder: &Path) -> Result<()> {
    let fault = |error| from_tantivy(folder, "open a writer", error);
    let lock = index.directory().acquire_lock(&META_LOCK);
    let _lock = lock.map_err(|error| fault(tantivy::TantivyError::from(error)))?;
    let committed: HashSet<PathBuf> = committed_files(index).map_err(fault)?.into_iter().collect();
    for name in file_names(folder) {
        let is_left = is_of_segment(&name) && !committed.contains(Path::new(&name));
        if is_left || is_temporary(&name) {
            remove(&folder.join(name)).map_err(|error| access_denied(folder, error))?;
        }
    }
    Ok(())
}

/// Removes what merges have left that ended after the last commit. Where
/// another writer is open by now, it has swept already; what cannot be removed
/// is left to the next one.
pub(super) fn sweep_unlocked(index: &tantivy::Index, folder: &Path) {
    if folder.as_os_str().is_empty() {
        return;
    }
    if let Ok(_lock) = index.directory().acquire_lock(&INDEX_WRITER_LOCK) {
        drop(sweep(index, folder));
    }
}

/// Compares the checksum of every file that the last commit names. The files
/// are read past what was checked when they were opened.
pub(super) fn verify_files(index: &tantivy::Index, folder: &Path) -> Result<()> {
    let fault = |error| from_tantivy(folder, "verify", error);
    let directory = MmapDirectory::open(folder).map_err(|error| fault(error.into()))?;
    for name in committed_files(index).map_err(fault)? {
        let file = directory.get_file_handle(&name).map_err(|error| fault(error.into()))?;
        compare_whole(&name, file).map_err(|error| corrupt(folder, error.to_string(), None))?;
    }
    Ok(())
}

fn remove(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
