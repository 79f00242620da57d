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
    /// What the answer lacks, the gravest first, in sentences.
    pub remarks: Vec<String>,
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

/// The most parts that one [`Ignored`] names.
const NAMED_PARTS: usize = 20;

impl Ignored {
    /// Several parts that were left out for one reason; `None` where there are
    /// none. The first parts are named and the others are counted.
    pub(crate) fn several(parts: &[String], why: String) -> Option<Self> {
        let named = parts.get(..NAMED_PARTS).unwrap_or(parts);
        let mut text = named.join(", ");
        if parts.len() > named.len() {
            text = format!("{text} and {} more", parts.len() - named.len());
        }
        (!parts.is_empty()).then(|| Self { text, span: Span::default(), why })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_beyond_twenty_are_counted() {
        let text = |count: usize| {
            let parts: Vec<String> = (0..count).map(|number| number.to_string()).collect();
            Ignored::several(&parts, "why".to_owned()).map(|ignored| ignored.text)
        };
        assert_eq!(text(0), None);
        assert_eq!(text(1).as_deref(), Some("0"));
        assert_eq!(text(3).as_deref(), Some("0, 1, 2"));
        assert!(text(20).is_some_and(|text| text.ends_with(", 19")));
        assert!(text(21).is_some_and(|text| text.ends_with(", 19 and 1 more")));
    }
}
