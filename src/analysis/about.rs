//! What an analysed passage is about.

use std::ops::Range;

use super::topic::{Aboutness, TopicWord};
use super::{Analysis, Analyzer, KeyKind};

impl Analyzer {
    /// The topics that an analysed text is about, by name, in the order of
    /// the lexicon's names.
    ///
    /// Cost: one look-up a word.
    #[must_use]
    pub fn about(&self, analysis: &Analysis) -> Vec<(String, Aboutness)> {
        let words: Vec<TopicWord<'_>> = analysis
            .words()
            .map(|word| TopicWord { stem: word.stem, surface: word.surface })
            .collect();
        let families: Vec<(Range<usize>, &str)> = analysis
            .keys()
            .filter(|key| key.kind == KeyKind::Family)
            .map(|key| {
                let start = key.position as usize;
                (start..start + key.width as usize, key.term)
            })
            .collect();
        let names: Vec<&str> = self.topics().names().collect();
        let name = |topic: usize| names.get(topic).map(|&name| name.to_owned());
        let about = self.topics().about(&words, &families);
        about.into_iter().filter_map(|about| Some((name(about.topic)?, about))).collect()
    }
}
