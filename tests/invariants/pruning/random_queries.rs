//! Random queries over a fixture, and random profiles to rank them with.

use ibid::Query;
use ibid::rank::{LabelWeights, Profile};

use super::fixtures::{Fixture, vocabulary};
use crate::random::Random;

/// Generates queries of one to twelve parts from a fixture's own words.
pub(crate) struct RandomQueries<'a> {
    fixture: &'a Fixture,
    vocabulary: Vec<String>,
    pub(crate) random: Random,
}

impl<'a> RandomQueries<'a> {
    pub(crate) fn new(fixture: &'a Fixture) -> Self {
        let random = Random::new(fixture.name.len() as u64 + 1000);
        Self { fixture, vocabulary: vocabulary(), random }
    }

    fn word(&mut self) -> &str {
        &self.vocabulary[self.random.skewed(self.vocabulary.len())]
    }

    /// A word that is no function word.
    pub(crate) fn content_word(&mut self) -> String {
        loop {
            let word = self.word();
            if word != "the" {
                return word.to_owned();
            }
        }
    }

    /// Two or three neighbouring words of a text, quoted.
    fn phrase(&mut self) -> String {
        let document = self.random.one_of(&self.fixture.documents);
        let words: Vec<&str> = document.text.split_whitespace().collect();
        let start = self.random.below(words.len());
        let end = words.len().min(start + 2 + self.random.below(2));
        format!("\"{}\"", words[start..end].join(" "))
    }

    /// A word, phrase, prefix or filter, with or without a sign.
    fn part(&mut self) -> String {
        match self.random.below(100) {
            0..6 => format!("+{}", self.word()),
            6..12 => format!("-{}", self.word()),
            12..19 => self.phrase(),
            19..23 => format!("{}*", &self.word()[..3]),
            23..29 => format!("title:{}", self.word()),
            29..31 => format!("+{}", self.phrase()),
            // A repaired word: a passage that has nothing else ends far below.
            37..41 => format!("{}q", self.content_word()),
            31..37 => {
                let filters =
                    ["label:body", "-label:body", "source:Gazette", "date:2014", "-date:2014"];
                (*self.random.one_of(&filters)).to_owned()
            }
            _ => self.word().to_owned(),
        }
    }

    /// Half of the queries are searched as typed, without expansion.
    pub(crate) fn query(&mut self) -> Query {
        let count = 1 + self.random.skewed(12);
        let parts: Vec<String> = (0..count).map(|_| self.part()).collect();
        let query = Query::new(parts.join(" "));
        if self.random.percent(50) { query.as_typed() } else { query }
    }

    /// A profile with re-ranking and feedback. Some parameters that enter their
    /// bounds are at the ends of their ranges.
    pub(crate) fn reranking_profile(&mut self) -> Profile {
        let mut profile = Profile::balanced().with_depth(60);
        profile.feedback.retrieve = self.random.percent(20);
        profile.feedback.rounds = 1 + self.random.below(2);
        profile.feedback.weight = *self.random.one_of(&[0.1, 0.5, 0.5, 10.0]);
        profile.proximity = *self.random.one_of(&[0.0, 0.2, 0.2, 10.0]);
        profile.typed_form = *self.random.one_of(&[0.0, 0.1, 0.1, 10.0]);
        profile.neighbour = *self.random.one_of(&[0.0, 0.1, 0.15, 10.0]);
        profile.rare_form = *self.random.one_of(&[0.0, 0.5, 0.5, 10.0]);
        profile.feedback.without_name = *self.random.one_of(&[0.0, 0.5, 1.0]);
        profile.feedback.short_query = *self.random.one_of(&[0, 6, 512]);
        profile.document_share = *self.random.one_of(&[0.0, 0.15, 0.15, 1.0]);
        profile.coverage = *self.random.one_of(&[0.0, 0.3, 1.0]);
        if self.random.percent(30) {
            (profile.labels.body, profile.labels.headline) = (0.5, 0.0);
        }
        profile
    }

    /// A profile without re-ranking: `fast`, or `fast` with some parameters at
    /// the ends of their ranges.
    pub(crate) fn first_stage_profile(&mut self) -> Profile {
        let mut profile = Profile::fast();
        if self.random.percent(40) {
            return profile;
        }
        let fast = &mut profile;
        for (parameter, values) in [
            (&mut fast.passage_b, [0.0, 1.0]),
            (&mut fast.passage_b_of_documents, [0.0, 1.0]),
            (&mut fast.passage_k1, [0.1, 10.0]),
            (&mut fast.document_b, [0.0, 1.0]),
            (&mut fast.document_share, [0.0, 1.0]),
            (&mut fast.document_share_of_documents, [0.0, 1.0]),
            (&mut fast.coverage, [0.0, 1.0]),
            (&mut fast.document_coverage, [0.0, 1.0]),
            (&mut fast.title_weight, [0.0, 100.0]),
        ] {
            if self.random.percent(30) {
                *parameter = *self.random.one_of(&values);
            }
        }
        if self.random.percent(20) {
            let mut labels = LabelWeights::default();
            (labels.body, labels.headline) = (0.5, 1.0);
            profile.labels = labels;
        }
        profile
    }
}
