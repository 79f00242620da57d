//! What can go wrong, as data and advice.

use std::path::PathBuf;

use crate::span::Span;

/// Result with ibid's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A cause from a library beneath; its type is not part of the interface.
pub(crate) type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Everything that can go wrong in ibid.
///
/// Each message names the value and says the way out; the cause from beneath,
/// where there is one, is its [`source`](std::error::Error::source). A search
/// query typed by a user is never an error: see [`Query::new`](crate::Query::new).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Reading or writing failed.
    #[error("cannot access {}: check that it exists and may be read and written", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
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
        /// How long was waited, in milliseconds.
        waited_ms: u64,
    },
    /// The folder may be read but not written.
    #[error("index {} cannot be written: make the folder writable, or open it for reading", path.display())]
    ReadOnly {
        /// The index.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The disk, or the quota on it, is full.
    #[error("no space left for index {}: free some and commit again; the last commit is intact", path.display())]
    DiskFull {
        /// The index.
        path: PathBuf,
        /// What the system said.
        source: Cause,
    },
    /// There is no index at the path.
    #[error("no index at {}: create one there first", path.display())]
    NotFound {
        /// Where one was looked for.
        path: PathBuf,
    },
    /// An index was to be created where something is already.
    #[error("{} already exists and is not empty: open it, or choose another folder", path.display())]
    AlreadyExists {
        /// Where the index was to be.
        path: PathBuf,
    },
    /// The path names a file; an index is a folder.
    #[error("{} is a file: an index is a folder, give the path of one", path.display())]
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// The folder holds an index of tantivy's that ibid did not write.
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
    /// The index was analysed otherwise than this build, or the given
    /// configuration, would.
    #[error(
        "index {} was analysed with {found}, not with {expected}: rebuild it to search it this way",
        path.display()
    )]
    Analysis {
        /// The index.
        path: PathBuf,
        /// Fingerprint of the analysis that the index was made with.
        found: String,
        /// Fingerprint of the analysis asked for.
        expected: String,
    },
    /// A file of the index is missing or damaged.
    #[error("index {} is damaged ({detail}): restore it from a backup or index the sources again", path.display())]
    Corrupt {
        /// The index.
        path: PathBuf,
        /// What is wrong.
        detail: String,
        /// The cause from beneath, where there is one.
        source: Option<Cause>,
    },
    /// A parameter is out of its range.
    #[error("{parameter} is {value}: it must be {range}")]
    Config {
        /// Name of the parameter.
        parameter: &'static str,
        /// The value given.
        value: String,
        /// The range allowed.
        range: &'static str,
    },
    /// A document cannot be indexed as it is.
    #[error("document {id:?} cannot be indexed: {reason}")]
    Document {
        /// Its id.
        id: String,
        /// Why, and what to do.
        reason: String,
    },
    /// A query that was to be read strictly is not well formed.
    #[error("query {query:?} at bytes {span}: {reason}")]
    Query {
        /// The query.
        query: String,
        /// Where, in bytes of the query.
        span: Span,
        /// What is wrong, and what to write instead.
        reason: String,
    },
    /// A line of a judgment, run or query file cannot be read.
    #[error("{what} line {line}: {reason}")]
    Judgments {
        /// Which kind of file: "qrels", "run" or "queries".
        what: &'static str,
        /// The line, from 1.
        line: usize,
        /// What is wrong, and what was expected.
        reason: String,
    },
    /// The index could not do something for a reason from beneath.
    #[error("index {} failed to {action}: the last commit is intact, try again", path.display())]
    Index {
        /// The index.
        path: PathBuf,
        /// What was being done.
        action: &'static str,
        /// The cause from beneath.
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
