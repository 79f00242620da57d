//! The parameters of the ranking: one profile for all collections, and two that
//! trade time for quality.

mod expansion;
mod validate;

use std::borrow::Cow;

pub use expansion::ExpansionWeights;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::passage::label::Label;

/// The ranking's parameters. The default is [`Profile::balanced`].
///
/// A profile is plain data. A parameter that its TOML or JSON leaves out has the
/// default's value.
///
/// ```
/// use ibid::rank::Profile;
///
/// let profile = Profile::default().with_proximity(0.0);
/// assert!(profile.validate().is_ok());
/// let error = Profile::default().with_proximity(-1.0).validate().unwrap_err();
/// assert_eq!(error.to_string(), "profile.proximity is -1: it must be from 0 to 10");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Profile {
    /// Saturation of a passage's term frequencies, 0 to 10.
    pub passage_k1: f32,
    /// Length normalisation of passages, 0 (none) to 1.
    pub passage_b: f32,
    /// The same where documents are ranked, and where every document of the index
    /// is one passage, 0 to 1.
    pub passage_b_of_documents: f32,
    /// Saturation of a document's term frequencies, 0 to 10.
    pub document_k1: f32,
    /// Length normalisation of documents, 0 (none) to 1.
    pub document_b: f32,
    /// Occurrences in the text that one in the title is worth, 0 to 100.
    pub title_weight: f32,
    /// Length normalisation of titles, 0 (none) to 1.
    pub title_b: f32,
    /// The document's share of the score where passages are ranked, 0 to 1; the
    /// rest is the passage's.
    pub document_share: f32,
    /// The document's share of the score where documents are ranked, each by its
    /// best passage, 0 to 1.
    pub document_share_of_documents: f32,
    /// The share of its score that a passage would lose with nothing of the
    /// query, 0 to 1. The loss is in proportion to the weight that it lacks.
    pub coverage: f32,
    /// The share that a concept counts for coverage where only the document or
    /// its title has it, 0 to 1.
    pub document_coverage: f32,
    /// Weight of proximity, 0 to 10: concepts close to one another.
    pub proximity: f32,
    /// What a concept's typed form adds to a passage that has it, 0 to 10, times
    /// the concept's weight: it comes before other forms of its stem.
    pub typed_form: f32,
    /// The share of what a typed form is rarer than its stem that is scored, 0 to
    /// 10, where the form is much rarer. Where documents are ranked, forms of a stem
    /// are alike.
    pub rare_form: f32,
    /// What a concept in the passage before or behind is worth beside one in the
    /// passage, 0 to 10. Where documents are ranked, their passages count anyway.
    pub neighbour: f32,
    /// What the fact that a question asks for adds to a passage, 0 to 10, times the
    /// weight of the query. Other queries gain nothing, nor do rankings of documents.
    pub answer: f32,
    /// The factor of a score for each label, 0 to 1.
    pub labels: LabelWeights,
    /// What words that the lexicon adds to a query count, 0 to 1 each.
    /// [`Index::count`](crate::Index::count) counts by the default's.
    pub expansion: ExpansionWeights,
    /// Candidates that the second stage re-ranks, 1 to 10,000.
    pub depth: usize,
    /// Pseudo-relevance feedback.
    pub feedback: Feedback,
}

