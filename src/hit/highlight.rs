//! Finds the parts of a passage that the query matched, each with its reason.
//!
//! A phrase is marked as a whole, not its words elsewhere; of a prefix or fuzzy
//! word the word that matched is marked. Within a web or e-mail address nothing is
//! marked but what was typed as one.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::token::{Analysis, KeyKind, Word};
use crate::analysis::topic::Aboutness;
use crate::query::plan::adjacency::{PhraseWindow, together};
use crate::query::plan::{Alternative, Concept, Matcher, Reason, Scope};
use crate::span::Span;

mod address;
mod concepts;
mod in_address;
mod term_index;
#[cfg(test)]
mod tests;
mod titles;
mod within;

use address::addresses;
use term_index::TermIndex;
pub(crate) use titles::in_titles;
use within::is_within;

/// A part of a passage that the query matched.
///
/// ```
/// use ibid::{Document, Index, Query};
///
/// let text = "The embargo was lifted.\n\nFour gunships will follow in the new year, he added.";
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", text))?;
/// writer.commit()?;
///
/// let hits = index.search(&Query::new("gunship"))?;
/// let mark = &hits[0].marks[0];
/// assert_eq!(mark.span.of(text), Some("gunships")); // not of `hits[0].text`
/// assert_eq!(mark.typed, "gunship");
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Mark {
    /// Its bytes in the **document's** text.
    pub span: Span,
    /// The part of the query, as typed.
    pub typed: String,
    /// How it matched.
    pub reason: Reason,
    /// What a fact says that was asked for: `amount 153,000,000 USD`, `4 × Mi-35`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Marks the matches of a query's concepts in one passage after another.
pub(crate) struct Marker<'q> {
    concepts: &'q [&'q Concept],
    stems: TermIndex<'q, MatchPart<'q>>,
    surfaces: TermIndex<'q, MatchPart<'q>>,
    keys: Vec<(KeyKind, &'q str, AlternativeRef)>,
    topics: Vec<(&'q str, AlternativeRef)>,
    phrases: Vec<PhraseMatcher<'q>>,
    /// The number of each word that occurs in a phrase.
    phrase_words: BTreeMap<&'q str, usize>,
    /// Whether words of phrases are stems, as those of titles are.
    phrases_of_stems: bool,
    /// By number of the concept, the address that it was typed in.
    typed_addresses: Vec<Option<String>>,
}

/// An alternative, by the index of its concept and its own index there. The
/// derived order puts earlier concepts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct AlternativeRef {
    concept: usize,
    alternative: usize,
}

/// A phrase of surfaces.
struct PhraseMatcher<'q> {
    surfaces: &'q [String],
    /// The numbers of its words in [`Marker::phrase_words`].
    words: Vec<usize>,
    slop: u32,
    source: AlternativeRef,
}

/// What a single word of a text can match.
#[derive(Clone, Copy)]
enum MatchPart<'q> {
    /// A whole alternative.
    Whole(AlternativeRef),
    /// The first of an alternative's several stems.
    FirstStem(AlternativeRef, &'q [String]),
    /// A whole alternative, outside of longer names.
    Alone(AlternativeRef, &'q [Vec<String>]),
    /// A word of phrases, by its number.
    PhraseWord(usize),
}

/// A match in a passage. Of overlapping matches the least one in the derived
/// order is kept, so the order of the fields matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Match {
    is_topic: bool,
    longest_first: Reverse<usize>,
    start: usize,
    source: AlternativeRef,
}

