//! Topics of the lexicon: how much a passage is about each, and by which words.

mod aboutness;
mod compile;
mod matcher;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub use super::phrases::TopicWord;
use super::phrases::{Phrases, WordSequence};
use super::stem::{StemMemo, Stems};
use crate::lexicon::Lexicon;
use crate::util::fold::fold;
pub use aboutness::{Aboutness, TopicTerm};
use matcher::TopicMatcher;

/// The topics of a lexicon, prepared for matching in texts and queries.
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
    /// The folded names, sorted; a topic's number is its index here.
    names: Vec<String>,
    /// The phrases that name a topic in a query: the topic's number, and the name.
    query_names: Phrases<(usize, String)>,
    source: Source,
    /// Compiled for the first text: an index is opened for queries, and most queries
    /// need no topic of a text.
    matcher: OnceLock<TopicMatcher>,
}

/// The data from which the matcher is compiled.
#[derive(Debug, Clone)]
struct Source {
    lexicon: Arc<Lexicon>,
    stems: Stems,
}

/// A topic that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopicNamed {
    /// The number of the topic, as in [`Topics::names`].
    pub topic: usize,
    /// The positions of the words that name it.
    pub words: Range<usize>,
    /// The name as in the lexicon.
    pub name: String,
}

impl Topics {
    /// Prepares the topics of `lexicon` for texts with these stems.
    ///
    /// The cost is one stem for every word of the topics' names. Their terms are
    /// stemmed by the first call of [`about`](Self::about).
    ///
    /// ```
    /// use ibid::analysis::{Stems, Topics};
    /// use ibid::{config::Language, lexicon::Lexicon};
    ///
    /// let topics = Topics::new(&Lexicon::default(), &Stems::new(Language::English));
    /// assert_eq!(topics.names().count(), 0);
    /// ```
    #[must_use]
    pub fn new(lexicon: &Lexicon, stems: &Stems) -> Self {
        Self::with_memo(&Arc::new(lexicon.clone()), &mut StemMemo::new(*stems))
    }

    /// As [`new`](Self::new), with a memo of stems and without a copy of the lexicon.
    pub(super) fn with_memo(lexicon: &Arc<Lexicon>, memo: &mut StemMemo) -> Self {
        compile::topics(lexicon, memo)
    }

    /// The names of all topics, folded and sorted; a topic's number is its index
    /// here.
    ///
    /// ```
    /// use ibid::analysis::{Stems, Topics};
    /// use ibid::{config::Language, lexicon::Lexicon};
    ///
    /// let lexicon = Lexicon::read("[topic.Tank]\n[topic.embargo]").lexicon;
    /// let topics = Topics::new(&lexicon, &Stems::new(Language::English));
    /// assert_eq!(topics.names().collect::<Vec<_>>(), ["embargo", "tank"]);
    /// ```
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The name of the topic with this number.
    pub(super) fn name_of(&self, topic: usize) -> Option<&str> {
        self.names.get(topic).map(String::as_str)
    }

    /// The number of the topic with this name, in any case; `None` if there is none.
    ///
    /// ```
    /// use ibid::analysis::{Stems, Topics};
    /// use ibid::{config::Language, lexicon::Lexicon};
    ///
    /// let topics = Topics::new(&Lexicon::builtin(), &Stems::new(Language::English));
    /// assert_eq!(topics.index_of("Embargo"), topics.index_of("embargo"));
    /// assert_eq!(topics.index_of("gardening"), None);
    /// ```
    #[must_use]
    pub fn index_of(&self, name: &str) -> Option<usize> {
        let name = fold(name.trim());
        self.names.binary_search_by(|own| own.as_str().cmp(&name)).ok()
    }

    /// The topics that a query names, given the stems of its words; in the order of
    /// the query.
    ///
    /// The longest name that starts at a word wins, and no word is part of two
    /// names.
    ///
    /// ```
    /// use ibid::analysis::{Stems, Topics};
    /// use ibid::{config::Language, lexicon::Lexicon};
    ///
    /// let topics = Topics::new(&Lexicon::builtin(), &Stems::new(Language::English));
    /// let named = topics.named_in(&["russian", "embargo"]);
    /// assert_eq!(named[0].words, 1..2);
    /// assert_eq!(Some(named[0].topic), topics.index_of("embargo"));
    /// ```
    #[must_use]
    pub fn named_in(&self, stems: &[&str]) -> Vec<TopicNamed> {
        let matches = self.query_names.longest_matches(stems).into_iter();
        matches
            .map(|(words, (topic, name))| TopicNamed { topic: *topic, words, name: name.clone() })
            .collect()
    }

    /// How much a passage is about each topic, sorted by topic; topics without
    /// evidence are left out.
    ///
    /// `words` are the passage's words. `families` are the equipment families in it:
    /// the positions of a designator's words, and the family's key.
    ///
    /// The score is the noisy or of the distinct terms, 1 − Π (1 − wᵢ). It takes each
    /// term for one more independent sign that the passage is about the topic (Pearl,
    /// Probabilistic Reasoning in Intelligent Systems, 1988, 4.3.2). The weight wᵢ
    /// follows these rules:
    ///
    /// - Of terms that share words, the one that starts first counts; of several that
    ///   start there, the longest. Words of an excluded phrase belong to no term.
    /// - A term that matches n times has the weight w · (1 + ¼ (1 − w) (1 − 1/n)). That
    ///   is a little more than the weight of one match.
    /// - A single word that names a family ("Apache") has half the weight of its kind.
    ///   It has half of that if nothing else is evidence of the topic.
    /// - The length of the passage does not count, because passages have a bounded
    ///   length.
    ///
    /// Never panics, whatever the ranges are. The cost is one bit test a word, and a
    /// lookup for words with which a term may start.
    ///
    /// ```
    /// use ibid::analysis::{Stems, Topics};
    /// use ibid::{config::Language, lexicon::Lexicon};
    ///
    /// let topics = Topics::new(&Lexicon::builtin(), &Stems::new(Language::English));
    /// // The text has two words, and both spell the designator "Mi 24".
    /// let about = topics.about(&[], &[(0..2, "mi24")]);
    /// assert_eq!(Some(about[0].topic), topics.index_of("helicopter"));
    /// assert_eq!(about[0].terms[0].words, 0..2);
    /// ```
    #[must_use]
    pub fn about(
        &self,
        words: &[TopicWord<'_>],
        families: &[(Range<usize>, &str)],
    ) -> Vec<Aboutness> {
        self.about_sequence(words, words.len(), families)
    }

    /// As [`about`](Self::about), without collecting the words first.
    pub(super) fn about_sequence<W: WordSequence + ?Sized>(
        &self,
        words: &W,
        word_count: usize,
        families: &[(Range<usize>, &str)],
    ) -> Vec<Aboutness> {
        let matcher = self.matcher.get_or_init(|| compile::matcher(&self.source));
        matcher.about(words, word_count, families)
    }
}
