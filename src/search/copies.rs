//! Hits that have the words of a better one: folded into it.

use std::collections::{BTreeMap, BTreeSet};

use super::same_words::{Address, with_same_words};
use super::topk::top_k::Candidate;
use crate::analysis::Analyzer;
use crate::date::DayRange;
use crate::error::Result;
use crate::store::snapshot::Snapshot;
use crate::story::StoryOptions;
use crate::story::passage_key::{PassageKey, passage_key};
use crate::story::window::is_near;

/// A hit that passages of the same words are folded into.
struct Shown {
    address: Address,
    /// The first passage of its document.
    document: Address,
    date: Option<DayRange>,
}

/// Folds the passages of a ranking.
pub(super) struct Folding<'a> {
    snapshot: &'a Snapshot,
    analyzer: &'a Analyzer,
    /// The hits of each text, the best first. Their dates lie apart, or they are of one
    /// document.
    shown: BTreeMap<PassageKey, Vec<Shown>>,
}

impl<'a> Folding<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, analyzer: &'a Analyzer) -> Self {
        Self { snapshot, analyzer, shown: BTreeMap::new() }
    }

    /// The first `count` of ranked candidates that are no copies of a better one, at
    /// most so many of a document. A copy does not take its document's place.
    ///
    /// Cost: one stored passage for each candidate up to the last.
    pub(super) fn fold(
        &mut self,
        candidates: Vec<Candidate>,
        per_document: usize,
        count: usize,
    ) -> Result<Vec<Candidate>> {
        self.shown.clear();
        let mut kept = Vec::new();
        let mut places: BTreeMap<Address, usize> = BTreeMap::new();
        for candidate in candidates {
            if kept.len() >= count {
                break;
            }
            let (key, passage) = self.read(candidate.address())?;
            if key.is_some_and(|key| self.folded_into(key, &passage).is_some()) {
                continue;
            }
            let taken = places.entry(passage.document).or_default();
            if *taken < per_document {
                *taken += 1;
                kept.push(candidate);
                if let Some(key) = key {
                    self.shown.entry(key).or_default().push(passage);
                }
            }
        }
        Ok(kept)
    }

    /// The ids of the documents whose passages are folded into each of these hits, by
    /// the hit; `matching` gives the passages that match.
    ///
    /// The passages may lie anywhere in the ranking: which page is asked for changes
    /// nothing.
    ///
    /// Cost: the lists of each hit's rarest words, and the passages that have them;
    /// where some do and were not ranked, all passages that match are collected.
    pub(super) fn copies(
        &self,
        hits: &[Candidate],
        matching: impl FnOnce() -> Result<BTreeSet<Address>>,
    ) -> Result<BTreeMap<Address, Vec<String>>> {
        let mut folded: Vec<(Address, Address)> = Vec::new();
        for hit in hits.iter().map(Candidate::address) {
            for other in self.with_words_of(hit)? {
                let (Some(key), passage) = self.read(other)? else { continue };
                let is_shown = self
                    .shown
                    .get(&key)
                    .is_some_and(|all| all.iter().any(|it| it.address == other));
                if !is_shown && self.folded_into(key, &passage) == Some(hit) {
                    folded.push((hit, other));
                }
            }
        }
        if folded.is_empty() {
            return Ok(BTreeMap::new());
        }
        let matching = matching()?;
        let mut copies: BTreeMap<Address, BTreeSet<String>> = BTreeMap::new();
        for (hit, (segment, passage)) in folded.into_iter().filter(|(_, it)| matching.contains(it))
        {
            copies.entry(hit).or_default().insert(self.snapshot.id(segment, passage)?);
        }
        Ok(copies.into_iter().map(|(hit, ids)| (hit, ids.into_iter().collect())).collect())
    }

    /// The other passages with the words of a hit.
    fn with_words_of(&self, hit: Address) -> Result<Vec<Address>> {
        let text = self.snapshot.passage(hit.0, hit.1)?.text;
        let words = self.analyzer.words(&text);
        let Some(key) = passage_key(&words) else { return Ok(Vec::new()) };
        let candidates = with_same_words(self.snapshot, &words, hit);
        let candidates = candidates.map_err(|error| self.snapshot.read_error(error))?;
        let mut same = Vec::new();
        for other in candidates {
            let text = self.snapshot.passage(other.0, other.1)?.text;
            if passage_key(&self.analyzer.words(&text)) == Some(key) {
                same.push(other);
            }
        }
        Ok(same)
    }

    /// The best hit that a passage is a copy of: of the same words, of another document,
    /// and not far apart in time.
    fn folded_into(&self, key: PassageKey, passage: &Shown) -> Option<Address> {
        let max_days = StoryOptions::default().max_days;
        let is_copied = |shown: &&Shown| {
            shown.document != passage.document && is_near(shown.date, passage.date, max_days)
        };
        self.shown.get(&key)?.iter().find(is_copied).map(|shown| shown.address)
    }

    fn read(&self, address: Address) -> Result<(Option<PassageKey>, Shown)> {
        let (segment, number) = address;
        let (passage, document) = self.snapshot.passage_of_document(segment, number)?;
        let first = number - self.snapshot.ordinal(segment, number);
        let key = passage_key(&self.analyzer.words(&passage.text));
        Ok((key, Shown { address, document: (segment, first), date: document.date }))
    }
}
