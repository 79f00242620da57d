//! The lexicon's phrases, to be found in a text by the stem of their first
//! word.

use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::{normalize, word};
use crate::config::Language;
use crate::util::fnv::ByFnv;
use crate::util::prefix_filter::{PrefixFilter, prefix8};

/// A word as the topics see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TopicWord<'a> {
    /// The stem, which terms are compared by.
    pub stem: &'a str,
    /// The folded word, which excluded phrases are compared by.
    pub surface: &'a str,
}

/// Words that phrases are looked for in.
pub(super) trait Words {
    /// The word at a place.
    fn at(&self, at: usize) -> Option<TopicWord<'_>>;

    /// The head of its stem, as [`prefix8`] gives it.
    fn head(&self, at: usize) -> Option<u64>;
}

impl Words for [TopicWord<'_>] {
    fn at(&self, at: usize) -> Option<TopicWord<'_>> {
        self.get(at).copied()
    }

    fn head(&self, at: usize) -> Option<u64> {
        self.get(at).map(|word| prefix8(word.stem.as_bytes(), word.stem.len()))
    }
}

/// Phrases, each with what it stands for.
#[derive(Debug, Clone)]
pub(super) struct Phrases<T> {
    heads: PrefixFilter,
    /// Longest first, then by what they stand for.
    by_first_stem: HashMap<Box<str>, Vec<LexiconPhrase<T>>, ByFnv>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct LexiconPhrase<T> {
    means: T,
    by: By,
    words: Vec<Box<str>>,
}

/// What of a text's words a phrase is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    Surface,
    Stem,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { heads: PrefixFilter::default(), by_first_stem: HashMap::default() }
    }
}

impl<T: Ord> Phrases<T> {
    /// Adds a phrase whose first word has that stem; one of no words is left out.
    pub(super) fn add(&mut self, first_stem: &str, words: Vec<Box<str>>, by: By, means: T) {
        if words.is_empty() {
            return;
        }
        self.heads.add(prefix8(first_stem.as_bytes(), first_stem.len()));
        let phrases = self.by_first_stem.entry(first_stem.into()).or_default();
        let phrase = LexiconPhrase { means, by, words };
        let longest_first = |known: &LexiconPhrase<T>| {
            known.words.len().cmp(&phrase.words.len()).reverse().then_with(|| known.cmp(&phrase))
        };
        if let Err(at) = phrases.binary_search_by(longest_first) {
            phrases.insert(at, phrase);
        }
    }

    /// Phrases that begin at that word, the longest first, each with the
    /// number of its words.
    pub(super) fn at<W: Words + ?Sized>(
        &self,
        words: &W,
        at: usize,
    ) -> impl Iterator<Item = (usize, &T)> {
        // Read once for all phrases: most fail at one of these.
        let near = [words.at(at), words.at(at + 1)];
        let known = near[0].and_then(|first| self.by_first_stem.get(first.stem));
        known
            .into_iter()
            .flatten()
            .filter(move |phrase| phrase.begins(near, words, at))
            .map(|phrase| (phrase.words.len(), &phrase.means))
    }

    /// Whether a phrase may begin at that word: a look at one bit, which is
    /// not set for most words.
    #[inline]
    pub(super) fn may_begin<W: Words + ?Sized>(&self, words: &W, at: usize) -> bool {
        words.head(at).is_some_and(|head| self.heads.may_have(head))
    }

    /// The longest phrases at each place of a query's stems, from left to
    /// right; the words of one are no part of another.
    pub(super) fn longest_in(&self, stems: &[&str]) -> Vec<(Range<usize>, &T)> {
        let words: Vec<_> = stems.iter().map(|&stem| TopicWord { stem, surface: stem }).collect();
        let (mut found, mut at) = (Vec::new(), 0);
        while at < words.len() {
            let mut longest = 1;
            if !self.may_begin(words.as_slice(), at) {
                at += longest;
                continue;
            }
            for (length, means) in self.at(words.as_slice(), at) {
                // Longest first, so only phrases of the same length follow.
                if length < longest {
                    break;
                }
                longest = length;
                found.push((at..at + length, means));
            }
            at += longest;
        }
        found
    }
}

impl<T> LexiconPhrase<T> {
    /// Whether the words from `at` on, of which `near` are the first two, are
    /// the phrase's.
    fn begins<W: Words + ?Sized>(
        &self,
        near: [Option<TopicWord<'_>>; 2],
        words: &W,
        at: usize,
    ) -> bool {
        let is = |own: &str, word: Option<TopicWord<'_>>| {
            word.is_some_and(|word| match self.by {
                By::Surface => *own == *word.surface,
                By::Stem => *own == *word.stem,
            })
        };
        let far = self.words.iter().zip(at..).skip(near.len());
        self.words.iter().zip(near).all(|(own, word)| is(own, word))
            && far.into_iter().all(|(own, at)| is(own, words.at(at)))
    }
}

/// The words of a phrase, as the analysis of a text gives them.
pub(super) fn words_of(phrase: &str) -> Vec<Box<str>> {
    let mut words = Vec::new();
    word::for_each_word(phrase, |start, end| {
        let mut out = String::new();
        normalize::push_surface(
            Language::English,
            phrase.get(start..end).unwrap_or_default(),
            true,
            &mut out,
        );
        if !out.is_empty() {
            words.push(out.into_boxed_str());
        }
    });
    words
}

/// The stems of a phrase's words.
pub(super) fn stems_of(phrase: &str, stem: impl FnMut(&str) -> Box<str>) -> Vec<Box<str>> {
    words_of(phrase).iter().map(Box::as_ref).map(stem).collect()
}
