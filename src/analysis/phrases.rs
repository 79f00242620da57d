//! The lexicon's phrases, matched in a text by way of the stem of their first
//! word.

use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::pieces::for_each_piece;
use crate::analysis::tokenizer::{is_of_designator, signs_after};
use crate::analysis::{normalize, word};
use crate::config::Language;
use crate::span::Span;
use crate::util::fnv::ByFnv;
use crate::util::prefix_filter::{PrefixFilter, prefix8};

/// A word in the two forms that topics compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TopicWord<'a> {
    /// The stem, which terms are compared by.
    pub stem: &'a str,
    /// The folded word, which excluded phrases are compared by.
    pub surface: &'a str,
}

/// A sequence of words in which phrases are matched.
pub(super) trait WordSequence {
    /// The word at position `at`.
    fn word(&self, at: usize) -> Option<TopicWord<'_>>;

    /// The [`prefix8`] of its stem.
    fn stem_prefix8(&self, at: usize) -> Option<u64>;
}

impl WordSequence for [TopicWord<'_>] {
    fn word(&self, at: usize) -> Option<TopicWord<'_>> {
        self.get(at).copied()
    }

    fn stem_prefix8(&self, at: usize) -> Option<u64> {
        self.get(at).map(|word| prefix8(word.stem.as_bytes(), word.stem.len()))
    }
}

/// A set of phrases, each with a value of type `T`.
#[derive(Debug, Clone)]
pub(super) struct Phrases<T> {
    first_stems: PrefixFilter,
    /// The longest phrase first, then by value.
    by_first_stem: HashMap<Box<str>, Vec<LexiconPhrase<T>>, ByFnv>,
}

/// A phrase of the lexicon with its value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct LexiconPhrase<T> {
    value: T,
    compares: WordForm,
    words: Vec<Box<str>>,
}

/// The form of a text's words that a phrase is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WordForm {
    Surface,
    Stem,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { first_stems: PrefixFilter::default(), by_first_stem: HashMap::default() }
    }
}

impl<T: Ord> Phrases<T> {
    /// Adds a phrase whose first word has the stem `first_stem`. A phrase without
    /// words, or one that is already there, is ignored.
    pub(super) fn add(
        &mut self,
        first_stem: &str,
        words: Vec<Box<str>>,
        compares: WordForm,
        value: T,
    ) {
        if words.is_empty() {
            return;
        }
        self.first_stems.add(prefix8(first_stem.as_bytes(), first_stem.len()));
        let phrases = self.by_first_stem.entry(first_stem.into()).or_default();
        let phrase = LexiconPhrase { value, compares, words };
        let by_length = |other: &LexiconPhrase<T>| {
            other.words.len().cmp(&phrase.words.len()).reverse().then_with(|| other.cmp(&phrase))
        };
        if let Err(at) = phrases.binary_search_by(by_length) {
            phrases.insert(at, phrase);
        }
    }

    /// The phrases that start at position `at`, the longest first: each with the
    /// number of its words and its value.
    pub(super) fn starting_at<W: WordSequence + ?Sized>(
        &self,
        words: &W,
        at: usize,
    ) -> impl Iterator<Item = (usize, &T)> {
        // Read once for all phrases, because most fail at one of these two.
        let first_two = [words.word(at), words.word(at + 1)];
        let phrases = first_two[0].and_then(|first| self.by_first_stem.get(first.stem));
        phrases
            .into_iter()
            .flatten()
            .filter(move |phrase| phrase.matches(first_two, words, at))
            .map(|phrase| (phrase.words.len(), &phrase.value))
    }

    /// Whether a phrase may start at position `at`; `false` is certain. It tests one
    /// bit, which is not set for most words.
    #[inline]
    pub(super) fn may_start_at<W: WordSequence + ?Sized>(&self, words: &W, at: usize) -> bool {
        words.stem_prefix8(at).is_some_and(|prefix| self.first_stems.may_have(prefix))
    }

    /// The longest phrases in a query's stems, from left to right. Of several that
    /// are equally long, all match; the words of a match are in no other match.
    pub(super) fn longest_matches(&self, stems: &[&str]) -> Vec<(Range<usize>, &T)> {
        let words: Vec<_> = stems.iter().map(|&stem| TopicWord { stem, surface: stem }).collect();
        let words = words.as_slice();
        let (mut matches, mut at) = (Vec::new(), 0);
        while at < words.len() {
            let mut longest = 1;
            if self.may_start_at(words, at) {
                for (length, value) in self.starting_at(words, at) {
                    // The first is the longest, so shorter ones end the search.
                    if length < longest {
                        break;
                    }
                    longest = length;
                    matches.push((at..at + length, value));
                }
            }
            at += longest;
        }
        matches
    }
}

impl<T> LexiconPhrase<T> {
    /// Whether the phrase matches from position `at` on, where `first_two` are the
    /// first two words.
    fn matches<W: WordSequence + ?Sized>(
        &self,
        first_two: [Option<TopicWord<'_>>; 2],
        words: &W,
        at: usize,
    ) -> bool {
        let is_equal = |own: &str, word: Option<TopicWord<'_>>| {
            word.is_some_and(|word| match self.compares {
                WordForm::Surface => *own == *word.surface,
                WordForm::Stem => *own == *word.stem,
            })
        };
        let mut after_two = self.words.iter().zip(at..).skip(first_two.len());
        self.words.iter().zip(first_two).all(|(own, word)| is_equal(own, word))
            && after_two.all(|(own, at)| is_equal(own, words.word(at)))
    }
}

/// The surfaces of a phrase's words, as in the analysis of a text.
pub(super) fn words_of(phrase: &str) -> Vec<Box<str>> {
    let mut words = Vec::new();
    word::for_each_word(phrase, |start, end| {
        let whole = Span::new(start, end);
        let word = whole.of(phrase).unwrap_or_default();
        let signs = Span::new(end, end + signs_after(phrase, whole));
        for_each_piece(word, is_of_designator(phrase, whole), |start, end| {
            let piece = word.get(start..end).unwrap_or_default();
            let mut surface = String::new();
            normalize::push_surface(Language::English, piece, true, &mut surface);
            if !surface.is_empty() {
                surface.push_str(signs.of(phrase).unwrap_or_default());
                words.push(surface.into_boxed_str());
            }
        });
    });
    words
}

/// The stems of a phrase's words.
pub(super) fn stems_of(phrase: &str, stem: impl FnMut(&str) -> Box<str>) -> Vec<Box<str>> {
    words_of(phrase).iter().map(Box::as_ref).map(stem).collect()
}
