//! What an analysed passage is about.

use std::ops::Range;

use super::Analyzer;
use super::phrases::Words;
use super::token::{Analysis, KeyKind};
use super::topic::{Aboutness, TopicWord};

impl Analyzer {
    /// The topics that an analysed text is about, by name, in the order of
    /// the lexicon's names.
    ///
    /// Cost: a look at each word, and a look-up for those with which a term
    /// may begin.
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
        let about = topics.about_words(analysis, analysis.len(), &families);
        let named = |about: Aboutness| Some((topics.name_of(about.topic)?.to_owned(), about));
        about.into_iter().filter_map(named).collect()
    }
}

impl Words for Analysis {
    fn at(&self, at: usize) -> Option<TopicWord<'_>> {
        self.word(at).map(|word| TopicWord { stem: word.stem, surface: word.surface })
    }

    #[inline]
    fn head(&self, at: usize) -> Option<u64> {
        self.stem_head(at)
    }
}
