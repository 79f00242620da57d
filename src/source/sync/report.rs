//! What a synchronisation did, what it skipped and why, and how far it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::source::Skipped;
use crate::source::passed_over::PassedOver;

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
    /// Of the skipped ones those whose id belongs to a document from elsewhere.
    pub refused: usize,
    /// Files of folders that are of other kinds, which are not read.
    pub passed_over: PassedOver,
    /// Their paths, each with the [reason](PassedOver::reason), in the order of the paths
    /// within each folder.
    pub others: Vec<Skipped>,
    /// How many of the files that were read have each ending, `.pdf` in small letters.
    pub endings: BTreeMap<String, usize>,
    /// Documents whose files were moved within their folder: they were taken from the
    /// index, and their files were not read.
    pub carried: usize,
    /// Folders that lie elsewhere now; their documents went on.
    pub moved: Vec<MovedFolder>,
    /// How many of the files added and replaced had each encoding but UTF-8.
    /// Offsets of their citations are those of the decoded text.
    pub encodings: BTreeMap<String, usize>,
}

impl SyncReport {
    /// Whether the run did nothing where there was something to do: no document
    /// was added, replaced, removed or moved, and none was there already, or
    /// some were refused. A program that ends with this has not succeeded.
    ///
    /// ```
    /// use ibid::Index;
    /// use ibid::source::{SyncOptions, sync};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// std::fs::write(folder.path().join("chart.png"), "x").unwrap();
    /// let index = Index::in_memory()?;
    /// let report = sync(&index, &[folder.path()], &SyncOptions::default(), |_| ())?;
    /// assert!(report.did_nothing());
    /// assert_eq!(report.passed_over.to_string(), "1 .png");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn did_nothing(&self) -> bool {
        let moved = self.carried + self.moved.len();
        let updated = self.added + self.replaced + self.removed + moved;
        updated == 0 && (self.unchanged == 0 || self.refused > 0)
    }
}

/// A folder that lies elsewhere now. Shown as `from is now to, 3 documents`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MovedFolder {
    /// Where it was, as its documents named it.
    pub from: String,
    /// Where it is.
    pub to: String,
    /// How many documents went on.
    pub documents: usize,
}

impl std::fmt::Display for MovedFolder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { from, to, documents } = self;
        let plural = if *documents == 1 { "" } else { "s" };
        write!(f, "{from} is now {to}, {documents} document{plural}")
    }
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
    /// Bytes read so far.
    pub bytes: u64,
    /// Bytes of all that is to be read.
    pub total_bytes: u64,
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
