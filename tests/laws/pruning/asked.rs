//! What is asked, and by which profile it is ranked.

use ibid::Query;
use ibid::rank::{LabelWeights, Profile};

use super::shelf::{Random, Shelf, vocabulary};

/// Queries of up to twelve parts out of a shelf's own words.
pub(crate) struct Asked<'a> {
    shelf: &'a Shelf,
    vocabulary: Vec<String>,
    pub(crate) random: Random,
}

impl<'a> Asked<'a> {
    pub(crate) fn new(shelf: &'a Shelf) -> Self {
        Self { shelf, vocabulary: vocabulary(), random: Random(shelf.name.len() as u64 + 1000) }
    }

    fn word(&mut self) -> &str {
        &self.vocabulary[self.random.skewed(self.vocabulary.len())]
    }

    pub(crate) fn content_word(&mut self) -> String {
        loop {
            let word = self.word();
            if word != "the" {
                return word.to_owned();
            }
        }
    }

    /// Two or three words as they stand in a text.
    fn phrase(&mut self) -> String {
        let document = self.random.one_of(&self.shelf.documents);
        let words: Vec<&str> = document.text.split_whitespace().collect();
        let from = self.random.below(words.len());
        let to = words.len().min(from + 2 + self.random.below(2));
        format!("\"{}\"", words[from..to].join(" "))
    }

    fn part(&mut self) -> String {
        match self.random.below(100) {
            0..6 => format!("+{}", self.word()),
            6..12 => format!("-{}", self.word()),
            12..19 => self.phrase(),
            19..23 => format!("{}*", &self.word()[..3]),
            23..29 => format!("title:{}", self.word()),
            29..31 => format!("+{}", self.phrase()),
            31..37 => {
                let filters =
                    ["label:body", "-label:body", "source:Gazette", "date:2014", "-date:2014"];
                (*self.random.one_of(&filters)).to_owned()
            }
            _ => self.word().to_owned(),
        }
    }

    pub(crate) fn query(&mut self) -> Query {
        let count = 1 + self.random.skewed(12);
        let parts: Vec<String> = (0..count).map(|_| self.part()).collect();
        let query = Query::new(parts.join(" "));
        if self.random.percent(50) { query.as_typed() } else { query }
    }

    /// One with a second stage and feedback, with some of the parameters
    /// that their bounds hang on at the ends of their ranges.
    pub(crate) fn looking_further(&mut self) -> Profile {
        let mut profile = Profile::balanced().with_depth(60);
        profile.feedback.retrieve = self.random.percent(20);
        profile.feedback.rounds = 1 + self.random.below(2);
        profile.feedback.weight = *self.random.one_of(&[0.1, 0.5, 0.5, 10.0]);
        profile.proximity = *self.random.one_of(&[0.0, 0.2, 0.2, 10.0]);
        profile.document_share = *self.random.one_of(&[0.0, 0.15, 0.15, 1.0]);
        profile.coverage = *self.random.one_of(&[0.0, 0.3, 1.0]);
        if self.random.percent(30) {
            (profile.labels.body, profile.labels.headline) = (0.5, 0.0);
        }
        profile
    }

    /// One that ranks by the first stage alone: `fast`, or with some of its
    /// parameters at the ends of their ranges.
    pub(crate) fn profile(&mut self) -> Profile {
        let mut profile = Profile::fast();
        if self.random.percent(40) {
            return profile;
        }
        let all = &mut profile;
        for (parameter, values) in [
            (&mut all.passage_b, [0.0, 1.0]),
            (&mut all.passage_k1, [0.1, 10.0]),
            (&mut all.document_b, [0.0, 1.0]),
            (&mut all.document_share, [0.0, 1.0]),
            (&mut all.document_share_of_documents, [0.0, 1.0]),
            (&mut all.coverage, [0.0, 1.0]),
            (&mut all.document_coverage, [0.0, 1.0]),
            (&mut all.title_weight, [0.0, 100.0]),
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
