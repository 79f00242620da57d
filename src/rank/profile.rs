//! The parameters of the ranking: one profile for all collections, and two that
//! trade time for quality.

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
    /// The factor of a score for each label, 0 to 1.
    pub labels: LabelWeights,
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
    pub table: f32,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            passage_k1: 1.2,
            passage_b: 0.75,
            document_k1: 1.2,
            document_b: 0.75,
            title_weight: 4.0,
            title_b: 0.75,
            document_share: 0.15,
            document_share_of_documents: 0.85,
            coverage: 0.3,
            document_coverage: 0.5,
            proximity: 0.2,
            labels: LabelWeights::default(),
            depth: 200,
            feedback: Feedback::default(),
        }
    }
}

impl Default for Feedback {
    fn default() -> Self {
        Self {
            weight: 0.5,
            passages: 10,
            terms: 30,
            agreeing: 2,
            doubt: 0.4,
            rounds: 1,
            retrieve: false,
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
        Self { proximity: 0.0, feedback, ..Self::default() }
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
        self.proximity > 0.0 || self.learns()
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
        let up_to = |parameter, value: f32, max: f32, range| {
            // Written so that NaN is out of every range.
            if (0.0..=max).contains(&value) {
                return Ok(());
            }
            Err(Error::Config { parameter, value: value.to_string(), range })
        };
        up_to("profile.passage_k1", self.passage_k1, 10.0, "from 0 to 10")?;
        up_to("profile.document_k1", self.document_k1, 10.0, "from 0 to 10")?;
        up_to("profile.title_weight", self.title_weight, 100.0, "from 0 to 100")?;
        up_to("profile.proximity", self.proximity, 10.0, "from 0 to 10")?;
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
            up_to(parameter, value, 1.0, "from 0 to 1")?;
        }
        for label in Label::ALL {
            up_to("profile.labels", self.labels.of(label), 1.0, "from 0 to 1 for each label")?;
        }
        up_to("profile.feedback.weight", self.feedback.weight, 10.0, "from 0 to 10")?;
        up_to("profile.feedback.doubt", self.feedback.doubt, 10.0, "from 0 to 10")?;
        self.validate_counts()
    }

    fn validate_counts(&self) -> Result<()> {
        let counts = [
            ("profile.depth", self.depth, 10_000, "from 1 to 10000"),
            ("profile.feedback.passages", self.feedback.passages, 100, "from 1 to 100"),
            ("profile.feedback.terms", self.feedback.terms, 200, "from 1 to 200"),
            ("profile.feedback.agreeing", self.feedback.agreeing, 100, "from 1 to 100"),
            ("profile.feedback.rounds", self.feedback.rounds, 5, "from 1 to 5"),
        ];
        for (parameter, value, max, range) in counts {
            if !(1..=max).contains(&value) {
                return Err(Error::Config { parameter, value: value.to_string(), range });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every parameter of the TOML, out of its range.
    #[test]
    fn what_is_out_of_range_is_named() {
        let check = |toml: &str, expected: &str| {
            let profile: Profile = toml::from_str(toml).unwrap();
            assert_eq!(profile.validate().unwrap_err().to_string(), expected, "{toml}");
        };
        for (name, value, most) in [
            ("passage_k1", "10.5", 10),
            ("passage_b", "1.5", 1),
            ("document_k1", "-1", 10),
            ("document_b", "nan", 1),
            ("title_weight", "101", 100),
            ("title_b", "-0.5", 1),
            ("document_share", "2", 1),
            ("document_share_of_documents", "2", 1),
            ("coverage", "1.25", 1),
            ("document_coverage", "-1", 1),
            ("proximity", "inf", 10),
            ("feedback.weight", "11", 10),
            ("feedback.doubt", "-2", 10),
        ] {
            let shown = value.replace("nan", "NaN");
            let number: f64 = value.parse().unwrap();
            let written = if number.is_finite() { format!("{number:?}") } else { value.into() };
            check(
                &format!("{name} = {written}"),
                &format!("profile.{name} is {shown}: it must be from 0 to {most}"),
            );
        }
        for (name, value, most) in [
            ("depth", 0, 10_000),
            ("feedback.passages", 101, 100),
            ("feedback.terms", 0, 200),
            ("feedback.agreeing", 0, 100),
            ("feedback.rounds", 6, 5),
        ] {
            check(
                &format!("{name} = {value}"),
                &format!("profile.{name} is {value}: it must be from 1 to {most}"),
            );
        }
        check("labels.quote = 1.5", "profile.labels is 1.5: it must be from 0 to 1 for each label");
    }

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
