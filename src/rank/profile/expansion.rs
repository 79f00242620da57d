//! What a word that the lexicon adds to a query counts beside the typed one.

use serde::{Deserialize, Serialize};

/// What an occurrence of an added word counts, where one of the typed word counts 1:
/// each from 0 to 1, and at 0 nothing of the kind is added.
///
/// A word to which the lexicon gives a weight of its own
/// ([`Synonyms::weights`](crate::lexicon::Synonyms::weights)) has that in place of
/// these. These are of a search: a change needs no rebuild of the index.
///
/// ```
/// use ibid::rank::Profile;
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", "Six helicopters will follow."))?;
/// writer.commit()?;
///
/// let mut profile = Profile::default();
/// let query = Query::new("chopper"); // for which "helicopter" is a synonym
/// assert_eq!(index.search_with(&query, &profile)?.len(), 1);
/// profile.expansion.synonym = 0.0;
/// profile.expansion.topic = 0.0;
/// assert_eq!(index.search_with(&query, &profile)?.len(), 0);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ExpansionWeights {
    /// A synonym.
    pub synonym: f32,
    /// A narrower term: a kind, member or part.
    pub narrower: f32,
    /// A related term.
    pub related: f32,
    /// A passage about the topic that the word names, times its aboutness.
    pub topic: f32,
}

impl Default for ExpansionWeights {
    fn default() -> Self {
        Self { synonym: 0.6, narrower: 0.4, related: 0.15, topic: 0.5 }
    }
}
