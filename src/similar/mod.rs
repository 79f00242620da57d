//! More like this: the weightiest words of a passage as an ordinary query.
//!
//! [`Index::similar`](crate::Index::similar) makes a query of a passage's rare words,
//! equipment and phrases, and searches it. A word that only its own story has is not
//! among them. The query is text that a person can read,
//! type and edit; nothing else is searched for. The passage's own document, and the
//! copies and versions of it, are left out of the hits and told.

mod options;
pub(crate) mod own_counts;
pub(crate) mod terms;

pub use options::SimilarOptions;
pub use terms::{SimilarTerm, SimilarTermKind};

use serde::Serialize;

use crate::hit::Hit;
use crate::query::report::Report;

/// Passages that are like one, and the query that they are hits of.
///
/// ```
/// use ibid::similar::SimilarOptions;
/// use ibid::{Document, Index};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// let text = "Six Mi-35M gunships reached Hallan under a contract with Rosoboronexport.";
/// writer.add(&Document::new("a", text))?;
/// writer.add(&Document::new("copy", text))?;
/// writer.add(&Document::new("b", "Rosoboronexport will overhaul the gunships of Hallan."))?;
/// writer.commit()?;
///
/// let whole = ibid::Span::new(0, text.len());
/// let similar = index.similar("a", whole, &SimilarOptions::default())?.unwrap();
/// assert!(similar.query.contains("Rosoboronexport"));
/// assert_eq!(similar.hits.len(), 1);
/// assert_eq!(similar.hits[0].citation.document, "b");
/// assert_eq!(similar.left_out, ["a", "copy"]);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Similar {
    /// The query, as it can be typed; empty where the passage has no word that another
    /// one has.
    pub query: String,
    /// The words that made it, the weightiest first.
    pub terms: Vec<SimilarTerm>,
    /// The hits, the best first.
    pub hits: Vec<Hit>,
    /// How the query was understood.
    pub report: Report,
    /// The ids of the documents whose hits were left out, ascending: the document
    /// itself, and copies and versions of it that are among the better hits.
    pub left_out: Vec<String>,
}
