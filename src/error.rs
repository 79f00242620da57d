//! Every error of the crate, as data with advice.

mod analysis;

use std::path::PathBuf;

pub use analysis::{AnalysisDifference, AnalysisPart};

use crate::span::Span;

/// A `Result` with ibid's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of a dependency. Its type is not part of the interface.
pub(crate) type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Everything that can fail in ibid.
///
/// Each message names the value and says what to do. The error of the system
/// or of a dependency is its [`source`](std::error::Error::source). A query
/// typed by a user never fails: see [`Query::new`](crate::Query::new).
///
/// ```
/// use ibid::{Error, Index};
///
/// let error = Index::open("no/such/folder").unwrap_err();
/// assert_eq!(error.to_string(), "no index at no/such/folder: create one there first");
/// match error {
///     Error::NotFound { path } => assert_eq!(path.to_str(), Some("no/such/folder")),
///     other => panic!("{other}"),
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Reading or writing failed.
    #[error("cannot access {}: check that it exists and may be read and written", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The error of the system.
        source: std::io::Error,
    },
    /// Another process, or another writer of this one, holds the index.
    #[error(
        "index {} is being written by another writer (waited {waited_ms} ms): \
         close that writer, or wait longer for it",
        path.display()
    )]
    Locked {
        /// The index.
        path: PathBuf,
        /// How long the writer was waited for, in milliseconds.
        waited_ms: u64,
    },
    /// The folder can be read but not written.
    #[error("index {} cannot be written: make the folder writable, or open it for reading", path.display())]
    ReadOnly {
        /// The index.
        path: PathBuf,
        /// The error of the system.
        source: std::io::Error,
    },
    /// The file system gives no locks, as some network shares do not: the index
    /// can be searched there, but two writers could not be kept apart.
    #[error(
        "the file system of index {} gives no locks: search it there, but write it on another one",
        path.display()
    )]
    NoLocks {
        /// The index.
        path: PathBuf,
        /// The error of the system.
        source: std::io::Error,
    },
    /// The process may have no more memory, open files or threads.
    #[error(
        "index {} needs more {resource} than this process may have: raise the limit, or use fewer \
         threads and less memory",
        path.display()
    )]
    Limit {
        /// The index.
        path: PathBuf,
        /// What there is too little of: "memory", "open files" or "threads".
        resource: &'static str,
        /// The error of the system.
        source: std::io::Error,
    },
    /// The index was opened, but is no longer at its path.
    #[error("index {} was moved or removed: open it where it is now", path.display())]
    Moved {
        /// The path where it was.
        path: PathBuf,
    },
    /// The disk, or the quota on it, is full.
    #[error("no space left for index {}: free some and commit again; the last commit is intact", path.display())]
    DiskFull {
        /// The index.
        path: PathBuf,
        /// The error of the system.
        source: Cause,
    },
    /// There is no index at the path.
    #[error("no index at {}: create one there first", path.display())]
    NotFound {
        /// The path without an index.
        path: PathBuf,
    },
    /// An index cannot be created in a folder that is not empty.
    #[error("{} already exists and is not empty: open it, or choose another folder", path.display())]
    AlreadyExists {
        /// The folder.
        path: PathBuf,
    },
    /// The path names a file, but an index is a folder.
    #[error("{} is a file: an index is a folder, give the path of one", path.display())]
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// The folder holds a tantivy index that ibid did not write.
    #[error("{} holds a tantivy index that ibid did not write: choose another folder", path.display())]
    Foreign {
        /// The folder.
        path: PathBuf,
    },
    /// The index has a format that this build does not search: an earlier one
    /// can be [rebuilt](crate::Index::rebuild), a later one cannot.
    #[error(
        "index {} has format {found}, this build reads format {supported}: {}",
        path.display(),
        format_advice(*found, *supported)
    )]
    Format {
        /// The index.
        path: PathBuf,
        /// Format of the index.
        found: u32,
        /// Format that this build reads.
        supported: u32,
    },
    /// The index was made with a different analysis than this build or the
    /// given configuration has.
    #[error(
        "index {} was made with {}: rebuild it to search it this way",
        path.display(),
        analysis::in_words(differences)
    )]
    Analysis {
        /// The index.
        path: PathBuf,
        /// Fingerprint of the analysis that the index was made with.
        found: String,
        /// Fingerprint of the analysis of this build and configuration.
        expected: String,
        /// What differs, at least one part.
        differences: Vec<AnalysisDifference>,
    },
    /// A file of the index is missing or damaged.
    #[error("index {} is damaged ({detail}): restore it from a backup or index the sources again", path.display())]
    Corrupt {
        /// The index.
        path: PathBuf,
        /// What is missing or damaged.
        detail: String,
        /// The error of the system or of a dependency, if there is one.
        source: Option<Cause>,
    },
    /// A parameter is out of its range.
    #[error("{parameter} is {value}: it must be {range}")]
    Config {
        /// Name of the parameter.
        parameter: &'static str,
        /// The value given.
        value: String,
        /// The allowed range.
        range: &'static str,
    },
    /// A document cannot be indexed as it is.
    #[error("document {id:?} cannot be indexed: {reason}")]
    Document {
        /// Its id.
        id: String,
        /// The reason, and what to do.
        reason: String,
    },
    /// A query given to [`Query::parse`](crate::Query::parse) is not well
    /// formed.
    #[error("query {query:?} at bytes {span}: {reason}")]
    Query {
        /// The query.
        query: String,
        /// The faulty part, in bytes of the query.
        span: Span,
        /// What is wrong, and what to write instead.
        reason: String,
    },
    /// A line of a file of judgments, runs, queries or documents cannot be
    /// read.
    #[error("{what} line {line}: {reason}")]
    Judgments {
        /// The kind of file: "qrels", "run", "queries" or "corpus".
        what: &'static str,
        /// The line, from 1.
        line: usize,
        /// What is wrong, and what was expected.
        reason: String,
    },
    /// An operation failed in a dependency.
    #[error("index {} failed to {action}: the last commit is intact, try again", path.display())]
    Index {
        /// The index.
        path: PathBuf,
        /// The operation.
        action: &'static str,
        /// The error of the dependency.
        source: Cause,
    },
}

/// What to do about an index of another format: formats are numbered from 1.
fn format_advice(found: u32, supported: u32) -> &'static str {
    if (1..supported).contains(&found) {
        "rebuild it, or use the version of ibid that wrote it"
    } else {
        "use the version of ibid that wrote it, or a later one"
    }
}
