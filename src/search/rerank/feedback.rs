//! Pseudo-relevance feedback over an index: the words of the first passages,
//! and the postings of the terms that are learnt from them.

use std::collections::BTreeMap;

use tantivy::DocId;

use super::loaded_passage::LoadedPassage;
use crate::analysis::Analyzer;
use crate::analysis::token::Analysis;
use crate::error::Result;
use crate::rank::evidence::QueryFacts;
use crate::rank::feedback::{Sample, learn as learn_terms};
use crate::rank::profile::Profile;
use crate::search::matching::gather::{ConceptPostings, gather_stem, gather_titles};
use crate::search::matching::matched::Matched;
use crate::search::topk::top_k::Candidate;
use crate::store::ordinals::SegmentOrd;
use crate::store::snapshot::Snapshot;

/// The terms that were learnt.
pub(crate) struct FeedbackTerms {
    /// The facts of the query, with those of the terms.
    pub(crate) facts: QueryFacts,
    /// One for each term.
    pub(crate) postings: Vec<ConceptPostings>,
    /// The feedback passages: most hits are among them.
    pub(crate) loaded: BTreeMap<(SegmentOrd, DocId), LoadedPassage>,
    /// Whether there was anything to learn from.
    pub(crate) is_learnt: bool,
}

impl FeedbackTerms {
    /// Before anything is learnt.
    pub(crate) fn none(matched: &Matched<'_>) -> Self {
        let facts = matched.facts.clone();
        Self { facts, postings: Vec::new(), loaded: BTreeMap::new(), is_learnt: false }
    }
}

/// Learns from passages, the best first; what was learnt before is replaced,
/// but for the passages that were loaded.
pub(crate) fn learn(
    (snapshot, analyzer, profile): (&Snapshot, &Analyzer, &Profile),
    candidates: &[Candidate],
    before: FeedbackTerms,
) -> Result<FeedbackTerms> {
    let load = |&candidate| FeedbackPassage::load(snapshot, analyzer, candidate);
    let passages: Vec<FeedbackPassage> = candidates.iter().map(load).collect::<Result<_>>()?;
    let samples: Vec<Sample<'_>> = passages.iter().map(|one| one.sample(analyzer)).collect();
    let look_up = |stem: &str| {
        let postings = gather_stem(snapshot, stem).map_err(|e| snapshot.read_error(e))?;
        Ok((postings.passage_frequency, postings))
    };
    let total = snapshot.stats.passages;
    let mut terms = learn_terms(&samples, &before.facts, profile, total, look_up)?;
    for term in &mut terms {
        let titles = gather_titles(snapshot, term.stem, &mut term.found);
        titles.map_err(|e| snapshot.read_error(e))?;
    }
    let FeedbackTerms { mut facts, mut loaded, .. } = before;
    let terms = terms.into_iter().map(|term| (term.facts, term.found));
    let postings;
    (facts.learnt, postings) = terms.unzip();
    loaded.extend(passages.into_iter().map(|one| (one.candidate.address(), one.loaded)));
    Ok(FeedbackTerms { facts, postings, loaded, is_learnt: true })
}

/// A candidate that is learnt from, with its document's title.
struct FeedbackPassage {
    candidate: Candidate,
    loaded: LoadedPassage,
    title: Analysis,
}

impl FeedbackPassage {
    /// Cost: two stored records, and their analysis.
    fn load(snapshot: &Snapshot, analyzer: &Analyzer, candidate: Candidate) -> Result<Self> {
        let loaded = LoadedPassage::load(snapshot, analyzer, &candidate, true)?;
        let title = analyzer.analyze(&loaded.document.title);
        Ok(Self { candidate, loaded, title })
    }

    /// The terms that may be learnt from it.
    fn sample(&self, analyzer: &Analyzer) -> Sample<'_> {
        let both = [&self.loaded.analysis, &self.title];
        let words = both.iter().map(|analysis| analysis.len()).sum::<usize>();
        let mut terms = Vec::with_capacity(words);
        for analysis in both {
            push_terms(analysis, analyzer, &mut terms);
        }
        Sample { score: self.candidate.score, words: words as u32, terms }
    }
}

/// Appends the terms that may be learnt: neither function words nor bare
/// numbers and letters, which mean another thing in each text, nor the pieces
/// of a designator, which mean nothing alone.
fn push_terms<'a>(
    analysis: &'a Analysis,
    analyzer: &Analyzer,
    terms: &mut Vec<(&'a str, &'a str)>,
) {
    let has_meaning = |stem: &str| stem.len() > 1 && !stem.bytes().all(|b| b.is_ascii_digit());
    let mut keys = analysis.keys().peekable();
    let mut end_of_key = 0;
    for word in analysis.words() {
        while let Some(key) = keys.next_if(|key| key.position <= word.position) {
            end_of_key = end_of_key.max(key.position + key.width);
        }
        let is_in_key = word.position < end_of_key;
        if !is_in_key && has_meaning(word.stem) && !analyzer.is_stop_word(word.surface) {
            terms.push((word.stem, word.surface));
        }
    }
}
