//! The name of a commit.

use std::fmt;

use serde::{Serialize, Serializer};

/// The name of the state that an index was searched in: two answers with one name
/// are of one state, whatever was committed in between.
///
/// It is made of the segments and deletions that the commit has, so that every
/// process gives one state the same name, also for a copy of the index. Any commit
/// that changes something has another name, and so has one that merges segments.
/// Names say nothing of the order of commits, and nothing across indexes. It displays
/// as 16 hexadecimal digits, and serde writes these.
///
/// ```
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", "One tug."))?;
/// writer.commit()?;
/// let first = index.search(&Query::new("tug"))?;
/// assert_eq!(first.commit, index.stats()?.commit);
///
/// writer.add(&Document::new("b", "Two tugs."))?;
/// writer.commit()?;
/// let second = index.search(&Query::new("tug"))?;
/// assert_ne!(second.commit, first.commit); // the pages of these are not of one list
/// assert_eq!(second.commit.to_string().len(), 16);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct CommitName(u64);

impl CommitName {
    /// The name with these bits.
    pub(crate) fn new(bits: u64) -> Self {
        Self(bits)
    }
}

impl fmt::Display for CommitName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Serialize for CommitName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