/// Pseudo-relevance feedback: terms shared by the top passages are added to the
/// query.
///
/// The first passages, at most one of each document, are weighted by their
/// scores. A term is weighted by its use in them and its rarity in the index
/// (`ARCHITECTURE.md` has the formula). A passage with nothing of the query
/// never becomes a hit by such terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Feedback {
    /// Weight of all feedback terms together beside that of the query, 0 to 10;
    /// 0 turns feedback off.
    pub weight: f32,
    /// Feedback passages, 1 to 100.
    pub passages: usize,
    /// Feedback terms, 1 to 200.
    pub terms: usize,
    /// Feedback passages that must share a term, 1 to 100.
    pub agreeing: usize,
    /// How fast trust falls with the score, 0 to 10: a passage that scores
    /// `d` less than the best is trusted `e^(-doubt · d)` as much.
    pub doubt: f32,
    /// The share of the terms' weight that is left where the rarest name of the
    /// query, a designator or a word with a capital, stands neither in the
    /// document nor in its title, 0 to 1. Where documents are ranked it is 1.
    pub without_name: f32,
    /// In a query of at most this many concepts, up to 512, the terms count by the
    /// share of the query's weight that a document has. Where documents are ranked
    /// no query is that short.
    pub short_query: usize,
    /// Rounds of feedback, each from the first passages of the round before, 1
    /// to 5.
    pub rounds: usize,
    /// Whether the first stage ranks again with the feedback terms. Otherwise
    /// only the candidates of the second stage are ranked by them.
    pub retrieve: bool,
}

/// The factor of a passage's score for its label, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
#[allow(missing_docs)]
pub struct LabelWeights {
    pub body: f32,
    pub headline: f32,
    pub byline: f32,
    pub dateline: f32,
    pub caption: f32,
    pub teaser: f32,
    pub comment: f32,
    pub quote: f32,
    pub note: f32,
    pub table: f32,
}

// Judged questions moved by less than two first answers with `passage_b` from 0.3
// to 0.5, and with `typed_form` from 0 to 0.2; by three with `passage_b` 0.6. A
// headline's 0.7 gains beside that, and nothing alone. They moved by one with
// `neighbour` from 0.1 to 0.3 and with `answer` from 0.4 to 0.7.
impl Default for Profile {
    fn default() -> Self {
        Self {
            passage_k1: 1.2,
            passage_b: 0.4,
            passage_b_of_documents: 0.75,
            document_k1: 1.2,
            document_b: 0.75,
            title_weight: 4.0,
            title_b: 0.75,
            document_share: 0.15,
            document_share_of_documents: 0.85,
            coverage: 0.3,
            document_coverage: 0.5,
            proximity: 0.2,
            typed_form: 0.15,
            rare_form: 0.5,
            neighbour: 0.15,
            answer: 0.6,
            labels: LabelWeights::default(),
            expansion: ExpansionWeights::default(),
            depth: 200,
            feedback: Feedback::default(),
        }
    }
}

// `short_query` gives the same first answers from 4 to 8; `without_name` gains at
// 0.5 over 1, and 0 costs rankings of documents.
impl Default for Feedback {
    fn default() -> Self {
        Self {
            weight: 0.5,
            passages: 10,
            terms: 30,
            agreeing: 2,
            doubt: 0.4,
            without_name: 0.5,
            short_query: 6,
            rounds: 1,
            retrieve: false,
        }
    }
}

impl Default for LabelWeights {
    fn default() -> Self {
        Self {
            body: 1.0,
            headline: 0.7,
            byline: 0.4,
            dateline: 0.4,
            caption: 0.7,
            teaser: 0.8,
            comment: 0.6,
            quote: 0.9,
            note: 0.9,
            table: 1.0,
        }
    }
}

impl LabelWeights {
    /// The weight of a label.
    #[must_use]
    pub fn of(&self, label: Label) -> f32 {
        match label {
            Label::Body => self.body,
            Label::Headline => self.headline,
            Label::Byline => self.byline,
            Label::Dateline => self.dateline,
            Label::Caption => self.caption,
            Label::Teaser => self.teaser,
            Label::Comment => self.comment,
            Label::Quote => self.quote,
            Label::Note => self.note,
            Label::Table => self.table,
        }
    }
}

impl Profile {
    /// The first stage alone: every part of the formula but proximity and
    /// feedback.
    #[must_use]
    pub fn fast() -> Self {
        let feedback = Feedback { weight: 0.0, ..Feedback::default() };
        Self {
            proximity: 0.0,
            typed_form: 0.0,
            neighbour: 0.0,
            answer: 0.0,
            feedback,
            ..Self::default()
        }
    }

