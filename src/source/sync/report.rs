//! What a synchronisation did, what it skipped and why, and how far it is.

use std::path::{Path, PathBuf};

use crate::source::Skipped;

/// What a [`sync`](super::sync) did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SyncReport {
    /// Documents whose ids were new to the index.
    pub added: usize,
    /// Documents that took the place of one with their id.
    pub replaced: usize,
    /// Documents that were deleted, as their files are gone.
    pub removed: usize,
    /// Files and lines that the index had already.
    pub unchanged: usize,
    /// Passages of the documents added and replaced.
    pub passages: usize,
    /// Bytes of the texts of the documents added and replaced.
    pub bytes: usize,
    /// Paths that could not be read at all, in the order they were given.
    pub failed: Vec<FailedPath>,
    /// Files and lines that gave no document: unreadable ones, and those whose
    /// id belongs to a document from elsewhere.
    pub skipped: Vec<Skipped>,
    /// Files and lines that gave a document, though not quite as they are.
    pub noted: Vec<Skipped>,
}

/// A path that could not be read at all. Shown as `path: reason`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailedPath {
    /// The folder or file.
    pub path: PathBuf,
    /// Why.
    pub cause: PathFailure,
}

/// Why a path could not be read at all, with the way out.
///
/// ```
/// use ibid::source::PathFailure;
///
/// let emptied = PathFailure::Emptied { documents: 7 };
/// assert_eq!(
///     emptied.to_string(),
///     "has no articles now, 7 would be removed: mount it, or allow an empty folder"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathFailure {
    /// It is missing, closed to this user, or of a kind that is not read.
    #[error("{reason}")]
    Unreadable {
        /// Why, and what to do about it.
        reason: String,
    },
    /// It is a text file by itself: the id of an article is its path within a
    /// folder.
    #[error("is one article: give the folder that holds it")]
    OneArticle,
    /// It is a folder that had articles and has none now.
    #[error(
        "has no articles now, {documents} would be removed: mount it, or allow an empty folder"
    )]
    Emptied {
        /// Documents of the index that came from the folder.
        documents: usize,
    },
}

impl std::fmt::Display for FailedPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.cause)
    }
}

/// How far the reading of a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// The folder or file.
    pub path: &'a Path,
    /// What `done` and `total` count.
    pub unit: ProgressUnit,
    /// Files or bytes read so far; 0 before the first.
    pub done: u64,
    /// Files that are new or changed, or bytes of the file. A file that grows
    /// while it is read has more.
    pub total: u64,
}

/// What progress is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProgressUnit {
    /// Files of a folder.
    Files,
    /// Bytes of JSON Lines.
    Bytes,
}
