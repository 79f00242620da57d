//! Topics: which of them a passage is about, how much, and by which words.

mod aboutness;
mod compile;
#[cfg(test)]
mod tests;
mod texts;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub use super::phrases::TopicWord;
use super::phrases::{Phrases, Words};
use super::stem::{Remembered, Stems};
use crate::lexicon::Lexicon;
use crate::util::fold::fold;
pub use aboutness::{Aboutness, TopicTerm};
use texts::Texts;

/// The topics of a lexicon, ready to be found in texts and queries.
///
/// ```
/// use ibid::analysis::Stems;
/// use ibid::analysis::topic::{TopicWord, Topics};
/// use ibid::{config::Language, lexicon::Lexicon};
///
/// let stems = Stems::new(Language::English);
/// let topics = Topics::new(&Lexicon::builtin(), &stems);
/// let text = ["russia", "lifted", "its", "embargo"].map(|surface| (surface, stems.stem(surface)));
/// let words: Vec<_> =
///     text.iter().map(|(surface, stem)| TopicWord { stem, surface }).collect();
///
/// let about = topics.about(&words, &[]);
/// assert_eq!(Some(about[0].topic), topics.index_of("embargo"));
/// assert!(about[0].score > 0.8);
/// assert_eq!(about[0].terms[0].term, "lifted its embargo");
/// ```
#[derive(Debug, Clone)]
pub struct Topics {
    /// Folded names, sorted; a topic's number is its place here.
    names: Vec<String>,
    /// What names a topic in a query, with its number.
    named: Phrases<(usize, String)>,
    /// What it was made of.
    source: Source,
    /// What speaks for topics in texts: made when a text is first looked into,
    /// as an index opens for queries, of which most ask for no topic.
    texts: OnceLock<Texts>,
}

/// What topics are made of.
#[derive(Debug, Clone)]
struct Source {
    lexicon: Arc<Lexicon>,
    stems: Stems,
}

/// A topic that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopicNamed {
    /// Number of the topic, as in [`Topics::names`].
    pub topic: usize,
    /// The words that name it.
    pub words: Range<usize>,
    /// The name as in the lexicon.
    pub name: String,
}

impl Topics {
    /// Prepares the topics of `lexicon` for texts with these stems.
    ///
    /// Costs a stem for every word of the topics' names; those of their terms
    /// are made when a text is first looked into.
    #[must_use]
    pub fn new(lexicon: &Lexicon, stems: &Stems) -> Self {
        Self::remembering(&Arc::new(lexicon.clone()), &mut Remembered::new(*stems))
    }

    /// The same, with stems that may be known already.
    pub(super) fn remembering(lexicon: &Arc<Lexicon>, stems: &mut Remembered) -> Self {
        compile::topics(lexicon, stems)
    }

    /// The names of all topics, folded and sorted; a topic's number is its
    /// place here.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The name of the topic of that number.
    pub(super) fn name_of(&self, topic: usize) -> Option<&str> {
        self.names.get(topic).map(String::as_str)
    }

    /// The number of the topic of that name, in whatever case it is written.
    #[must_use]
    pub fn index_of(&self, name: &str) -> Option<usize> {
        let name = fold(name.trim());
        self.names.binary_search_by(|known| known.as_str().cmp(&name)).ok()
    }

    /// Topics that a query names, given the stems of its words, by where they
    /// end.
    ///
    /// The longest name that begins at a word wins, and the words of one name
    /// are no part of another.
    #[must_use]
    pub fn named_in(&self, stems: &[&str]) -> Vec<TopicNamed> {
        let named = self.named.longest_in(stems).into_iter();
        let named = named.map(|(words, (topic, name))| TopicNamed {
            topic: *topic,
            words,
            name: name.clone(),
        });
        named.collect()
    }

    /// How much a passage is about each topic, given its words and the words
    /// and keys of the equipment families in it; topics of which nothing is
    /// there are left out. Sorted by topic.
    ///
    /// The score is the noisy or of the distinct terms found,
    /// 1 − Π (1 − wᵢ): each is taken for one more independent sign that the
    /// passage is about the topic (Pearl, Probabilistic Reasoning in
    /// Intelligent Systems, 1988, 4.3.2). Of terms that share words the one
    /// that begins first counts, of these the longest; words of an excluded
    /// phrase belong to no term. A term found n times counts as
    /// w · (1 + ¼ (1 − w) (1 − 1/n)), a little more than once. A single word
    /// that names a family ("Apache") counts half the weight of its kind, and
    /// half of that where nothing else speaks for the topic. The length of
    /// the passage plays no part, as passages are of bounded length.
    ///
    /// Costs one look-up for every word that begins no term.
    #[must_use]
    pub fn about(
        &self,
        words: &[TopicWord<'_>],
        families: &[(Range<usize>, &str)],
    ) -> Vec<Aboutness> {
        self.about_words(words, words.len(), families)
    }

    /// Likewise of words that need not be gathered first.
    pub(super) fn about_words<W: Words + ?Sized>(
        &self,
        words: &W,
        count: usize,
        families: &[(Range<usize>, &str)],
    ) -> Vec<Aboutness> {
        let texts = self.texts.get_or_init(|| compile::texts(&self.source));
        texts.about(words, count, families)
    }
}
