//! The report of a search on its query: how it was understood, what was added
//! and what was left out.

use serde::Serialize;

pub use crate::query::syntax::notice::{Notice, NoticeKind};
use crate::span::Span;

/// How a query was understood and expanded, and what of it was not searched.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The query as typed.
    pub query: String,
    /// The query as understood, in the query language.
    pub understood: String,
    /// Parts that may be misread, in the order of the query.
    pub notices: Vec<Notice>,
    /// What was searched for besides what was typed.
    pub expanded: Vec<Expansion>,
    /// What was understood but could not be searched for.
    pub ignored: Vec<Ignored>,
    /// Words that occur in no passage.
    pub missing: Vec<MissingWord>,
    /// Terms of pseudo-relevance feedback, the heaviest first: words that the
    /// top passages share, which raise the passages that have them.
    pub learnt: Vec<String>,
}

/// Something that was searched for besides what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Expansion {
    /// What was typed: "Hind E".
    pub typed: String,
    /// What was added: "Mi-35", or several words with commas between them.
    pub added: String,
    /// Why: "NATO name".
    pub why: String,
}

/// A part of a query that was left out of the search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ignored {
    /// The part.
    pub text: String,
    /// Where it stands, in bytes of the query; empty for what stands in many
    /// places.
    pub span: Span,
    /// Why it was left out, and what to write instead.
    pub why: String,
}

/// A word that occurs in no passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MissingWord {
    /// The word.
    pub word: String,
    /// Where it stands, in bytes of the query.
    pub span: Span,
    /// The nearest words that do occur, the most frequent first.
    pub nearest: Vec<String>,
}
