//! What a search says about its query: how it was understood, what was added
//! to it, what was left out.

use serde::Serialize;

pub use crate::query::syntax::notice::{Notice, NoticeKind};
use crate::span::Span;

/// How a query was understood, expanded and answered in part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The query as typed.
    pub query: String,
    /// The query as understood, in the query language.
    pub understood: String,
    /// What was odd about it, in the order of the query.
    pub notices: Vec<Notice>,
    /// What was searched for besides the words typed.
    pub expanded: Vec<Expansion>,
    /// What was understood but could not be searched for.
    pub ignored: Vec<Ignored>,
    /// Words that stand in no passage.
    pub missing: Vec<MissingWord>,
    /// Words that the first passages agree on, the strongest first: passages
    /// that have them were moved up.
    pub learnt: Vec<String>,
}

/// Something searched for besides what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Expansion {
    /// What was typed: "Hind E".
    pub typed: String,
    /// What was added: "Mi-35".
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
    /// Where it stands, in bytes of the query.
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
    /// The nearest words that do occur, best first.
    pub nearest: Vec<String>,
}
