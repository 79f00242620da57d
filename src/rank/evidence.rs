//! What was found of a query in a passage and its document: plain data, the
//! border between the index and ranking.

use super::concept::{ConceptFacts, Frequencies};
use super::shares::QueryShares;
use crate::passage::label::Label;

/// What is the same for every passage of one search.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct QueryFacts {
    /// One for each scoring concept of the plan, in its order.
    pub(crate) concepts: Vec<ConceptFacts>,
    /// Typed forms that are much rarer than their stems.
    pub(crate) forms: Vec<ConceptFacts>,
    /// Terms that were learnt from the first passages, if any were.
    pub(crate) learnt: Vec<ConceptFacts>,
    /// Mean words of a passage, at least 1.
    pub(crate) mean_passage_words: f32,
    /// Mean words of a document, at least 1.
    pub(crate) mean_document_words: f32,
    /// Mean words of a title, at least 1.
    pub(crate) mean_title_words: f32,
    /// What is held back of scores.
    pub(crate) shares: QueryShares,
    /// What a question looks for: "a count of Mi-35"; empty of other queries.
    pub(crate) sought: String,
}

/// Words of a passage, and of its document's text and title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_field_names, reason = "each says of what")]
pub(crate) struct Lengths {
    pub(crate) passage_words: u32,
    pub(crate) document_words: u32,
    pub(crate) title_words: u32,
}

/// One passage.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Evidence {
    pub(crate) label: Label,
    pub(crate) lengths: Lengths,
    /// One for each of the facts' concepts.
    pub(crate) concepts: Vec<Frequencies>,
    /// Where the concepts occur in the passage, ascending, each once.
    pub(crate) occurrences: Vec<Occurrence>,
    /// One for each of the facts' forms.
    pub(crate) forms: Vec<Frequencies>,
    /// One for each of the facts' learnt terms.
    pub(crate) learnt: Vec<Frequencies>,
    /// Numbers of the concepts that stand in the name of the document's file and
    /// neither in its text nor in its title. Only an explanation asks.
    pub(crate) only_in_name: Vec<usize>,
    /// How well it answers what is asked for, from 0 to 1; see
    /// [`Places::nearness`](super::answer::Places::nearness).
    pub(crate) answer: f32,
}

/// A place in a passage where a concept occurs. The order is that of the text,
/// then that of the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Occurrence {
    /// Number of the word in the passage, from 0.
    pub(crate) position: u32,
    /// Number of the concept among [`QueryFacts::concepts`].
    pub(crate) concept: u32,
}

/// The occurrences, which ascend, from a position to another one, both in it.
pub(crate) fn within(occurrences: &[Occurrence], first: u32, last: u32) -> &[Occurrence] {
    let from = occurrences.partition_point(|one| one.position < first);
    let to = occurrences.partition_point(|one| one.position <= last);
    occurrences.get(from..to).unwrap_or_default()
}
