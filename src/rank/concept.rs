//! A concept of a query in the collection and in a passage, as numbers.

/// A concept in the collection.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ConceptFacts {
    pub(crate) kind: ConceptKind,
    /// As typed; of a term that was learnt, a form of it.
    pub(crate) typed: String,
    /// Passages that have it.
    pub(crate) passage_frequency: u64,
    /// What an occurrence is worth: its inverse document frequency, times how
    /// often it was typed or how much it was learnt.
    pub(crate) weight: f32,
}

/// How a concept came into the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum ConceptKind {
    /// A word or phrase, or a term that was learnt.
    #[default]
    Word,
    /// It was typed as a name: a designator, or a word with a capital.
    Name,
    /// A word that occurs nowhere, for which its nearest words stand.
    Repaired,
}

/// A concept in one passage. Frequencies are weighted: an occurrence of an
/// alternative counts its weight.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[allow(clippy::struct_field_names, reason = "each says in what")]
pub(crate) struct Frequencies {
    pub(crate) in_passage: f32,
    pub(crate) in_document: f32,
    pub(crate) in_title: f32,
    /// In the passage before or the one behind, whichever has more.
    pub(crate) in_neighbour: f32,
    /// Whether the passage has the typed form, of a concept that is one word.
    pub(crate) has_form: bool,
}
