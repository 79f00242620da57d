//! The topics of an analysed text.

use std::ops::Range;

use super::Analyzer;
use super::phrases::WordSequence;
use super::token::{Analysis, KeyKind};
use super::topic::{Aboutness, TopicWord};

impl Analyzer {
    /// The topics that an analysed text is about, each with its name, sorted by
    /// name.
    ///
    /// The cost is one bit test a word, and a lookup for words with which a term
    /// may begin. The formula is that of [`Topics::about`](super::Topics::about).
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
    /// let about = analyzer.about(&analyzer.analyze("Russia lifted its embargo."));
    /// assert!(about.iter().any(|(name, about)| name == "embargo" && about.score > 0.8));
    /// ```
    #[must_use]
    pub fn about(&self, analysis: &Analysis) -> Vec<(String, Aboutness)> {
        let families: Vec<(Range<usize>, &str)> = analysis
            .keys()
            .filter(|key| key.kind == KeyKind::Family)
            .map(|key| {
                let start = key.position as usize;
                (start..start + key.width as usize, key.term)
            })
            .collect();
        let topics = self.topics();
        let about = topics.about_sequence(analysis, analysis.len(), &families);
        let with_name = |about: Aboutness| Some((topics.name_of(about.topic)?.to_owned(), about));
        about.into_iter().filter_map(with_name).collect()
    }
}

impl WordSequence for Analysis {
    fn word(&self, at: usize) -> Option<TopicWord<'_>> {
        self.word(at).map(|word| TopicWord { stem: word.stem, surface: word.surface })
    }

    #[inline]
    fn stem_prefix8(&self, at: usize) -> Option<u64> {
        self.stem_prefix8(at)
    }
}
