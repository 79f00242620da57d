//! Parts of a query that were left out of the search.

use serde::Serialize;

use super::list::listed;
use crate::span::Span;

/// A part of a query that was left out of the search.
///
/// ```
/// use ibid::query::IgnoredKind;
/// use ibid::{Index, Query};
///
/// let ignored = Index::in_memory()?.search(&Query::new("the embargo"))?.report.ignored;
/// assert_eq!((ignored[0].text.as_str(), ignored[0].kind), ("the", IgnoredKind::FunctionWord));
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ignored {
    /// The part.
    pub text: String,
    /// Where it stands, in bytes of the query; empty for what stands in many
    /// places.
    pub span: Span,
    /// Why it was left out, for programs.
    pub kind: IgnoredKind,
    /// Why it was left out, and what to write instead.
    pub why: String,
}

/// Why a part of a query was left out. Serde writes `"function-word"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IgnoredKind {
    /// A function word, which says nothing beside the others.
    FunctionWord,
    /// It says how the request is put, as "I am looking for" does.
    RequestPhrase,
    /// There is no word in it.
    NoWord,
    /// A topic that the lexicon does not have.
    UnknownTopic,
    /// A field joined by `OR` to words: passages without the words are not listed.
    FieldBesideWords,
    /// Words beyond those that a query can have.
    TooManyWords,
    /// Facts asked for beyond those that a query can have.
    TooManyFacts,
    /// Synonyms and other names beyond those that a query is given.
    TooManySynonyms,
    /// Fuzzy words beyond those that a query expands.
    TooManyFuzzyWords,
    /// Prefixes and fuzzy words that stand for more of the index than a query reads.
    TooManyPostings,
    /// Words of a prefix or fuzzy word beyond those that it expands to.
    TooManyExpansions,
    /// Misspelt words beyond those whose nearest words a query looks up.
    TooManyMisspeltWords,
    /// Documents of an `id:` beyond those that it stands for.
    TooManyDocuments,
}

/// Why function words are ignored.
pub(crate) const FUNCTION_WORD: &str = "a function word, which says nothing beside the others";

/// Why request phrases are ignored.
pub(crate) const REQUEST_PHRASE: &str = "it says how the request is put, not what it is about";

/// The most parts that one [`Ignored`] names.
const NAMED_PARTS: usize = 20;

impl IgnoredKind {
    /// Whether nothing was lost by it: the part says nothing of what is sought.
    pub(crate) fn says_nothing(self) -> bool {
        matches!(self, Self::FunctionWord | Self::RequestPhrase)
    }
}

impl Ignored {
    /// A part that was left out, at its place.
    pub(crate) fn new(kind: IgnoredKind, text: String, span: Span, why: String) -> Self {
        Self { text, span, kind, why }
    }

    /// Several parts that were left out for one reason; `None` where there are
    /// none. The first parts are named and the others are counted.
    pub(crate) fn several(kind: IgnoredKind, parts: &[String], why: String) -> Option<Self> {
        let text = listed(parts, NAMED_PARTS);
        (!parts.is_empty()).then(|| Self::new(kind, text, Span::default(), why))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_beyond_twenty_are_counted() {
        let text = |count: usize| {
            let parts: Vec<String> = (0..count).map(|number| number.to_string()).collect();
            let ignored = Ignored::several(IgnoredKind::TooManyWords, &parts, "why".to_owned());
            ignored.map(|ignored| ignored.text)
        };
        assert_eq!(text(0), None);
        assert_eq!(text(1).as_deref(), Some("0"));
        assert_eq!(text(3).as_deref(), Some("0, 1, 2"));
        assert!(text(20).is_some_and(|text| text.ends_with(", 19")));
        assert!(text(21).is_some_and(|text| text.ends_with(", 19 and 1 more")));
    }

    #[test]
    fn kinds_are_written_by_name() {
        let ignored = Ignored::new(
            IgnoredKind::TooManyFuzzyWords,
            "a".to_owned(),
            Span::default(),
            "b".to_owned(),
        );
        let json = serde_json::to_string(&ignored).unwrap();
        let expected =
            r#"{"text":"a","span":{"start":0,"end":0},"kind":"too-many-fuzzy-words","why":"b"}"#;
        assert_eq!(json, expected);
    }
}