impl<'q> Marker<'q> {
    /// Prepares the alternatives of a query, once for all its passages.
    pub(crate) fn new(concepts: &'q [&'q Concept]) -> Self {
        Self::with_phrases(concepts, false)
    }

    /// The marker of titles, for concepts that are [so changed](in_titles).
    pub(crate) fn of_titles(concepts: &'q [&'q Concept]) -> Self {
        Self::with_phrases(concepts, true)
    }

    fn with_phrases(concepts: &'q [&'q Concept], phrases_of_stems: bool) -> Self {
        let mut marker = Self {
            concepts,
            stems: TermIndex::default(),
            surfaces: TermIndex::default(),
            keys: Vec::new(),
            topics: Vec::new(),
            phrases: Vec::new(),
            phrase_words: BTreeMap::new(),
            phrases_of_stems,
            typed_addresses: Vec::new(),
        };
        for (number, concept) in concepts.iter().enumerate() {
            // Concepts of the title match no text of a passage.
            if concept.scope == Scope::Anywhere {
                for (alternative, Alternative { matcher, .. }) in
                    concept.alternatives.iter().enumerate()
                {
                    marker.add(matcher, AlternativeRef { concept: number, alternative });
                }
            }
        }
        marker
    }

    /// The concepts that it marks.
    pub(crate) fn concepts(&self) -> &'q [&'q Concept] {
        self.concepts
    }

    /// Whether marking needs the keys of a passage.
    pub(crate) fn needs_keys(&self) -> bool {
        !self.keys.is_empty() || self.needs_topics()
    }

    /// Whether marking needs the topics of a passage.
    pub(crate) fn needs_topics(&self) -> bool {
        !self.topics.is_empty()
    }

    fn add(&mut self, matcher: &'q Matcher, source: AlternativeRef) {
        match matcher {
            Matcher::Stem(stem) => self.stems.add(stem, MatchPart::Whole(source)),
            Matcher::Surface(surface) => self.surfaces.add(surface, MatchPart::Whole(source)),
            Matcher::Phrase { surfaces, slop } => self.add_phrase(surfaces, *slop, source),
            Matcher::Stems(stems) => {
                if let Some(first) = stems.first() {
                    self.stems.add(first, MatchPart::FirstStem(source, stems));
                }
            }
            Matcher::Alone { stem, longer } => {
                self.stems.add(stem, MatchPart::Alone(source, longer));
            }
            Matcher::Exact(key) => self.keys.push((KeyKind::Exact, key, source)),
            Matcher::Family(key) => self.keys.push((KeyKind::Family, key, source)),
            Matcher::Topic(name) => self.topics.push((name, source)),
            // By now expanded into the words of the index that they match.
            Matcher::ExactPrefix(_)
            | Matcher::Prefix(_)
            | Matcher::PhrasePrefix { .. }
            | Matcher::Fuzzy { .. } => {}
        }
    }

    fn add_phrase(&mut self, surfaces: &'q [String], slop: u32, source: AlternativeRef) {
        let mut words = Vec::with_capacity(surfaces.len());
        for surface in surfaces {
            let next = self.phrase_words.len();
            let number = *self.phrase_words.entry(surface).or_insert(next);
            if number == next {
                let terms =
                    if self.phrases_of_stems { &mut self.stems } else { &mut self.surfaces };
                terms.add(surface, MatchPart::PhraseWord(number));
            }
            words.push(number);
        }
        self.phrases.push(PhraseMatcher { surfaces, words, slop, source });
    }

    /// The marks of all concepts in a text, in order, not overlapping, in its
    /// bytes. `about` has the topics that the text is about.
    ///
    /// Of overlapping matches, words of the query are kept before words of a
    /// topic, then the longer match, then the earlier one.
    pub(crate) fn marks(
        &self,
        text: &str,
        analysis: &Analysis,
        about: &[(String, Aboutness)],
    ) -> Vec<Mark> {
        let mut passage = MarkedPassage { marker: self, analysis, matches: Vec::new() };
        passage.match_words();
        passage.match_keys();
        passage.match_topics(about);
        let mut matches = passage.matches;
        if !matches.is_empty() {
            let addresses = addresses(text);
            matches.retain(|matched| self.may_be_marked(*matched, text, &addresses));
        }
        let kept = without_overlaps(matches);
        kept.into_iter().filter_map(|matched| self.mark(matched)).collect()
    }

    fn mark(&self, matched: Match) -> Option<Mark> {
        let typed = self.concepts.get(matched.source.concept)?.typed.clone();
        let reason = self.reason(matched.source)?;
        Some(Mark { span: Span::new(matched.start, matched.end()), typed, reason, value: None })
    }

    fn alternative(&self, source: AlternativeRef) -> Option<&'q Alternative> {
        self.concepts.get(source.concept)?.alternatives.get(source.alternative)
    }

    fn reason(&self, source: AlternativeRef) -> Option<Reason> {
        self.alternative(source).map(|alternative| alternative.reason)
    }
}

impl Match {
    fn end(self) -> usize {
        self.start + self.longest_first.0
    }
}

/// The matches that overlap no better one, by their start.
fn without_overlaps(mut matches: Vec<Match>) -> Vec<Match> {
    matches.sort_unstable();
    let mut kept: Vec<Match> = Vec::with_capacity(matches.len());
    for matched in matches {
        // `kept` stays sorted by start: only two neighbours can overlap.
        let index = kept.partition_point(|before| before.start < matched.start);
        let before = index.checked_sub(1).and_then(|before| kept.get(before));
        let is_free = before.is_none_or(|before| before.end() <= matched.start)
            && kept.get(index).is_none_or(|after| matched.end() <= after.start);
        if is_free {
            kept.insert(index, matched);
        }
    }
    kept
}

