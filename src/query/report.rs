//! The report of a search on its query: how it was understood, what was added,
//! what was left out, and what no passage has.

pub(crate) mod ignored;
mod lacking;
mod line;
mod list;
mod whole;

use serde::Serialize;

pub use self::ignored::{Ignored, IgnoredKind};
use crate::query::plan::Reason;
pub use crate::query::syntax::notice::{Notice, NoticeKind};
use crate::span::Span;

/// How a query was understood and expanded, and what of it was not searched.
///
/// [`line`](Self::line) says in one line what a person needs to know,
/// [`whole`](Self::whole) says all of it.
///
/// ```
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", "A blast at a depot in Nyala."))?;
/// writer.add(&Document::new("b", "Darfur holds talks."))?;
/// writer.commit()?;
///
/// let report = index.search(&Query::new("Darfur blast"))?.report;
/// let lack = "no passage has both of your words: Darfur stands nowhere beside blast";
/// assert!(report.line(160).starts_with(lack));
/// assert_eq!(index.search(&Query::new("depot"))?.report.line(160), "");
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The query as typed.
    pub query: String,
    /// The query as understood, in the query language.
    pub understood: String,
    /// Parts that may be misread, in the order of the query, and then what the
    /// index leaves out.
    pub notices: Vec<Notice>,
    /// What was searched for besides what was typed.
    pub expanded: Vec<Expansion>,
    /// What was understood but could not be searched for.
    pub ignored: Vec<Ignored>,
    /// What was searched for and stands in no passage and no title.
    pub missing: Vec<MissingWord>,
    /// Words that stand in no passage together, where no passage has all.
    /// `None` as well on pages after the first, and where it would take too long
    /// to know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart: Option<WordsApart>,
    /// Required words that documents have in different passages. `None` as well
    /// where as many passages as were asked for have them all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub across: Option<AcrossPassages>,
    /// What a question looks for: "a count of Mi-35". Passages that have it beside the
    /// words come first. `None` where nothing is asked, and in a search that ranks by
    /// words alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sought: Option<String>,
    /// Terms of pseudo-relevance feedback, the heaviest first: words that the
    /// top passages share, which raise the passages that have them.
    pub learnt: Vec<String>,
    /// What the query is [narrowed to](crate::Query::narrowed_by): a facet with its
    /// values each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub narrowed: Vec<Narrowed>,
    /// Whether the search was given up or [ran out of its
    /// time](crate::Query::deadline_ms): the hits are those found by then, and what
    /// stands nowhere is not told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_out_of_time: bool,
}

/// Values of a facet that a query is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Narrowed {
    /// The facet's name.
    pub facet: String,
    /// The values, of which a passage has one; an empty one stands for none.
    pub values: Vec<String>,
    /// The same as a person reads them: "undated" for none.
    pub names: Vec<String>,
}

/// As in "narrowed to source: Gazette or Herald".
impl std::fmt::Display for Narrowed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "narrowed to {}: {}", self.facet, self.names.join(" or "))
    }
}

/// What is said of a search that did not finish.
const OUT_OF_TIME: &str = "the search ran out of its time: this is what was found by then";

/// Something that was searched for besides what was typed.
///
/// ```
/// use ibid::query::Reason;
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let expanded = index.search(&Query::new("chopper"))?.report.expanded;
/// let synonym = expanded.iter().find(|expansion| expansion.reason == Reason::Synonym).unwrap();
/// assert_eq!((synonym.added.as_str(), synonym.why.as_str()), ("helicopter", "synonym"));
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Expansion {
    /// What was typed: "Hind E".
    pub typed: String,
    /// What was added: "Mi-35", or several words with commas between them.
    pub added: String,
    /// Why, for programs; serde writes `"nato-name"`.
    pub reason: Reason,
    /// The same in words: "NATO name".
    pub why: String,
}

impl Expansion {
    pub(crate) fn new(typed: String, added: String, reason: Reason) -> Self {
        Self { typed, added, reason, why: reason.to_string() }
    }
}

/// A word, phrase or value of a field that occurs in no passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MissingWord {
    /// The part as it is typed: `zeppelin`, `"arms deals"`, `title:zeppelin`,
    /// `source:Gazette`.
    pub word: String,
    /// Where it stands, in bytes of the query.
    pub span: Span,
    /// The nearest words that do occur, the most frequent first.
    pub nearest: Vec<String>,
    /// Whether it was looked for in titles alone, as with `title:word`: texts
    /// may have it.
    pub in_titles: bool,
    /// Whether the nearest words were searched for in its stead.
    pub is_repaired: bool,
}

/// Words of a query that no passage has together. A word of the title counts
/// for every passage of the document, and so does whatever the query was
/// expanded to.
///
/// It displays as a sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WordsApart {
    /// The words that score, and other parts: `"arms deal"`, `embarg*`,
    /// `title:deal`.
    pub words: Vec<String>,
    /// The most of them that any passage has, whatever the query's filters.
    pub most: usize,
    /// One that stands nowhere beside some of the others: a name if there is
    /// one, or the rarest. Empty where any two stand together.
    pub word: String,
    /// Those others, in the order of the query.
    pub never_beside: Vec<String>,
}

/// Required parts of a query that documents have in different passages.
///
/// It displays as a sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AcrossPassages {
    /// The required parts: `embargo`, `sanctions or ban`, `"arms deal"`.
    pub required: Vec<String>,
    /// Whether there are passages that have them all.
    pub has_passages: bool,
    /// Whether the query has filters or exclusions besides; the passages and
    /// documents meet them.
    pub is_filtered: bool,
    /// How many documents have them all, but no passage that has. `None` where
    /// each of the parts is too frequent to count them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<usize>,
    /// Ids of up to three of these documents, those first in which the parts
    /// stand in passages near each other.
    pub nearest: Vec<String>,
}
