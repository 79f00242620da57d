//! What the ranking is made of, in numbers: one profile for all collections.

use serde::{Deserialize, Serialize};

use crate::passage::Label;
use crate::{Error, Result};

/// The ranking's parameters.
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
    /// How much a passage's length counts, 0 to 1.
    pub passage_b: f32,
    /// Saturation of a document's term frequencies, 0 to 10.
    pub document_k1: f32,
    /// How much a document's length counts, 0 to 1.
    pub document_b: f32,
    /// How many occurrences in the text one in the title is worth, 0 to 100.
    pub title_weight: f32,
    /// How much a title's length counts, 0 to 1.
    pub title_b: f32,
    /// The document's share of the score, beside the passage's, where
    /// passages are ranked, 0 to 1.
    pub document_share: f32,
    /// The same where documents are ranked by their best passages, 0 to 1.
    pub document_share_of_documents: f32,
    /// How much of the score a passage loses that has nothing of the query,
    /// 0 to 1; in proportion where it has some.
    pub coverage: f32,
    /// What a concept that stands only elsewhere in the document, or in its
    /// title, counts for coverage, 0 to 1.
    pub document_coverage: f32,
    /// Weight of concepts standing close together, 0 to 10.
    pub proximity: f32,
    /// What each label's score is multiplied with, 0 to 1.
    pub labels: LabelWeights,
    /// Passages that the second stage looks at, 1 to 10,000.
    pub depth: usize,
}

/// What a passage's score is multiplied with for its label.
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
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            passage_k1: 1.2,
            passage_b: 0.6,
            document_k1: 1.2,
            document_b: 0.75,
            title_weight: 4.0,
            title_b: 0.75,
            document_share: 0.15,
            document_share_of_documents: 0.85,
            coverage: 0.15,
            document_coverage: 0.5,
            proximity: 0.3,
            labels: LabelWeights::default(),
            depth: 200,
        }
    }
}

impl Default for LabelWeights {
    fn default() -> Self {
        Self {
            body: 1.0,
            headline: 0.8,
            byline: 0.4,
            dateline: 0.4,
            caption: 0.7,
            teaser: 0.8,
            comment: 0.6,
            quote: 0.9,
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
        }
    }
}

impl Profile {
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

    /// With so many passages in the second stage.
    #[must_use]
    pub fn with_depth(mut self, passages: usize) -> Self {
        self.depth = passages;
        self
    }

    /// The profile for ranking documents.
    pub(crate) fn for_documents(&self) -> Self {
        Self { document_share: self.document_share_of_documents, ..self.clone() }
    }

    /// Checks every range.
    ///
    /// # Errors
    /// [`Error::Config`] names the first parameter that is out of its range.
    pub fn validate(&self) -> Result<()> {
        let upto = |parameter, value: f32, most: f32, range| {
            // Written so that NaN is out of every range.
            if (0.0..=most).contains(&value) {
                return Ok(());
            }
            Err(Error::Config { parameter, value: value.to_string(), range })
        };
        upto("profile.passage_k1", self.passage_k1, 10.0, "from 0 to 10")?;
        upto("profile.document_k1", self.document_k1, 10.0, "from 0 to 10")?;
        upto("profile.title_weight", self.title_weight, 100.0, "from 0 to 100")?;
        upto("profile.proximity", self.proximity, 10.0, "from 0 to 10")?;
        let shares = [
            ("profile.passage_b", self.passage_b),
            ("profile.document_b", self.document_b),
            ("profile.title_b", self.title_b),
            ("profile.document_share", self.document_share),
            ("profile.document_share_of_documents", self.document_share_of_documents),
            ("profile.coverage", self.coverage),
            ("profile.document_coverage", self.document_coverage),
        ];
        for (parameter, value) in shares {
            upto(parameter, value, 1.0, "from 0 to 1")?;
        }
        for label in Label::ALL {
            upto("profile.labels", self.labels.of(label), 1.0, "from 0 to 1 for each label")?;
        }
        if !(1..=10_000).contains(&self.depth) {
            let value = self.depth.to_string();
            return Err(Error::Config {
                parameter: "profile.depth",
                value,
                range: "from 1 to 10000",
            });
        }
        Ok(())
    }
}