    /// The default: proximity and feedback over the best of the first stage.
    #[must_use]
    pub fn balanced() -> Self {
        Self::default()
    }

    /// The best ranking, whatever it costs: a deeper second stage, two rounds of
    /// feedback, and the first stage again with the feedback terms.
    #[must_use]
    pub fn thorough() -> Self {
        let feedback = Feedback { rounds: 2, retrieve: true, ..Feedback::default() };
        Self { depth: 1000, feedback, ..Self::default() }
    }

    /// The profile of that name: `fast`, `balanced` or `thorough`.
    ///
    /// # Errors
    /// [`Error::Config`] for any other name.
    ///
    /// ```
    /// use ibid::rank::Profile;
    ///
    /// assert_eq!(Profile::named("balanced")?, Profile::default());
    /// let error = Profile::named("quick").unwrap_err();
    /// assert_eq!(error.to_string(), "profile is quick: it must be fast, balanced or thorough");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "fast" => Ok(Self::fast()),
            "balanced" => Ok(Self::balanced()),
            "thorough" => Ok(Self::thorough()),
            _ => Err(Error::Config {
                parameter: "profile",
                value: name.to_owned(),
                range: "fast, balanced or thorough",
            }),
        }
    }

    /// With that weight of proximity.
    #[must_use]
    pub fn with_proximity(mut self, weight: f32) -> Self {
        self.proximity = weight;
        self
    }

    /// With that share of the document in a passage's score.
    #[must_use]
    pub fn with_document_share(mut self, share: f32) -> Self {
        self.document_share = share;
        self
    }

    /// With those label weights.
    #[must_use]
    pub fn with_labels(mut self, labels: LabelWeights) -> Self {
        self.labels = labels;
        self
    }

    /// With these weights of what the lexicon adds to a query.
    #[must_use]
    pub fn with_expansion(mut self, weights: ExpansionWeights) -> Self {
        self.expansion = weights;
        self
    }

    /// With that many candidates in the second stage.
    #[must_use]
    pub fn with_depth(mut self, passages: usize) -> Self {
        self.depth = passages;
        self
    }

    /// With that feedback.
    #[must_use]
    pub fn with_feedback(mut self, feedback: Feedback) -> Self {
        self.feedback = feedback;
        self
    }

    /// Whether feedback is on.
    pub(crate) fn learns(&self) -> bool {
        self.feedback.weight > 0.0
    }

    /// Whether the second stage has any part that the first lacks.
    pub(crate) fn has_second_stage(&self) -> bool {
        let parts = [self.proximity, self.typed_form, self.neighbour, self.answer];
        parts.iter().any(|weight| *weight > 0.0) || self.learns()
    }

    /// The profile for an index. Where every passage is a document, its length is
    /// the author's and not that of a cut, so it is normalised as a document's.
    pub(crate) fn for_passages(&self, are_documents: bool) -> Cow<'_, Self> {
        if are_documents {
            let passage_b = self.passage_b_of_documents;
            Cow::Owned(Self { passage_b, ..self.clone() })
        } else {
            Cow::Borrowed(self)
        }
    }

    /// The profile for ranking documents.
    pub(crate) fn for_documents(&self) -> Self {
        // Feedback as a whole is worth more for documents than what it disturbs.
        let feedback = Feedback { without_name: 1.0, short_query: 0, ..self.feedback.clone() };
        Self {
            document_share: self.document_share_of_documents,
            passage_b: self.passage_b_of_documents,
            typed_form: 0.0,
            rare_form: 0.0,
            neighbour: 0.0,
            answer: 0.0,
            feedback,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_profiles_are_sound_and_read_back() {
        for name in ["fast", "balanced", "thorough"] {
            let profile = Profile::named(name).unwrap();
            profile.validate().unwrap();
            let written = toml::to_string(&profile).unwrap();
            assert_eq!(toml::from_str::<Profile>(&written).unwrap(), profile, "{name}");
        }
        assert!(toml::from_str::<Profile>("feedback.pasages = 3").is_err());
    }
}