/// A passage that is being marked.
struct MarkedPassage<'a> {
    marker: &'a Marker<'a>,
    analysis: &'a Analysis,
    matches: Vec<Match>,
}

impl MarkedPassage<'_> {
    fn push(&mut self, span: Span, source: AlternativeRef) {
        let is_topic = self.marker.reason(source) == Some(Reason::Topic);
        let longest_first = Reverse(span.len());
        self.matches.push(Match { is_topic, longest_first, start: span.start, source });
    }

    fn match_words(&mut self) {
        let marker = self.marker;
        // For each word of phrases its positions in the passage.
        let mut phrase_positions = vec![Vec::new(); marker.phrase_words.len()];
        let analysis = self.analysis;
        analysis.for_each_term(|word| self.match_word(word, &mut phrase_positions));
        for phrase in &marker.phrases {
            self.match_phrase(phrase, &phrase_positions);
        }
    }

    /// Matches a word or another reading of one.
    fn match_word(&mut self, word: Word<'_>, phrase_positions: &mut [Vec<u32>]) {
        let marker = self.marker;
        let by_stem = marker.stems.of(word.stem);
        for &part in by_stem.iter().chain(marker.surfaces.of(word.surface)) {
            match part {
                MatchPart::Whole(source) => self.push(word.span, source),
                MatchPart::FirstStem(source, stems) => {
                    self.match_stems(word.position, stems, source);
                }
                MatchPart::Alone(source, longer) => {
                    if !is_within(self.analysis, word, longer) {
                        self.push(word.span, source);
                    }
                }
                MatchPart::PhraseWord(number) => {
                    if let Some(positions) = phrase_positions.get_mut(number)
                        && positions.last() != Some(&word.position)
                    {
                        positions.push(word.position);
                    }
                }
            }
        }
    }

    fn match_stems(&mut self, first: u32, stems: &[String], source: AlternativeRef) {
        let has_stem = |(position, stem): (u32, &String)| {
            self.analysis.word(position as usize).is_some_and(|word| word.stem == stem)
                || self.analysis.readings_at(position).any(|reading| reading.stem == stem)
        };
        if (first..).zip(stems).all(has_stem) {
            // Not empty: the first stem matched.
            self.push_between(first, first + stems.len() as u32 - 1, source);
        }
    }

    fn match_phrase(&mut self, phrase: &PhraseMatcher<'_>, positions: &[Vec<u32>]) {
        let lists = phrase.words.iter().map(|&word| positions.get(word).map(Vec::as_slice));
        let lists: Vec<&[u32]> = lists.map(Option::unwrap_or_default).collect();
        for PhraseWindow { first, last } in together(&lists, phrase.slop) {
            if phrase.slop == 0 {
                self.push_between(first, last, phrase.source);
                continue;
            }
            // Other words can stand in between: each word is marked by itself.
            for position in first..=last {
                let word = self.analysis.word(position as usize);
                let is_of_phrase = |word: Word<'_>| {
                    let by_stem = self.marker.phrases_of_stems;
                    let term = if by_stem { word.stem } else { word.surface };
                    phrase.surfaces.iter().any(|own| own == term)
                };
                if word.is_some_and(is_of_phrase) {
                    self.push_between(position, position, phrase.source);
                }
            }
        }
    }

    fn match_keys(&mut self) {
        // Without a key in the query the passage may be analysed without keys.
        if self.marker.keys.is_empty() {
            return;
        }
        for key in self.analysis.keys() {
            for &(kind, term, source) in &self.marker.keys {
                if kind == key.kind && term == key.term {
                    self.push(key.span, source);
                }
            }
        }
    }

    fn match_topics(&mut self, about: &[(String, Aboutness)]) {
        for &(name, source) in &self.marker.topics {
            let about = about.iter().filter(|(topic, _)| topic == name);
            for term in about.flat_map(|(_, about)| &about.terms) {
                if let Some(last) = term.words.end.checked_sub(1) {
                    // Positions are stored in 32 bits: no text has more words.
                    self.push_between(term.words.start as u32, last as u32, source);
                }
            }
        }
    }

    /// Adds the match from the word at `first` to the word at `last`.
    fn push_between(&mut self, first: u32, last: u32, source: AlternativeRef) {
        let word = |position: u32| self.analysis.word(position as usize);
        if let Some((first, last)) = word(first).zip(word(last)) {
            self.push(Span::new(first.span.start, last.span.end), source);
        }
    }
}
