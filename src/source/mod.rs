//! Where documents come from: folders of files and JSON Lines, read one document
//! at a time or brought into an index as a whole.
//!
//! A source gives [`Document`](crate::Document)s and, for whatever it could
//! not read, a [`Skipped`] with the reason; one bad file or line never ends
//! the reading. [`sync`] brings an index up to what a source holds now. For
//! other stores, [`changes`] compares what a folder holds with what was read
//! before, and the caller acts on it.

#[cfg(feature = "folder")]
mod changes;
#[cfg(all(feature = "folder", feature = "cite"))]
mod citations;
#[cfg(feature = "folder")]
mod decode;
#[cfg(feature = "folder")]
mod documents;
#[cfg(feature = "folder")]
mod folder;
#[cfg(feature = "folder")]
mod id;
pub mod jsonl;
#[cfg(feature = "folder")]
mod kept;
#[cfg(feature = "folder")]
mod locate;
mod passed_over;
#[cfg(feature = "folder")]
mod read;
#[cfg(feature = "folder")]
mod stamp;
mod sync;

#[cfg(feature = "folder")]
pub use changes::{Changes, changes};
#[cfg(all(feature = "folder", feature = "cite"))]
pub use citations::verify_citations;
#[cfg(feature = "folder")]
pub use decode::file_bytes::file_spans;
#[cfg(feature = "folder")]
pub use decode::{Decoded, Undecodable, decode, offsets_encoding};
#[cfg(feature = "folder")]
pub use documents::{FileDocuments, read_bytes};
#[cfg(feature = "folder")]
pub use folder::{FileEntry, Folder, Listing};
#[cfg(feature = "folder")]
pub use kept::{KeptIndex, KeptIndexes, KeptState};
#[cfg(feature = "folder")]
pub use locate::locate;
pub use passed_over::PassedOver;
#[cfg(feature = "folder")]
pub use stamp::{NotAStamp, Stamp};
pub use sync::{
    FailedPath, MovedFolder, PathFailure, Progress, ProgressUnit, SyncOptions, SyncReport,
    Synchronizer, sync,
};

use std::path::PathBuf;

/// A file, folder or line that was skipped, and why.
///
/// Shown as `path, line 3: reason`; the reason names the value and the way
/// out. It is also an [`Error`](std::error::Error), for callers that would
/// rather stop.
///
/// ```
/// use ibid::source::Skipped;
///
/// let skipped = Skipped::new("feed.jsonl", "has no text").at_line(3);
/// assert_eq!(skipped.to_string(), "feed.jsonl, line 3: has no text");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Skipped {
    /// The file or folder; empty where only the line is known.
    pub path: PathBuf,
    /// The line, from 1; `None` where the whole file or folder was skipped.
    pub line: Option<usize>,
    /// Why, and the way out.
    pub reason: String,
}

impl Skipped {
    /// The path, skipped as a whole for that reason.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, reason: impl Into<String>) -> Self {
        Self { path: path.into(), line: None, reason: reason.into() }
    }

    /// With a line, counted from 1, in place of the whole path.
    #[must_use]
    pub fn at_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }
}

impl std::fmt::Display for Skipped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let has_path = !self.path.as_os_str().is_empty();
        if has_path {
            write!(f, "{}", self.path.display())?;
        }
        if let Some(line) = self.line {
            write!(f, "{}line {line}", if has_path { ", " } else { "" })?;
        }
        let colon = if has_path || self.line.is_some() { ": " } else { "" };
        write!(f, "{colon}{}", self.reason)
    }
}

impl std::error::Error for Skipped {}
